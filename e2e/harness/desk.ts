// The person's own page of the extension, spoken to as its views do: runs are started, followed and decided there, without
// anything being drawn. For journeys of many runs; what a person sees of them is the other journeys' part.
import type { Page } from 'playwright-core';
import type { Failure, RunStatus, RunView, ViewRequest, ViewResult } from '../../extension/protocol.ts';
import { until } from './process.ts';
import type { World } from './world.ts';

/** Longest wait for a reply; a background that was killed meanwhile does not give one. */
const REPLY_MS = 5_000;

type Result<T extends ViewResult['type']> = Extract<ViewResult, { type: T }>;

export class Desk {
  private constructor(readonly page: Page) {}

  static async open(world: World): Promise<Desk> {
    return new Desk(await world.chromium.open(`chrome-extension://${world.chromium.extensionId}/options/options.html`));
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** The reply to a request; fails when there is none, as when the background dies. */
  private async call<T extends ViewResult['type']>(type: T, request: ViewRequest): Promise<Result<T>> {
    const result: ViewResult = await this.page.evaluate(
      ([request, ms]) =>
        new Promise<ViewResult>((resolve, reject) => {
          type Port = { onMessage: Heard; onDisconnect: Heard; postMessage(message: unknown): void; disconnect(): void };
          type Heard = { addListener(listener: (message: { id?: number; result?: unknown }) => void): void };
          const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(to: object): Port } } }).chrome;
          const port = runtime.connect({ name: 'popup' });
          const patience = setTimeout(() => {
            port.disconnect();
            reject(new Error('no reply'));
          }, ms);
          port.onMessage.addListener(({ id, result }) => {
            if (id !== 1) return;
            clearTimeout(patience);
            port.disconnect();
            resolve(result as never);
          });
          port.onDisconnect.addListener(() => {
            clearTimeout(patience);
            reject(new Error('the background is gone'));
          });
          port.postMessage({ id: 1, request });
        }),
      [request, REPLY_MS] as const,
    );
    if (result.type !== type) throw new Error(`${request.type}: ${JSON.stringify((result as { failure?: Failure }).failure ?? result)}`);
    return result as Result<T>;
  }

  async start(tab: number, goal: string): Promise<RunView> {
    return (await this.call('run_started', { type: 'start_run', tab, goal, files: [] })).run;
  }

  /** How the run of a tab stands. */
  async run(tab: number): Promise<RunView> {
    const { run } = await this.call('run', { type: 'get_run', tab });
    if (run === null) throw new Error(`tab ${tab} has no run`);
    return run;
  }

  async approve(run: string, request: number, yes: boolean): Promise<void> {
    await this.call('ok', { type: 'approve_run', run, request, yes });
  }

  async answer(run: string, request: number, answer: string): Promise<void> {
    await this.call('ok', { type: 'answer_run', run, request, answer });
  }

  async resume(run: string): Promise<void> {
    await this.call('ok', { type: 'resume_run', run });
  }

  async stop(run: string): Promise<void> {
    await this.call('ok', { type: 'stop_run', run });
  }

  /** Waits until the run of a tab waits for the person or is over. */
  async turn(tab: number, milliseconds = 30_000): Promise<RunView & { status: PersonsTurn }> {
    const ours = async (): Promise<(RunView & { status: PersonsTurn }) | undefined> => {
      const run = await this.run(tab).catch(() => undefined);
      return run && isPersonsTurn(run.status) ? { ...run, status: run.status } : undefined;
    };
    return until(`the run of tab ${tab} is the person's`, ours, milliseconds);
  }
}

/** It does not go on, or not without the person. */
export type PersonsTurn = Extract<RunStatus, { type: 'waiting_for_approval' | 'waiting_for_user' | 'paused' | 'taken_over' | 'done' | 'ended' }>;

function isPersonsTurn(status: RunStatus): status is PersonsTurn {
  return !['observing', 'asking', 'judging', 'acting'].includes(status.type);
}
