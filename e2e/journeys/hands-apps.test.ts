// Whole pages: a grid, a wizard, calendars, feeds, dialogs, frames, a slow page and one that routes by itself.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ContentAct } from '../../extension/protocol.ts';
import { endProbe, fastestCancel, onApp, theProbe } from '../harness/probe.ts';

after(endProbe);

const click: ContentAct = { do: 'click', button: 'left', count: 1, modifiers: [] };

describe('a grid of 10,000 rows', () => {
  test('scrolls in its box, to rows that did not exist', onApp('grid', async (stage) => {
    const outcome = await stage.act('#grid', { do: 'scroll', to: null, by: { x: 0, y: 120_000 } });
    assert.equal(outcome.scroll?.y, 120_000);
    assert.equal(outcome.scroll?.most_y, 240_000 - 400);
    await stage.click('#row-5003 button');
    await stage.holds('opened', ['5003']);
  }));

  test('a cell is edited by a double click and Enter', onApp('grid', async (stage) => {
    await stage.act('#row-3 .name', { do: 'click', button: 'left', count: 2, modifiers: [] });
    await stage.type('#row-3 input', 'Perera & Sons');
    await stage.press(null, 'Enter');
    await stage.holds('renamed', { 3: 'Perera & Sons' });
  }));

  test('a row that became another one while it scrolled is not opened', onApp('grid', async (stage) => {
    const { fingerprint } = await stage.facts('#row-3 button');
    const ref = await stage.ref('#row-3 button');
    await stage.act('#grid', { do: 'scroll', to: null, by: { x: 0, y: 4_800 } });
    const reply = await stage.try(ref, click, 1_000, fingerprint);
    assert.ok(reply.type === 'act_failed' && reply.code === 'changed', JSON.stringify(reply));
    await stage.holds('opened', []);
  }));

  test('without a distance it goes a screenful down; the keys scroll too', onApp('grid', async (stage) => {
    assert.equal((await stage.act('#grid', { do: 'scroll', to: null, by: null })).scroll?.y, 340);
    await stage.press('#row-20 button', 'End');
    await stage.holds('first', 10_000 - 24);
  }));
});

test('a wizard is gone through, past its complaints', onApp('wizard', async (stage) => {
  await stage.click('#next-1');
  await stage.type('#age', 'old');
  await stage.type('#name', 'Ann');
  await stage.type('#age', '41');
  await stage.click('#next-1');
  await stage.select('#country', 'Sri Lanka');
  await stage.select('#town', 'Kandy');
  await stage.click('#next-2');
  await stage.check('#terms');
  await stage.click('#finish');
  const state = await stage.state();
  assert.deepEqual(state['errors'], ['Name is missing', 'Age is a number']);
  assert.deepEqual(state['sent'], { name: 'Ann', age: '41', country: 'lk', town: 'Kandy', terms: 'on' });
}));

describe('dates', () => {
  test('a native one, and one with a mask', onApp('dates', async (stage) => {
    await stage.type('#arrival', '2026-05-04');
    await stage.type('#typed', '06052026');
    const state = await stage.state();
    assert.deepEqual([state['arrival'], state['typed']], ['2026-05-04', '06.05.2026']);
  }));

  test('a calendar that slides in', onApp('dates', async (stage) => {
    assert.equal((await stage.refusal('#picked', { do: 'type', text: '2026-03-17', replace: true })).code, 'not_editable');
    await stage.click('#picked');
    await stage.click('#forward');
    await stage.click('#forward');
    await stage.click('#day-17');
    await stage.holds('picked', '2026-03-17');
  }));
});

describe('a feed', () => {
  test('loads more when its end is scrolled to', onApp('feed', async (stage) => {
    await stage.holds('posts', 20);
    await stage.act(null, { do: 'scroll', to: await stage.ref('#end'), by: null });
    await stage.act(null, { do: 'wait', for: { text: 'Post 40' } });
    await stage.click('#like-33');
    await stage.holds('liked', ['Post 33']);
  }));

  test('a distance scrolls the page', onApp('feed', async (stage) => {
    await stage.holds('posts', 20);
    const { scroll } = await stage.act(null, { do: 'scroll', to: null, by: { x: 0, y: 300 } });
    assert.equal(scroll?.y, 300);
    assert.equal(await stage.page.evaluate(() => scrollY), 300);
  }));
});

describe('dialogs', () => {
  test('what is under an open dialog is out of reach, what is in it is not', onApp('modals', async (stage) => {
    await stage.click('#open');
    const reason = await stage.refusal('#under', click);
    assert.equal(reason.code, 'covered');
    await stage.click('#yes');
    await stage.click('#under');
    await stage.holds('log', ['yes', 'closed', 'under']);
  }));

  test('Escape closes a dialog and a popover', onApp('modals', async (stage) => {
    await stage.click('#open');
    await stage.press(null, 'Escape');
    await stage.holds('log', ['closed']);
    await stage.click('#pop');
    await stage.click('#tip');
    await stage.press(null, 'Escape');
    assert.equal(await stage.page.locator('#tips').isVisible(), false);
    await stage.holds('log', ['closed', 'tip']);
  }));

  test('a veil is named as what is in the way', onApp('modals', async (stage) => {
    await stage.press('#open', 'v');
    const reason = await stage.refusal('#under', click);
    assert.equal(reason.code, 'covered');
    assert.match(reason.detail, /Accept cookies/);
    await stage.click('#accept');
    await stage.click('#under');
    await stage.holds('log', ['accepted', 'under']);
  }));

  test('a toast is caught before it goes, and its going is waited for', onApp('modals', async (stage) => {
    await stage.click('#toast');
    await stage.click('#undo');
    const undo = await stage.ref('#undo');
    await stage.act(null, { do: 'wait', for: { gone_text: 'Saved.' } });
    await stage.act(undo, { do: 'wait', for: { ref_state: 'gone' } });
    assert.equal(await stage.page.locator('.toast').count(), 0);
    await stage.holds('log', ['undone']);
  }));

  test('the browser’s own dialog holds the act until it is answered', onApp('modals', async (stage) => {
    stage.page.once('dialog', (dialog) => void dialog.accept());
    await stage.click('#confirm');
    await stage.holds('log', ['confirmed']);
  }));
});

test('three frames deep, across origins: typed, clicked, scrolled to', async () => {
  const top = await (await theProbe()).open('frames');
  const deep = await top.inFrame('/apps/frame-three.html');
  await deep.type('#deep', 'down here');
  await deep.click('#button');
  assert.deepEqual(await deep.state(), { deep: 'down here', clicked: 1 });
  await top.page.close();
});

describe('waiting', () => {
  test('for a text that comes late, in pieces', onApp('slow', async (stage) => {
    await stage.click('#load');
    await stage.act('#load', { do: 'wait', for: { ref_state: 'disabled' } });
    await stage.act(null, { do: 'wait', for: { text: 'order 42 is ready' } });
    await stage.holds('loaded', 700);
    await stage.act('#load', { do: 'wait', for: { ref_state: 'enabled' } });
  }));

  test('for a text in a shadow tree', onApp('slow', async (stage) => {
    await stage.click('#load');
    await stage.act(null, { do: 'wait', for: { text: 'Spoken from a shadow' } });
    await stage.holds('loaded', 700);
  }));

  test('for what is hidden or shown by style alone', onApp('slow', async (stage) => {
    await stage.act('#veiled', { do: 'wait', for: { ref_state: 'hidden' } });
    assert.equal((await stage.refusal(null, { do: 'wait', for: { text: 'Under wraps' } })).code, 'timeout');
    const waiting = stage.act('#veiled', { do: 'wait', for: { ref_state: 'visible' } });
    await stage.page.evaluate(() => document.querySelector<HTMLElement>('#veiled')?.style.removeProperty('display'));
    await waiting;
  }));

  test('for a quiet network, which a chattering page never has', onApp('slow', async (stage) => {
    await stage.act(null, { do: 'wait', for: { network_quiet: {} } });
    await stage.click('#busy');
    const reason = await stage.refusal(null, { do: 'wait', for: { network_quiet: {} } }, 1_500);
    assert.equal(reason.code, 'timeout');
  }));

  test('a wait that is cancelled ends at once', onApp('slow', async (stage) => {
    assert.ok((await fastestCancel(stage, null, { do: 'wait', for: { text: 'Never' } })) < 100);
  }));
});

describe('going elsewhere', () => {
  test('a router’s link changes the page, and what is new can be used', onApp('router', async (stage) => {
    const old = await stage.ref('#act');
    assert.equal((await stage.click('#about')).prevented, true);
    await stage.act(null, { do: 'wait', for: { text: 'about.html' } });
    assert.equal((await stage.refusal(old, click)).code, 'stale');
    await stage.click('#act');
    await stage.holds('acted', '/apps/about.html');
  }));

  test('a link for a new tab is told as one', onApp('popups', async (stage) => {
    const facts = await stage.facts('#blank');
    assert.deepEqual([facts.target_blank, facts.href], [true, new URL('/apps/router.html', stage.page.url()).href]);
    assert.equal((await stage.facts('#save')).download, true);
  }));
});
