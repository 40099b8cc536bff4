// The popup as a person uses it. Opened as a tab of its own that acts for the page under test.
import type { Locator, Page } from 'playwright-core';
import { register, somebody, type Person } from './person.ts';
import { text } from './texts.ts';
import type { World } from './world.ts';

export class Popup {
  private constructor(readonly page: Page) {}

  /** Opens the popup for `page`, or for no page. */
  static async open(world: World, page?: Page): Promise<Popup> {
    const tab = page === undefined ? -1 : await world.chromium.tabOf(page);
    const address = `chrome-extension://${world.chromium.extensionId}/popup/popup.html?tab=${tab}`;
    return new Popup(await world.chromium.openWindow(address, 380, 600));
  }

  /** Opens the popup, talking to the world's server and with nobody signed in. */
  static async fresh(world: World, page?: Page): Promise<Popup> {
    await useServer(world, world.server.url);
    const popup = await Popup.open(world, page);
    await popup.door.or(popup.ask).first().waitFor();
    if (await popup.ask.isVisible()) await popup.signOut();
    return popup;
  }

  button(key: string, ...values: string[]): Locator {
    return this.page.getByRole('button', { name: text(key, ...values), exact: true });
  }

  says(key: string, ...values: string[]): Locator {
    return this.page.getByText(text(key, ...values)).first();
  }

  field(name: string): Locator {
    return this.page.locator(`input[name=${name}]`);
  }

  /** The button that sends the open form. */
  get submit(): Locator {
    return this.page.locator('form button[type=submit]');
  }

  /** The one thing the popup is for; shown to somebody who is signed in. */
  get ask(): Locator {
    return this.page.getByRole('button', { name: text('ask_page') });
  }

  /** A form in front of everything else: to sign up, to sign in, or to ask for a reset mail. */
  get door(): Locator {
    return this.page.locator('form.form');
  }

  /** Says yes or no to what a run asks for, as soon as it can be said. */
  async decide(yes: boolean): Promise<void> {
    const card = this.page.locator('.approval');
    await card.waitFor();
    await card.evaluate((element) => element.setAttribute('data-seen', ''));
    await this.button(yes ? 'approval_allow' : 'approval_deny').and(this.page.locator(':not([aria-disabled])')).click();
    // The next request is another card.
    await this.page.locator('.approval[data-seen]').waitFor({ state: 'detached' });
  }

  async signUp(person: Person): Promise<void> {
    await this.toForm('sign_up_title', 'sign_up');
    await this.field('name').fill(person.name);
    await this.field('company').fill(person.company);
    await this.field('email').fill(person.email);
    await this.field('password').fill(person.password);
    await this.submit.click();
    await this.ask.waitFor();
  }

  async signIn(person: Person): Promise<void> {
    await this.toForm('sign_in_title', 'sign_in');
    await this.field('email').fill(person.email);
    await this.field('password').fill(person.password);
    await this.submit.click();
    await this.ask.waitFor();
  }

  /** Turns to a form through the links of the one that is open. */
  async toForm(title: string, link: string): Promise<void> {
    const heading = this.page.getByRole('heading', { name: text(title) });
    await this.door.waitFor();
    if (await this.button('back_to_sign_in').isVisible()) await this.button('back_to_sign_in').click();
    await this.page.locator('.switch').getByRole('button', { name: /./ }).waitFor();
    if (await heading.isVisible()) return;
    await this.page.locator('.switch').getByRole('button', { name: text(link), exact: true }).click();
    await heading.waitFor();
  }

  async signOut(everywhere = false): Promise<void> {
    await this.button(everywhere ? 'sign_out_everywhere' : 'sign_out').click();
    await this.door.waitFor();
  }
}

/** Makes the extension talk to `url`, as a person does on its options page. It signs out whoever was in. */
export async function useServer(world: World, url: string): Promise<void> {
  const options = await world.chromium.open(`chrome-extension://${world.chromium.extensionId}/options/options.html`);
  await options.locator('input[name=url]').fill(url);
  await options.getByRole('button', { name: text('server_save') }).click();
  await options.getByText(text('server_saved')).waitFor();
  await options.close();
}

/** Signs `person` in, whoever was before. */
export async function signedIn(world: World, person: Person): Promise<void> {
  const popup = await Popup.fresh(world);
  await popup.signIn(person);
  await popup.page.close();
}

/** Signs somebody new in, on a plan that no journey uses up. */
export async function somebodyOnPro(world: World): Promise<void> {
  const person = somebody();
  await register(world.server, person);
  await world.server.admin('set-plan', person.email, 'pro');
  await signedIn(world, person);
}
