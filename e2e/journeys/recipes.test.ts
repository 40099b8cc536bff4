// Journey: what a person does once is recorded and done again without a model, also where the app was made anew.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { decide } from '../harness/errand.ts';
import { register, somebody } from '../harness/person.ts';
import { signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { Cook, type Recipe } from '../harness/recipes.ts';
import { out } from '../harness/paths.ts';
import { state } from '../harness/screens.ts';
import { like } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const told = (page: Page, id: string): Promise<string> => page.locator(`#${id}`).innerText();
const button = (name: string): { role: string; name: string } => ({ role: 'button', name });

describe('recipes', () => {
  let world: World;
  let order: Recipe;
  const pages: Page[] = [];
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
    await world.upstream.reset();
  });
  after(async () => {
    for (const page of pages) if (!page.isClosed()) await page.close();
  });

  async function at(path: string): Promise<{ page: Page; cook: Cook }> {
    // Tabs are told apart by address.
    for (const page of pages.splice(0)) if (!page.isClosed()) await page.close();
    const page = await world.chromium.open(world.site.at(path));
    const cook = await Cook.of(world, page);
    pages.push(page, cook.popup.page);
    await page.bringToFront();
    return { page, cook };
  }

  const small = (...steps: Recipe['steps']): Recipe => ({
    legwork_recipe: 1,
    name: 'Small',
    start: world.site.at('/order.html'),
    origins: [new URL(world.site.at('/')).origin],
    steps,
  });

  test('many gestures become few steps, with names a person knows', async () => {
    const { page, cook } = await at('/order.html');
    await cook.record();
    await page.locator('#name').click();
    await page.keyboard.type('Ada Lovelacf');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('e');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Kandy');
    await page.locator('#country').focus();
    await page.keyboard.press('s');
    await page.getByText('Wrap as a gift').click();
    await page.locator('#check').click();
    await page.locator('table button').nth(1).click();
    await cook.recorded(6);
    const { recipe } = await cook.finish('Order a lamp');
    const lines = recipe.steps.map((step) => [step.do, step.on?.name, step.text ?? step['options'] ?? step['checked']]);
    assert.deepEqual(lines, [
      ['type', 'Full name', 'Ada Lovelace'],
      ['type', 'City', 'Kandy'],
      ['select', 'Country', ['Sri Lanka']],
      ['check', 'Wrap as a gift', true],
      ['click', 'Check the address', undefined],
      ['click', 'Choose', undefined],
    ]);
    order = recipe;
    assert.equal((await cook.ask('list', { tab: cook.tab })).told?.recording, null);
    await page.locator('#check').click();
    assert.equal((await cook.ask('list', { tab: cook.tab })).told?.recording, null, 'nobody listens any more');
  });

  for (const path of ['/order.html', '/order-again.html']) {
    test(`it is done again on ${path}, and no model is asked`, async () => {
      await world.upstream.reset();
      const { page, cook } = await at(path);
      await cook.run(await cook.keep(order));
      const run = await cook.stands('done', 'waiting_for_user', 'ended', 'waiting_for_approval');
      assert.equal(run.status.type, 'done', JSON.stringify(run));
      assert.equal(await told(page, 'address'), 'Ada Lovelace, Kandy, lk, as a gift');
      assert.equal(await told(page, 'chosen'), 'Rope ladder');
      assert.equal((await world.upstream.stats()).total, 0);
      const healed = path.includes('again');
      assert.equal(/“Check the address” to “Look it up”/.test(run.status.answer ?? ''), healed, run.status.answer);
      assert.equal(/“City” to “Town”/.test(run.status.answer ?? ''), healed, run.status.answer);
      if (!healed) return;
      const kept = await cook.ask('keep_healed', { tab: cook.tab });
      assert.equal(kept.told?.whole.steps[4]?.on?.name, 'Look it up');
    });
  }

  test('a text that becomes a parameter is asked for, and has a default', async () => {
    const { page, cook } = await at('/order.html');
    const id = await cook.keep(order);
    const edit = { edit: 'make_parameter', at: 1, name: '', label: 'City' };
    const { told: edited } = await cook.ask('edit', { recipe: id, edit });
    assert.deepEqual(edited?.whole.parameters, [{ name: 'city', label: 'City', kind: 'text', default: 'Kandy' }]);
    await cook.run(id, { city: 'Galle' });
    await cook.stands('done');
    assert.equal(await told(page, 'address'), 'Ada Lovelace, Galle, lk, as a gift');
  });

  test('a recipe is shared as a file, and a bad one is refused with the place', async () => {
    const { cook } = await at('/order.html');
    const id = await cook.keep(order);
    const file = await cook.ask('export', { recipe: id });
    assert.equal(file.file_name, 'Order-a-lamp.recipe.json');
    assert.deepEqual(JSON.parse(file.text ?? ''), order);
    for (const [text, said] of [
      ['{', /Line 1, column/],
      [JSON.stringify({ ...order, script: 'alert(1)' }), /unknown field `script`/],
      [JSON.stringify({ ...order, legwork_recipe: 7 }), /version 7/],
      [JSON.stringify({ ...order, steps: [] }), /steps: a recipe has 1 to 500 steps/],
    ] as const) {
      const { failure } = await cook.ask('import', { text });
      assert.match(failure?.detail ?? '', said);
    }
    await cook.ask('delete', { recipe: id });
    assert.equal((await cook.ask('get', { recipe: id })).type, 'failed');
  });

  test('what is typed into a password or card field is never recorded, and asked for instead', async () => {
    const { page, cook } = await at('/order-secret.html');
    await cook.record();
    await page.locator('#user').click();
    await page.keyboard.type('ada');
    await page.locator('#word').click();
    await page.keyboard.type('quiet-harbour');
    await page.locator('#card').click();
    await page.keyboard.type('4111111111111111');
    await cook.recorded(3);
    const { id, recipe } = await cook.finish('Sign in');
    const file = await cook.ask('export', { recipe: id });
    assert.ok(!/quiet-harbour|4111/.test(file.text ?? ''), file.text);
    const stored = await (await world.chromium.background()).evaluate(async () => {
      type Area = { get(key: null): Promise<object> };
      const { storage } = (globalThis as unknown as { chrome: { storage: { local: Area; session: Area } } }).chrome;
      return JSON.stringify([await storage.local.get(null), await storage.session.get(null)]);
    });
    assert.ok(!/quiet-harbour|4111111/.test(stored), 'nothing of it is stored');
    assert.deepEqual(recipe.parameters?.map(({ kind }) => kind), ['secret', 'secret']);
    await page.reload();
    const values = Object.fromEntries((recipe.parameters ?? []).map(({ name, label }) => [name, label === 'Password' ? 'other-word' : '4242424242424242']));
    await cook.run(id, values);
    // Who fills such fields is asked each time.
    for (let asked = 0; asked < 2; asked += 1) {
      const { run, status } = await cook.stands('waiting_for_approval');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await cook.call({ type: 'approve_run', run, request: status.request, yes: true });
      await until('the next step', async () => (await cook.call({ type: 'get_run', tab: cook.tab })).run?.status.request !== status.request);
    }
    await cook.stands('done');
    assert.deepEqual(await page.evaluate(() => ['word', 'card'].map((id) => (document.getElementById(id) as HTMLInputElement).value)), ['other-word', '4242424242424242']);
  });

  test('what is sensitive is asked for, as ever', async () => {
    const { page, cook } = await at('/desk.html');
    await cook.run(await cook.keep(small({ do: 'click', on: button('Send message') })));
    const { run, status } = await cook.stands('waiting_for_approval');
    assert.equal(await told(page, 'sent'), '0');
    await cook.call({ type: 'approve_run', run, request: status.request, yes: true });
    await cook.stands('done');
    assert.equal(await told(page, 'sent'), '1');
  });

  test('where an element is gone the person says how to go on', async () => {
    const { page, cook } = await at('/order.html');
    const missing = small({ do: 'click', on: button('Order at once') }, { do: 'type', on: { role: 'textbox', name: 'City' }, text: 'Oslo' });
    await cook.run(await cook.keep(missing));
    const { status } = await cook.stands('waiting_for_user');
    assert.match(status.question ?? '', /Step 1 did not work: “Order at once” is not on this page\./);
    await cook.answer(1);
    await cook.stands('done');
    assert.equal(await page.locator('#city').inputValue(), 'Oslo');
  });

  test('one of many alike is chosen by what stands beside it, or none is', async () => {
    const { page, cook } = await at('/order.html');
    await cook.run(await cook.keep(small({ do: 'click', on: { ...button('Choose'), twins: 2, twins_here: 2 } as never })));
    const { status } = await cook.stands('waiting_for_user');
    assert.match(status.question ?? '', /3 elements fit “Choose” equally well/);
    assert.equal(await told(page, 'chosen'), 'nothing');
  });

  test('the agent goes on where a recipe does not', async () => {
    await world.upstream.reset();
    const { page, cook } = await at('/order.html');
    await decide(world, { call: 'click', with: { target: '{ref:Check the address}' } }, { call: 'done', with: { answer: 'Checked.', evidence: [] } });
    await cook.run(await cook.keep(small({ do: 'click', on: button('Look the address up') })));
    await cook.answer(2);
    const run = await until('the agent is done', async () => {
      const { run: now } = await cook.call({ type: 'get_run', tab: cook.tab });
      return now?.status.answer === 'Checked.' ? now : undefined;
    });
    assert.equal(run.steps[0]?.target, 'Check the address');
    assert.equal((await told(page, 'address')).trim(), ', ,');
    assert.match(await world.upstream.lastPrompt(), /Look the address up/);
    const { told: made } = await cook.ask('from_run', { tab: cook.tab, run: run.run, name: 'Check it' });
    assert.deepEqual(made?.whole.steps.map((step) => [step.do, step.on?.name]), [['click', 'Check the address']]);
  });

  test('the popup records, shows, changes and runs a recipe', async () => {
    const { page, cook } = await at('/order.html');
    const { popup } = cook;
    const recipes = popup.page.locator('.recipes');
    await recipes.waitFor();
    await popup.page.bringToFront();
    await state(popup.page, 'recipes-list', popup.page, true);
    await popup.button('recipe_record').click();
    await recipes.locator('.recording').waitFor();
    await page.bringToFront();
    await page.locator('#city').click();
    await page.keyboard.type('Kandy');
    await page.locator('#check').click();
    await recipes.locator('.recipe-step').nth(1).waitFor();
    await page.screenshot({ path: join(out, 'screens', 'recipes-sign.png') });
    await popup.page.bringToFront();
    await state(popup.page, 'recipes-recording', popup.page, true);
    await popup.page.locator('#recipe-name').fill('Check the city');
    await popup.button('recipe_finish').click();
    await popup.button('recipe_run').waitFor();
    await recipes.locator('summary').click();
    await popup.page.getByRole('button', { name: like('recipe_step_ask') }).click();
    const field = popup.page.locator('#value-city');
    await field.waitFor();
    await state(popup.page, 'recipes-detail', popup.page, true);
    const words = recipes.locator('.recipe-step-words');
    await popup.page.getByRole('button', { name: like('recipe_step_down') }).click();
    await until('the click comes first', async () => (await words.first().innerText()).includes('Check the address'));
    await popup.page.getByRole('button', { name: like('recipe_step_up') }).click();
    await until('and last again', async () => (await words.last().innerText()).includes('Check the address'));
    const coming = popup.page.waitForEvent('download');
    await popup.button('recipe_save').click();
    const saved = await coming;
    assert.equal(saved.suggestedFilename(), 'Check-the-city.recipe.json');
    assert.equal(JSON.parse(await readFile(await saved.path(), 'utf8')).name, 'Check the city');
    await field.fill('Galle');
    await popup.button('recipe_run').click();
    await until('it is done again', async () => (await told(page, 'address')).startsWith(', Galle'));
    await cook.stands('done');
  });

  test('steps go over pages, and wait for the new one', async () => {
    const { page, cook } = await at('/order-first.html');
    await cook.record();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL('**/order-second.html');
    await cook.recorded(1);
    await until('the second page is listened to', async () => (await cook.recorded(1))[0]?.opens_page);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL('**/order.html');
    await until('both clicks', async () => (await cook.recorded(2))[1]?.opens_page);
    const { id } = await cook.finish('Two pages');
    await page.goto(world.site.at('/order-first.html'));
    await cook.run(id);
    await cook.stands('done');
    await page.waitForURL('**/order.html');
  });

  test('a background that is killed in the middle does nothing twice', async () => {
    const { page, cook } = await at('/order.html');
    const click = { do: 'click', on: button('Check the address') };
    await page.evaluate(() => {
      const counter = document.createElement('output');
      counter.id = 'clicks';
      counter.textContent = '0';
      document.body.append(counter);
      document.getElementById('check')?.addEventListener('click', () => (counter.textContent = String(Number(counter.textContent) + 1)));
    });
    await cook.run(await cook.keep(small(click, { do: 'wait', for: { ms: 2_000 } }, click)));
    await until('the first click', async () => (await told(page, 'clicks')) === '1');
    await world.chromium.killBackground();
    const run = await cook.stands('done', 'waiting_for_user');
    assert.equal(run.status.type, 'done', JSON.stringify(run.status));
    assert.equal(await told(page, 'clicks'), '2');
  });
});
