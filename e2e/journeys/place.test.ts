// Journey 3, the overlay's window: moved, resized, worked by keyboard, and found again where it was left.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Overlay } from '../harness/overlay.ts';
import { register, somebody } from '../harness/person.ts';
import { signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { theWorld, type World } from '../harness/world.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

describe('the overlay’s place', () => {
  let world: World;
  let page: Page;
  let overlay: Overlay;

  before(async () => {
    world = await theWorld();
    const person = somebody();
    await register(world.server, person);
    await signedIn(world, person);
    page = await world.chromium.open(world.site.at('/docs.html'));
    overlay = await Overlay.open(world, page);
  });
  after(() => page?.close());

  async function box(of = overlay): Promise<Box> {
    const element = await of.frame.frameElement();
    const found = await element.boundingBox();
    assert.ok(found, 'the overlay is on screen');
    return found;
  }

  /** What changed since `before`, once something did. */
  async function change(before: Box): Promise<Box> {
    const now = await until('the overlay changes its place', async () => {
      const found = await box();
      return JSON.stringify(found) !== JSON.stringify(before) ? found : undefined;
    });
    return { x: now.x - before.x, y: now.y - before.y, width: now.width - before.width, height: now.height - before.height };
  }

  test('it stands inside the window', async () => {
    const { x, y, width, height } = await box();
    assert.ok(x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 800, JSON.stringify({ x, y, width, height }));
  });

  test('the bar above it drags it', async () => {
    const start = await box();
    await page.mouse.move(start.x + 60, start.y - 12);
    await page.mouse.down();
    await page.mouse.move(start.x - 140, start.y + 28, { steps: 5 });
    await page.mouse.up();
    const moved = await change(start);
    assert.deepEqual([Math.round(moved.x), Math.round(moved.y), moved.width, moved.height], [-200, 40, 0, 0]);
  });

  test('the corner resizes it', async () => {
    const start = await box();
    await page.mouse.move(start.x + 3, start.y + start.height - 3);
    await page.mouse.down();
    await page.mouse.move(start.x - 57, start.y + start.height + 37, { steps: 5 });
    await page.mouse.up();
    const resized = await change(start);
    assert.ok(resized.width > 0 || resized.height > 0, JSON.stringify(resized));
  });

  test('the keyboard moves and resizes it', async () => {
    // From the input back into the frame's first control and out of it, onto the handle.
    await overlay.input.focus();
    let start = await box();
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ArrowLeft');
      if ((await box()).x !== start.x) break;
    }
    assert.ok((await box()).x < start.x, 'an arrow key moves the overlay');
    start = await box();
    await page.keyboard.press('Shift+ArrowUp');
    const resized = await change(start);
    assert.ok(resized.width !== 0 || resized.height !== 0);
  });

  test('it can not be lost outside the window', async () => {
    const start = await box();
    await page.mouse.move(start.x + 60, start.y - 12);
    await page.mouse.down();
    await page.mouse.move(-4_000, -4_000, { steps: 3 });
    await page.mouse.up();
    const now = await box();
    assert.ok(now.x + now.width > 40 && now.y >= 0 && now.x < 1280 && now.y < 800, JSON.stringify(now));
  });

  test('Escape closes it, and it opens again where it stood, on another page too', async () => {
    const left = await box();
    await page.waitForTimeout(400);
    await overlay.input.focus();
    await page.keyboard.press('Escape');
    await until('the overlay is gone or hidden', async () => {
      const frame = Overlay.frameOf(page);
      const shown = frame?.frameElement().then((element) => element.boundingBox());
      return !(await shown?.catch(() => null));
    });
    await page.goto(world.site.at('/shop.html'));
    const again = await Overlay.open(world, page);
    const now = await box(again);
    assert.deepEqual([now.width, now.height], [left.width, left.height]);
    assert.ok(Math.abs(now.x - left.x) <= 16 && Math.abs(now.y - left.y) <= 1, `${JSON.stringify(left)} ${JSON.stringify(now)}`);
  });
});
