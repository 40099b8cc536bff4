// Fields and editors of frameworks: what counts is what the framework holds, not what the DOM shows.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { endProbe, onApp, type Stage } from '../harness/probe.ts';

after(endProbe);

describe('React', () => {
  test('a controlled field holds what was typed', onApp('react', async (stage) => {
    await stage.type('#name', 'Ann Perera');
    await stage.holds('name', 'Ann Perera');
    await stage.type('#name', 'Ben');
    await stage.holds('name', 'Ben');
    await stage.act('#name', { do: 'clear' });
    await stage.holds('name', '');
  }));

  test('a text area, a mask and a field that rewrites', onApp('react', async (stage) => {
    await stage.type('#note', ' and more', false);
    await stage.holds('note', 'first and more');
    assert.equal((await stage.type('#phone', '5551234')).value, '555-1234');
    await stage.holds('phone', '555-1234');
    assert.equal((await stage.type('#upper', 'abc')).value, 'ABC');
  }));

  test('a field that does not change is told of', onApp('react', async (stage) => {
    const reason = await stage.refusal('#frozen', { do: 'type', text: 'thawed', replace: true }, 3_000);
    assert.equal(reason.code, 'unchanged');
  }));

  test('date, range, box, radio button and list', onApp('react', async (stage) => {
    await stage.type('#day', '2026-03-01');
    await stage.type('#volume', '8');
    await stage.check('#agree');
    await stage.check('#large');
    await stage.select('#country', 'Sri Lanka');
    const state = await stage.state();
    assert.deepEqual([state['day'], state['volume'], state['agree'], state['size'], state['country']], ['2026-03-01', '8', true, 'large', 'lk']);
  }));

  test('hovering enters, and saving waits for the button', onApp('react', async (stage) => {
    await stage.act('#hover', { do: 'hover' });
    await stage.holds('entered', 1);
    assert.equal((await stage.refusal('#save', { do: 'click', button: 'left', count: 1, modifiers: [] })).code, 'disabled');
    await stage.type('#name', 'Ann');
    await stage.click('#save');
    await stage.holds('saved', 1);
    await stage.press('#name', 'Enter');
    await stage.holds('saved', 2);
  }));
});

describe('Vue', () => {
  test('v-model, .lazy, .number and .trim hold what was typed', onApp('vue', async (stage) => {
    await stage.type('#name', 'Ann');
    await stage.type('#lazy', 'slow');
    await stage.type('#number', '42');
    await stage.type('#trim', '  tidy ');
    const state = await stage.state();
    assert.deepEqual([state['name'], state['lazy'], state['number'], state['trim']], ['Ann', 'slow', 42, 'tidy']);
  }));

  test('boxes, radio buttons and lists', onApp('vue', async (stage) => {
    await stage.check('#agree');
    await stage.check('#many-a');
    await stage.check('#many-c');
    await stage.check('#small');
    await stage.select('#country', 'Peru');
    await stage.select('#countries', 'Sri Lanka', 'Peru');
    const state = await stage.state();
    assert.deepEqual([state['agree'], state['many'], state['size'], state['country'], state['countries']], [true, ['a', 'c'], 'small', 'Pe', ['Sr', 'Pe']]);
  }));
});

describe('Angular', () => {
  test('template-driven fields hold what was done', onApp('angular', async (stage) => {
    await stage.type('#name', 'Ann');
    await stage.check('#agree');
    await stage.select('#country', 'The Netherlands');
    const state = await stage.state();
    assert.deepEqual([state['name'], state['agree'], state['country']], ['Ann', true, 'nl']);
  }));

  test('reactive forms: typed, chosen, updated on leaving, sent', onApp('angular', async (stage) => {
    await stage.type('#title', 'Report');
    await stage.type('#late', 'after all');
    await stage.type('#amount', '12');
    await stage.check('#large');
    const state = await stage.state();
    assert.deepEqual([state['title'], state['late'], state['amount'], state['size'], state['valid']], ['Report', 'after all', 12, 'large', true]);
    await stage.click('#save');
    await stage.holds('sent', 1);
    await stage.press('#title', 'Enter');
    await stage.holds('sent', 2);
  }));
});

test('Svelte: bound fields hold what was done', onApp('svelte', async (stage) => {
  await stage.type('#name', 'Ann');
  await stage.type('#amount', '3.5');
  await stage.check('#agree');
  await stage.check('#large');
  await stage.select('#country', 'The Netherlands');
  await stage.type('#rich', 'Dear all');
  assert.deepEqual(await stage.state(), { name: 'Ann', amount: 3.5, agree: true, size: 'large', country: 'nl', rich: 'Dear all' });
}));

describe('web components', () => {
  test('fields and nested buttons in open roots', onApp('lit', async (stage) => {
    await stage.type('#form >>> #name', 'Ann');
    await stage.check('#form >>> #agree');
    await stage.click('#form >>> #save');
    await stage.click('#form >>> #save >>> #inner');
    const state = await stage.state();
    assert.deepEqual([state['name'], state['agree'], state['saved']], ['Ann', true, 2]);
  }));

  test('fields and buttons in closed roots', onApp('lit', async (stage) => {
    await stage.type('#closed >>> #name', 'Secret Ann');
    await stage.click('#closed >>> #save');
    const state = await stage.state();
    assert.deepEqual([state['closed'], state['closedSaved']], ['Secret Ann', 1]);
  }));
});

/** Where the text of each editor is. */
const EDITORS: [string, string][] = [
  ['prosemirror', '.ProseMirror'], ['quill', '.ql-editor'], ['lexical', '#root'], ['codemirror', '.cm-content'], ['monaco', '.native-edit-context'],
];

for (const [app, field] of EDITORS) {
  describe(`the editor ${app}`, () => {
    const holds = (stage: Stage, ...paragraphs: string[]): Promise<void> => stage.holds('paragraphs', paragraphs);

    test('what is typed replaces what was there', onApp(app, async (stage) => {
      await stage.type(field, 'New words, really.');
      await holds(stage, 'New words, really.');
    }));

    test('what is added stands at the end', onApp(app, async (stage) => {
      await stage.type(field, ' and new', false);
      await holds(stage, 'Old words and new');
    }));

    test('lines become lines', onApp(app, async (stage) => {
      await stage.type(field, 'One\nTwo');
      await holds(stage, 'One', 'Two');
    }));

    test('keys work: Enter, letters, Backspace', onApp(app, async (stage) => {
      await stage.type(field, 'ab');
      await stage.press(null, 'Enter', 'c', 'd', 'Backspace');
      await holds(stage, 'ab', 'c');
    }));

    test('letters do not follow a focus that the page moves', onApp(app, async (stage) => {
      await stage.page.evaluate(() => {
        const button = Object.assign(document.createElement('button'), { id: 'send', textContent: 'Send' });
        button.addEventListener('click', () => button.setAttribute('data-sent', ''));
        document.body.append(button);
        let letters = 0;
        document.addEventListener('keyup', () => void ((letters += 1) === 3 && button.focus()));
      });
      const reply = await stage.try(field, { do: 'type', text: 'ab c d e', replace: false });
      // Some editors take the focus back at once.
      if (reply.type === 'act_failed') assert.deepEqual([reply.code, reply.begun], ['changed', true]);
      assert.equal(await stage.page.locator('#send[data-sent]').count(), 0);
    }));

    test('it is emptied', onApp(app, async (stage) => {
      await stage.act(field, { do: 'clear' });
      await holds(stage, '');
    }));
  });
}

test('CodeMirror: all of a text is replaced, also what is not drawn', onApp('codemirror-long', async (stage) => {
  await stage.type('.cm-content', 'short');
  await stage.holds('lines', 1);
  await stage.holds('paragraphs', ['short']);
}));

test('an editor that types into a speck of a text area under what it draws', onApp('drawn', async (stage) => {
  await stage.type('#sink', 'hello');
  await stage.holds('text', 'hello');
  await stage.type('#sink', ' there', false);
  await stage.holds('text', 'hello there');
}));
