// Pictures of a state, light and dark, and its accessibility in both: e2e/out/screens/<name>-{light,dark}.png.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { accessible } from './axe.ts';
import { out } from './paths.ts';

const folder = join(out, 'screens');
mkdirSync(folder, { recursive: true });

const MODES = ['light', 'dark'] as const;

/** Takes the pictures of `page` and checks `view` (by default all of it). */
export async function state(page: Page, name: string, view: Page | Frame = page, fullPage = false): Promise<void> {
  for (const colorScheme of MODES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage });
    await accessible(view, `${name} (${colorScheme})`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
