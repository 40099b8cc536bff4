// Journey: pages that take no input of scripts, and pages that ask by dialogs. The person lets Legwork use the browser's own
// clicks and keys, and only while it works.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Errand } from '../harness/errand.ts';
import { Panel } from '../harness/panel.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const done = (answer: string): { call: string; with: Record<string, unknown> } => ({ call: 'done', with: { answer, evidence: [] } });
const SHOW = { call: 'click', with: { target: '{ref:Show the price}' } };

describe('pages that take the browser’s own input only', () => {
  let world: World;
  const person = somebody();

  /** Numbers of the tabs that are debugged by the extension. */
  const debugged = async (): Promise<number> => {
    const background = await world.chromium.background();
    return background.evaluate(async () => {
      type Api = { debugger: { getTargets(): Promise<{ tabId?: number }[]>; sendCommand(target: object, method: string): Promise<object> } };
      const { debugger: api } = (globalThis as unknown as { chrome: Api }).chrome;
      const tabs = (await api.getTargets()).flatMap(({ tabId }) => (tabId === undefined ? [] : [tabId]));
      // Only who debugs a tab may send it something; the driver of this test debugs all of them.
      const answers = await Promise.allSettled(tabs.map((tabId) => api.sendCommand({ tabId }, 'Page.enable')));
      return answers.filter(({ status }) => status === 'fulfilled').length;
    });
  };

  const switchTo = async (on: boolean, look: (popup: Popup) => Promise<void> = async () => undefined): Promise<void> => {
    const popup = await Popup.open(world);
    await popup.button(on ? 'trusted_switch_on' : 'trusted_switch_off').click();
    await popup.says(on ? 'trusted_on' : 'trusted_off').waitFor();
    await look(popup);
    await popup.page.close();
  };

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
  });
  after(() => switchTo(false));
  // A test that failed half-way leaves no answers to the next.
  afterEach(() => world.upstream.reset());

  test('ignore a click of scripts, and the model is told what may help', async () => {
    const errand = await Errand.start(world, '/picky.html', 'What does the desk lamp cost?', SHOW, done('I could not see it.'));
    await errand.result.waitFor();
    assert.equal(await errand.page.locator('#price').isVisible(), false);
    const asked = JSON.stringify(await world.upstream.requests());
    assert.ok(asked.includes(text('trusted_title')), 'the model hears of the switch');
    assert.equal(await debugged(), 0);
    await errand.page.close();
  });

  test('take clicks and keys once the person switched that on, and nothing is debugged afterwards', async () => {
    await switchTo(true, async (popup) => state(popup.page, 'popup-trusted', popup.page, true));
    const errand = await Errand.start(
      world,
      '/picky.html',
      'What does the desk lamp cost? I want a red one.',
      SHOW,
      { call: 'click', with: { target: '{ref:Lamp care}' } },
      { call: 'click', with: { target: '{ref:Compare lamps}' } },
      { call: 'type', with: { target: '{ref:Colour}', text: 'Red 7' } },
      { call: 'press', with: { target: '{ref:Colour}', keys: ['End'] }, wait_ms: 500 },
      { ...done('25 euros.'), wait_ms: 500 },
    );
    await errand.came(1, 'run_step_done');
    assert.equal(await errand.page.locator('#price').isVisible(), true, 'the click was the browser’s own');
    assert.equal(await debugged(), 1, 'the tab of the run and no other');
    await errand.result.waitFor();
    assert.equal(await errand.page.locator('#taken').innerText(), 'Red 7', 'so were the keys');
    assert.equal(await errand.page.locator('#heard').innerText(), 'Lamp care. Compare lamps.', 'what only listens was found, also what came later');
    await until('the tab is let go', async () => (await debugged()) === 0);
    const panel = await Panel.open(world, errand.page);
    await panel.toHistory();
    await panel.page.locator('.past-run').first().click();
    const picture = panel.page.locator('img.replay-picture');
    for (let step = 1; step < 6; step += 1) await panel.button('history_step_next').click();
    await until('the end is kept with all of the page', () =>
      picture.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => naturalHeight > 1.2 * naturalWidth).catch(() => false));
    await state(panel.page, 'history-whole-page', panel.page, true);
    await panel.page.close();
    await errand.page.close();
  });

  test('ask by a dialog: the model sees it, and what its words say is asked of the person', async () => {
    const errand = await Errand.start(
      world,
      '/picky.html',
      'Empty my basket and call it Lights',
      { call: 'click', with: { target: '{ref:Empty the basket}' }, wait_ms: 500 },
      { call: 'dialog', with: { accept: true } },
      { call: 'click', with: { target: '{ref:Name the basket}' } },
      { call: 'dialog', with: { accept: true, text: 'Lights' } },
      done('It is empty and has its name.'),
    );
    // A driver that hears of a dialog and does nothing leaves it to others.
    errand.page.on('dialog', () => undefined);
    await errand.decideInPopup(true, async (popup) => {
      assert.ok((await popup.page.locator('.approval').innerText()).includes('Delete all 3 lamps?'));
    });
    await errand.result.waitFor();
    assert.equal(await errand.page.locator('#basket').innerText(), 'empty');
    assert.equal(await errand.page.locator('#name').innerText(), 'Lights');
    await errand.page.close();
  });

  test('a stop ends the debugging too', async () => {
    const errand = await Errand.start(world, '/picky.html', 'What does the desk lamp cost?', { ...SHOW, wait_ms: 6_000 });
    await errand.is('run_thinking');
    await until('the tab is debugged', async () => (await debugged()) === 1);
    await errand.overlay.frame.locator('.run-bar').press('Escape');
    await errand.result.getByText(text('run_reason_stopped')).waitFor();
    await until('the tab is let go', async () => (await debugged()) === 0);
    await errand.page.close();
  });

  test('a background that is killed leaves no tab debugged', async () => {
    const end = done('25 euros.');
    const errand = await Errand.start(world, '/picky.html', 'What does the desk lamp cost?', SHOW, { ...end, wait_ms: 3_000 }, end);
    await errand.came(1, 'run_step_done');
    assert.equal(await debugged(), 1);
    await world.chromium.killBackground();
    await errand.result.waitFor();
    await until('the tab is let go', async () => (await debugged()) === 0);
    await errand.page.close();
  });
});
