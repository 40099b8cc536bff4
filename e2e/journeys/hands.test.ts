// Pointer and readiness: what an act does, and when it is not done.
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

  test('a button that is called something else once the mouse is there is not clicked', onApp('ready', async (stage) => {
    const { fingerprint } = await stage.facts('#chameleon');
    const reply = await stage.try('#chameleon', { do: 'click', button: 'left', count: 1, modifiers: [] }, 2_000, fingerprint);
    assert.ok(reply.type === 'act_failed' && reply.code === 'changed', JSON.stringify(reply));
    await stage.holds('clicked', []);
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
