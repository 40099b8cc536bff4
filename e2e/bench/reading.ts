// How long a page is read, and how soon the first word of an answer is on screen.
import { Overlay } from '../harness/overlay.ts';
import { until } from '../harness/process.ts';
import type { World } from '../harness/world.ts';
import { median, report } from './report.ts';

const ROUNDS = 7;

interface Heard {
  event?: { type: string; turn?: { read?: { page_ms: number } | null } };
}

/** Keeps what the overlay's port hears: page time is told there and shown nowhere. */
async function listen(world: World): Promise<void> {
  await world.chromium.context.addInitScript(() => {
    if (location.protocol !== 'chrome-extension:' || !location.pathname.startsWith('/overlay/')) return;
    type Port = { onMessage: { addListener(heard: (message: unknown) => void): void } };
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(...all: unknown[]): Port } } }).chrome;
    const connect = runtime.connect.bind(runtime);
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    runtime.connect = (...all) => {
      const port = connect(...all);
      port.onMessage.addListener((message) => heard.push(message));
      return port;
    };
  });
}

/** Nobody types a question faster. */
const TYPING_MS = 1_500;

interface PageTime {
  /** As the collector reports it: other programs on the machine included. */
  elapsed: number;
  /** The longest task of the page's main thread since the overlay opened: where the page was not read ahead, the read. */
  longest: number;
  /** Work of the page's main thread from the question to the end of the answer: everything that Legwork costs it. */
  work: number;
}

async function pageTime(world: World, path: string): Promise<PageTime> {
  const page = await world.chromium.open(world.site.at(path));
  await page.evaluate(() => {
    const longest = { ms: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { longest });
  });
  const overlay = await Overlay.open(world, page);
  await page.waitForTimeout(TYPING_MS);
  const session = await world.chromium.context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const before = await worked();
  await overlay.ask('Where does the lighthouse key hang?');
  const work = (await worked()) - before;
  const heard = await overlay.frame.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard);
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: { ms: number } }).longest.ms);
  const read = heard.map(({ event }) => event?.turn?.read).findLast((summary) => summary);
  await page.close();
  if (!read) throw new Error('the overlay heard nothing of what was read');
  return { elapsed: read.page_ms, longest, work };
}

async function firstToken(world: World): Promise<number> {
  const page = await world.chromium.open(world.site.at('/shop.html'));
  const overlay = await Overlay.open(world, page);
  await overlay.frame.evaluate(() => {
    // Earlier rounds stand in the conversation of the page.
    const before = document.querySelectorAll('article.turn').length;
    const watch = new MutationObserver(() => {
      if (!document.querySelectorAll('article.turn')[before]?.querySelector('.prose')?.textContent) return;
      watch.disconnect();
      requestAnimationFrame(() => Object.assign(globalThis, { firstWord: Date.now() }));
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true });
  });
  await overlay.ask('What does the lamp weigh?');
  const shown = await until('a word is shown', () =>
    overlay.frame.evaluate(() => (globalThis as unknown as { firstWord?: number }).firstWord),
  );
  const left = (await world.upstream.requests()).at(-1)?.first_text_ms;
  await page.close();
  if (!left) throw new Error('the upstream sent no text');
  return shown - left;
}

export async function reading(world: World): Promise<void> {
  await listen(world);
  await world.upstream.script({ do: 'answer', text: 'Plain words come first. '.repeat(20), chunk_ms: 20 });
  const shown: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) shown.push(await firstToken(world));
  report('first token shown after the provider sent it', median(shown), 'ms', 50);
  await world.upstream.reset();
  for (const [count, target] of [[1_000], [10_000, 60], [50_000]] as const) {
    const times: PageTime[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await pageTime(world, `/big/${count}`));
    const named = `page of ${count.toLocaleString('en')} elements`;
    // The read itself is what it is held to, whenever it is done: it is the longest task there is.
    report(`${named}, longest stop of the page, the read included`, median(times.map(({ longest }) => longest)), 'ms', target);
    report(`${named}, read on for a question, page time`, median(times.map(({ elapsed }) => elapsed)), 'ms');
    report(`${named}, all work of its thread for a question`, median(times.map(({ work }) => work)), 'ms');
  }
}
