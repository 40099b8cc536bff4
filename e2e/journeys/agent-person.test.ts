// Journeys of the agent: what the person says too late, and in two places at once.
import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import { Errand } from '../harness/errand.ts';
import { Popup, somebodyOnPro } from '../harness/popup.ts';
import { click, done } from '../harness/turns.ts';
import { theWorld, type World } from '../harness/world.ts';

const SEND = click('Send message');

describe('the person and the agent', () => {
  let world: World;

  before(async () => {
    world = await theWorld();
    await somebodyOnPro(world);
  });
  afterEach(async () => {
    await world.upstream.reset();
    await setClock(world, 0);
  });

  const sent = (errand: Errand): Promise<string> => errand.page.locator('#sent').innerText();

  test('a yes that comes too late is asked for again', async () => {
    const errand = await Errand.start(world, '/desk.html', 'Send the message', SEND, done('Sent.', 'Messages sent:'));
    await errand.is('run_waiting_for_approval');
    await setClock(world, 121_000);
    await errand.decideInPopup(true);
    await errand.is('run_waiting_for_approval');
    assert.equal(await sent(errand), '0', 'what was allowed too late is not done');
    await errand.decideInPopup(true);
    await errand.came(1, 'run_step_approved');
    assert.equal(await sent(errand), '1');
    await errand.result.waitFor();
    await errand.page.close();
  });

  test('a second task in the same tab waits for the first', async () => {
    const errand = await Errand.start(world, '/desk.html', 'Send the message', SEND, done('Not sent.', 'Messages sent:'));
    await errand.is('run_waiting_for_approval');
    assert.match(await startAnother(world, errand), /conflict/);
    await errand.decideInPopup(false);
    await errand.result.getByText('Not sent.').waitFor();
    assert.equal(await sent(errand), '0');
    await errand.page.close();
  });
});

/** Puts the background's clock forward: approvals are dated by it. */
async function setClock(world: World, ahead_ms: number): Promise<void> {
  const background = await world.chromium.background();
  await background.evaluate((ahead) => {
    const own = globalThis as unknown as { realNow?: () => number };
    own.realNow ??= Date.now.bind(Date);
    const { realNow } = own;
    Date.now = () => realNow() + ahead;
  }, ahead_ms);
}

/** Asks for another run in the tab, as a popup that does not know of the first would; gives the reply. */
async function startAnother(world: World, errand: Errand): Promise<string> {
  const popup = await Popup.open(world, errand.page);
  const reply = await popup.page.evaluate(async () => {
    type Port = { postMessage(call: object): void; onMessage: { addListener(hear: (message: { id?: number }) => void): void } };
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { connect(info: object): Port } } }).chrome;
    const port = runtime.connect({ name: 'popup' });
    const heard = new Promise<object>((resolve) => port.onMessage.addListener((message) => message.id === 1 && resolve(message)));
    const tab = Number(new URLSearchParams(location.search).get('tab'));
    port.postMessage({ id: 1, request: { type: 'start_run', tab, goal: 'Do something else', files: [] } });
    return JSON.stringify(await heard);
  });
  await popup.page.close();
  return reply;
}
