// A read of what changed tells what a whole read would: after changes of every kind, on pages of several styles.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { APP_PAGE, changeSomething } from '../harness/again-page.ts';
import { againScript, aheadScript } from '../harness/again.ts';
import { bigPage } from '../harness/big-page.ts';
import { operablePage } from '../harness/operable-page.ts';
import { chromiumProgram } from '../harness/paths.ts';

const CHANGES = 100;
/** A menu that opens where the focus is, and a note that goes by itself. */
const STYLE = 'nav ul { display: none } nav:focus-within ul { display: block } @keyframes out { to { opacity: 0 } } .fades { animation: out 0.5s forwards }';

/** Pages with image maps are always read whole. */
const bare = (html: string): string => html.replaceAll(/<map.*?<\/map>/gs, '');

describe('a read of what changed', () => {
  let browser: Browser;
  let script: string;

  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumProgram, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
    script = await againScript();
  });
  after(() => browser?.close());

  const pages: Record<string, string> = { app: APP_PAGE, inventory: bigPage(700), cards: bare(operablePage('cards')) };
  for (const [name, html] of Object.entries(pages)) {
    test(`is the same as a whole read on the page “${name}”`, async () => {
      let parts = 0;
      for (const start of [1, 1_000, 2_000]) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        await page.setContent(html);
        await page.evaluate(script);
        await page.evaluate(() => legworkCompare());
        for (let seed = start; seed < start + CHANGES; seed += 1) {
          const what = await page.evaluate(changeSomething, seed);
          await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))));
          const { difference, wasPart } = await page.evaluate(() => legworkCompare());
          assert.equal(difference, null, what);
          parts += Number(wasPart);
        }
        await page.close();
      }
      assert.ok(parts > CHANGES, `only ${parts} reads were of what changed`);
    });
  }

  /** Changes a page once; the difference to a whole read. */
  const changed = async (html: string, change: () => void | Promise<void>): Promise<string | null> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.route('https://style.test/**', (route) => route.fulfill({ contentType: 'text/css', body: STYLE }));
    await page.setContent(html);
    await page.evaluate(script);
    await page.evaluate(() => legworkCompare());
    await page.evaluate(change);
    await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))));
    const { difference } = await page.evaluate(() => legworkCompare());
    await page.close();
    return difference;
  };

  test('finds room for thousands of new rows above thousands of old ones', async () => {
    const rows = '<tr><td>Rope</td><td>12</td></tr>'.repeat(3_000);
    const html = `<!doctype html><title>Stock</title><table id="new"></table><table>${rows}</table>`;
    const grow = (): void => {
      const table = document.getElementById('new');
      if (table) table.innerHTML = '<tr><td>Lamp</td><td>7</td></tr>'.repeat(2_500);
    };
    assert.equal(await changed(html, grow), null);
  });

  test('is not kept from its work by names of elements', async () => {
    const html = '<!doctype html><title>Names</title><img name="addEventListener"><form name="createTextNode"></form><select multiple><option>a<option>b<option>c</select><p>one</p>';
    const choose = (): void => document.querySelectorAll('option').forEach((option) => (option.selected = true));
    assert.equal(await changed(html, choose), null);
  });

  test('what was read ahead is read on from for a question, and for nothing else', async () => {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><style>.rope {}</style><title>Stock</title><p class="rope">Rope</p><p id="oil">Oil</p>');
    await page.evaluate(await aheadScript());
    const [question, other] = await page.evaluate(() => {
      legworkReader.readAhead();
      const oil = document.getElementById('oil');
      if (oil) oil.textContent = 'Salt';
      // Of an edited rule nobody is told: whether it is known tells what was read.
      const [rule] = document.styleSheets[0]?.cssRules ?? [];
      if (rule instanceof CSSStyleRule) rule.style.display = 'none';
      return [legworkReader.readFrame(null, true).strings, legworkReader.readFrame().strings];
    });
    const known = (strings: string | undefined): boolean[] => ['Rope', 'Salt'].map((word) => strings?.includes(word) ?? false);
    assert.deepEqual([known(question), known(other)], [[true, true], [false, true]]);
    await page.close();
  });

  for (const [name, head] of Object.entries({
    'of another site': '<!doctype html><link rel="stylesheet" href="https://style.test/a.css">',
    'of an old document': `<style>${STYLE}</style>`,
  })) {
    test(`knows that style sheets ${name} may show something by the focus`, async () => {
      const html = `${head}<title>Menu</title><p>Shop</p><nav><button>Products</button><ul><li>Lamps</li></ul></nav>`;
      assert.equal(await changed(html, () => document.querySelector('button')?.focus()), null);
    });

    test(`and that they may let something fade: ${name}`, async () => {
      const html = `${head}<title>Note</title><p>Shop</p><p class="fades">Saved</p>`;
      assert.equal(await changed(html, () => new Promise((done) => setTimeout(done, 600))), null);
    });
  }
});
