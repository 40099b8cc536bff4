// Journey: runs of the past. Pictures need the right to a page that a press on the icon gives; an automated browser can
// not press it, so this browser has an extension with the right to every page and is otherwise the same.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Chromium } from '../harness/chromium.ts';
import { decide } from '../harness/errand.ts';
import { Panel } from '../harness/panel.ts';
import { dist } from '../harness/paths.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { like, text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const SECRET = 'correct-horse-71';

/** The extension with the right to every page. */
function everywhere(): string {
  const folder = mkdtempSync(join(tmpdir(), 'legwork-everywhere-'));
  cpSync(join(dist, 'chrome-e2e'), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: ['<all_urls>'] }));
  return folder;
}

describe('the history of runs', () => {
  let world: World;
  const extension = everywhere();
  const person = somebody();

  before(async () => {
    world = { ...(await theWorld()), chromium: await Chromium.start(extension) };
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
  });

  after(async () => {
    await world.upstream.reset();
    await world.chromium.stop();
    rmSync(extension, { recursive: true, force: true });
  });

  /** The colour of a pixel of the picture that is shown, at a share of its width and height. */
  const pixel = (panel: Panel, x: number, y: number): Promise<number[]> =>
    panel.page.locator('img.replay-picture').evaluate(
      async (image, [x, y]) => {
        const picture = image as HTMLImageElement;
        await picture.decode();
        const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
        const pen = canvas.getContext('2d');
        pen?.drawImage(picture, 0, 0);
        const at = pen?.getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data ?? [];
        return [...at].slice(0, 3);
      },
      [x, y] as const,
    );

  test('a run is kept with a picture of each step, with secrets painted over', async () => {
    await world.upstream.reset();
    await decide(
      world,
      { said: 'The prices are behind a button.', call: 'click', with: { target: '{ref:Show prices}' }, wait_ms: 1_200 },
      { call: 'done', with: { answer: 'It costs **40 euros**.', evidence: [{ quote: 'The brass lamp costs 40 euros.' }] }, wait_ms: 1_200 },
    );
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const field = await page.evaluate((secret) => {
      const input = document.createElement('input');
      input.type = 'password';
      input.value = secret;
      input.style.cssText = 'position: fixed; left: 600px; top: 300px; width: 300px; height: 60px; background: #fff';
      document.body.append(input);
      return { x: (600 + 150) / innerWidth, y: (300 + 30) / innerHeight };
    }, SECRET);
    const panel = await Panel.open(world, page);
    await page.bringToFront();
    await panel.begin('What does the brass lamp cost?');
    await panel.result.waitFor();
    await panel.toHistory();
    const row = panel.page.locator('.past-run');
    await row.first().waitFor();
    assert.match(await row.first().innerText(), new RegExp(`What does the brass lamp cost\\?[^]*${text('run_done')}[^]*127\\.0\\.0\\.1`));
    assert.match(await row.first().innerText(), like('run_used_cost'));
    await state(panel.page, 'history-list');
    await row.first().click();
    await panel.page.locator('img.replay-picture').waitFor();
    const [red = 0, green = 0, blue = 0] = await pixel(panel, field.x, field.y);
    assert.ok(red < 120 && green < 120 && blue < 120, `the field is painted over: ${red} ${green} ${blue}`);
    const told = await panel.page.locator('.replay').innerText();
    for (const part of ['The prices are behind a button.', text('history_class_write'), 'Show prices', '40 euros']) {
      assert.ok(told.includes(part), `“${part}” in “${told}”`);
    }
    await panel.page.locator('.replay-text summary').first().click();
    assert.match(await panel.page.locator('.replay-text pre').first().innerText(), /button: Show prices/);
    await state(panel.page, 'history-replay', panel.page, true);
    await panel.page.setViewportSize({ width: 360, height: 700 });
    await state(panel.page, 'history-replay-narrow');
    await panel.page.setViewportSize({ width: 1100, height: 800 });
    await state(panel.page, 'history-replay-wide');
    await panel.page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await panel.page.setViewportSize({ width: 400, height: 760 });
    await state(panel.page, 'history-replay-rtl');
    await panel.page.evaluate(() => (document.documentElement.dir = 'ltr'));
    await panel.button('history_step_next').click();
    await panel.page.getByText(text('history_step_of', '2', '2')).waitFor();
    await panel.page.close();
    await page.close();
  });

  test('it is saved as a web page that needs nothing else, and as JSON', async () => {
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    await panel.toHistory();
    await panel.page.locator('.past-run').first().click();
    const saved = async (key: string): Promise<string> => {
      const coming = panel.page.waitForEvent('download');
      await panel.button(key).click();
      return readFileSync(await (await coming).path(), 'utf8');
    };
    const json = JSON.parse(await saved('history_save_json')) as { run: { past: { goal: string } }; pictures: Record<string, string> };
    assert.equal(json.run.past.goal, 'What does the brass lamp cost?');
    assert.match(json.pictures['1'] ?? '', /^data:image\/webp;base64,/);
    const html = await saved('history_save_page');
    assert.ok(!JSON.stringify(json).includes(SECRET) && !html.includes(SECRET));
    // What is opened asks for nothing.
    const shown = await world.chromium.context.newPage();
    const asked: string[] = [];
    shown.on('request', (request) => void (request.url().startsWith('data:') || asked.push(request.url())));
    await shown.setContent(html);
    assert.equal(await shown.locator('h1').innerText(), 'What does the brass lamp cost?');
    await until('its pictures are there', () => shown.locator('img').first().evaluate((image) => (image as HTMLImageElement).naturalWidth > 0));
    assert.deepEqual(asked, []);
    await state(shown, 'history-saved-page', shown, true);
    await shown.close();
    await panel.page.close();
    await page.close();
  });

  test('a restart of the browser keeps it; deleting and signing out do not', async () => {
    world.chromium = await world.chromium.restart();
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    await panel.toHistory();
    const rows = panel.page.locator('.past-run');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 1);
    await panel.button('history_delete_all').click();
    await panel.button('delete').click();
    await panel.page.getByText(text('history_empty_title')).waitFor();
    await state(panel.page, 'history-empty');
    await world.upstream.reset();
    await decide(world, { call: 'done', with: { answer: 'Nothing to do.' } });
    await panel.button('panel_now').click();
    await panel.begin('Do nothing');
    await panel.result.waitFor();
    await panel.toHistory();
    await rows.first().waitFor();
    const popup = await Popup.open(world, page);
    await popup.signOut();
    await popup.page.close();
    await panel.button('panel_now').click();
    await panel.page.getByText(text('signed_out_title')).waitFor();
    await state(panel.page, 'panel-signed-out');
    await panel.toHistory();
    await panel.page.getByText(text('history_empty_title')).waitFor();
    await panel.page.close();
    await page.close();
  });
});
