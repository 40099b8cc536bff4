// Journey: a run is followed and steered in the side panel, what it acts on is marked, and its evidence leads back.
import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { decide, Errand } from '../harness/errand.ts';
import { Panel } from '../harness/panel.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { like, text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const SHOW = { call: 'click', with: { target: '{ref:Show prices}' } };
const SEND = { call: 'click', with: { target: '{ref:Send message}' } };
const PRICE = 'The brass lamp costs 40 euros.';

/** The control and a little around it, where a mark would be. */
async function around(page: Page, selector: string): Promise<Buffer> {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box);
  const clip = { x: Math.max(0, box.x - 8), y: Math.max(0, box.y - 8), width: box.width + 16, height: box.height + 16 };
  // Hiding the caret would write styles into the page's fields.
  return page.screenshot({ clip, animations: 'disabled', caret: 'initial' });
}

describe('the side panel', () => {
  let world: World;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
  });

  // A test that failed half-way leaves no answers to the next.
  afterEach(() => world.upstream.reset());

  test('evidence of a finished run leads into the page', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'What does the brass lamp cost?',
      SHOW,
      { call: 'done', with: { answer: 'It costs 40 euros.', evidence: [{ quote: PRICE }] } },
    );
    await errand.result.waitFor();
    const place = errand.page.locator('#prices');
    const before = await place.screenshot({ animations: 'disabled' });
    await errand.result.locator('.evidence .quote').click();
    await errand.result.locator('.evidence .quote.shown').waitFor();
    await until('the words are marked', async () => !before.equals(await place.screenshot({ animations: 'disabled' })));
    await state(errand.page, 'panel-evidence', errand.overlay.frame);
    // The words go from the page: it says so, and where they were.
    await place.evaluate((element) => element.remove());
    await errand.result.locator('.evidence .quote').click();
    await errand.result.getByText(text('run_quote_elsewhere')).waitFor();
    assert.equal(await errand.result.locator('.evidence a').getAttribute('href'), errand.page.url());
    await errand.page.close();
  });

  test('what it is about to act on is marked, and nothing of the page is touched', async () => {
    const errand = await Errand.start(world, '/desk.html', 'Send “Hello”', SEND, { call: 'done', with: { answer: 'Not sent.' } });
    // The overlay may lie over it: only what the page itself holds is compared.
    await errand.is('run_waiting_for_approval');
    const markup = await errand.page.locator('#form').evaluate((form) => form.outerHTML);
    const marked = await around(errand.page, '#form button');
    const hit = await errand.page.locator('#form button').evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      const at = (x: number, y: number): string => document.elementFromPoint(x, y)?.localName ?? '';
      return [at(left + width / 2, top + height / 2), at(left - 2, top + height / 2)];
    });
    assert.equal(hit[0], 'button', 'the mark takes no press');
    assert.notEqual(hit[1], 'div', 'nor does its ring');
    await errand.decideInPopup(false);
    await errand.result.waitFor();
    await until('the mark is gone', async () => !marked.equals(await around(errand.page, '#form button')));
    assert.equal(await errand.page.locator('#form').evaluate((form) => form.outerHTML), markup);
    await errand.page.close();
  });

  test('a run is started, approved and finished in the panel, and it is said what it cost', async () => {
    await world.upstream.reset();
    await decide(
      world,
      { said: 'I write the message first.', call: 'type', with: { target: '{ref:Message}', text: 'Hello' } },
      SEND,
      { call: 'done', with: { answer: 'Sent **once**.' }, wait_ms: 1_500 },
    );
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    await panel.page.getByText(text('panel_empty_title')).waitFor();
    await state(panel.page, 'panel-empty');
    await panel.begin('Send the message “Hello” to the lamp desk');
    await panel.button('approval_allow').and(panel.page.locator(':not([aria-disabled])')).waitFor();
    await state(panel.page, 'panel-approval');
    await panel.page.setViewportSize({ width: 360, height: 640 });
    await state(panel.page, 'panel-approval-narrow');
    await panel.page.setViewportSize({ width: 400, height: 760 });
    // A script can not press it, whatever it is: only the person can.
    await panel.button('approval_allow').evaluate((button) => (button as HTMLElement).click());
    assert.equal(await panel.approval.count(), 1);
    assert.equal(await page.locator('#sent').innerText(), '0');
    await panel.decide(true);
    await panel.is('run_thinking');
    await state(panel.page, 'panel-working');
    await panel.result.getByText('Sent once.').waitFor();
    assert.equal(await page.locator('#sent').innerText(), '1');
    await state(panel.page, 'panel-done');
    await panel.page.setViewportSize({ width: 1100, height: 760 });
    await state(panel.page, 'panel-done-wide');
    await panel.page.close();
    await page.close();
  });

  test('it is paused, taken over, handed back and stopped from the panel', async () => {
    await world.upstream.reset();
    await decide(world, { ...SHOW, wait_ms: 3_000 });
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    await panel.begin('Show me the prices');
    await panel.is('run_thinking');
    // What the scripted model costs is in the server's price table.
    await panel.page.locator('.run-used').getByText(like('run_used_cost')).waitFor();
    await panel.button('run_pause').click();
    await panel.is('run_paused');
    await panel.button('run_take_over').click();
    await panel.is('run_taken_over');
    await state(panel.page, 'panel-taken-over');
    await world.upstream.reset();
    await decide(world, { ...SHOW, wait_ms: 10_000 });
    await panel.button('run_hand_back').click();
    await panel.is('run_thinking');
    await panel.button('run_stop').click();
    await panel.result.getByText(text('run_reason_stopped')).waitFor();
    assert.equal(await page.locator('#prices').isVisible(), false);
    await panel.page.close();
    await page.close();
  });

  test('it opens from the popup, in the browser itself', async () => {
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const popup = await Popup.open(world, page);
    await popup.button('open_panel').click();
    const background = await world.chromium.background();
    const open = (): Promise<number> =>
      background.evaluate(async () => {
        type Runtime = { getContexts(filter: object): Promise<{ documentUrl?: string }[]> };
        const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
        const contexts = await runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
        return contexts.filter(({ documentUrl }) => documentUrl?.includes('/panel/panel.html')).length;
      });
    await until('the side panel is open', async () => (await open()) > 0);
    await popup.page.close();
    await page.close();
  });
});
