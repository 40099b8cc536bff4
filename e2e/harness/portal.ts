// The account portal as a person uses it.
import type { Page } from 'playwright-core';
import type { Person } from './person.ts';
import type { World } from './world.ts';

/** A tab on the account page of `person`. */
export async function signInToPortal(world: World, person: Person): Promise<Page> {
  await world.chromium.context.clearCookies();
  const page = await world.chromium.open(`${world.server.url}/sign-in`);
  await page.locator('input[name=email]').fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.locator('main form button.button-primary').click();
  await page.waitForURL('**/account**');
  return page;
}
