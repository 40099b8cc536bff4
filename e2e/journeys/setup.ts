// Begins and ends the world around whatever journeys are bundled with this file; tells what the server said when one
// of them failed.
import { after, afterEach, before } from 'node:test';
import { endWorld, theWorld } from '../harness/world.ts';
import { picturesOfFailure } from '../harness/screens.ts';

before(async () => {
  await theWorld();
});
afterEach(async (context) => {
  // Not in the types yet: whether the test of this hook passed.
  const { passed, name } = context as unknown as { passed?: boolean; name: string };
  if (passed === false) await picturesOfFailure((await theWorld()).chromium.context, name);
});
after(endWorld);
