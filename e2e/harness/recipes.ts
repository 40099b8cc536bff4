// Recipes as the popup asks for them: through its own port to the background, as its view does.
import type { Page } from 'playwright-core';
import { Popup } from './popup.ts';
import { until } from './process.ts';
import type { World } from './world.ts';

export interface RecipeStep {
  do: string;
  on?: { role: string; name?: string };
  text?: string;
  opens_page?: boolean;
  [more: string]: unknown;
}
export interface Recipe {
  legwork_recipe: number;
  name: string;
  start: string;
  origins: string[];
  parameters?: { name: string; label: string; kind: string; default?: string }[];
  steps: RecipeStep[];
}
interface RunStatus { type: string; request?: number; question?: string; choices?: string[]; answer?: string; reason?: string }
interface Result {
  type: string;
  told?: { told: string; recipe: string; whole: Recipe; recipes: { recipe: string; name: string; steps: number }[]; recording: Recipe | null };
  run?: { run: string; status: RunStatus; steps: { outcome: string | null; target: string; thought: string; detail: string }[]; used: { time_ms: number } };
  text?: string;
  file_name?: string;
  failure?: { kind: unknown; detail: string; fields: { field: string; code: string; detail: string }[] };
}

/** A popup for the page, that asks the background what a view would. */
export class Cook {
  private constructor(
    readonly popup: Popup,
    readonly tab: number,
  ) {}

  static async of(world: World, page: Page): Promise<Cook> {
    const tab = await world.chromium.tabOf(page);
    return new Cook(await Popup.open(world, page), tab);
  }

  call(request: Record<string, unknown>): Promise<Result> {
    return this.popup.page.evaluate(async (asked) => {
      type Port = { postMessage(message: unknown): void; disconnect(): void; onMessage: { addListener(hear: (message: { id?: number; result?: unknown }) => void): void } };
      const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(info: object): Port } } }).chrome;
      const port = runtime.connect({ name: 'popup' });
      const result = await new Promise((resolve) => {
        port.onMessage.addListener((message) => {
          if (message.id === 1) resolve(message.result);
        });
        port.postMessage({ id: 1, request: asked });
      });
      port.disconnect();
      return result as never;
    }, request);
  }

  ask(ask: string, more: Record<string, unknown> = {}): Promise<Result> {
    return this.call({ type: 'recipes', ask: { ask, ...more } });
  }

  async record(): Promise<void> {
    const result = await this.ask('record', { tab: this.tab });
    if (result.type === 'failed') throw new Error(JSON.stringify(result));
  }

  /** The steps recorded so far, once there are `count`. */
  recorded(count: number): Promise<RecipeStep[]> {
    return until(`${count} steps are recorded`, async () => {
      const steps = (await this.ask('list', { tab: this.tab })).told?.recording?.steps;
      return steps !== undefined && steps.length >= count ? steps : undefined;
    });
  }

  async finish(name: string): Promise<{ id: string; recipe: Recipe }> {
    const { told, failure } = await this.ask('finish', { tab: this.tab, name });
    if (told === undefined) throw new Error(JSON.stringify(failure));
    return { id: told.recipe, recipe: told.whole };
  }

  async keep(recipe: Recipe): Promise<string> {
    const { told, failure } = await this.ask('import', { text: JSON.stringify(recipe) });
    if (told === undefined) throw new Error(JSON.stringify(failure));
    return told.recipe;
  }

  async run(recipe: string, values: Record<string, string> = {}): Promise<void> {
    const result = await this.ask('run', { recipe, tab: this.tab, values });
    if (result.type !== 'run_started') throw new Error(JSON.stringify(result));
  }

  /** The tab's run, once it stands so. */
  stands(...types: string[]): Promise<NonNullable<Result['run']>> {
    let last = '';
    return until(`the run is ${types.join(' or ')}`, async () => {
      const { run } = await this.call({ type: 'get_run', tab: this.tab });
      last = JSON.stringify(run?.status);
      return run && types.includes(run.status.type) ? run : undefined;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${last}`);
    });
  }

  async answer(choice: number): Promise<void> {
    const { run, status } = await this.stands('waiting_for_user');
    await this.call({ type: 'answer_run', run, request: status.request, answer: status.choices?.[choice] ?? '' });
  }
}
