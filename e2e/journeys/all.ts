// Every journey in Chromium, in one process: the browser starts once.
import { after, before } from 'node:test';
import { endWorld, theWorld } from '../harness/world.ts';

before(async () => {
  await theWorld();
});
after(endWorld);

import './product.test.ts';
import './account.test.ts';
import './ask.test.ts';
import './place.test.ts';
import './limit.test.ts';
import './resume.test.ts';
import './portal.test.ts';
import './quiet.test.ts';
import './offline.test.ts';
