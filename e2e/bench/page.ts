// Readers of pages side by side, in one run and on the same pages: the page's CPU, the tokens, and whether everything that
// a person can operate is offered, once, and nothing else. What is asked of Legwork is beside each figure.
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { bigPage } from '../harness/big-page.ts';
import { operablePage, STYLES } from '../harness/operable-page.ts';
import { outlines, outlineScript, readPage, type FrameBuffer } from '../harness/outline.ts';
import { chromiumProgram } from '../harness/paths.ts';
import { judge, score, type Score } from '../harness/truth.ts';
import { legwork, pageAgent, playwright, type Reader } from './readers.ts';
import { machineLine, median, report } from './report.ts';

const ROUNDS = 9;
const FEWEST_ROUNDS = 3;
/** A reader's turn on one page ends when it has taken this long, however few rounds that were. */
const LONGEST_MS = 45_000;
const COUNTS = [1_000, 10_000, 50_000] as const;
const STATES = ['cold', 'clean', 'changed'] as const;
type State = (typeof STATES)[number];
type Times = Record<State, number>;

/** The most that a read may take of the page's CPU, in milliseconds. */
const TARGETS: Record<number, Partial<Times>> = {
  1_000: { clean: 2, changed: 1 },
  10_000: { clean: 15, changed: 3 },
  50_000: { clean: 90, changed: 10 },
};

/** By the tokenizer of a present model, the same for all. */
const tokens = (text: string): number => countTokens(text);

const afterFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))));

/** One part of the page changes: a paragraph says something else, and a button comes. */
const change = (page: Page, round: number): Promise<void> =>
  page.evaluate((n) => {
    const sections = document.querySelectorAll('section');
    const section = sections[Math.floor(sections.length / 2)];
    const text = section?.querySelector('p');
    if (!section || !text) throw new Error('nothing to change');
    text.textContent = `Counted again, time ${n}.`;
    const button = document.createElement('button');
    button.textContent = `Undo ${n}`;
    section.append(button);
  }, round);

/** CPU of the page's thread during `work`, in milliseconds. */
async function cpu(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const before = await worked();
  await work();
  return (await worked()) - before;
}

interface Measured extends Times {
  /** A call of the driver that does nothing in the page; the times are without it. */
  empty: number;
  rounds: number;
}

async function times(page: Page, reader: Reader, address: string): Promise<Measured> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const all: Record<State, number[]> = { cold: [], clean: [], changed: [] };
  const empties: number[] = [];
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round >= FEWEST_ROUNDS && performance.now() - start > LONGEST_MS) break;
    await page.goto(address);
    await afterFrame(page);
    all.cold.push(await cpu(session, () => reader.read(page)));
    await afterFrame(page);
    all.clean.push(await cpu(session, () => reader.read(page)));
    await change(page, round);
    await afterFrame(page);
    all.changed.push(await cpu(session, () => reader.read(page)));
    await afterFrame(page);
    empties.push(await cpu(session, () => page.evaluate("''")));
  }
  await session.detach();
  const empty = median(empties);
  const of = (state: State): number => Math.max(0, median(all[state]) - empty);
  return { cold: of('cold'), clean: of('clean'), changed: of('changed'), empty, rounds: empties.length };
}

const line = (cells: readonly string[]): void => void process.stdout.write(`${(cells[0] ?? '').padEnd(30)}${cells.slice(1).map((cell) => cell.padStart(12)).join('')}\n`);
const digits = (figure: number): string => figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0);

async function speed(page: Page, readers: readonly Reader[]): Promise<void> {
  machineLine();
  process.stdout.write('\nCPU of the page for a read, ms; × Legwork’s in brackets\n');
  line(['', ...readers.map(({ name }) => name), 'at most']);
  const own = new Map<string, number>();
  for (const count of COUNTS) {
    const measured: (Measured | null)[] = [];
    for (const reader of readers) measured.push(count > reader.most ? null : await times(page, reader, `http://bench.test/big/${count}`));
    for (const state of STATES) {
      const ours = measured[0]?.[state] ?? Number.NaN;
      own.set(`${count} ${state}`, ours);
      const cells = measured.map((one, at) => (one === null ? '–' : at === 0 ? digits(one[state]) : `${digits(one[state])} (${Math.round(one[state] / ours)})`));
      line([`${count.toLocaleString('en')} elements, ${state}`, ...cells, String(TARGETS[count]?.[state] ?? '')]);
    }
    line(['  not counted: an empty call', ...measured.map((one) => (one === null ? '–' : digits(one.empty)))]);
    const few = measured.flatMap((one, at) => (one !== null && one.rounds < ROUNDS ? [`${readers[at]?.name}: ${one.rounds} rounds`] : []));
    if (few.length > 0) line([`  ${few.join(', ')} instead of ${ROUNDS}`]);
  }
  const ratio = (of: State): number => (own.get(`50000 ${of}`) ?? 0) / (own.get(`10000 ${of}`) ?? 1);
  report('50,000 elements ÷ 10,000, clean', ratio('clean'), '', 6.5);
}

/** What a model is given, and what it is told after a small change. */
async function lengths(page: Page, other: Reader, script: string): Promise<void> {
  process.stdout.write('\nTokens (o200k)\n');
  for (const count of COUNTS) {
    await page.goto(`http://bench.test/big/${count}`);
    const theirs = tokens(await other.text(page));
    const reads: FrameBuffer[][] = [await readPage(page, script)];
    await change(page, 0);
    await afterFrame(page);
    reads.push(await readPage(page, script));
    const [full, next] = outlines(reads);
    if (!full || !next) throw new Error('no outline');
    const [whole, told] = [tokens(full.text), tokens(next.changes ?? next.text)];
    const named = `${count.toLocaleString('en')} elements`;
    report(`${named}, ${other.name}`, theirs, 'tokens');
    report(`${named}, Legwork`, whole, 'tokens', Math.floor(theirs / 4));
    report(`${named}, after a small change`, told, 'tokens', Math.floor(whole * 0.05));
    report(`${named}, the engine’s own time (as a native program)`, next.ms, 'ms');
  }
}

async function fidelity(page: Page, readers: readonly Reader[]): Promise<void> {
  process.stdout.write(`\nWhat can be operated, on ${STYLES.length} pages (${STYLES.join(', ')})\n`);
  line(['', 'in view', 'on the page', 'precision', 'duplicates']);
  for (const reader of readers) {
    const scores: Score[] = [];
    for (const style of STYLES) {
      await page.goto(`http://bench.test/operable/${style}`);
      await afterFrame(page);
      scores.push(await score(page, await reader.offered(page)));
    }
    const sum = (of: (one: Score) => number): number => scores.reduce((all, one) => all + of(one), 0);
    const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;
    const wrong = sum((one) => one.wrong.length);
    const offered = sum((one) => one.offered);
    line([
      reader.name,
      percent(sum(({ inView }) => inView.found), sum(({ inView }) => inView.all)),
      percent(sum(({ page: all }) => all.found), sum(({ page: all }) => all.all)),
      percent(offered - wrong, offered),
      String(sum((one) => one.duplicates.length)),
    ]);
  }
  line(['at least (duplicates: at most)', '99.5 %', '99 %', '98 %', '0']);
}

async function open(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('http://bench.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const [, what, which = ''] = pathname.split('/');
    const style = STYLES.find((one) => one === which);
    const body = what === 'big' ? bigPage(Number(which)) : what === 'operable' && style ? operablePage(style) : null;
    return body === null ? route.abort() : route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  return page;
}

export async function page(): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumProgram, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  try {
    const [own, aria] = [await legwork(), playwright()];
    const [inView, full] = [await pageAgent('page-agent', 0, 50_000), await pageAgent('p-a full', -1, 1_000)];
    const readers = [own, aria, inView, full];
    await speed(await open(browser), readers);
    await lengths(await open(browser), aria, await outlineScript());
    const marked = await open(browser);
    await marked.addInitScript(judge);
    await fidelity(marked, readers);
  } finally {
    await browser.close();
  }
}
