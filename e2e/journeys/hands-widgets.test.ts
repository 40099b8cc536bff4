// Widgets that pages make themselves: comboboxes, boards, uploads, pickers.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { endProbe, onApp, type Stage } from '../harness/probe.ts';
import type { ContentAct } from '../../extension/protocol.ts';

after(endProbe);

const file = (name: string, text: string, media_type = 'text/plain') => ({ name, media_type, content: Buffer.from(text).toString('base64') });

describe('comboboxes and lists', () => {
  test('options that a server finds while one types are waited for', onApp('combobox', async (stage) => {
    await stage.select('#city', 'Kraków');
    await stage.holds('city', 'Kraków');
    await stage.select('#city', 'Galle');
    await stage.holds('city', 'Galle');
  }));

  test('a button with a list', onApp('combobox', async (stage) => {
    await stage.select('#size', 'large');
    await stage.holds('size', 'Large');
    assert.equal((await stage.refusal('#size', { do: 'select', options: ['Giant'] })).code, 'disabled');
  }));

  test('a list that comes up elsewhere and loads', onApp('combobox', async (stage) => {
    await stage.select('#fruit', 'Fig');
    await stage.holds('fruit', 'Fig');
  }));

  test('a list that takes several', onApp('combobox', async (stage) => {
    await stage.select('#list', 'North', 'South');
    await stage.holds('list', ['North', 'South']);
    await stage.select('#list', 'South');
    await stage.holds('list', ['North', 'South']);
  }));

  test('a list that only has the rows in view', onApp('combobox', async (stage) => {
    await stage.select('#years', '1987');
    await stage.holds('year', '1987');
  }));

  test('an option that is not there is told with those that are', onApp('combobox', async (stage) => {
    const reason = await stage.refusal('#fruit', { do: 'select', options: ['Durian'] }, 1_500);
    assert.equal(reason.code, 'no_option');
    assert.match(reason.detail, /“Apple”, “Apricot”, “Fig”/);
  }));
});

/** A drag onto what is at the path, as it is now. */
const onto = async (stage: Stage, path: string): Promise<ContentAct> => ({ do: 'drag', to: await stage.ref(path), expect: (await stage.facts(path)).fingerprint });

describe('dragging', () => {
  test('a card goes to another list by drag events', onApp('board', async (stage) => {
    await stage.act('#write', await onto(stage, '#done'));
    const state = await stage.state();
    assert.deepEqual([state['todo'], state['done']], [['read'], ['write']]);
    assert.deepEqual((state['log'] as string[]).slice(0, 2), ['dragstart', 'dragenter #todo']);
    assert.deepEqual((state['log'] as string[]).slice(-2), ['drop', 'dragend']);
  }));

  test('what takes nothing says so, and the card stays', onApp('board', async (stage) => {
    const reason = await stage.refusal('#write', await onto(stage, '#nowhere'), 5_000);
    assert.equal(reason.code, 'unchanged');
    await stage.holds('todo', ['write', 'read']);
  }));

  test('what it was to be dragged onto became something else meanwhile', onApp('board', async (stage) => {
    const act = await onto(stage, '#done');
    await stage.page.evaluate(() => document.querySelector('#done')?.setAttribute('aria-label', 'Delete for good'));
    const reason = await stage.refusal('#write', act, 5_000);
    assert.deepEqual([reason.code, reason.begun], ['changed', false]);
    await stage.holds('todo', ['write', 'read']);
  }));

  test('a chip follows the pointer, captured by it', onApp('board', async (stage) => {
    await stage.act('#jar', await onto(stage, '#table'));
    const state = await stage.state();
    assert.deepEqual([state['shelf'], state['table'], state['captured']], [[], ['jar'], true]);
  }));

  test('a slider follows the mouse', onApp('board', async (stage) => {
    await stage.act('#thumb', await onto(stage, '#mark'));
    await stage.holds('slider', 200);
  }));
});

describe('uploads', () => {
  test('a file input gets its file', onApp('uploads', async (stage) => {
    await stage.act('#picture', { do: 'upload', files: [file('dot.png', 'not really', 'image/png')] });
    await stage.holds('files', { picture: [['dot.png', 'image/png', 'not really']] });
  }));

  test('several files go behind a styled label', onApp('uploads', async (stage) => {
    await stage.act('#styled', { do: 'upload', files: [file('a.txt', 'A'), file('b.txt', 'B')] });
    await stage.holds('files', { many: [['a.txt', 'text/plain', 'A'], ['b.txt', 'text/plain', 'B']] });
  }));

  test('a button that asks for a file gets it, and a click on it tells where', onApp('uploads', async (stage) => {
    const { file_input } = await stage.click('#ask');
    assert.equal(file_input, await stage.ref('#behind'));
    await stage.act('#ask', { do: 'upload', files: [file('a.txt', 'A')] });
    await stage.holds('files', { behind: [['a.txt', 'text/plain', 'A']] });
  }));

  test('an area takes dropped files, another does not', onApp('uploads', async (stage) => {
    await stage.act('#zone', { do: 'upload', files: [file('a.txt', 'A')] });
    await stage.holds('files', { zone: [['a.txt', 'text/plain', 'A']] });
    assert.equal((await stage.refusal('#plain', { do: 'upload', files: [file('a.txt', 'A')] })).code, 'unsupported');
    assert.equal((await stage.refusal('#picture', { do: 'upload', files: [file('a', ''), file('b', '')] })).code, 'bad_value');
    assert.equal((await stage.refusal('#off', { do: 'upload', files: [file('a', '')] })).code, 'disabled');
    assert.equal((await stage.refusal('#picture', { do: 'click', button: 'left', count: 1, modifiers: [] })).code, 'unsupported');
  }));
});
