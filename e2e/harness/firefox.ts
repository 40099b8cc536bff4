// Firefox ESR with the extension as a temporary add-on, over WebDriver BiDi.
import { join } from 'node:path';
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import { dist, firefoxProgram } from './paths.ts';
import { until } from './process.ts';

const ADD_ON = 'legwork@legwork.example';
// Firefox draws this number at random; the profile may name it beforehand.
const HOST = '5b1c9d52-7a3e-4f0b-9c44-2d6f1e8a7b30';

export class Firefox {
  private constructor(readonly browser: Browser) {}

  static async start(): Promise<Firefox> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: firefoxProgram,
      headless: true,
      enableExtensions: true,
      // Without it the extension's own pages are closed to automation.
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [ADD_ON]: HOST }) },
      defaultViewport: { width: 1280, height: 800 },
    });
    await browser.installExtension(join(dist, 'firefox-e2e'));
    return new Firefox(browser);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }

  async open(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    return page;
  }

  /** A tab on a page of the extension. The move changes processes and is never reported as loaded, so it is watched. */
  async openOwn(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    const url = `moz-extension://${HOST}/${path}`;
    page.goto(url, { timeout: 2_000 }).catch(() => undefined);
    const there = (): Promise<boolean> =>
      page.evaluate(() => location.protocol === 'moz-extension:' && document.readyState === 'complete').catch(() => false);
    await until(`Firefox shows ${path}`, there);
    return page;
  }

  /** The browser's number of the tab that shows `url`, asked in a page of the extension. */
  async tabOf(own: Page, url: string): Promise<number> {
    const id = await own.evaluate(async (wanted) => {
      type Tabs = { query(query: object): Promise<{ id: number; url?: string }[]> };
      const { tabs } = (globalThis as unknown as { browser: { tabs: Tabs } }).browser;
      return (await tabs.query({})).find((tab) => tab.url === wanted)?.id;
    }, url);
    if (id === undefined) throw new Error(`no tab shows ${url}`);
    return id;
  }

  /** The overlay that stands in `page`. */
  async overlayIn(page: Page): Promise<Frame> {
    return until('the overlay stands in the page', async () => {
      for (const frame of page.frames()) {
        const address = await inFrame(frame, () => location.href);
        if (address?.includes('/overlay/overlay.html')) return frame;
      }
      return undefined;
    });
  }
}

/** What `script` gives in `frame`, `undefined` where the frame has gone: the driver throws at once there, before it promises anything. */
export async function inFrame<T>(frame: Frame, script: () => T): Promise<Awaited<T> | undefined> {
  try {
    return await frame.evaluate(script);
  } catch {
    return undefined;
  }
}
