// Journeys of the agent as a table: what a person wants of an app, what the scripted model does about it, and what the
// app holds in the end. The extension, the server, the gate and the hands between them are the real ones.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { decide } from './errand.ts';
import { Overlay } from './overlay.ts';
import { fixtures } from './paths.ts';
import { Popup, somebodyOnPro } from './popup.ts';
import { until } from './process.ts';
import { shownRun, type ShownRun } from './shown-run.ts';
import { text } from './texts.ts';
import type { Turn } from './turns.ts';
import { theWorld, type World } from './world.ts';

/** A step's place among the steps, from 1, and the text that says what came of it. */
type Outcomes = Record<number, string>;

export interface Journey {
  /** The app: a name of `fixtures/apps`, or a path of the fixture site. */
  at: string;
  goal: string | ((world: World) => string);
  /** Files of `fixtures/files` that the person gives with it. */
  files?: string[];
  /** The model's answers, one a request; the last is `done`. */
  model: Turn[] | ((world: World) => Turn[]);
  /** What the person says to each approval that is asked for, in the popup. */
  says?: ('yes' | 'no')[];
  /** What the person answers to each question, in the overlay. */
  answers?: string[];
  /** Steps of which something else came than that they were done. */
  came?: Outcomes;
  /** Its acts lead to other documents: the page may be gone before it can answer. */
  leaves?: true;
  /** What the model was told or shown at some time. */
  told?: (string | RegExp)[];
  /** What the app holds in the end: these of its fields. */
  holds?: Record<string, unknown>;
  /** Where the app is that is asked for what it holds: part of the address of a frame or of another tab. */
  where?: string;
  /** What is to be so besides. */
  and?: (scene: Scene) => Promise<void>;
  /** The longest it may take, in milliseconds. */
  within?: number;
}

/** A journey under way or at its end. */
export interface Scene {
  world: World;
  page: Page;
  /** What each step says: what was done, and what came of it. */
  steps: ShownRun['steps'];
  /** Heads and cells of the table that the run took out of pages. */
  table(): Promise<string[]>;
}

const GOOD = ['run_step_done', 'run_step_approved', 'run_step_remembered', 'run_step_extracted', 'run_step_answered', 'run_step_finished'];

/** A group of journeys, of one person in one browser. */
export function journeys(group: string, table: Record<string, Journey>): void {
  describe(group, () => {
    let world: World;
    before(async () => {
      world = await theWorld();
      await somebodyOnPro(world);
    });
    // One that failed half-way leaves no answers to the next.
    afterEach(() => world.upstream.reset());
    for (const [name, journey] of Object.entries(table)) test(name, () => go(world, journey));
  });
}

async function go(world: World, journey: Journey): Promise<void> {
  await world.upstream.reset();
  world.site.asked.length = 0;
  const model = typeof journey.model === 'function' ? journey.model(world) : journey.model;
  await decide(world, ...model);
  const page = await world.chromium.open(world.site.at(journey.at.startsWith('/') ? journey.at : `/apps/${journey.at}.html`));
  const pages = new Set(world.chromium.context.pages());
  try {
    const shown = await finished(world, page, journey);
    await compare(world, page, journey, model, shown);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${await story(world, page)}`, { cause: error });
  } finally {
    // What the run opened goes with it.
    for (const other of world.chromium.context.pages()) if (other === page || !pages.has(other)) await other.close();
  }
}

/** Lets Legwork do the goal, says and answers what it asks, and gives what the overlay shows when it is over. */
async function finished(world: World, page: Page, journey: Journey): Promise<ShownRun> {
  const overlay = await Overlay.called(world, page);
  await overlay.frame.getByRole('radio', { name: text('mode_do') }).check();
  if (journey.files) await overlay.frame.getByLabel(text('files_attach')).setInputFiles(journey.files.map((name) => join(fixtures, 'files', name)));
  await overlay.input.fill(typeof journey.goal === 'function' ? journey.goal(world) : journey.goal);
  await overlay.input.press('Enter');
  const says = [...(journey.says ?? [])];
  const answers = [...(journey.answers ?? [])];
  let popup: Popup | undefined;
  const end = Date.now() + (journey.within ?? 20_000);
  for (;;) {
    const shown = await until('the overlay shows the run', () => look(page), Math.max(1, end - Date.now()));
    if (shown.over) {
      await popup?.page.close();
      assert.deepEqual([says, answers], [[], []], 'everything that the person was to say was asked for');
      return shown;
    }
    if (shown.state === text('run_waiting_for_approval')) {
      const yes = says.shift();
      assert.ok(yes, 'no approval is expected here');
      popup ??= await Popup.open(world, page);
      await popup.decide(yes === 'yes');
      await passed(page, shown.state, shown.steps.length);
    } else if (shown.state === text('run_waiting_for_answer') || shown.state === text('run_stuck')) {
      const answer = answers.shift();
      assert.ok(answer, 'no question is expected here');
      const frame = (await Overlay.in(page)).frame;
      const field = frame.getByRole('textbox', { name: text('run_answer_label') });
      await field.fill(answer);
      await field.press('Enter');
      await passed(page, shown.state, shown.steps.length);
    } else if (shown.state === text('run_paused')) {
      throw new Error('the run can not go on');
    } else if (Date.now() > end) {
      throw new Error('the run is not over');
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Waits until the run is past a state in which it waited for the person. */
async function passed(page: Page, state: string, steps: number): Promise<void> {
  await until(`the run goes on from “${state}”`, async () => {
    const now = await look(page);
    return now !== null && (now.over || now.state !== state || now.steps.length > steps);
  });
}

/** What the overlay shows now; nothing while a page takes the place of another. */
async function look(page: Page): Promise<ShownRun | null> {
  return (await Overlay.frameOf(page)?.evaluate(shownRun).catch(() => null)) ?? null;
}

async function compare(world: World, page: Page, journey: Journey, model: Turn[], shown: ShownRun): Promise<void> {
  const last = model.at(-1)?.with as { answer: string; evidence: { quote: string }[] };
  assert.equal(shown.answer, last.answer, 'the run ends with its answer');
  assert.deepEqual(shown.evidence, last.evidence.map(({ quote }) => quote), 'the answer has its evidence');
  const good = [...GOOD, ...(journey.leaves ? ['run_step_may_have_happened'] : [])].map((key) => text(key));
  shown.steps.forEach(({ what, word }, i) => {
    const key = journey.came?.[i + 1];
    if (key === undefined) assert.ok(good.includes(word), `step ${i + 1} (${what}) came out as “${word}”`);
    else assert.equal(word, text(key), `step ${i + 1} (${what})`);
  });
  const { total } = await world.upstream.stats();
  assert.equal(total, model.length, 'the model was asked as often as it was to be');
  const prompts = await allPrompts(world);
  for (const words of journey.told ?? []) {
    const is = typeof words === 'string' ? prompts.includes(words) : words.test(prompts);
    assert.ok(is, `the model was told ${words}`);
  }
  if (journey.holds !== undefined) await holds(world, page, journey.where, journey.holds);
  const table = async (): Promise<string[]> => (await Overlay.in(page)).frame.locator('.run-rows').locator('th, td').allInnerTexts();
  await journey.and?.({ world, page, steps: shown.steps, table });
}

async function holds(world: World, page: Page, where: string | undefined, wanted: Record<string, unknown>): Promise<void> {
  const frames = [...page.frames(), ...world.chromium.context.pages().filter((other) => other !== page).map((other) => other.mainFrame())];
  const frame = where === undefined ? page.mainFrame() : frames.find((one) => one.url().includes(where));
  assert.ok(frame, `something shows ${where}`);
  const state = JSON.parse(await frame.locator('#state').innerText()) as Record<string, unknown>;
  const held = Object.fromEntries(Object.keys(wanted).map((key) => [key, state[key]]));
  assert.deepEqual(held, wanted, 'what the app holds');
}

/** Everything the model was told and shown, oldest first. */
export async function allPrompts(world: World): Promise<string> {
  const requests = await world.upstream.requests();
  const said = requests.flatMap(({ body }) => body.messages.filter(({ role }) => role !== 'system').map(({ content }) => content));
  return said.filter((content) => typeof content === 'string').join('\n');
}

/** What happened, for whoever reads that a journey failed. */
async function story(world: World, page: Page): Promise<string> {
  const shown = await look(page);
  const steps = shown?.steps.map(({ what, word }, i) => `${i + 1}. ${what}: ${word}`) ?? ['no run is shown'];
  const requests = await world.upstream.requests();
  const last = requests.at(-1)?.body.messages.filter(({ role }) => role !== 'system') ?? [];
  const told = last.map(({ role, content }) => `[${role}] ${typeof content === 'string' ? content : JSON.stringify(content)}`);
  return [`“${shown?.state ?? ''}” ${shown?.answer ?? ''}`, ...steps, 'The model saw last:', ...told].join('\n').slice(0, 12_000);
}
