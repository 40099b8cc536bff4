// What a page, an answer and a model may not do: security.md §1 and §2.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { canary, hiddenGroups, honest } from '../harness/hidden-pages.ts';
import { Overlay } from '../harness/overlay.ts';
import { questionsUsed, register, somebody } from '../harness/person.ts';
import { signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { state } from '../harness/screens.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('pages and answers that are not to be trusted', () => {
  let world: World;
  let token = '';

  before(async () => {
    world = await theWorld();
    const person = somebody();
    token = await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'team');
    await signedIn(world, person);
  });

  for (const [group, kinds] of hiddenGroups.entries()) {
    test(`hidden text does not reach the model, honest text does: ${kinds.join(', ')}`, async () => {
      const page = await world.chromium.open(world.site.at(`/hidden-group/${group}`));
      const overlay = await Overlay.open(world, page);
      await overlay.ask('When does the order leave the depot?');
      const prompt = await world.upstream.lastPrompt();
      assert.deepEqual(kinds.filter((kind) => !prompt.includes(honest(kind))), [], 'honest sentences that did not arrive whole');
      assert.deepEqual(kinds.filter((kind) => prompt.includes(canary(kind))), [], 'hidden ones that did');
      assert.doesNotMatch(prompt, /[\u{e0000}-\u{e007f}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
      await page.close();
    });
  }

  test('an answer that holds images, HTML and odd links shows words, and nothing is fetched for it', async () => {
    await world.upstream.script({
      when: 'dangerous',
      times: 1,
      do: 'answer',
      text:
        'Look: ![pixel](' + world.site.at('/tracker.png') + ') <img src="' + world.site.at('/tracker.gif') + '"> ' +
        '<script>document.title="owned"</script> [run](javascript:alert(1)) [there](https://xn--pple-43d.com/) ' +
        '[there too](https://аpple.com/)\n\n>>> ![x](' + world.site.at('/tracker.svg') + ')',
    });
    const page = await world.chromium.open(world.site.at('/injection.html'));
    const overlay = await Overlay.open(world, page);
    const requests: string[] = [];
    world.chromium.context.on('request', (request) => requests.push(request.url()));
    await overlay.ask('Is this dangerous?');
    await state(page, 'overlay-dangerous', overlay.frame);
    await page.waitForTimeout(300);
    const others = requests.filter((url) => !url.startsWith(world.server.url) && !url.startsWith('chrome-extension:'));
    assert.deepEqual(others, []);
    assert.ok(requests.includes(`${world.server.url}/api/v1/ask`), 'requests of the background are seen too');
    assert.ok(!world.site.asked.some((path) => path.startsWith('/tracker')));
    assert.equal(await overlay.answer.locator('img, script, iframe, object, embed, link, style').count(), 0);
    for (const href of await overlay.answer.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))) {
      assert.match(href, /^(https?|mailto):/);
    }
    assert.ok((await overlay.answer.innerText()).includes('xn--'), 'a look-alike host is shown as it is');
    assert.notEqual(await overlay.frame.title(), 'owned');
    await page.close();
  });

  test('a page can not forge passages or close the prompt’s delimiters', async () => {
    const page = await world.chromium.open(world.site.at('/injection.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.ask('At how many degrees do I bake the knots?');
    const quoted = (await overlay.quotes.allInnerTexts()).join('\n');
    assert.ok(quoted.includes('220 degrees'), quoted);
    assert.ok(!quoted.includes('stand nowhere'), quoted);
    const prompt = JSON.parse((await world.upstream.lastPrompt()).split('\n').at(-1) ?? '""') as string;
    assert.doesNotMatch(prompt, /^\[p99\]/m);
    await page.close();
  });

  test('a page sees nothing of Legwork: no message, no global, no attribute, no console line', async () => {
    const page = await world.chromium.open(world.site.at('/watch.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.ask('When does the night watch change?');
    await overlay.quotes.first().click();
    await page.waitForTimeout(300);
    const report = await page.evaluate(() => {
      const watching = window as unknown as { report(): { seen: string[]; globals: string[] } };
      return watching.report();
    });
    // All that a page can notice are two plain elements, while they are there: around the overlay, around the marks.
    const besides = report.seen.filter((entry) => entry !== 'node DIV' && entry !== 'node #text');
    assert.deepEqual([besides, report.globals], [[], []]);
    assert.equal(report.seen.filter((entry) => entry === 'node DIV').length, 2);
    await page.close();
  });

  test('the overlay’s page shows nothing to a page that frames it without a nonce', async () => {
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    const address = overlay.frame.url().split('#')[0] ?? '';
    const thief = await world.chromium.open(world.site.at('/shop.html'));
    await thief.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = `${url}#0123456789abcdef0123456789abcdef`;
      document.body.append(frame);
    }, address);
    await thief.waitForTimeout(800);
    for (const frame of thief.frames().slice(1)) {
      const shown = await frame.evaluate(() => document.body?.innerText ?? '').catch(() => '');
      assert.ok(!shown.includes('Legwork') && !(await frame.locator('#question').count()), shown);
    }
    await thief.close();
    await page.close();
  });

  test('every failure of the provider ends in a sentence, and no question is lost', async () => {
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    // The overlay may still show the figure of a moment ago; the server's is the one that counts.
    const used = (): Promise<number> => questionsUsed(world.server, token);
    const start = await used();
    const failures = [
      { do: 'status', status: 401 },
      { do: 'status', status: 429, retry_after: '7' },
      { do: 'status', status: 500 },
      { do: 'garbage_json' },
      { do: 'wrong_content_type' },
      { do: 'empty_body' },
    ];
    for (const failure of failures) {
      // A server may try again by itself, so the failure lasts until it is taken away.
      await world.upstream.script({ when: 'fails now', ...failure });
      await overlay.send('What is it that fails now?');
      await overlay.ended();
      const card = overlay.turn.locator('.notice.danger');
      await card.waitFor();
      const said = await card.innerText();
      assert.ok(said.length > 20 && !/sk-secret|undefined|\{/.test(said), said);
      await world.upstream.reset();
    }
    await state(page, 'overlay-failed', overlay.frame);
    await until('nothing was charged', async () => (await used()) === start);
    await world.upstream.script({ times: 1, do: 'cut_mid_stream', after_chunks: 6 });
    await overlay.send('What is it that breaks off?');
    await overlay.ended();
    await overlay.turn.locator('.notice.danger').waitFor();
    await state(page, 'overlay-interrupted', overlay.frame);
    await overlay.turn.getByRole('button', { name: /again|retry/i }).first().click();
    await overlay.ended();
    await page.close();
  });
});
