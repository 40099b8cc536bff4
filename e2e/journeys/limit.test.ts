// Journey 5: the plan is spent.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Overlay } from '../harness/overlay.ts';
import { register, somebody, spend } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const QUESTION = 'How much does a berth in a four-bed cabin cost, and may my dog come along?';

describe('the spent plan', () => {
  let world: World;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    const token = await register(world.server, person);
    await spend(world.server, token, 10);
    await signedIn(world, person);
  });

  test('a card says how much, until when and where there is more, and what was typed is kept', async () => {
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    const asked = (await world.upstream.stats()).total;
    await overlay.input.fill(QUESTION);
    await overlay.input.press('Enter');
    const card = overlay.frame.locator('.limit-card');
    await card.waitFor();
    const said = await card.innerText();
    assert.match(said, /10/);
    assert.match(said, /January|February|March|April|May|June|July|August|September|October|November|December/);
    assert.equal(await overlay.input.inputValue(), QUESTION);
    assert.equal((await world.upstream.stats()).total, asked, 'nothing went upstream');
    await state(page, 'overlay-limit', overlay.frame);
    const pricing = world.chromium.context.waitForEvent('page');
    await card.getByRole('button', { name: text('see_plans') }).click();
    const opened = await pricing;
    await opened.waitForURL(`${world.server.url}/pricing`);
    await opened.close();
    await page.close();
  });

  test('the popup shows a full bar and the way to more', async () => {
    const popup = await Popup.open(world, await world.chromium.open(world.site.at('/news.html')));
    await popup.ask.waitFor();
    const bar = popup.page.getByRole('meter', { name: text('usage_heading') });
    assert.equal(await bar.getAttribute('aria-valuenow'), '10');
    const [outer, inner] = await Promise.all([bar.boundingBox(), bar.locator('.bar-fill').boundingBox()]);
    assert.ok(outer && inner && Math.abs(outer.width - inner.width) < 4, 'the bar is filled to its end');
    await state(popup.page, 'popup-spent', popup.page, true);
    await popup.page.close();
  });

  test('a larger plan answers at once', async () => {
    await world.server.admin('set-plan', person.email, 'pro');
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.ask(QUESTION);
    await page.close();
  });
});
