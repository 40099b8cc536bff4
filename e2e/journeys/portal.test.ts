// Journey 6: the portal.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { register, somebody, spend } from '../harness/person.ts';
import { signInToPortal } from '../harness/portal.ts';
import { state } from '../harness/screens.ts';
import { portalText } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

const OPEN: [string, string][] = [
  ['/', 'landing'],
  ['/pricing', 'pricing'],
  ['/sign-up', 'sign-up'],
  ['/sign-in', 'sign-in'],
  ['/forgot-password', 'forgot'],
  ['/download', 'download'],
  ['/privacy', 'privacy'],
  ['/developers', 'developers'],
  ['/no-such-page', 'not-found'],
];

describe('the portal', () => {
  let world: World;
  before(async () => {
    world = await theWorld();
    await world.chromium.context.clearCookies();
  });

  for (const [path, name] of OPEN) {
    test(`${path} is there for anybody, without a script of anybody else and without an error`, async () => {
      const page = await world.chromium.openWindow('about:blank', 1280, 800);
      const foreign: string[] = [];
      const errors: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(world.server.url)) foreign.push(request.url());
      });
      page.on('console', (message) => {
        if (message.type() === 'error' && name !== 'not-found') errors.push(message.text());
      });
      await page.goto(`${world.server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await state(page, `portal-${name}`, page, true);
      await page.setViewportSize({ width: 390, height: 800 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${path} scrolls sideways by ${wider} pixels on a phone`);
      await state(page, `portal-${name}-narrow`, page, true);
      assert.deepEqual([foreign, errors], [[], []]);
      await page.close();
    });
  }

  test('pricing shows the plan catalogue', async () => {
    const page = await world.chromium.open(`${world.server.url}/pricing`);
    const shown = await page.locator('main').innerText();
    for (const fact of ['Free', 'Pro', '19.99', 'Team', '99', 'Enterprise']) assert.ok(shown.includes(fact), fact);
    await page.close();
  });

  test('somebody signs up in the portal, and a mistake is told at its field', async () => {
    const person = somebody();
    const page = await world.chromium.open(`${world.server.url}/sign-up`);
    await page.locator('input[name=name]').fill(person.name);
    await page.locator('input[name=email]').fill(person.email);
    await page.locator('input[name=password]').fill('short');
    await page.locator('main form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await page.locator('main form button.button-primary').click();
    await page.getByText(portalText('field_error.password_too_short')).first().waitFor();
    await state(page, 'portal-sign-up-mistake', page, true);
    assert.equal(await page.locator('input[name=email]').inputValue(), person.email);
    await page.locator('input[name=password]').fill(person.password);
    await page.locator('main form button.button-primary').click();
    await page.getByRole('heading', { name: portalText('check_mail.heading') }).waitFor();
    await state(page, 'portal-check-mail');
    assert.ok((await world.server.mail(person.email, /confirm/i)).link.startsWith(world.server.url));
    await page.close();
  });

  test('usage shows what was used, a chart of 30 days and the same as a table', async () => {
    const person = somebody();
    const token = await register(world.server, person);
    await spend(world.server, token, 3);
    const page = await signInToPortal(world, person);
    await state(page, 'portal-account', page, true);
    await page.goto(`${world.server.url}/account/usage`);
    await page.getByText(portalText('usage.used_of', { used: '3', limit: '10' })).first().waitFor();
    const title = page.locator('svg', { has: page.locator('title', { hasText: portalText('usage.chart_title') }) });
    assert.equal(await title.count(), 1);
    assert.equal(await page.locator('main svg g.day').count(), 30);
    assert.match(await page.locator('main table tfoot').innerText(), /3/);
    await state(page, 'portal-usage', page, true);
    await page.close();
  });

  test('a key for programs is made, shown once, used and revoked', async () => {
    const person = somebody();
    await register(world.server, person);
    const page = await signInToPortal(world, person);
    await page.getByRole('link', { name: portalText('nav.api_keys') }).click();
    await page.getByText(portalText('api_keys.none')).waitFor();
    await state(page, 'portal-api-keys-empty', page, true);
    const make = page.getByRole('button', { name: portalText('api_keys.submit') });
    await page.getByText(portalText('api_keys.limits'), { exact: true }).click();
    await page.getByLabel(portalText('api_keys.field_minute')).fill('lots');
    await make.click();
    await page.getByRole('alert').waitFor();
    await state(page, 'portal-api-keys-mistake', page, true);
    await page.getByLabel(portalText('api_keys.field_name'), { exact: true }).fill('Nightly report');
    await page.getByLabel(portalText('api_keys.field_minute')).fill('60');
    await make.click();
    const key = await page.locator('#new-key').innerText();
    await state(page, 'portal-api-keys', page, true);
    await page.setViewportSize({ width: 360, height: 640 });
    await state(page, 'portal-api-keys-narrow', page, true);
    const models = async (): Promise<number> =>
      (await fetch(`${world.server.url}/api/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
    assert.equal(await models(), 200);
    await page.getByRole('button', { name: portalText('api_keys.revoke_label', { name: 'Nightly report' }) }).click();
    await page.getByText(portalText('notice.api_key_revoked')).waitFor();
    assert.equal(await models(), 401);
    assert.ok(!(await page.content()).includes(key));
    await page.close();
  });

  test('a session somewhere else is signed out from the account page', async () => {
    const person = somebody();
    const token = await register(world.server, person);
    const page = await signInToPortal(world, person);
    const me = async (): Promise<number> =>
      (await fetch(`${world.server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
    assert.equal(await me(), 200);
    const others = page.getByRole('button', { name: new RegExp(`^${portalText('account.sessions_end')} `) });
    await others.first().click();
    await page.getByText(portalText('notice.session_ended')).waitFor();
    assert.equal(await me(), 401);
    await page.close();
  });

  test('the password is changed, and the old one opens nothing', async () => {
    const person = somebody();
    await register(world.server, person);
    const page = await signInToPortal(world, person);
    await page.locator('form[action="/account/password"] input[autocomplete=current-password]').fill(person.password);
    await page.locator('form[action="/account/password"] input[autocomplete=new-password]').fill('fresh-harbour-lantern-90');
    await page.getByRole('button', { name: portalText('account.password_submit') }).click();
    await page.getByText(portalText('notice.password_changed')).waitFor();
    const old = { email: person.email, password: person.password };
    const login = await fetch(`${world.server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(old),
    });
    assert.equal(login.status, 401);
    await page.close();
  });
});
