// A tab that is not shown: no frames are drawn, timers are slow, the focus moves without a word. Another driver than
// elsewhere, for the usual one makes every tab believe that it is in front.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser, type Page, type WebWorker } from 'puppeteer-core';
import type { ContentAct, ContentCall } from '../../extension/protocol.ts';
import { chromiumProgram, out } from '../harness/paths.ts';
import { until } from '../harness/process.ts';
import { Site } from '../harness/site.ts';

interface ProbeApi {
  call(tab: number, frame: number, call: ContentCall): Promise<{ type: string }>;
  find(tab: number, frame: number, path: string): Promise<number | null>;
  tabs(): Promise<{ id: number; url: string }[]>;
}
type InWorker = { probe: ProbeApi };

let browser: Browser | undefined;
let worker: WebWorker;
const site = new Site();

before(async () => {
  await site.start();
  const extension = join(out, 'probe');
  browser = await puppeteer.launch({
    executablePath: chromiumProgram,
    enableExtensions: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    timeout: 15_000,
  });
  const isProbe = (url: string): boolean => url.startsWith('chrome-extension:') && url.endsWith('/background.js');
  const target = await browser.waitForTarget((each) => each.type() === 'service_worker' && isProbe(each.url()), { timeout: 15_000 });
  const found = await target.worker();
  assert.ok(found);
  worker = found;
});

after(async () => {
  await browser?.close();
  await site.stop();
});

/** An app in a tab behind another one. */
async function behind(app: string): Promise<{ page: Page; act: (path: string, act: ContentAct) => Promise<void>; ref: (path: string) => Promise<number> }> {
  assert.ok(browser);
  const page = await browser.newPage();
  const url = site.at(`/apps/${app}.html`);
  await page.goto(url);
  const tab = await until('the tab', async () => {
    const tabs = await worker.evaluate(() => (globalThis as unknown as InWorker).probe.tabs());
    return tabs.find((each) => each.url === url)?.id;
  });
  const front = await browser.newPage();
  await front.bringToFront();
  await until('the tab is behind', () => page.evaluate(() => document.hidden && !document.hasFocus()));
  const ref = (path: string): Promise<number> =>
    until(path, () => worker.evaluate((tab, path) => (globalThis as unknown as InWorker).probe.find(tab, 0, path), tab, path));
  const act = async (path: string, act: ContentAct): Promise<void> => {
    const call: ContentCall = { type: 'act', node: await ref(path), act, expect: null, timeout_ms: 20_000, trusted: false };
    const reply = await worker.evaluate((tab, call) => (globalThis as unknown as InWorker).probe.call(tab, 0, call), tab, call);
    assert.equal(reply.type, 'acted', JSON.stringify(reply));
  };
  return { page, act, ref };
}

const stateOf = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(() => JSON.parse(document.querySelector('#state')?.textContent ?? '{}') as Record<string, unknown>);

test('clicking, typing and choosing work in a tab in the background', async () => {
  const { page, act } = await behind('fields');
  await act('#name', { do: 'type', text: 'Ann', replace: true });
  await act('#mail', { do: 'type', text: 'ann@example.com', replace: true });
  await act('#fancy', { do: 'check', checked: true });
  await act('#country', { do: 'select', options: ['Sri Lanka'] });
  await act('#mail', { do: 'press', keys: ['Enter'] });
  const state = await stateOf(page);
  assert.deepEqual(state['values'], { name: 'Ann', mail: 'ann@example.com', fancy: true, country: 'lk' });
  assert.deepEqual(state['submits'], [['form', 'send']]);
  await page.close();
});

test('what a page does on focus and on leaving a field happens there too', async () => {
  const { page, act } = await behind('wizard');
  await act('#age', { do: 'type', text: 'old', replace: true });
  await act('#name', { do: 'type', text: 'Ann', replace: true });
  assert.deepEqual((await stateOf(page))['errors'], ['Age is a number']);
  await page.close();
});

test('editors and dragging work there too', async () => {
  const editor = await behind('prosemirror');
  await editor.act('.ProseMirror', { do: 'type', text: 'Written unseen', replace: true });
  assert.deepEqual((await stateOf(editor.page))['paragraphs'], ['Written unseen']);
  await editor.page.close();
  const board = await behind('board');
  await board.act('#write', { do: 'drag', to: await board.ref('#done'), expect: null });
  assert.deepEqual((await stateOf(board.page))['done'], ['write']);
  await board.page.close();
});
