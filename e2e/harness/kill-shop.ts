// A shop that counts every act on its own side, and runs in it whose background is killed again and again.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { CDPSession, Page } from 'playwright-core';
import { Desk } from './desk.ts';
import { until } from './process.ts';
import type { Rule } from './upstream.ts';
import type { World } from './world.ts';

/** Things put into the basket in a run, before the order is sent. */
const ITEMS = 6;
/** A run that is killed must be over by then. */
export const BOUND_MS = 60_000;

/** The page is honest: it says at once what was pressed, and takes nothing twice. That the server hears of it counts. */
const page = (run: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Basket</title></head>
<body style="background:#fff;font:16px sans-serif"><h1>Basket</h1><p id="next"></p><div id="shelf"></div>
<form id="order"><label>Remark <input name="remark"></label><button>Send order</button></form><script>
let done = 0;
const post = (what) => fetch('/act/${run}/' + what, { method: 'POST', keepalive: true });
const show = () => {
  document.getElementById('next').textContent = done <= ${ITEMS} ? 'Now: step ' + (done + 1) + '.' : 'Now: all is sent.';
  document.getElementById('order').hidden = done !== ${ITEMS};
  const shelf = document.getElementById('shelf');
  shelf.textContent = '';
  if (done >= ${ITEMS}) return;
  const button = document.createElement('button');
  const item = done + 1;
  button.textContent = 'Put lamp ' + item + ' into the basket';
  button.onclick = () => { post('lamp-' + item); done += 1; show(); };
  shelf.append(button);
};
document.getElementById('order').onsubmit = (event) => { event.preventDefault(); post('order'); done += 1; show(); };
show();
</script></body></html>`;

export class KillShop {
  /** How often each act was heard of. */
  readonly acts = new Map<string, number>();
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      const [, what = '', run = '', act = ''] = (request.url ?? '').split('/');
      if (what === 'act' && request.method === 'POST') this.acts.set(`${run} ${act}`, (this.acts.get(`${run} ${act}`) ?? 0) + 1);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(what === 'shop' ? page(run) : '');
    });
    this.server.listen(0);
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  at(run: string): string {
    return `http://127.0.0.1:${this.port}/shop/${run}`;
  }
}

/** The model decides by what the page says last, so that it may be asked twice about the same page. */
function decisions(goal: string): Rule[] {
  const call = (when: string, name: string, args: object): Rule => ({
    when,
    goal,
    do: 'answer',
    tool_call: { name, arguments: JSON.stringify(args) },
    wait_ms: 60,
  });
  const steps = Array.from({ length: ITEMS }, (_, n) =>
    call(`Now: step ${n + 1}.`, 'click', { target: `{ref:Put lamp ${n + 1} into}` }),
  );
  const done = { answer: 'Ordered.', evidence: [] };
  return [...steps, call(`Now: step ${ITEMS + 1}.`, 'click', { target: '{ref:Send order}' }), call('Now: all is sent.', 'done', done)];
}

/** What came of some runs. */
export interface Toll {
  runs: number;
  kills: number;
  /** Acts the shop heard of, and those of them it heard of more than once. */
  acts: number;
  repeated: string[];
  /** Runs that did not end. */
  stuck: string[];
  /** The longest run, in milliseconds. */
  longest: number;
  /** How the runs stood when the background was killed. */
  states: Map<string, number>;
}

/** Runs in the shop until the background died `kills` times, at times `random` (from 0 to 1) picks. */
export async function kill(world: World, shop: KillShop, kills: number, random: () => number): Promise<Toll> {
  const toll: Toll = { runs: 0, kills: 0, acts: 0, repeated: [], stuck: [], longest: 0, states: new Map() };
  const desk = await Desk.open(world);
  const axe = await Axe.take(desk.page);
  while (toll.kills < kills) {
    const name = `r${toll.runs}x`;
    const goal = `Order six lamps (${name})`;
    await world.upstream.script(...decisions(`(${name})`));
    const page = await world.chromium.openWindow(shop.at(name), 900, 600);
    const began = Date.now();
    try {
      const tab = await world.chromium.tabOf(page);
      await desk.start(tab, goal);
      await through(desk, tab, axe, toll, kills, random);
    } catch (error) {
      toll.stuck.push(`${name}: ${String(error)}`);
    }
    toll.longest = Math.max(toll.longest, Date.now() - began);
    toll.runs += 1;
    const wanted = [...Array.from({ length: ITEMS }, (_, n) => `lamp-${n + 1}`), 'order'];
    // What was pressed last is still on its way for a moment.
    await until('the shop heard of all', () => wanted.every((act) => shop.acts.has(`${name} ${act}`)), 3_000).catch(() =>
      toll.stuck.push(`${name}: the shop heard only of ${wanted.filter((act) => shop.acts.has(`${name} ${act}`)).join(', ')}`),
    );
    await page.close();
    await world.upstream.reset();
  }
  await desk.close();
  toll.acts = [...shop.acts.values()].reduce((sum, times) => sum + times, 0);
  toll.repeated = [...shop.acts].filter(([, times]) => times > 1).map(([act, times]) => `${act}: ${times} times`);
  return toll;
}

/** One run, with the person's yes. Every other kill is at any time, the others are within an act or right before one. */
async function through(desk: Desk, tab: number, axe: Axe, toll: Toll, kills: number, random: () => number): Promise<void> {
  const end = Date.now() + BOUND_MS;
  let next = Date.now() + random() * 900;
  let status = '';
  for (;;) {
    if (Date.now() > end) throw new Error('it did not end in time');
    const any = toll.kills % 2 === 0;
    if (Date.now() >= next && toll.kills < kills && (any || ['judging', 'acting'].includes(status))) {
      await new Promise((resolve) => setTimeout(resolve, random() * 60));
      await axe.fall();
      toll.kills += 1;
      toll.states.set(status, (toll.states.get(status) ?? 0) + 1);
      next = Date.now() + random() * 900;
    }
    // Asking wakes it, as a look at the panel does.
    const run = await desk.run(tab).catch(() => undefined);
    status = run?.status.type ?? 'unknown';
    if (run?.status.type === 'done') return;
    if (run?.status.type === 'waiting_for_approval') await desk.approve(run.run, run.status.request, true).catch(() => undefined);
    if (run?.status.type === 'paused') await desk.resume(run.run).catch(() => undefined);
    if (run?.status.type === 'ended' || run?.status.type === 'waiting_for_user') throw new Error(JSON.stringify(run.status));
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Ends the background as the browser does, and sees that it is ended. */
class Axe {
  private status = '';

  private constructor(private readonly session: CDPSession) {}

  /** `page` must be one of the extension's: the browser tells of the workers of its origin. */
  static async take(page: Page): Promise<Axe> {
    const session = await page.context().newCDPSession(page);
    const axe = new Axe(session);
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      axe.status = versions.at(-1)?.runningStatus ?? axe.status;
    });
    await session.send('ServiceWorker.enable');
    return axe;
  }

  async fall(): Promise<void> {
    await until('the background runs', () => this.status === 'running');
    await this.session.send('ServiceWorker.stopAllWorkers');
    await until('the background is stopped', () => this.status === 'stopped');
  }
}
