// Names of keys and chords, as models and people write them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chordOf } from '../../extension/content/act/keys.ts';

const CASES: [string, string, string, string[]][] = [
  ['Enter', 'Enter', 'Enter', []],
  ['return', 'Enter', 'Enter', []],
  ['Esc', 'Escape', 'Escape', []],
  ['Space', ' ', 'Space', []],
  ['a', 'a', 'KeyA', []],
  ['A', 'A', 'KeyA', ['shift']],
  ['Control+A', 'a', 'KeyA', ['control']],
  ['ctrl+shift+k', 'K', 'KeyK', ['control', 'shift']],
  ['Cmd+Enter', 'Enter', 'Enter', ['meta']],
  ['+', '+', 'Equal', ['shift']],
  ['Control++', '+', 'Equal', ['control', 'shift']],
  ['?', '?', 'Slash', ['shift']],
  ['é', 'é', '', []],
  ['Shift', 'Shift', 'ShiftLeft', []],
  ['down', 'ArrowDown', 'ArrowDown', []],
  ['F5', 'F5', 'F5', []],
];

describe('keys by name', () => {
  for (const [text, key, code, modifiers] of CASES) {
    test(`“${text}”`, () => {
      const chord = chordOf(text);
      assert.deepEqual([chord.key.key, chord.key.code, chord.modifiers], [key, code, modifiers]);
    });
  }

  for (const text of ['', 'Entr', 'Foo+A', 'constructor', '__proto__', 'Control+']) {
    test(`“${text}” is no key`, () => {
      assert.throws(() => chordOf(text), /unsupported/);
    });
  }
});
