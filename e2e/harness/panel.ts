// The side panel as a person uses it. Opened as a window of its own that acts for the tab under test.
import type { Locator, Page } from 'playwright-core';
import { text } from './texts.ts';
import type { World } from './world.ts';

export class Panel {
  private constructor(readonly page: Page) {}

  /** Opens the panel for `page`. */
  static async open(world: World, page: Page): Promise<Panel> {
    const tab = await world.chromium.tabOf(page);
    return Panel.at(world, `?tab=${tab}`);
  }

  /** The panel's page at an address of its own. */
  static async at(world: World, query: string, width = 400, height = 760): Promise<Panel> {
    const address = `chrome-extension://${world.chromium.extensionId}/panel/panel.html${query}`;
    const panel = new Panel(await world.chromium.openWindow(address, width, height));
    await panel.page.locator('#root[data-ready]').waitFor({ state: 'attached' });
    return panel;
  }

  button(key: string, ...values: string[]): Locator {
    return this.page.getByRole('button', { name: text(key, ...values), exact: true });
  }

  get goal(): Locator {
    return this.page.locator('#goal');
  }

  get steps(): Locator {
    return this.page.locator('.step');
  }

  get result(): Locator {
    return this.page.locator('.run-result');
  }

  get approval(): Locator {
    return this.page.locator('.approval');
  }

  /** Starts a run with `goal`. */
  async begin(goal: string): Promise<void> {
    await this.goal.fill(goal);
    await this.goal.press('Enter');
    await this.page.locator('.run .question', { hasText: goal }).waitFor();
  }

  /** Waits until the bar says the text of `key`. */
  async is(key: string): Promise<void> {
    await this.page.locator('.run-bar .run-state').getByText(text(key), { exact: true }).waitFor();
  }

  /** Says yes or no to what is asked, as soon as a press counts. */
  async decide(yes: boolean): Promise<void> {
    await this.approval.waitFor();
    await this.button('approval_allow').and(this.page.locator(':not([aria-disabled])')).waitFor();
    await this.button(yes ? 'approval_allow' : 'approval_deny').click();
    await this.approval.waitFor({ state: 'detached' });
  }

  /** Goes to the runs of the past. */
  async toHistory(): Promise<void> {
    await this.button('panel_history').click();
    await this.page.locator('.history').waitFor();
  }
}
