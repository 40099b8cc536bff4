// How soon the views can be used: the popup after it is opened, the overlay after the command.
import type { Page } from 'playwright-core';
import { Overlay } from '../harness/overlay.ts';
import { until } from '../harness/process.ts';
import type { World } from '../harness/world.ts';
import { median, report } from './report.ts';

const ROUNDS = 11;

/** From the start of navigation to the first control that can be used, in milliseconds. */
async function popupInteractive(world: World): Promise<number> {
  const page = await world.chromium.context.newPage();
  await page.addInitScript(() => {
    const usable = 'input:not([disabled]), button.primary:not([aria-disabled=true])';
    const watch = new MutationObserver(() => {
      if (document.querySelector(usable) === null) return;
      watch.disconnect();
      // Interactive is when it is also on screen.
      requestAnimationFrame(() => Object.assign(globalThis, { interactiveAt: performance.now() }));
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(`chrome-extension://${world.chromium.extensionId}/popup/popup.html?tab=-1`);
  const probe = (): Promise<number | undefined> =>
    page.evaluate(() => (globalThis as unknown as { interactiveAt?: number }).interactiveAt);
  const at = await until('the popup is interactive', probe);
  await page.close();
  return at;
}

/** Gives the command that the popup's button gives, from a page of the extension; the answer is when it was given. */
export async function command(own: Page, tab: number): Promise<number> {
  return own.evaluate(async (of) => {
    type Port = { postMessage(message: unknown): void; onMessage: { addListener(heard: (message: { id?: number }) => void): void } };
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(info: object): Port } } }).chrome;
    const port = runtime.connect({ name: 'popup' });
    const ready = new Promise<void>((resolve) => port.onMessage.addListener((message) => message.id === 1 && resolve()));
    port.postMessage({ id: 1, request: { type: 'get_state' } });
    await ready;
    const at = performance.timeOrigin + performance.now();
    port.postMessage({ id: 2, request: { type: 'open_overlay', tab: of } });
    return at;
  }, tab);
}

/** From the command to the first paint of the overlay's content, in milliseconds. */
async function overlayVisible(world: World, own: Page): Promise<number> {
  const page = await world.chromium.open(world.site.at('/news.html'));
  const tab = await world.chromium.tabOf(page);
  await page.bringToFront();
  const given = await command(own, tab);
  const overlay = await Overlay.in(page);
  const painted = await until('the overlay is painted', () =>
    overlay.frame.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return paint === undefined ? undefined : performance.timeOrigin + paint.startTime;
    }),
  );
  await page.close();
  return painted - given;
}

export async function views(world: World): Promise<void> {
  const popups: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) popups.push(await popupInteractive(world));
  report('popup interactive after it is opened', median(popups), 'ms', 150);
  const own = await world.chromium.open(`chrome-extension://${world.chromium.extensionId}/options/options.html`);
  const overlays: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) overlays.push(await overlayVisible(world, own));
  await own.close();
  report('overlay visible after the command', median(overlays), 'ms', 250);
}
