// Everything that a person can operate is offered, once, and nothing else: on pages of which it is known.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { operablePage, STYLES } from '../harness/operable-page.ts';
import { offeredByUs, outlines, outlineScript, readPage } from '../harness/outline.ts';
import { chromiumProgram } from '../harness/paths.ts';
import { judge, score } from '../harness/truth.ts';

describe('what a person can operate', () => {
  let browser: Browser;
  let page: Page;
  let script: string;

  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumProgram, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(judge);
    await page.route('http://operable.test/**', (route) => {
      const style = STYLES.find((one) => route.request().url().endsWith(`/${one}`));
      return style ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: operablePage(style) }) : route.abort();
    });
    script = await outlineScript();
  });
  after(() => browser?.close());

  for (const style of STYLES) {
    test(`is found on the page “${style}”`, async () => {
      await page.goto(`http://operable.test/${style}`);
      const [outline] = outlines([await readPage(page, script)]);
      assert.ok(outline);
      const { missed, wrong, duplicates, page: all } = await score(page, await offeredByUs(page, outline));
      assert.deepEqual({ missed, wrong, duplicates }, { missed: [], wrong: [], duplicates: [] });
      assert.ok(all.all >= 3);
    });
  }
});
