// Begins and ends the world around whatever journeys are bundled with this file; tells what the server said when one
// of them failed.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { out } from '../harness/paths.ts';
import { endWorld, theWorld } from '../harness/world.ts';
import { picturesOfFailure } from '../harness/screens.ts';

before(async () => {
  await theWorld();
});
afterEach(async (context) => {
  // Not in the types yet: whether the test of this hook passed.
  const { passed, name } = context as unknown as { passed?: boolean; name: string };
  if (passed !== false) return;
  const { chromium, server } = await theWorld();
  await picturesOfFailure(chromium.context, name);
  const complaints = server.log().split('\n').filter((line) => /WARN|ERROR|panicked/.test(line));
  process.stdout.write(`the server, while “${name}” failed:\n${complaints.slice(-10).join('\n')}\n`);
  await writeFile(join(out, 'server.log'), server.log());
});
after(endWorld);
