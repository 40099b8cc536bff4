// How long one look of the agent takes from end to end: the question to the page, the read, the message, and the engine's
// tree, text and difference, in the extension as people have it.
import { Errand } from '../harness/errand.ts';
import { done, type as typeInto } from '../harness/turns.ts';
import type { World } from '../harness/world.ts';
import { median, report } from './report.ts';

const LOOKS = 9;

type Reply = { id?: number; result?: Result };
type Result = { history?: { runs: { run: string }[] }; run?: { steps: { read_ms: number; whole: boolean }[] } };

/** What each step of the newest run took to look at, as its history says. */
async function looks(world: World): Promise<{ whole: number[]; again: number[] }> {
  const own = await world.chromium.open(`chrome-extension://${world.chromium.extensionId}/panel/panel.html`);
  const steps = await own.evaluate(async () => {
    type Port = { postMessage(message: unknown): void; onMessage: { addListener(heard: (message: Reply) => void): void } };
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(info: object): Port } } }).chrome;
    const port = runtime.connect({ name: 'popup' });
    const call = (id: number, request: unknown): Promise<Result> =>
      new Promise((resolve) => {
        port.onMessage.addListener((message) => message.id === id && resolve(message.result ?? {}));
        port.postMessage({ id, request });
      });
    const { history } = await call(1, { type: 'get_history' });
    const { run } = await call(2, { type: 'get_past_run', run: history?.runs[0]?.run });
    return run?.steps ?? [];
  });
  await own.close();
  const of = (whole: boolean): number[] => steps.filter((step) => step.whole === whole && step.read_ms > 0).map(({ read_ms }) => read_ms);
  return { whole: of(true), again: of(false) };
}

export async function engine(world: World): Promise<void> {
  for (const [count, target] of [[1_000], [10_000, 40], [50_000]] as const) {
    const turns = Array.from({ length: LOOKS }, (_, n) => typeInto('Note', `counted ${n}`));
    const errand = await Errand.start(world, `/big/${count}`, 'Note what was counted.', ...turns, done('Noted.'));
    await errand.page.evaluate(() => {
      const sections = document.querySelectorAll('section');
      const section = sections[Math.floor(sections.length / 2)];
      document.addEventListener('input', () => {
        const text = section?.querySelector('p');
        if (text) text.textContent = `Counted again at ${performance.now()}.`;
        section?.append(document.createElement('button'));
      });
    });
    await errand.result.waitFor({ timeout: 60_000 });
    const { whole, again } = await looks(world);
    const named = `look at ${count.toLocaleString('en')} elements, end to end`;
    report(`${named}, the first`, median(whole), 'ms');
    report(`${named}, after a change`, median(again), 'ms', target);
    await errand.page.close();
  }
  await world.upstream.reset();
}
