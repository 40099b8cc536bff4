// Pictures of a state, light and dark, and its accessibility in both: e2e/out/screens/<name>-{light,dark}.png.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { accessible } from './axe.ts';
import { out } from './paths.ts';

const folder = join(out, 'screens');
mkdirSync(folder, { recursive: true });

const MODES = ['light', 'dark'] as const;

/** Takes the pictures of `page` and checks `view` (by default all of it). */
export async function state(page: Page, name: string, view: Page | Frame = page, fullPage = false): Promise<void> {
  for (const colorScheme of MODES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage, animations: 'disabled' });
    await accessible(view, `${name} (${colorScheme})`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** What the newest tabs show: taken when a journey fails. */
export async function picturesOfFailure(context: BrowserContext, name: string): Promise<void> {
  const file = name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
  // The newest tabs are the test's own.
  for (const [n, page] of context.pages().slice(-2).entries()) {
    await page.screenshot({ path: join(out, 'failures', `${file}-${n}.png`), timeout: 3_000 }).catch(() => undefined);
  }
}
