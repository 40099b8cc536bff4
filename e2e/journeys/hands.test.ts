// Pointer, readiness and native fields: what an act does, and when it is not done.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { endProbe, fastestCancel, onApp, theProbe } from '../harness/probe.ts';

after(endProbe);

describe('the pointer', () => {
  test('a click sends what a mouse sends, in its order', onApp('pointer', async (stage) => {
    await stage.click('#button');
    const { events, clicks, at } = await stage.state<{ events: string[]; clicks: number; at: unknown }>();
    const other = await (await theProbe()).open('pointer');
    const box = await other.page.locator('#button').boundingBox();
    assert.ok(box);
    await other.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const real = await other.state<{ events: string[] }>();
    await other.page.close();
    assert.deepEqual(events, real.events, 'the same as from a real mouse');
    assert.equal(clicks, 1);
    assert.deepEqual(at, [true, true, true, true, 1, true]);
  }));

  test('a second click elsewhere takes mouse and focus along', onApp('pointer', async (stage) => {
    await stage.click('#button');
    await stage.click('#double');
    const { events } = await stage.state<{ events: string[] }>();
    assert.deepEqual(events.slice(-4).map((event) => event.split(':')[0]), ['pointerout', 'pointerleave', 'mouseout', 'mouseleave']);
    await stage.holds('doubles', 0);
  }));

  test('a double click is two clicks and a dblclick', onApp('pointer', async (stage) => {
    await stage.act('#double', { do: 'click', button: 'left', count: 2, modifiers: [] });
    await stage.holds('doubles', 2);
  }));

  test('a right click opens the menu of the page', onApp('pointer', async (stage) => {
    const outcome = await stage.act('#menu', { do: 'click', button: 'right', count: 1, modifiers: [] });
    await stage.holds('menus', 1);
    assert.equal(outcome.prevented, true);
  }));

  test('a middle click is an auxclick', onApp('pointer', async (stage) => {
    await stage.act('#menu', { do: 'click', button: 'middle', count: 1, modifiers: [] });
    await stage.holds('events', ['aux1']);
  }));

  test('keys are held during a click', onApp('pointer', async (stage) => {
    await stage.act('#button', { do: 'click', button: 'left', count: 1, modifiers: ['control', 'shift'] });
    await stage.holds('modifiers', [true, true, false, false]);
  }));

  test('a click on a part of a link follows it', onApp('pointer', async (stage) => {
    await stage.click('#inside');
    await stage.holds('hash', '#there');
  }));

  test('a click on a summary opens it, one on a label ticks its box', onApp('pointer', async (stage) => {
    await stage.click('#summary');
    assert.equal(await stage.page.locator('details').getAttribute('open'), '');
    const outcome = await stage.click('#label');
    assert.equal(outcome.checked, true);
    assert.equal(await stage.page.locator('#box').isChecked(), true);
  }));

  test('a click on a card is none on the link in its middle', onApp('pointer', async (stage) => {
    await stage.click('#card');
    await stage.holds('card', 1);
  }));

  test('hovering opens what opens under the mouse, and what came up can be clicked', onApp('pointer', async (stage) => {
    await stage.act('#item', { do: 'hover' });
    await stage.click('#deep');
    await stage.holds('deep', 1);
  }));
});

describe('readiness', () => {
  test('waits for what appears, stops and becomes enabled', onApp('ready', async (stage) => {
    for (const id of ['#late', '#moving', '#disabled', '#legend']) await stage.click(id);
    await stage.holds('clicked', ['late', 'moving', 'disabled', 'legend']);
  }));

  test('scrolls to what is far below, in a box and under a sticky header', onApp('ready', async (stage) => {
    await stage.click('#far');
    await stage.click('#scrolled');
    await stage.page.evaluate(() => scrollTo({ top: 200, behavior: 'instant' }));
    await stage.click('#veiled');
    await stage.holds('clicked', ['far', 'scrolled', 'veiled']);
  }));

  const refused: [string, string, RegExp][] = [
    ['#aria', 'disabled', /aria-disabled/],
    ['#fieldset', 'disabled', /disabled/],
    ['#inert', 'disabled', /inert/],
    ['#hidden', 'not_visible', /not visible/],
    ['#covered', 'covered', /Cookie wall/],
  ];
  for (const [id, code, words] of refused) {
    test(`${id.slice(1)} is not clicked, and it is said why`, onApp('ready', async (stage) => {
      const reason = await stage.refusal(id, { do: 'click', button: 'left', count: 1, modifiers: [] });
      assert.equal(reason.code, code);
      assert.match(reason.detail, words);
      assert.equal(reason.begun, false);
      await stage.holds('clicked', []);
    }));
  }

  test('what was covered is clicked as soon as the cover goes', onApp('ready', async (stage) => {
    await stage.ref('#covered');
    const clicked = stage.click('#covered');
    await stage.page.evaluate(() => setTimeout(() => document.querySelector('#cover')?.remove(), 300));
    await clicked;
    await stage.holds('clicked', ['covered']);
  }));

  test('an element that was replaced is stale, and its twin is not clicked', onApp('ready', async (stage) => {
    const ref = await stage.ref('#replaced');
    await stage.page.evaluate(() => {
      const old = document.querySelector('#replaced');
      old?.replaceWith(old.cloneNode(true));
    });
    const { code } = await stage.refusal(ref, { do: 'click', button: 'left', count: 1, modifiers: [] });
    assert.equal(code, 'stale');
    await stage.holds('clicked', []);
  }));

  test('an element that is no longer what was judged is not clicked', onApp('ready', async (stage) => {
    const { fingerprint } = await stage.facts('#swap');
    await stage.page.locator('#swap').evaluate((el) => (el.textContent = 'Delete row 2'));
    const reply = await stage.try('#swap', { do: 'click', button: 'left', count: 1, modifiers: [] }, 2_000, fingerprint);
    assert.ok(reply.type === 'act_failed' && reply.code === 'changed' && !reply.begun, JSON.stringify(reply));
    const now = await stage.facts('#swap');
    const done = await stage.try('#swap', { do: 'click', button: 'left', count: 1, modifiers: [] }, 2_000, now.fingerprint);
    assert.equal(done.type, 'acted');
    await stage.holds('clicked', ['swap']);
  }));

  test('a link that changes under the pressed mouse is not followed', onApp('ready', async (stage) => {
    const { fingerprint } = await stage.facts('#turncoat');
    const reply = await stage.try('#turncoat', { do: 'click', button: 'left', count: 1, modifiers: [] }, 2_000, fingerprint);
    assert.ok(reply.type === 'act_failed' && reply.code === 'changed' && reply.begun, JSON.stringify(reply));
    assert.equal(new URL(stage.page.url()).hash, '');
  }));

  test('cancelling ends a wait within 100 ms', onApp('ready', async (stage) => {
    // The way through the driver is in it, so the best of three counts.
    assert.ok((await fastestCancel(stage, '#hidden', { do: 'click', button: 'left', count: 1, modifiers: [] })) < 100);
  }));

  test('a background that dies ends the act', onApp('ready', async (stage) => {
    const clicking = stage.try('#covered', { do: 'click', button: 'left', count: 1, modifiers: [] }, 20_000);
    await stage.page.waitForTimeout(100);
    await stage.disconnect();
    await stage.page.evaluate(() => document.querySelector('#cover')?.remove());
    await stage.page.waitForTimeout(200);
    await stage.holds('clicked', []);
    void clicking;
  }));
});

describe('native fields', () => {
  test('typing sends keys and input events, and the value is there', onApp('fields', async (stage) => {
    const outcome = await stage.type('#name', 'Añn B!');
    assert.equal(outcome.value, 'Añn B!');
    const { keys, inputs, changes } = await stage.state<Record<string, Record<string, unknown>>>();
    assert.deepEqual(keys!['name'], ['A KeyA 65', 'ñ  0', 'n KeyN 78', '  Space 32', 'B KeyB 66', '! Digit1 49']);
    assert.deepEqual(inputs!['name'], [['insertText', ' '], ['insertText', 'B'], ['insertText', '!']]);
    assert.equal(changes!['name'], 'Añn B!');
  }));

  test('typing replaces or adds, within the length of the field', onApp('fields', async (stage) => {
    assert.equal((await stage.type('#mail', 'new@example.com')).value, 'new@example.com');
    assert.equal((await stage.type('#mail', 'x', false)).value, 'new@example.comx');
    assert.equal((await stage.type('#short', 'abcdefgh')).value, 'abcde');
    assert.equal((await stage.type('#count', '42.5')).value, '42.5');
    const { values } = await stage.state<{ values: object }>();
    assert.deepEqual(values, { mail: 'new@example.comx', short: 'abcde', count: '42.5' });
  }));

  test('a page that takes only some keys gets only those', onApp('fields', async (stage) => {
    assert.equal((await stage.type('#digits', '12-34')).value, '1234');
  }));

  test('lines go into a text area, never a submit', onApp('fields', async (stage) => {
    assert.equal((await stage.type('#note', 'one\ntwo')).value, 'one\ntwo');
    assert.equal((await stage.type('#name', 'one\ntwo\n')).value, 'one two');
    await stage.holds('submits', []);
  }));

  test('a long text arrives whole', onApp('fields', async (stage) => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(40).trim();
    await stage.type('#note', text);
    assert.equal(((await stage.state())['values'] as { note: string }).note, text);
  }));

  test('what a password holds is not told', onApp('fields', async (stage) => {
    const outcome = await stage.type('#secret', 'correct horse');
    assert.equal(outcome.value, null);
    assert.equal(((await stage.state())['values'] as { secret: string }).secret, 'correct horse');
  }));

  test('a field is emptied', onApp('fields', async (stage) => {
    assert.equal((await stage.act('#mail', { do: 'clear' })).value, '');
    assert.deepEqual(((await stage.state())['changes'] as { mail: string }).mail, '');
  }));

  test('what is read-only is not typed into', onApp('fields', async (stage) => {
    assert.equal((await stage.refusal('#fixed', { do: 'type', text: 'x', replace: true })).code, 'not_editable');
  }));

  const whole: [string, string][] = [
    ['day', '2026-02-28'], ['time', '08:30'], ['month', '2026-02'], ['week', '2026-W09'], ['moment', '2026-02-28T08:30'], ['colour', '#336699'], ['volume', '35'],
  ];
  for (const [id, value] of whole) {
    test(`a ${id} is set, and a wrong one refused`, onApp('fields', async (stage) => {
      assert.equal((await stage.type(`#${id}`, value)).value, value);
      const { values, changes } = await stage.state<{ values: Record<string, string>; changes: Record<string, string> }>();
      assert.deepEqual([values[id], changes[id]], [value, value]);
      assert.equal((await stage.refusal(`#${id}`, { do: 'type', text: 'soon', replace: true })).code, 'bad_value');
    }));
  }

  test('options are chosen by label or value, one or several', onApp('fields', async (stage) => {
    assert.equal((await stage.select('#country', 'sri lanka')).value, 'Sri Lanka');
    assert.equal((await stage.select('#country', 'nl')).value, 'The Netherlands');
    await stage.select('#tags', 'red', 'blue');
    const { changes } = await stage.state<{ changes: object }>();
    assert.deepEqual(changes, { country: 'nl', tags: ['red', 'blue'] });
  }));

  test('options that come late are waited for; those that never come are named', onApp('fields', async (stage) => {
    assert.equal((await stage.select('#city', 'Kandy')).value, 'Kandy');
    const reason = await stage.refusal('#country', { do: 'select', options: ['Peru'] });
    assert.equal(reason.code, 'no_option');
    assert.match(reason.detail, /Sri Lanka.*The Netherlands/);
    assert.equal((await stage.refusal('#country', { do: 'select', options: ['Nowhere'] })).code, 'disabled');
  }));

  test('boxes, radio buttons and switches are set, also behind their labels', onApp('fields', async (stage) => {
    for (const id of ['#agree', '#fancy', '#large', '#switch']) assert.equal((await stage.check(id)).checked, true, id);
    await stage.check('#agree', false);
    const { values } = await stage.state<{ values: object }>();
    assert.deepEqual(values, { agree: false, fancy: true, large: true, switch: true });
    assert.equal((await stage.refusal('#stubborn', { do: 'check', checked: true }, 2_000)).code, 'unchanged');
    assert.equal((await stage.refusal('#large', { do: 'check', checked: false })).code, 'unsupported');
  }));

  test('Enter submits as a browser does, with and without a button', onApp('fields', async (stage) => {
    await stage.press('#name', 'Enter');
    await stage.press('#query', 'Enter');
    await stage.holds('submits', [['form', 'send'], ['lonely', null]]);
  }));

  test('Tab and Shift+Tab move the focus', onApp('fields', async (stage) => {
    await stage.act('#name', { do: 'focus' });
    await stage.press(null, 'Tab', 'Tab');
    await stage.holds('focus', 'count');
    await stage.press(null, 'Shift+Tab');
    await stage.holds('focus', 'mail');
  }));

  test('Space toggles, arrows choose, Escape and Backspace do theirs', onApp('fields', async (stage) => {
    await stage.press('#agree', 'Space');
    await stage.press('#small', 'Space');
    await stage.press('#small', 'ArrowDown');
    await stage.press('#country', 'ArrowDown');
    await stage.press('#volume', 'ArrowUp', 'ArrowRight');
    await stage.press('#mail', 'End', 'Backspace', 'Home', 'Delete');
    const { values } = await stage.state<{ values: Record<string, unknown> }>();
    assert.deepEqual(values, { agree: true, small: true, large: true, country: 'lk', volume: '12', mail: 'ld@example.co' });
  }));

  test('Control+A selects all, and what is typed then replaces it', onApp('fields', async (stage) => {
    await stage.press('#mail', 'Control+A', 'x', '@', 'y');
    assert.equal(((await stage.state())['values'] as { mail: string }).mail, 'x@y');
  }));

  test('Enter is not pressed where the focus went in between', onApp('fields', async (stage) => {
    const reason = await stage.refusal('#stubborn', { do: 'press', keys: ['Tab', 'Enter'] }, 2_000);
    assert.deepEqual([reason.code, reason.begun], ['changed', true]);
    await stage.holds('submits', []);
  }));

  test('a code is typed over several fields; what a page takes the focus to instead gets nothing', onApp('code', async (stage) => {
    await stage.type('#digit-1', '2468');
    await stage.holds('code', '2468');
    const reason = await stage.refusal('#trap', { do: 'type', text: 'a b c', replace: true }, 2_000);
    assert.equal(reason.code, 'changed');
    await stage.holds('pressed', 0);
  }));

  test('plain rich text is written and emptied', onApp('fields', async (stage) => {
    assert.equal((await stage.type('#plain', 'New words')).value, 'New words');
    assert.equal((await stage.type('#plain', ' more', false)).value, 'New words more');
    assert.equal(((await stage.act('#plain', { do: 'clear' })).value ?? '').trim(), '');
  }));
});

describe('facts', () => {
  test('a submit button tells of the form it sends', onApp('fields', async (stage) => {
    const facts = await stage.facts('#bold');
    assert.deepEqual([facts.tag, facts.kind, facts.label, facts.submits], ['b', 'submit', 'Pay now', true]);
    assert.deepEqual([facts.form?.action, facts.form?.method], ['https://pay.example/now', 'post']);
    assert.deepEqual(facts.form?.fields[0], { name: 'card', kind: 'text', autocomplete: 'cc-number', filled: false });
  }));

  test('a field tells its kind, its name and where its form goes', onApp('fields', async (stage) => {
    const facts = await stage.facts('#name');
    assert.deepEqual([facts.kind, facts.autocomplete, facts.field_name, facts.label, facts.editable, facts.submits], ['text', 'name', 'name', 'Name', 'text', false]);
    assert.equal(facts.form?.submit_label, 'Send');
    assert.equal((await stage.facts('#query')).form?.role, 'search');
    assert.equal((await stage.facts('#secret')).kind, 'password');
  }));

  test('a fingerprint changes with what would be sent, not with what is in view', onApp('fields', async (stage) => {
    const before = await stage.facts('#send');
    await stage.page.evaluate(() => scrollBy(0, 100));
    assert.equal((await stage.facts('#send')).fingerprint, before.fingerprint);
    await stage.type('#mail', 'other@example.com');
    assert.notEqual((await stage.facts('#send')).fingerprint, before.fingerprint);
  }));

  test('a link tells where it leads', onApp('pointer', async (stage) => {
    const facts = await stage.facts('#inside');
    assert.equal(facts.href, `${stage.page.url()}#there`);
    assert.deepEqual([facts.visible, facts.in_view, facts.download, facts.target_blank], [true, true, false, false]);
  }));
});
