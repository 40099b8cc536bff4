// Without a key the server answers by itself, from the page, and every view says so.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Overlay } from '../harness/overlay.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, useServer } from '../harness/popup.ts';
import { state } from '../harness/screens.ts';
import { Server } from '../harness/server.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('the offline answerer', () => {
  let world: World;
  let server: Server;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    server = await Server.start(undefined);
    await register(server, person);
    await useServer(world, server.url);
  });
  after(async () => {
    await useServer(world, world.server.url);
    await server?.stop();
  });

  test('it quotes the passage that answers, in the overlay, and says what it is', async () => {
    const popup = await Popup.open(world, await world.chromium.open(world.site.at('/news.html')));
    await popup.signIn(person);
    await popup.page.getByText(text('offline_answers')).waitFor();
    await state(popup.page, 'popup-offline', popup.page, true);
    await popup.page.close();
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.ask('How much does a berth in a four-bed cabin cost?');
    const quoted = (await overlay.quotes.allInnerTexts()).join('\n');
    assert.ok(quoted.includes('four-bed cabin 74 crowns'), quoted);
    await overlay.frame.getByText(text('offline_answers')).waitFor();
    await state(page, 'overlay-offline', overlay.frame);
    await page.close();
  });
});
