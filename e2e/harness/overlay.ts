// The overlay as a person uses it: the extension's page in the iframe that stands in the page.
import type { Frame, Locator, Page } from 'playwright-core';
import { Popup } from './popup.ts';
import { until } from './process.ts';
import { text } from './texts.ts';
import type { World } from './world.ts';

export class Overlay {
  private constructor(
    readonly page: Page,
    readonly frame: Frame,
  ) {}

  /** Opens the overlay in `page` through the popup, as a press on the toolbar button and "Ask about this page" do. */
  static async open(world: World, page: Page): Promise<Overlay> {
    const popup = await Popup.open(world, page);
    await popup.ask.click();
    const overlay = await Overlay.in(page);
    // A popup closes itself; a window that only plays one may not.
    await popup.page.close();
    return overlay;
  }

  /** Opens the overlay in `page` by the keyboard command: quicker than through the popup. */
  static async called(world: World, page: Page): Promise<Overlay> {
    await world.chromium.ask(page);
    return Overlay.in(page);
  }

  /** The overlay that stands in `page`. */
  static async in(page: Page): Promise<Overlay> {
    const frame = await until('the overlay stands in the page', () => Overlay.frameOf(page));
    const overlay = new Overlay(page, frame);
    await frame.locator('.overlay').waitFor();
    return overlay;
  }

  static frameOf(page: Page): Frame | undefined {
    return page.frames().find((frame) => /^chrome-extension:.*\/overlay\/overlay\.html/.test(frame.url()));
  }

  button(key: string, ...values: string[]): Locator {
    return this.frame.getByRole('button', { name: text(key, ...values), exact: true });
  }

  get input(): Locator {
    return this.frame.locator('#question');
  }

  /** The newest question with its answer. */
  get turn(): Locator {
    return this.frame.locator('article.turn').last();
  }

  get answer(): Locator {
    return this.turn.locator('.prose');
  }

  get quotes(): Locator {
    return this.turn.locator('.quote');
  }

  get followUps(): Locator {
    return this.turn.getByRole('group', { name: text('follow_ups') }).getByRole('button');
  }

  /** Sends a question. */
  async send(question: string): Promise<void> {
    const before = await this.frame.locator('article.turn').count();
    await this.input.fill(question);
    await this.input.press('Enter');
    await until('the question stands in the conversation', async () => (await this.frame.locator('article.turn').count()) > before);
  }

  /** Sends a question and waits for the end of its answer. */
  async ask(question: string): Promise<void> {
    await this.send(question);
    await this.ended();
    const failure = this.turn.locator('.notice.danger, .limit-card');
    if (await failure.isVisible()) throw new Error(`the question failed: ${await failure.innerText()}`);
  }

  /** Waits until nothing more comes. */
  async ended(): Promise<void> {
    await this.frame.locator('article.turn[aria-busy=false]').last().waitFor();
    await this.button('stop').waitFor({ state: 'detached' });
  }

  async useProfile(): Promise<void> {
    await this.frame.getByLabel(text('use_profile')).check();
  }

  /** What it says about how much it read. */
  async readLine(): Promise<string> {
    return this.turn.locator('.read-line').innerText();
  }
}
