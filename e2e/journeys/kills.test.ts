// Journey: the background is killed while runs are under way. `./build.sh bench kills` does it 200 times.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BOUND_MS, kill, KillShop } from '../harness/kill-shop.ts';
import { register, somebody } from '../harness/person.ts';
import { signedIn } from '../harness/popup.ts';
import { randomly } from '../harness/randomly.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('a background that is killed', () => {
  let world: World;
  let shop: KillShop;

  before(async () => {
    world = await theWorld();
    shop = await new KillShop().start();
    const person = somebody();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'enterprise');
    await signedIn(world, person);
  });
  after(() => shop.stop());

  test('does nothing twice and leaves no run behind, at 20 random times', async () => {
    const toll = await kill(world, shop, 20, randomly(20));
    assert.deepEqual(toll.repeated, []);
    assert.deepEqual(toll.stuck, []);
    assert.equal(toll.kills, 20);
    assert.ok(toll.longest < BOUND_MS);
  });
});
