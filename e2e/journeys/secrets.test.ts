// Journey: a person keeps a sign-in for a site, and the agent signs in with it without the model learning it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Errand } from '../harness/errand.ts';
import { allPrompts } from '../harness/journey.ts';
import { Panel } from '../harness/panel.ts';
import { somebodyOnPro } from '../harness/popup.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { done, type } from '../harness/turns.ts';
import { theWorld, type World } from '../harness/world.ts';

const PASSWORD = 'Tr0ub4dor&3';

describe('secrets for sites', () => {
  let world: World;
  let options: Page;

  before(async () => {
    world = await theWorld();
    await somebodyOnPro(world);
    await world.upstream.reset();
  });
  after(async () => {
    await options.close();
    await world.upstream.reset();
  });

  const field = (name: string) => options.locator(`.secrets input[name=${name}]`);
  const error = (name: string) => options.locator(`.secrets #${name}-error`);

  async function keep(kind: string, name: string, value: string, site = world.site.at('/')): Promise<void> {
    await field('site').fill(site);
    await options.getByLabel(text('secret_kind')).selectOption({ label: text(`secret_kind_${kind}`) });
    await field('name').fill(name);
    await field('value').fill(value);
    await options.getByRole('button', { name: text('secret_keep') }).click();
  }

  test('they are kept from the options page, which never shows a value again', async () => {
    const page = await world.chromium.open(world.site.at('/desk.html'));
    const panel = await Panel.open(world, page);
    const opened = world.chromium.context.waitForEvent('page');
    await panel.page.getByRole('link', { name: text('secrets_link') }).click();
    options = await opened;
    await panel.page.close();
    await page.close();
    await keep('password', 'my password', PASSWORD, 'chrome://settings');
    assert.equal(await error('site').innerText(), text('secret_site_malformed'));
    assert.equal(await error('name').innerText(), text('secret_name_malformed'));
    await state(options, 'options-secrets-wrong', options, true);
    await keep('password', 'site-password', PASSWORD);
    const rows = options.locator('.secret-list li');
    await rows.first().waitFor();
    assert.equal(await field('value').inputValue(), '', 'what was kept is not left standing there');
    await keep('username', 'site-user', 'ilka.b');
    await keep('text', 'elsewhere', 'other-value-9', 'https://shop.example');
    await rows.nth(2).waitFor();
    await state(options, 'options-secrets', options, true);
    await options.setViewportSize({ width: 360, height: 640 });
    await state(options, 'options-secrets-narrow', options, true);
    assert.ok(!(await options.content()).includes(PASSWORD));
  });

  test('the agent signs in with them, on their own site only, and the model learns no value', async () => {
    const errand = await Errand.start(
      world, '/order-secret.html', 'Sign me in here',
      type('textbox User', '{{secret:site-user}}'),
      type('textbox Password', '{{secret:site-password}}'),
      type('textbox User', '{{secret:elsewhere}}'),
      done('The sign-in is filled in.', 'Sign in to pay'),
    );
    // Each use of a secret is asked for, the user name too.
    await errand.decideInPopup(true, async (popup) => {
      // The picture is of what can be pressed.
      await popup.button('approval_allow').and(popup.page.locator(':not([aria-disabled])')).waitFor();
      await state(popup.page, 'secret-approval');
    });
    await errand.came(1, 'run_step_approved');
    await errand.decideInPopup(true);
    await errand.came(2, 'run_step_approved');
    await errand.decideInPopup(true);
    await errand.result.waitFor();
    await state(errand.page, 'secret-run', errand.overlay.frame);
    const held = (id: string): Promise<string> => errand.page.locator(`#${id}`).inputValue();
    assert.deepEqual([await held('user'), await held('word')], ['ilka.b', PASSWORD]);
    const prompts = await allPrompts(world);
    assert.ok(prompts.includes('Secrets for this site: {{secret:site-password}}, {{secret:site-user}}\n'));
    assert.doesNotMatch(prompts, /Secrets for this site:.*elsewhere/);
    for (const value of [PASSWORD, 'ilka.b', 'other-value-9']) assert.ok(!prompts.includes(value), value);
    assert.ok(!(await errand.overlay.frame.locator('body').innerText()).includes(PASSWORD));
    await errand.page.close();
  });

  test('what is deleted is gone at once', async () => {
    await options.getByRole('button', { name: text('secret_forget', 'site-password') }).click();
    await options.locator('.secret-list li').nth(2).waitFor({ state: 'detached' });
    assert.ok(!(await options.locator('.secret-list').innerText()).includes('site-password'));
  });
});
