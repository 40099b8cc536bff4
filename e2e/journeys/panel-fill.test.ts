// Journey: a form is filled from the profile: proposed, edited, approved in the side panel, and never sent.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { Panel } from '../harness/panel.ts';
import { register, somebody } from '../harness/person.ts';
import { fixtures } from '../harness/paths.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('filling a form from the profile', () => {
  let world: World;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await signedIn(world, person);
  });

  test('the person edits and approves field by field, and what stands there already stays', async () => {
    const page = await world.chromium.open(world.site.at('/apps/fields.html'));
    const panel = await Panel.open(world, page);
    await panel.button('fill_propose').click();
    const rows = panel.page.locator('.fill-rows li');
    await rows.first().waitFor();
    const field = (label: string) => panel.page.getByLabel(new RegExp(`^${label}`)).and(panel.page.locator('input[type=text]'));
    const wanted = (label: string) => panel.page.getByRole('checkbox', { name: text('fill_wanted', label) });
    assert.equal(await rows.count(), 2, await panel.page.locator('.fill-rows').innerText());
    assert.equal(await field('Name').inputValue(), person.name);
    assert.equal(await wanted('Mail').isChecked(), false, 'what holds something is left alone');
    await field('Name').fill('Ilka B.');
    await state(panel.page, 'panel-fill');
    await panel.page.setViewportSize({ width: 360, height: 640 });
    await state(panel.page, 'panel-fill-narrow');
    const approve = panel.button('fill_approve', '1');
    // A script can not approve, whatever it is.
    await approve.evaluate((button) => (button as HTMLElement).click());
    assert.equal(await page.locator('#name').inputValue(), '');
    const address = page.url();
    await approve.click();
    await panel.page.getByText(text('fill_done', '1')).waitFor();
    await until('the field is filled', async () => (await page.locator('#name').inputValue()) === 'Ilka B.');
    assert.equal(await page.locator('#mail').inputValue(), 'old@example.com');
    assert.equal(await page.locator('#secret').inputValue(), '');
    assert.equal(page.url(), address, 'nothing was sent');
    await state(panel.page, 'panel-fill-done');
    await panel.page.close();
    await page.close();
  });

  test('a form in a frame is filled, one of another site only if the person wants it', async () => {
    const page = await world.chromium.open(world.site.at('/apps/apply.html'));
    const panel = await Panel.open(world, page);
    await panel.button('fill_propose').click();
    const rows = panel.page.locator('.fill-rows li');
    await rows.first().waitFor();
    const said = await rows.allInnerTexts();
    const wanted = await rows.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
    assert.deepEqual(wanted, [true, true, false, false], said.join(' / '));
    const elsewhere = text('fill_host', 'localhost');
    assert.deepEqual(said.map((words) => words.includes(elsewhere)), [false, false, true, true], said.join(' / '));
    await state(panel.page, 'panel-fill-frames');
    await panel.button('fill_approve', '2').click();
    await panel.page.getByText(text('fill_done', '2')).waitFor();
    const held = (part: string): Promise<string> | undefined => page.frames().find((frame) => frame.url().endsWith(part))?.locator('#mail').inputValue();
    assert.deepEqual(await Promise.all(['apply-form.html', '?newsletter', '?hidden'].map(held)), [person.email, '', '']);
    await panel.page.close();
    await page.close();
  });

  test('of a list the option is chosen that says what the profile says', async () => {
    const page = await world.chromium.open(world.site.at('/apps/address.html'));
    const popup = await Popup.open(world, page);
    await popup.page.locator('input[type=file]').setInputFiles(join(fixtures, 'files', 'address.txt'));
    await popup.page.getByText('address.txt', { exact: true }).waitFor();
    await popup.page.close();
    const panel = await Panel.open(world, page);
    await panel.button('fill_propose').click();
    const rows = panel.page.locator('.fill-rows li');
    await rows.first().waitFor();
    const entries = rows.locator('.fill-field').locator('input, select');
    const proposed = await entries.evaluateAll((all) => all.map((one) => (one as HTMLInputElement | HTMLSelectElement).value));
    assert.deepEqual(proposed, ['Drammen', 'Viken', 'Norway (Norge)']);
    assert.deepEqual(await rows.locator('label').allInnerTexts(), ['City', 'State / Province', 'Country']);
    await state(panel.page, 'panel-fill-lists');
    // The person knows better.
    await entries.nth(1).selectOption('Oslo');
    await panel.button('fill_approve', '3').click();
    await panel.page.getByText(text('fill_done', '3')).waitFor();
    const held = await page.locator('#city, #region, #country').evaluateAll((all) => all.map((one) => (one as HTMLInputElement | HTMLSelectElement).value));
    assert.deepEqual(held, ['Drammen', 'os', 'NO']);
    await panel.page.close();
    await page.close();
  });

  test('a page without such fields says so', async () => {
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    await panel.button('fill_propose').click();
    await panel.page.getByText(text('fill_nothing')).waitFor();
    await state(panel.page, 'panel-fill-nothing');
    await panel.page.close();
    await page.close();
  });
});
