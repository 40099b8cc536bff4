// Sign-up, ask and quote in Firefox ESR.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Firefox } from '../harness/firefox.ts';
import { endFirefoxWorld, theFirefoxWorld } from '../harness/firefox-world.ts';
import { out } from '../harness/paths.ts';
import type { Person } from '../harness/person.ts';
import { until } from '../harness/process.ts';
import type { Server } from '../harness/server.ts';
import type { Site } from '../harness/site.ts';
import { text } from '../harness/texts.ts';

let firefox: Firefox;
let server: Server;
let site: Site;
let person: Person;

before(async () => {
  mkdirSync(join(out, 'screens'), { recursive: true });
  ({ firefox, server, site, person } = await theFirefoxWorld());
});
after(endFirefoxWorld);

const shot = (page: Page, name: string): Promise<Uint8Array> => page.screenshot({ path: join(out, 'screens', `firefox-${name}.png`) });

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`input[name=${name}]`).fill(value);
  }
}

test('the add-on is told its server', async () => {
  const options = await firefox.openOwn('options/options.html');
  await fill(options, { url: server.url });
  await options.locator('form button[type=submit]').click();
  await options.locator(`::-p-text(${text('server_saved')})`).wait();
  await options.close();
});

test('somebody signs up in the popup', async () => {
  const popup = await firefox.openOwn('popup/popup.html?tab=-1');
  await fill(popup, { name: person.name, company: person.company, email: person.email, password: person.password });
  await popup.locator('form button[type=submit]').click();
  await popup.locator(`::-p-text(${text('ask_page')})`).wait();
  await shot(popup, 'popup');
  await popup.close();
});

test('a question about the news is answered with a quote that leads to its place', async () => {
  const page = await firefox.open(site.at('/news.html'));
  const finder = await firefox.openOwn('options/options.html');
  const tab = await firefox.tabOf(finder, page.url());
  await finder.close();
  const popup = await firefox.openOwn(`popup/popup.html?tab=${tab}`);
  await popup.locator('.ask button.primary').click();
  await page.bringToFront();
  const overlay = await firefox.overlayIn(page);
  await overlay.locator('#question').fill('How much does a berth in a four-bed cabin cost?');
  await overlay.locator('form.ask-form button.send').click();
  await overlay.locator('article.turn[aria-busy=false]').wait();
  const quoted = await overlay.$$eval('.quote', (all) => all.map((quote) => quote.textContent).join('\n'));
  assert.ok(quoted.includes('a berth in a four-bed cabin 74 crowns'), quoted);
  await shot(page, 'answer');
  const before = await page.evaluate(() => scrollY);
  await overlay.$eval('.quote', (quote) => (quote as HTMLElement).click());
  await until('the page scrolls to the quote', async () => (await page.evaluate(() => scrollY)) !== before);
  await overlay.waitForSelector('.quote.shown');
  await shot(page, 'quote');
});
