// Whether following a quote moves the page and marks the words. The marks stand in a closed shadow root or in the
// highlight registry, where tests can not look either: so a picture of the place before and after has to differ.
import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { Overlay } from './overlay.ts';
import { until } from './process.ts';

/** Clicks the first quote and checks that `place`, in the page or a frame of it, comes into view and is marked. */
export async function followFirstQuote(overlay: Overlay, place: Locator, frame: Frame = overlay.page.mainFrame()): Promise<void> {
  // Not the driver's way: it waits for frames, and a frame out of sight of another site draws none.
  await place.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const before = await place.screenshot({ animations: 'disabled' });
  await frame.evaluate(() => scrollTo(0, 0));
  await overlay.page.evaluate(() => scrollTo(0, 0));
  await overlay.quotes.first().click();
  await until('the quote is shown', async () => (await overlay.turn.locator('.quote.shown').count()) > 0);
  const box = await until('the place is in view', async () => {
    const found = await place.boundingBox();
    const { height } = overlay.page.viewportSize() ?? { height: 0 };
    return found !== null && found.y >= -found.height && found.y < height ? found : undefined;
  });
  assert.ok(box.height > 0);
  await until('the words are marked', async () => !before.equals(await place.screenshot({ animations: 'disabled' })));
}
