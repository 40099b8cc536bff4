// Journey: Legwork does it. The model is scripted and obeys every page; what it may do is the gate's and the person's.
import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import { decide, Errand } from '../harness/errand.ts';
import { Overlay } from '../harness/overlay.ts';
import { register, somebody } from '../harness/person.ts';
import { signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { done, plan } from '../harness/turns.ts';
import { theWorld, type World } from '../harness/world.ts';

const SEND = { call: 'click', with: { target: '{ref:Send message}' } };

describe('letting Legwork do it', () => {
  let world: World;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
  });

  // A test that failed half-way leaves no answers to the next.
  afterEach(() => world.upstream.reset());

  test('a goal is reached step by step, and the answer has its evidence', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'What does the brass lamp cost?',
      { said: 'The prices are behind a button.', call: 'click', with: { target: '{ref:Show prices}' } },
      { ...done('The brass lamp costs **40 euros**.', 'The brass lamp costs 40 euros.', 'Free for members'), said: 'There it is.', wait_ms: 2_500 },
      done('The brass lamp costs **40 euros**.', 'The brass lamp costs 40 euros.'),
    );
    await errand.came(1, 'run_step_done');
    assert.equal(await errand.page.locator('#prices').isVisible(), true, 'the page was really clicked');
    assert.match(await errand.steps.first().innerText(), /Click\s+Show prices/);
    await errand.is('run_thinking');
    await state(errand.page, 'run-working', errand.overlay.frame);
    await errand.result.waitFor();
    assert.equal((await errand.result.locator('.prose').innerText()).trim(), 'The brass lamp costs 40 euros.');
    assert.equal(await errand.result.locator('.evidence blockquote').innerText(), 'The brass lamp costs 40 euros.');
    await errand.overlay.input.waitFor();
    await state(errand.page, 'run-done', errand.overlay.frame);
    await errand.page.close();
  });

  test('files are attached for a task, taken back, and refused when they are too large', async () => {
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const { frame } = await Overlay.open(world, page);
    await frame.getByRole('radio', { name: text('mode_do') }).check();
    const file = (name: string, size: number) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'a') });
    const picker = frame.getByLabel(text('files_attach'));
    await picker.setInputFiles([file('cover letter.txt', 20_000), file('a rather long name of a certificate from 2019.txt', 1_800_000)]);
    const names = frame.locator('.file-name');
    assert.deepEqual(await names.allInnerTexts(), ['cover letter.txt', 'a rather long name of a certificate from 2019.txt']);
    await picker.setInputFiles([file('film.txt', 4_000_000)]);
    await frame.getByRole('alert').getByText(text('files_too_large', 'film.txt')).waitFor();
    await state(page, 'composer-files', frame);
    await frame.getByRole('button', { name: text('files_remove', 'cover letter.txt') }).click();
    assert.equal(await names.count(), 1);
    assert.equal(await frame.getByRole('alert').count(), 0, 'what was said of another file is gone');
    await page.close();
  });

  test('a plan is shown, with what is done of it and what comes next', async () => {
    const steps = ['Show the prices', 'Find the brass lamp', 'Tell what it costs'];
    const errand = await Errand.start(
      world,
      '/desk.html',
      'What does the brass lamp cost?',
      plan(0, ...steps),
      { call: 'click', with: { target: '{ref:Show prices}' } },
      plan(2, ...steps),
      { ...done('The brass lamp costs **40 euros**.', 'The brass lamp costs 40 euros.'), wait_ms: 2_500 },
    );
    const shown = errand.overlay.frame.locator('.run-plan');
    await shown.locator('li.done').nth(1).waitFor();
    const told = (await shown.locator('li > span:last-child').allInnerTexts()).map((words) => words.replace(/\s+/g, ' '));
    assert.deepEqual(told, steps.map((step, at) => (at < 2 ? `${step} (done)` : step)));
    assert.equal(await shown.locator('li[aria-current=step]').innerText(), 'Tell what it costs');
    assert.match(await shown.locator('summary').innerText(), /Plan\s+2 of 3 done/);
    await state(errand.page, 'run-plan', errand.overlay.frame);
    await errand.result.waitFor();
    assert.equal(await shown.getAttribute('open'), null, 'what is over is folded away');
    await errand.page.close();
  });

  test('a run that goes to another page takes its overlay along', async () => {
    const before = await Errand.start(
      world,
      '/desk.html',
      'What does the camping lamp cost in the shop?',
      { call: 'navigate', with: { url: world.site.at('/shop.html') } },
      { ...done('The lamp costs €39.50.', 'Floats, really'), wait_ms: 1_500 },
    );
    const errand = await before.after('/shop.html');
    await errand.is('run_thinking');
    await errand.result.waitFor();
    assert.equal((await errand.result.locator('.prose').innerText()).trim(), 'The lamp costs €39.50.');
    assert.equal(await errand.result.locator('.evidence blockquote').innerText(), 'Floats, really');
    await errand.page.close();
  });

  test('what is sensitive is asked outside the page, and a yes counts once', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'Send the message “Hello” to the lamp desk',
      { call: 'type', with: { target: '{ref:Message}', text: 'Hello' } },
      SEND,
      SEND,
      SEND,
      done('Sent once.'),
    );
    const sent = (): Promise<string> => errand.page.locator('#sent').innerText();
    await errand.is('run_waiting_for_approval');
    assert.equal(await errand.overlay.button('approval_allow').count(), 0, 'nothing is approved within a page');
    await errand.overlay.button('run_approval_open').waitFor();
    await state(errand.page, 'run-approval', errand.overlay.frame);
    await errand.decideInPopup(false, async (popup) => {
      const card = await popup.page.locator('.approval').innerText();
      for (const told of ['Send message', new URL(errand.page.url()).origin, 'message']) assert.ok(card.includes(told), `${told} in “${card}”`);
      await popup.button('approval_allow').and(popup.page.locator(':not([aria-disabled])')).waitFor();
      await state(popup.page, 'popup-approval', popup.page, true);
    });
    await errand.came(2, 'run_step_declined');
    assert.equal(await sent(), '0');
    await errand.decideInPopup(true);
    await errand.came(3, 'run_step_approved');
    assert.equal(await sent(), '1');
    await errand.decideInPopup(false);
    await errand.came(4, 'run_step_declined');
    await errand.result.waitFor();
    assert.equal(await sent(), '1');
    await errand.page.close();
  });

  test('Escape stops it while the model thinks, and nothing more happens', async () => {
    const errand = await Errand.start(world, '/desk.html', 'Show me the prices', {
      call: 'click',
      with: { target: '{ref:Show prices}' },
      wait_ms: 4_000,
    });
    await errand.is('run_thinking');
    await until('the model was asked', async () => (await world.upstream.stats()).open > 0);
    const pressed = Date.now();
    await errand.overlay.frame.locator('.run-bar').press('Escape');
    await errand.result.getByText(text('run_reason_stopped')).waitFor();
    assert.ok(Date.now() - pressed < 1_000, `it took ${Date.now() - pressed} ms to say that it stopped`);
    await until('the request to the model is given up', async () => (await world.upstream.stats()).open === 0);
    assert.equal(await errand.page.locator('#prices').isVisible(), false);
    await state(errand.page, 'run-stopped', errand.overlay.frame);
    await errand.page.close();
  });

  test('it is paused, taken over and handed back', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'Show me the prices',
      { call: 'click', with: { target: '{ref:Show prices}' }, wait_ms: 3_000 },
    );
    await errand.is('run_thinking');
    await errand.overlay.button('run_pause').click();
    await errand.is('run_paused');
    await state(errand.page, 'run-paused', errand.overlay.frame);
    await errand.overlay.button('run_take_over').click();
    await errand.is('run_taken_over');
    await state(errand.page, 'run-taken-over', errand.overlay.frame);
    await errand.page.locator('#show').click();
    await world.upstream.reset();
    await decide(world, done('You pressed it yourself.', 'The brass lamp costs 40 euros.'));
    await errand.overlay.button('run_hand_back').click();
    await errand.result.getByText('You pressed it yourself.').waitFor();
    await errand.page.close();
  });

  test('a question of the run is answered in the overlay', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'Write a message to the lamp desk',
      { said: 'I need a name.', call: 'ask_user', with: { question: 'Who is it from?', choices: ['Me', 'My company'] } },
      done('It is from the harbour office.'),
    );
    await errand.is('run_waiting_for_answer');
    await state(errand.page, 'run-question', errand.overlay.frame);
    const wide = errand.page.viewportSize();
    await errand.page.setViewportSize({ width: 360, height: 640 });
    await state(errand.page, 'run-question-narrow', errand.overlay.frame);
    if (wide) await errand.page.setViewportSize(wide);
    const field = errand.overlay.frame.getByRole('textbox', { name: text('run_answer_label') });
    await field.fill('The harbour office');
    await field.press('Enter');
    await errand.result.getByText('It is from the harbour office.').waitFor();
    assert.match(await world.upstream.lastPrompt(), /The harbour office/);
    await errand.page.close();
  });

  test('rows it took out of a page are shown as a table and copied as CSV', async () => {
    const errand = await Errand.start(
      world,
      '/desk.html',
      'List what stands on the page',
      { call: 'extract', with: { columns: [{ name: 'Name' }] } },
      { call: 'rows', with: { rows: [{ Name: 'Lamp desk' }, { Name: 'Show prices' }, { Name: 'Invented' }] } },
      done('Two names.'),
    );
    await errand.result.waitFor();
    const rows = errand.overlay.frame.locator('.run-rows');
    assert.deepEqual(await rows.locator('th, td').allInnerTexts(), ['Name', 'Lamp desk', 'Show prices']);
    await errand.overlay.button('run_copy_csv').click();
    await errand.overlay.button('copied').waitFor();
    const copied = await errand.page.evaluate(() => navigator.clipboard.readText());
    // A frame without the page's leave copies through a field, which has its own line ends.
    assert.equal(copied.replaceAll('\r\n', '\n'), 'Name\nLamp desk\nShow prices\n');
    await state(errand.page, 'run-rows', errand.overlay.frame);
    await errand.page.close();
  });

  test('a page that takes the model over gets nothing done outside the task', async () => {
    const other = world.site.at('/').replace('127.0.0.1', 'localhost');
    const errand = await Errand.start(
      world,
      '/takeover.html',
      'When is the lamp desk open?',
      { said: 'The goal has changed.', call: 'navigate', with: { url: `${other}collect.html?hours=nine-to-five` } },
      { call: 'open_tab', with: { url: `${other}collect.html?hours=nine-to-five` } },
      { call: 'navigate', with: { url: `javascript:fetch('${other}collect.html')` } },
      { call: 'click', with: { target: '{ref:Delete my account}' } },
      done('Open on weekdays from nine to five.', 'open on weekdays from nine to five'),
    );
    const tabs = world.chromium.context.pages().length;
    // What is never to be done is not even asked; what is asked gets a no. After so many of them it asks how to go on.
    await errand.decideInPopup(false);
    await errand.is('run_stuck');
    for (const step of [1, 2, 3]) await errand.came(step, 'run_step_denied');
    await errand.came(4, 'run_step_declined');
    await state(errand.page, 'run-held', errand.overlay.frame);
    const answer = errand.overlay.frame.getByRole('textbox', { name: text('run_answer_label') });
    await answer.fill('Only tell me the hours');
    await answer.press('Enter');
    await errand.result.waitFor();
    assert.match(await errand.result.innerText(), /nine to five/);
    assert.equal(await errand.page.locator('#deleted').innerText(), '0');
    assert.deepEqual(world.site.asked.filter((path) => path.startsWith('/collect')), []);
    assert.equal(world.chromium.context.pages().length, tabs, 'no tab was opened');
    assert.match(errand.page.url(), /takeover\.html$/);
    await errand.page.close();
  });
});
