// Journey: what a payment costs is read off the page, stands on the card, and counts.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Desk, type PersonsTurn } from '../harness/desk.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { state } from '../harness/screens.ts';
import { TakeoverSite } from '../harness/takeover.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const PAY = { name: 'click', arguments: '{"target":"{ref:Pay now}"}' };
const DONE = { name: 'done', arguments: '{"answer":"That is all.","evidence":[]}' };
const GOAL = 'Buy the brass lamp for at most 50 euros';

describe('paying', () => {
  let world: World;
  let site: TakeoverSite;
  let desk: Desk;
  let page: Page;

  before(async () => {
    world = await theWorld();
    site = await new TakeoverSite().start();
    const person = somebody();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
    desk = await Desk.open(world);
  });
  afterEach(() => Promise.all([page.close(), world.upstream.reset()]));
  after(() => Promise.all([desk.close(), site.stop()]));

  async function buying(): Promise<number> {
    await world.upstream.script({ do: 'obey', then: [PAY, PAY, DONE] });
    page = await world.chromium.openWindow(`${site.home}/checkout`, 1000, 700);
    const tab = await world.chromium.tabOf(page);
    await desk.start(tab, GOAL);
    return tab;
  }

  async function asked(tab: number): Promise<Extract<PersonsTurn, { type: 'waiting_for_approval' }> & { run: string }> {
    const { run, status } = await desk.turn(tab);
    assert.ok(status.type === 'waiting_for_approval', JSON.stringify(status));
    return { run, ...status };
  }

  const paid = (): number => site.asked.filter(({ method, path }) => method === 'POST' && path === '/pay').length;

  test('the card says what it costs; what was paid counts against the cap', async () => {
    const tab = await buying();
    const { run, request, approval } = await asked(tab);
    assert.deepEqual(approval.amount, { currency: 'EUR', minor: 3950 });
    const popup = await Popup.open(world, page);
    const card = popup.page.locator('.approval');
    await card.getByText('39.50 EUR').waitFor();
    assert.ok((await card.innerText()).includes('Ilka Brandvold'), 'what is sent stands there');
    assert.ok((await card.innerText()).includes(text('approval_amount')));
    await popup.button('approval_allow').and(popup.page.locator(':not([aria-disabled])')).waitFor();
    await state(popup.page, 'popup-approval-payment', popup.page, true);
    await popup.page.close();
    await desk.approve(run, request, true);
    // The second one would be 79 euros in all: that is not even asked.
    const { status, steps } = await desk.turn(tab);
    assert.equal(status.type, 'done', JSON.stringify(steps));
    assert.deepEqual(steps.map(({ outcome }) => outcome), ['done', 'denied', 'finished']);
    assert.equal(paid(), 1);
  });

  test('a total that changes after the question voids the yes', async () => {
    const before = paid();
    const tab = await buying();
    const { run, request } = await asked(tab);
    await page.evaluate(() => (globalThis as unknown as { later(): void }).later());
    await desk.approve(run, request, true);
    const { status, steps } = await desk.turn(tab);
    assert.equal(status.type, 'done', JSON.stringify(steps));
    assert.deepEqual(steps.map(({ outcome }) => outcome), ['denied', 'denied', 'finished']);
    assert.equal(paid(), before);
  });
});
