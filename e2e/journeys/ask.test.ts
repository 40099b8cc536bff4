// Journey 3: ask about the page, in the overlay.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Overlay } from '../harness/overlay.ts';
import { fixtures } from '../harness/paths.ts';
import { register, somebody } from '../harness/person.ts';
import { Popup, signedIn } from '../harness/popup.ts';
import { until } from '../harness/process.ts';
import { followFirstQuote } from '../harness/quote.ts';
import { state } from '../harness/screens.ts';
import { text } from '../harness/texts.ts';
import { theWorld, type World } from '../harness/world.ts';

interface Fact {
  path: string;
  question: string;
  fact: string;
}
const FACTS = JSON.parse(readFileSync(join(fixtures, 'facts.json'), 'utf8')) as Record<string, Fact>;
const fact = (name: string): Fact => {
  const found = FACTS[name];
  if (found === undefined) throw new Error(`no fact ${name}`);
  return found;
};

describe('asking about a page', () => {
  let world: World;
  const person = somebody();

  before(async () => {
    world = await theWorld();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'pro');
    await signedIn(world, person);
  });

  /** Opens the page of a fact, asks, and checks that the answer quotes it. */
  async function askFor(name: string): Promise<{ page: Page; overlay: Overlay }> {
    const { path, question, fact: words } = fact(name);
    const page = await world.chromium.open(world.site.at(path));
    const overlay = await Overlay.open(world, page);
    await overlay.ask(question);
    const quoted = (await overlay.quotes.allInnerTexts()).join('\n');
    assert.ok(quoted.includes(words), `${name}: quotes are “${quoted}”, the answer is “${await overlay.answer.innerText()}”`);
    return { page, overlay };
  }

  test('the answer to a news article quotes it, and a click on the quote scrolls there and marks it', async () => {
    const { page, overlay } = await askFor('news');
    assert.ok(await overlay.answer.locator('strong').count(), 'bold is bold');
    assert.ok(await overlay.answer.locator('h3').count(), 'a heading is a heading');
    await state(page, 'overlay-answer', overlay.frame);
    await followFirstQuote(overlay, page.locator('p', { hasText: 'a berth in a four-bed cabin' }));
    await state(page, 'overlay-quote-shown', overlay.frame);
    await page.close();
  });

  test('an empty conversation invites, and the suggestions ask', async () => {
    const page = await world.chromium.open(world.site.at('/docs.html'));
    const overlay = await Overlay.open(world, page);
    assert.equal(await overlay.input.evaluate((field) => field === document.activeElement), true, 'the input has the focus');
    await state(page, 'overlay-empty', overlay.frame);
    await overlay.frame.locator('.empty .suggestion').first().click();
    await overlay.turn.waitFor();
    await overlay.ended();
    await page.close();
  });

  test('an answer is shown while it is written, and stop keeps what came', async () => {
    await world.upstream.script({ when: 'slowly', times: 1, do: 'answer', text: 'One word after another. '.repeat(200), chunk_ms: 30 });
    const page = await world.chromium.open(world.site.at('/news.html'));
    const overlay = await Overlay.open(world, page);
    await overlay.send('Tell it slowly, please?');
    await overlay.answer.getByText('One word').first().waitFor();
    await state(page, 'overlay-streaming', overlay.frame);
    const aborted = (await world.upstream.stats()).aborted;
    await overlay.button('stop').click();
    await overlay.ended();
    const kept = await overlay.answer.innerText();
    assert.ok(kept.length > 0 && kept.length < 4_000);
    await until('the upstream is left', async () => (await world.upstream.stats()).aborted > aborted);
    assert.equal(await overlay.answer.innerText(), kept, 'nothing comes after stop');
    await state(page, 'overlay-stopped', overlay.frame);
    await page.close();
  });

  test('retry asks again, copy puts the Markdown on the clipboard, a follow-up is a question', async () => {
    const { page, overlay } = await askFor('shop');
    await overlay.button('copy').last().click();
    await overlay.frame.getByText(text('copied')).waitFor();
    await overlay.button('ask_again').click();
    await overlay.ended();
    await overlay.followUps.first().waitFor();
    const question = await overlay.followUps.first().innerText();
    await overlay.followUps.first().click();
    await until('the follow-up is asked', async () => (await overlay.turn.locator('.question').innerText()) === question);
    await overlay.ended();
    const sent = (await world.upstream.requests()).at(-1)?.body.messages ?? [];
    assert.ok(sent.some((message) => message.role === 'assistant'), 'earlier turns go along');
    await page.close();
  });

  test('the conversation of a page is there again after a reload, another page has its own', async () => {
    const { page, overlay } = await askFor('docs');
    const answer = await overlay.answer.innerText();
    await page.reload();
    const again = await Overlay.open(world, page);
    await again.turn.waitFor();
    assert.equal(await again.answer.innerText(), answer);
    const other = await world.chromium.open(world.site.at('/shop.html'));
    const elsewhere = await Overlay.open(world, other);
    assert.ok(!(await elsewhere.frame.locator('main').innerText()).includes('idleTimeout'));
    await again.button('clear_chat').click();
    await again.button('clear').click();
    await again.frame.locator('.empty').waitFor();
    await other.close();
    await page.close();
  });

  test('the conversation goes on when the browser ends the background', async () => {
    const { page, overlay } = await askFor('news');
    await world.chromium.killBackground();
    await page.waitForTimeout(300);
    await overlay.ask(fact('news_end').question);
    assert.ok((await overlay.quotes.allInnerTexts()).join('\n').includes(fact('news_end').fact));
    await followFirstQuote(overlay, page.locator('p', { hasText: '640 islanders' }));
    await page.close();
  });

  test('selected text comes first', async () => {
    const page = await world.chromium.open(world.site.at('/news.html'));
    const paragraph = page.locator('p', { hasText: 'The bird observatory' });
    await paragraph.selectText();
    const overlay = await Overlay.open(world, page);
    await overlay.frame.locator('.selection').getByText('The bird observatory').waitFor();
    await state(page, 'overlay-selection', overlay.frame);
    await overlay.ask('What does this say?');
    assert.ok((await world.upstream.lastPrompt()).includes('213 dead thrushes'));
    await page.close();
  });

  test('the keyboard command opens the overlay, and the menu entry on a selection takes it along', async () => {
    const page = await world.chromium.open(world.site.at('/docs.html'));
    await world.chromium.ask(page);
    await Overlay.in(page);
    await page.reload();
    const paragraph = page.locator('p', { hasText: 'Node 20 or newer' });
    await paragraph.selectText();
    await world.chromium.ask(page, 'Node 20 or newer is required.');
    const overlay = await Overlay.in(page);
    await overlay.frame.locator('.selection').getByText('Node 20 or newer').waitFor();
    await page.close();
  });

  test('a page of 10,000 elements is read in part, and the overlay says how much', async () => {
    const { page, overlay } = await askFor('big');
    assert.match(await overlay.readLine(), /\d/);
    const prompt = await world.upstream.lastPrompt();
    assert.ok(prompt.length < 200_000, `the prompt has ${prompt.length} characters`);
    await state(page, 'overlay-big', overlay.frame);
    await followFirstQuote(overlay, page.locator('#key'));
    await page.close();
  });

  test('a question is about the page as it is now, though it was read ahead', async () => {
    const page = await world.chromium.open(world.site.at('/shop.html'));
    const overlay = await Overlay.open(world, page);
    // In an idle moment the page is read.
    await page.waitForTimeout(1_500);
    const tell = (words: string): Promise<void> =>
      page.evaluate((words) => {
        const said = document.querySelector('#said') ?? document.createElement('p');
        said.id = 'said';
        said.textContent = words;
        document.querySelector('main')?.append(said);
      }, words);
    for (const colour of ['vermilion', 'turquoise']) {
      await tell(`The velvet curtain of the show room is ${colour}.`);
      await overlay.ask('Which colour is the velvet curtain?');
      const quoted = await overlay.quotes.allInnerTexts();
      assert.ok(quoted.join().includes(colour), `quotes are “${quoted.join()}”`);
    }
    await page.close();
  });

  test('a frame of the same site is read and its quote is shown in it', async () => {
    const { page, overlay } = await askFor('frame_same');
    const frame = page.frames().find((candidate) => candidate.url().endsWith('/frame-tide.html'));
    assert.ok(frame);
    await followFirstQuote(overlay, frame.locator('p'), frame);
    await page.close();
  });

  test('a frame of another site is read and its quote scrolls the outer page there', async () => {
    const { page, overlay } = await askFor('frame_other');
    const frame = page.frames().find((candidate) => candidate.url().endsWith('/frame-wind.html'));
    assert.ok(frame);
    await followFirstQuote(overlay, frame.locator('p'), frame);
    await page.close();
  });

  test('an open shadow root is read', async () => {
    const { page, overlay } = await askFor('shadow_open');
    await followFirstQuote(overlay, page.locator('crew-open'));
    await page.close();
  });

  test('a closed shadow root is read', async () => {
    const { page, overlay } = await askFor('shadow_closed');
    await followFirstQuote(overlay, page.locator('crew-closed'));
    await page.close();
  });

  test('a page from right to left is quoted the way it is written', async () => {
    const { page, overlay } = await askFor('rtl');
    await state(page, 'overlay-rtl', overlay.frame);
    await followFirstQuote(overlay, page.locator('p', { hasText: 'سعر التذكرة' }));
    await page.close();
  });

  test('a Chinese page is ranked and quoted', async () => {
    const { page, overlay } = await askFor('chinese');
    await state(page, 'overlay-chinese', overlay.frame);
    await followFirstQuote(overlay, page.locator('p', { hasText: '成人门票' }));
    await page.close();
  });

  test('the strictest content security policy changes nothing', async () => {
    const { page, overlay } = await askFor('csp');
    await state(page, 'overlay-csp', overlay.frame);
    await followFirstQuote(overlay, page.locator('p', { hasText: '1,284.07' }));
    await page.close();
  });

  test('a page that fights back is read all the same', async () => {
    const { page, overlay } = await askFor('clobber');
    await followFirstQuote(overlay, page.locator('p', { hasText: '5,318' }));
    await page.close();
  });

  test('for a PDF the popup says plainly what it can not do', async () => {
    const page = await world.chromium.open(world.site.at('/report.pdf'));
    const popup = await Popup.open(world, page);
    await popup.page.locator('#ask-reason p').first().waitFor();
    assert.equal(await popup.ask.getAttribute('aria-disabled'), 'true');
    await state(popup.page, 'popup-pdf', popup.page, true);
    await popup.page.close();
    await page.close();
  });
});
