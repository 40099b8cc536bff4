// Chromium with the extension, started once for all journeys.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page, type Worker } from 'playwright-core';
import { chromiumProgram, dist } from './paths.ts';
import { until } from './process.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export class Chromium {
  private session: CDPSession | undefined;

  private constructor(
    readonly context: BrowserContext,
    readonly extensionId: string,
    private readonly profile: string,
    private readonly extension: string,
  ) {}

  /** Starts with the extension of `extension`, on a new profile unless one is named. */
  static async start(extension = join(dist, 'chrome-e2e'), before?: string): Promise<Chromium> {
    const profile = before ?? (await mkdtemp(join(tmpdir(), 'legwork-chromium-')));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumProgram,
      headless: false,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [...FLAGS, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(10_000);
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
    const id = new URL(worker.url()).host;
    return new Chromium(context, id, profile, extension);
  }

  /** Closes the browser and starts it again, on the same profile. */
  async restart(): Promise<Chromium> {
    await this.context.close();
    return Chromium.start(this.extension, this.profile);
  }

  async stop(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** The background, started when it sleeps. */
  async background(): Promise<Worker> {
    const running = this.context.serviceWorkers().find((worker) => worker.url().includes(this.extensionId));
    if (running !== undefined) return running;
    return this.context.waitForEvent('serviceworker');
  }

  /** Ends the background as the browser does when it is idle: its memory is gone, its ports break. */
  async killBackground(): Promise<void> {
    const page = await this.context.newPage();
    const session = await this.context.newCDPSession(page);
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find((target) => target.type === 'service_worker' && target.url.includes(this.extensionId));
    if (worker === undefined) throw new Error('the background does not run');
    await session.send('Target.closeTarget', { targetId: worker.targetId });
    await page.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  /** The browser's own number of the tab that shows `page`. */
  async tabOf(page: Page): Promise<number> {
    const background = await this.background();
    const url = page.url();
    const active = async (): Promise<number | undefined> =>
      background.evaluate(async (wanted) => {
        type Tabs = { query(query: object): Promise<{ id?: number; url?: string; active: boolean }[]> };
        const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
        return (await tabs.query({})).filter((tab) => tab.url === wanted).at(-1)?.id;
      }, url);
    return until(`a tab that shows ${url}`, active);
  }

  /**
   * Tells the background of the keyboard command or of the menu entry on `selection`, as the browser would: neither the
   * browser's own keys nor its menus are within a driver's reach.
   */
  async ask(page: Page, selection?: string): Promise<void> {
    const tab = await this.tabOf(page);
    const background = await this.background();
    await background.evaluate(
      async ([id, words]) => {
        type Listeners = { dispatch(...all: unknown[]): void };
        type Api = { tabs: { get(id: number): Promise<object> }; commands: { onCommand: Listeners }; contextMenus: { onClicked: Listeners } };
        const { tabs, commands, contextMenus } = (globalThis as unknown as { chrome: Api }).chrome;
        const tab = await tabs.get(id);
        if (words === undefined) commands.onCommand.dispatch('ask', tab);
        else contextMenus.onClicked.dispatch({ menuItemId: 'ask', selectionText: words, frameId: 0 }, tab);
      },
      [tab, selection] as const,
    );
  }

  /** A new tab that shows `url`. */
  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  /**
   * A window of its own that shows `url`. To size a tab is to size its window, and a page whose tab is larger than its
   * window gets no mouse where frames of the extension stand.
   */
  async openWindow(url: string, width: number, height: number): Promise<Page> {
    this.session ??= await this.context.newCDPSession(this.context.pages()[0] ?? (await this.context.newPage()));
    const opened = this.context.waitForEvent('page');
    await this.session.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const page = await opened;
    await page.setViewportSize({ width, height });
    await page.goto(url);
    return page;
  }
}
