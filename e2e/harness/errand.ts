// A run of the agent as a person follows it in the overlay, and the scripted model that decides its steps.
import type { Locator, Page } from 'playwright-core';
import { Overlay } from './overlay.ts';
import { Popup } from './popup.ts';
import { text } from './texts.ts';
import type { Turn } from './turns.ts';
import type { World } from './world.ts';

/** Lets the model answer with these turns, one a request. */
export async function decide({ upstream }: Pick<World, 'upstream'>, ...turns: Turn[]): Promise<void> {
  await upstream.script(
    ...turns.map(({ said, call, with: args = {}, wait_ms = 0 }) => ({
      times: 1,
      do: 'answer',
      ...(said === undefined ? {} : { text: said }),
      tool_call: { name: call, arguments: JSON.stringify(args) },
      wait_ms,
    })),
  );
}

export class Errand {
  private constructor(
    readonly world: World,
    readonly page: Page,
    readonly overlay: Overlay,
  ) {}

  /** Opens `path`, and lets Legwork do `goal` there. */
  static async start(world: World, path: string, goal: string, ...turns: Turn[]): Promise<Errand> {
    await world.upstream.reset();
    await decide(world, ...turns);
    const page = await world.chromium.open(world.site.at(path));
    const errand = new Errand(world, page, await Overlay.open(world, page));
    await errand.begin(goal);
    return errand;
  }

  /** The run on the page that has taken the place of the one it was started on. */
  async after(path: string): Promise<Errand> {
    await this.page.waitForURL(`**${path}`);
    return new Errand(this.world, this.page, await Overlay.in(this.page));
  }

  async begin(goal: string): Promise<void> {
    await this.overlay.frame.getByRole('radio', { name: text('mode_do') }).check();
    await this.overlay.input.fill(goal);
    await this.overlay.input.press('Enter');
    await this.overlay.frame.locator('.run .question', { hasText: goal }).waitFor();
  }

  get state(): Locator {
    return this.overlay.frame.locator('.run-bar .run-state');
  }

  get steps(): Locator {
    return this.overlay.frame.locator('.step');
  }

  get result(): Locator {
    return this.overlay.frame.locator('.run-result');
  }

  /** Waits until the bar says the text of `key`. */
  async is(key: string): Promise<void> {
    await this.state.getByText(text(key), { exact: true }).waitFor();
  }

  /** What came of step `n`, from 1, once it says so. */
  async came(n: number, key: string): Promise<void> {
    await this.steps.nth(n - 1).locator('.step-word', { hasText: text(key) }).waitFor();
  }

  /** Says yes or no in the popup, where alone that can be done. */
  async decideInPopup(yes: boolean, look: (popup: Popup) => Promise<void> = async () => undefined): Promise<void> {
    await this.is('run_waiting_for_approval');
    const popup = await Popup.open(this.world, this.page);
    await popup.page.locator('.approval').waitFor();
    await look(popup);
    await popup.decide(yes);
    await popup.page.close();
  }
}
