// Journey 1: what `./build.sh run` serves. The script itself is run from a clean clone by hand and in CI.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { theWorld, type World } from '../harness/world.ts';

describe('the product as it is served', () => {
  let world: World;
  before(async () => {
    world = await theWorld();
  });

  test('the portal answers, and so do both probes', async () => {
    for (const path of ['/', '/healthz', '/readyz', '/api/v1/openapi.json']) {
      assert.equal((await fetch(`${world.server.url}${path}`)).status, 200, path);
    }
  });

  for (const browser of ['chrome', 'firefox']) {
    test(`the package for ${browser} is downloaded from the portal`, async () => {
      const page = await fetch(`${world.server.url}/download`);
      const link = new RegExp(`href="(/download/legwork-${browser}\\.zip)"`).exec(await page.text())?.[1];
      assert.ok(link, 'the download page links it');
      const zip = await fetch(`${world.server.url}${link}`);
      assert.equal(zip.status, 200);
      const bytes = Buffer.from(await zip.arrayBuffer());
      assert.equal(bytes.subarray(0, 2).toString(), 'PK');
      assert.ok(bytes.includes('manifest.json'));
    });
  }
});
