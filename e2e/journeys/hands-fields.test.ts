// Native fields, keys in them, and the facts that the gate judges by.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { endProbe, onApp } from '../harness/probe.ts';

after(endProbe);

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
    assert.deepEqual(facts.form?.fields[0], { name: 'card', kind: 'text', autocomplete: 'cc-number', filled: false, value: '' });
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
