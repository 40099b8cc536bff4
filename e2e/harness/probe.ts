// Legwork's content script alone, in real pages: tests call it as the background does.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page, type Worker } from 'playwright-core';
import { chromiumProgram, out } from './paths.ts';
import { until } from './process.ts';
import { Site } from './site.ts';
import type { Acted, ActCode, ContentAct, ContentCall, TargetFacts } from '../../extension/protocol.ts';

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const PATIENCE_MS = 5_000;

type Reply =
  | { type: 'acted'; outcome: Acted }
  | { type: 'act_failed'; code: ActCode; detail: string; begun: boolean }
  | { type: 'facts'; facts: TargetFacts }
  | { type: 'ok' | 'gone' };

interface ProbeApi {
  call(tab: number, frame: number, call: ContentCall): Promise<Reply>;
  find(tab: number, frame: number, path: string): Promise<number | null>;
  close(tab: number, frame: number): void;
  tabs(): Promise<{ id: number; url: string }[]>;
  frames(tab: number): Promise<{ frame: number; url: string }[]>;
}

/** A browser with the content script in every page, and the fixture site. */
export class Probe {
  private constructor(readonly context: BrowserContext, readonly worker: Worker, readonly site: Site, private readonly profile: string) {}

  static async start(): Promise<Probe> {
    const profile = await mkdtemp(join(tmpdir(), 'legwork-probe-'));
    const extension = join(out, 'probe');
    const [site, context] = await Promise.all([
      new Site().start(),
      chromium.launchPersistentContext(profile, {
        executablePath: chromiumProgram,
        headless: false,
        ignoreDefaultArgs: ['--disable-extensions', '--disable-popup-blocking'],
        args: [...FLAGS, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
        viewport: { width: 1280, height: 800 },
      }),
    ]);
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
    return new Probe(context, worker, site, profile);
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.site.stop();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** Opens the fixture app `name` in a new tab. */
  async open(name: string): Promise<Stage> {
    const page = await this.context.newPage();
    const url = this.site.at(`/apps/${name}.html?${Math.random().toString(36).slice(2)}`);
    await page.goto(url);
    const tabs = await this.worker.evaluate(() => (globalThis as unknown as { probe: ProbeApi }).probe.tabs());
    const tab = tabs.find((each) => each.url === url)?.id;
    assert.ok(tab !== undefined, 'the tab is there');
    return new Stage(this.worker, page, tab);
  }
}

/** One fixture app, with hands on it. */
export class Stage {
  constructor(private readonly worker: Worker, readonly page: Page, private readonly tab: number, readonly frame = 0) {}

  /** The same tab, in the child frame whose address ends so. */
  async inFrame(ending: string): Promise<Stage> {
    const frame = await until(`a frame ${ending}`, async () => {
      const frames = await this.worker.evaluate((tab) => (globalThis as unknown as { probe: ProbeApi }).probe.frames(tab), this.tab);
      return frames.find(({ url }) => url.endsWith(ending))?.frame;
    });
    return new Stage(this.worker, this.page, this.tab, frame);
  }

  call(call: ContentCall): Promise<Reply> {
    return this.worker.evaluate(
      ([tab, frame, call]) => (globalThis as unknown as { probe: ProbeApi }).probe.call(tab, frame, call),
      [this.tab, this.frame, call] as const,
    );
  }

  /** The ref of the element at the path, waiting for it to be there. */
  ref(path: string): Promise<number> {
    return until(`an element ${path}`, () =>
      this.worker.evaluate(
        ([tab, frame, path]) => (globalThis as unknown as { probe: ProbeApi }).probe.find(tab, frame, path),
        [this.tab, this.frame, path] as const,
      ),
    );
  }

  /** Breaks the connection, as a background does that dies. */
  disconnect(): Promise<void> {
    return this.worker.evaluate(([tab, frame]) => (globalThis as unknown as { probe: ProbeApi }).probe.close(tab, frame), [this.tab, this.frame] as const);
  }

  async try(target: string | number | null, act: ContentAct, timeout_ms = PATIENCE_MS, expect: string | null = null): Promise<Reply> {
    const node = typeof target === 'string' ? await this.ref(target) : target;
    return this.call({ type: 'act', node, act, expect, timeout_ms, trusted: false });
  }

  /** Does the act; fails the test with the reason when it was not done. */
  async act(target: string | number | null, act: ContentAct, timeout_ms = PATIENCE_MS): Promise<Acted> {
    const reply = await this.try(target, act, timeout_ms);
    if (reply.type === 'acted') return reply.outcome;
    return assert.fail(`${JSON.stringify(act).slice(0, 200)} on ${target}: ${JSON.stringify(reply)}`);
  }

  /** The reason why the act is not done. */
  async refusal(target: string | number | null, act: ContentAct, timeout_ms = 600): Promise<{ code: ActCode; detail: string; begun: boolean }> {
    const reply = await this.try(target, act, timeout_ms);
    if (reply.type === 'act_failed') return reply;
    return assert.fail(`${JSON.stringify(act)} on ${target} was done: ${JSON.stringify(reply)}`);
  }

  async facts(target: string): Promise<TargetFacts> {
    const reply = await this.call({ type: 'facts', node: await this.ref(target) });
    if (reply.type === 'facts') return reply.facts;
    return assert.fail(JSON.stringify(reply));
  }

  click = (target: string | number): Promise<Acted> => this.act(target, { do: 'click', button: 'left', count: 1, modifiers: [] });
  type = (target: string, text: string, replace = true): Promise<Acted> => this.act(target, { do: 'type', text, replace });
  press = (target: string | null, ...keys: string[]): Promise<Acted> => this.act(target, { do: 'press', keys });
  select = (target: string, ...options: string[]): Promise<Acted> => this.act(target, { do: 'select', options });
  check = (target: string, checked = true): Promise<Acted> => this.act(target, { do: 'check', checked });

  /** What the app itself holds: it writes it into `#state` as JSON. */
  async state<State = Record<string, unknown>>(): Promise<State> {
    const frame = this.frame === 0 ? this.page.mainFrame() : this.page.frames().at(-1);
    return JSON.parse((await frame?.locator('#state').textContent()) || '{}') as State;
  }

  /** Waits until the app holds `value` under `key`. */
  async holds(key: string, value: unknown, milliseconds = 3_000): Promise<void> {
    let last: unknown;
    const same = async (): Promise<boolean> => JSON.stringify((last = (await this.state())[key])) === JSON.stringify(value);
    const end = Date.now() + milliseconds;
    while (!(await same())) {
      if (Date.now() > end) assert.deepEqual(last, value, `the app holds ${key}`);
      await this.page.waitForTimeout(15);
    }
  }
}

let probe: Promise<Probe> | undefined;

/** The probe all journeys of a run share, begun by whoever asks first. */
export function theProbe(): Promise<Probe> {
  probe ??= Probe.start();
  return probe;
}

export async function endProbe(): Promise<void> {
  const running = probe;
  probe = undefined;
  await (await running)?.stop();
}

/** A test on a fixture app of its own. */
export function onApp(app: string, body: (stage: Stage) => Promise<void>): () => Promise<void> {
  return async () => {
    const stage = await (await theProbe()).open(app);
    await body(stage);
    await stage.page.close();
  };
}

/** Milliseconds from cancelling an act that waits to its end, the best of three. */
export async function fastestCancel(stage: Stage, target: string | null, act: ContentAct): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const waiting = stage.try(target, act, 20_000);
    // A call of the same port is answered after the act began.
    await stage.call({ type: 'facts', node: await stage.ref('body') });
    await stage.page.waitForTimeout(50);
    const start = performance.now();
    await stage.call({ type: 'cancel' });
    const reply = await waiting;
    took.push(performance.now() - start);
    assert.ok(reply.type === 'act_failed' && reply.code === 'cancelled', JSON.stringify(reply));
  }
  return Math.min(...took);
}
