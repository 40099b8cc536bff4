// Journey 2: the account, in the popup.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Popup, useServer } from '../harness/popup.ts';
import { somebody } from '../harness/person.ts';
import { portalText, text } from '../harness/texts.ts';
import { state } from '../harness/screens.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('the account in the popup', () => {
  let world: World;
  let popup: Popup;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    popup = await Popup.fresh(world, await world.chromium.open(world.site.at('/news.html')));
  });
  after(() => popup?.page.close());

  test('an empty form says at each field what is missing', async () => {
    await popup.toForm('sign_up_title', 'sign_up');
    await state(popup.page, 'popup-sign-up');
    await popup.submit.click();
    await popup.page.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(await popup.page.locator('[aria-invalid=true]').count(), 3);
    assert.equal(await popup.field('name').evaluate((field) => field === document.activeElement), true);
    await state(popup.page, 'popup-sign-up-missing');
    await popup.field('name').pressSequentially('I');
    await popup.page.locator('input[name=name]:not([aria-invalid])').waitFor();
    assert.equal(await popup.page.locator('[aria-invalid=true]').count(), 2);
  });

  test('a weak password is called weak while it is typed', async () => {
    await popup.field('password').fill('aaaaaaaaaaaa');
    await popup.page.locator('.strength.weak, .strength.short').waitFor();
    await popup.field('password').fill(person.password);
    await popup.page.locator('.strength.strong').waitFor();
    await state(popup.page, 'popup-sign-up-strength');
  });

  test('what was typed is there again when the popup opens again, but never a password', async () => {
    await popup.field('email').fill('half.typed@example.org');
    await popup.page.waitForTimeout(300);
    await popup.page.reload();
    await popup.field('email').waitFor();
    assert.equal(await popup.field('email').inputValue(), 'half.typed@example.org');
    assert.equal(await popup.field('password').inputValue(), '');
  });

  test('somebody signs up and sees the plan, what is left and when it starts anew', async () => {
    await popup.signUp(person);
    await popup.says('plan_named', 'Free').waitFor();
    const bar = popup.page.getByRole('meter', { name: text('usage_heading') });
    assert.equal(await bar.getAttribute('aria-valuemax'), '10');
    assert.equal(await bar.getAttribute('aria-valuenow'), '0');
    await popup.says('confirm_title').waitFor();
    await state(popup.page, 'popup-home-unconfirmed', popup.page, true);
  });

  test('the link in the mail confirms the address', async () => {
    const mail = await world.server.mail(person.email, /confirm/i);
    const page = await world.chromium.open(mail.link);
    await page.getByRole('button', { name: portalText('verify.submit') }).click();
    await page.getByText(portalText('verify.done_heading')).waitFor();
    await state(page, 'portal-verified');
    await page.close();
    await popup.page.reload();
    await popup.ask.waitFor();
    assert.equal(await popup.says('confirm_title').isVisible(), false);
    await state(popup.page, 'popup-home', popup.page, true);
  });

  test('embedded parts from other sites are closed until somebody allows them', async () => {
    await popup.says('frames_closed').waitFor();
    assert.equal(await popup.button('frames_allow').isVisible(), true);
  });

  test('somebody stays signed in when the browser ends the background', async () => {
    await world.chromium.killBackground();
    await popup.page.reload();
    await popup.ask.waitFor();
    await popup.page.getByText(person.email, { exact: true }).waitFor();
  });

  test('signing out and in again works, and a wrong password is told kindly', async () => {
    await popup.signOut();
    await popup.toForm('sign_in_title', 'sign_in');
    await state(popup.page, 'popup-sign-in');
    await popup.field('email').fill(person.email);
    await popup.field('password').fill('not-my-password-1');
    await popup.submit.click();
    await popup.page.getByRole('alert').waitFor();
    await state(popup.page, 'popup-sign-in-wrong');
    await popup.signIn(person);
  });

  test('a forgotten password is replaced through the mail, and the old one opens nothing', async () => {
    await popup.signOut();
    await popup.toForm('sign_in_title', 'sign_in');
    await popup.button('forgot').click();
    await popup.field('email').fill(person.email);
    await state(popup.page, 'popup-forgot');
    await popup.submit.click();
    await popup.page.getByRole('status').first().waitFor();
    await state(popup.page, 'popup-forgot-sent');
    const mail = await world.server.mail(person.email, /password|reset/i);
    const page = await world.chromium.open(mail.link);
    await state(page, 'portal-reset');
    await page.locator('input[type=password]').first().fill('another-quiet-lantern-77');
    await page.getByRole('button', { name: portalText('reset.submit') }).click();
    await page.getByText(portalText('notice.password_reset')).waitFor();
    await page.close();

    await popup.button('back_to_sign_in').click();
    await popup.field('email').fill(person.email);
    await popup.field('password').fill(person.password);
    await popup.submit.click();
    await popup.page.getByRole('alert').waitFor();
    person.password = 'another-quiet-lantern-77';
    await popup.signIn(person);
  });

  test('signing out everywhere ends the portal’s session too', async () => {
    const page = await world.chromium.open(`${world.server.url}/sign-in`);
    await page.locator('input[name=email]').fill(person.email);
    await page.locator('input[name=password]').fill(person.password);
    await page.locator('main form button.button-primary').click();
    await page.waitForURL('**/account**');
    await popup.signOut(true);
    await page.reload();
    await page.waitForURL('**/sign-in**');
    await page.close();
  });

  test('a server that can not be reached is named, with a way to another', async () => {
    await useServer(world, 'http://127.0.0.1:9');
    await popup.page.reload();
    await popup.says('server_unreachable', 'http://127.0.0.1:9').waitFor();
    await state(popup.page, 'popup-unreachable');
    await useServer(world, world.server.url);
  });
});
