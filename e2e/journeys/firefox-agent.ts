// The core of the agent in Firefox ESR: the same overlay, popup, gate and hands, on the same fixture apps.
import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import type { Frame, Page } from 'puppeteer-core';
import { decide } from '../harness/errand.ts';
import { inFrame } from '../harness/firefox.ts';
import { theFirefoxWorld, type FirefoxWorld } from '../harness/firefox-world.ts';
import { until } from '../harness/process.ts';
import { shownRun, type ShownRun } from '../harness/shown-run.ts';
import { text } from '../harness/texts.ts';
import { askUser, check, click, done, extract, navigate, press, rows, select, type, waitFor, type Turn } from '../harness/turns.ts';

let world: FirefoxWorld;
/** The page of the journey under way: a tab is found by its address, so only one may show it. */
let shownIn: Page | undefined;

describe('the agent in Firefox', () => {
  before(async () => {
    world = await theFirefoxWorld();
    await world.server.admin('set-plan', world.person.email, 'pro');
  });
  afterEach(() => shownIn?.close());

  test('clicks, and its answer has evidence', async () => {
    const run = await start('/desk.html', 'What does the brass lamp cost?', click('Show prices'), done('40 euros.', 'The brass lamp costs 40 euros.'));
    await run.ends('40 euros.', 'The brass lamp costs 40 euros.');
  });

  test('types, selects and checks in a React form', async () => {
    const run = await start(
      '/apps/react.html',
      'Ada, The Netherlands, large',
      type('textbox Name', 'Ada'),
      select('combobox Country', 'The Netherlands'),
      check('radio large'),
      done('Filled in.', 'Agree'),
    );
    await run.ends('Filled in.', 'Agree');
    await run.holds({ name: 'Ada', country: 'nl', size: 'large' });
  });

  test('writes in an editor', async () => {
    const run = await start('/apps/prosemirror.html', 'Write: Dear Ann, see you', type('textbox', 'Dear Ann,\nsee you'), done('Written.', 'Dear Ann,'));
    await run.ends('Written.', 'Dear Ann,');
    await run.holds({ paragraphs: ['Dear Ann,', 'see you'] });
  });

  test('presses keys where the focus is', async () => {
    const run = await start('/apps/modals.html', 'Open the dialog and close it', click('Open dialog'), press(null, 'Escape'), done('Closed.', 'Are you sure?'));
    await run.ends('Closed.', 'Are you sure?');
    await run.holds({ log: ['closed'] });
  });

  test('goes to another page and takes its overlay along', async () => {
    const there = world.site.at('/apps/catalogue.html');
    const run = await start('/desk.html', 'Which lamps are there?', navigate(there), click('Next'), done('Curlew and others.', 'Curlew'));
    await run.ends('Curlew and others.', 'Curlew');
    await run.holds({ page: 2 });
  });

  test('waits for what comes late', async () => {
    const run = await start('/apps/slow.html', 'Load the order', click('button Load'), waitFor({ text: 'Order 42 is ready' }), done('Ready.', 'Order 42 is ready'));
    await run.ends('Ready.', 'Order 42 is ready');
    await run.holds({ loaded: 700 });
  });

  test('takes rows out of a page', async () => {
    const run = await start('/apps/catalogue.html', 'List the lamps', extract('Lamp'), rows({ Lamp: 'Heron' }, { Lamp: 'Invented' }), done('One lamp.', 'Heron'));
    await run.ends('One lamp.', 'Heron');
    assert.deepEqual(await (await run.overlay()).$$eval('.run-rows th, .run-rows td', (cells) => cells.map((cell) => cell.textContent)), ['Lamp', 'Heron']);
  });

  test('works in a closed shadow root', async () => {
    const run = await start('/apps/lit.html', 'Enter Bo under the closed name', type('textbox Closed name', 'Bo'), done('Entered.', 'Bo'));
    await run.ends('Entered.', 'Bo');
    await run.holds({ closed: 'Bo' });
  });

  test('what is sensitive is asked in the popup: a no, then a yes', async () => {
    const run = await start('/desk.html', 'Send the message', click('Send message'), click('Send message'), done('Sent.', 'Messages sent:'));
    await run.decides(false);
    await run.decides(true);
    await run.ends('Sent.', 'Messages sent:');
    assert.equal(await run.page.$eval('#sent', (sent) => sent.textContent), '1');
  });

  test('a question is answered in the overlay', async () => {
    const run = await start('/apps/vue.html', 'Enter the customer', askUser('Which one?'), type('textbox name', 'Perera'), done('Perera it is.', 'Perera'));
    await run.is('run_waiting_for_answer');
    const overlay = await run.overlay();
    await overlay.locator('.run-question input').fill('Perera');
    await overlay.evaluate(() => document.querySelector<HTMLButtonElement>('.run-question button[type=submit]')?.click());
    await run.ends('Perera it is.', 'Perera');
    await run.holds({ name: 'Perera' });
  });

  test('is stopped while the model thinks, and nothing more happens', async () => {
    const run = await start('/desk.html', 'Show me the prices', { ...click('Show prices'), wait_ms: 5_000 });
    await until('the model was asked', async () => (await world.upstream.stats()).open > 0);
    await (await run.overlay()).evaluate((stop) => {
      [...document.querySelectorAll<HTMLButtonElement>('.run-bar button')].find((button) => (button.textContent ?? '').trim() === stop || button.ariaLabel === stop)?.click();
    }, text('run_stop'));
    const shown = await run.over();
    assert.match(shown.answer, new RegExp(text('run_reason_stopped')));
    assert.equal(await run.page.$eval('#prices', (prices) => (prices as HTMLElement).hidden), true);
  });
});

/** A run on a page, as a person starts it in the overlay. */
async function start(path: string, goal: string, ...model: Turn[]): Promise<Run> {
  await world.upstream.reset();
  await decide(world, ...model);
  const page = await world.firefox.open(world.site.at(path));
  shownIn = page;
  const finder = await world.firefox.openOwn('options/options.html');
  const tab = await world.firefox.tabOf(finder, page.url());
  await finder.close();
  const popup = await world.firefox.openOwn(`popup/popup.html?tab=${tab}`);
  await popup.locator('.ask button.primary').click();
  await page.bringToFront();
  const overlay = await world.firefox.overlayIn(page);
  await overlay.waitForSelector('#question');
  await overlay.evaluate((label) => {
    const radio = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].find((one) => one.labels?.[0]?.textContent?.trim() === label);
    radio?.click();
  }, text('mode_do'));
  await overlay.locator('#question').fill(goal);
  await overlay.locator('form.ask-form button.send').click();
  if (!popup.isClosed()) await popup.close().catch(() => undefined);
  return new Run(page, tab);
}

class Run {
  constructor(
    readonly page: Page,
    private readonly tab: number,
  ) {}

  overlay(): Promise<Frame> {
    return world.firefox.overlayIn(this.page);
  }

  private async shown(): Promise<ShownRun | null> {
    return (await inFrame(await this.overlay(), shownRun)) ?? null;
  }

  /** Waits until the bar says the text of `key`. */
  async is(key: string): Promise<void> {
    await until(`the run says “${text(key)}”`, async () => (await this.shown())?.state === text(key));
  }

  async over(): Promise<ShownRun> {
    return until('the run is over', async () => {
      const shown = await this.shown();
      return shown?.over === true && shown;
    });
  }

  /** Waits for the end: this answer, with this evidence. */
  async ends(answer: string, ...evidence: string[]): Promise<void> {
    const shown = await this.over();
    assert.deepEqual([shown.answer, shown.evidence], [answer, evidence], JSON.stringify(shown.steps));
  }

  /** What the app holds: these of its fields. */
  async holds(wanted: Record<string, unknown>): Promise<void> {
    const state = JSON.parse(await this.page.$eval('#state', (state) => state.textContent ?? '')) as Record<string, unknown>;
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, state[key]])), wanted);
  }

  /** Says yes or no in the popup. */
  async decides(yes: boolean): Promise<void> {
    await this.is('run_waiting_for_approval');
    const steps = (await this.shown())?.steps.length ?? 0;
    const popup = await world.firefox.openOwn(`popup/popup.html?tab=${this.tab}`);
    const label = text(yes ? 'approval_allow' : 'approval_deny');
    // A press of a script's is none.
    await until(`“${label}” can be said`, async () => {
      for (const button of await popup.$$('.approval button')) {
        const isIt = await button.evaluate((one, wanted) => one.textContent?.trim() === wanted && one.ariaDisabled !== 'true', label);
        if (!isIt) continue;
        await button.click();
        return true;
      }
      return false;
    });
    await until('it was heard', () => popup.evaluate(() => document.querySelector('.approval') === null));
    await popup.close();
    await this.page.bringToFront();
    await until('the run goes on', async () => {
      const shown = await this.shown();
      return shown !== null && (shown.over || shown.state !== text('run_waiting_for_approval') || shown.steps.length > steps);
    });
  }
}
