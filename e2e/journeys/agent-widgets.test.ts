// Journeys of the agent: what pages are made of besides forms.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journeys } from '../harness/journey.ts';
import { fixtures } from '../harness/paths.ts';
import { after, check, click, done, drag, extract, hover, press, readMore, ref, rows, scroll, upload, waitFor, waitForState } from '../harness/turns.ts';

journeys('the agent works widgets', {
  'files that the person gave are uploaded, each with their leave': {
    at: 'uploads',
    goal: 'Use my resume as the picture and attach my notes',
    files: ['resume.txt', 'resume.md'],
    model: [upload('Picture', 'resume.txt'), upload('button Attach', 'resume.md'), done('Both are there.', 'Choose files')],
    says: ['yes', 'yes'],
    and: async ({ page }) => {
      const { files } = JSON.parse(await page.locator('#state').innerText()) as { files: Record<string, string[][]> };
      const given = async (name: string, type: string): Promise<string[]> => [name, type, await readFile(join(fixtures, 'files', name), 'utf8')];
      assert.deepEqual(files, { picture: [await given('resume.txt', 'text/plain')], behind: [await given('resume.md', 'text/markdown')] });
    },
  },
  'a dialog is opened, answered and gone': {
    at: 'modals',
    goal: 'Open the dialog and say yes',
    model: [click('Open dialog'), click('button Yes'), click('Under the dialog'), done('Answered.', 'Are you sure?')],
    says: ['yes'],
    holds: { log: ['yes', 'closed', 'under'] },
  },
  'Escape closes a dialog': {
    at: 'modals',
    goal: 'Look at the dialog and close it again',
    model: [click('Open dialog'), press(null, 'Escape'), done('It asked whether you are sure.', 'Are you sure?')],
    holds: { log: ['closed'] },
  },
  'a popover shows what to press next': {
    at: 'modals',
    goal: 'Show me the next tip',
    model: [click('Tips'), click('Next tip'), done('Shown.', 'Next tip')],
    holds: { log: ['tip'] },
  },
  'a toast is caught before it goes': {
    at: 'modals',
    goal: 'Save, and undo it at once',
    model: [click('button Save'), click('Undo'), waitFor({ gone_text: 'Saved.' }), done('Undone.', 'Undo')],
    says: ['yes'],
    holds: { log: ['undone'] },
  },
  'a veil over everything is closed first': {
    at: 'modals',
    goal: 'Press what lies under the cookie wall',
    model: [press('Open dialog', 'v'), click('Accept cookies'), click('Under the dialog'), done('Pressed.', 'Accept cookies')],
    says: ['yes', 'yes'],
    holds: { log: ['accepted', 'under'] },
  },
  'a menu under the mouse, a double click, and a box that opens': {
    at: 'pointer',
    goal: 'Press twice on “Twice”, tick the box, look at more',
    model: [click('button Twice', { count: 2 }), check('checkbox Tick'), click('More'), done('Done.', 'Inside')],
    holds: { doubles: 2 },
    and: async ({ page }) => assert.equal(await page.locator('#box').isChecked(), true),
  },
  'keys are held during a click': {
    at: 'pointer',
    goal: 'Press the button with Control and Shift held',
    model: [hover('Press me'), click('Press me', { modifiers: ['control', 'shift'] }), done('Pressed.', 'Press me')],
    holds: { modifiers: [true, true, false, false], clicks: 1 },
  },
  'a link within the page': {
    at: 'pointer',
    goal: 'Follow the link',
    model: [click('A link'), waitFor({ url: '#there' }), done('There.', 'A link')],
    holds: { hash: '#there' },
  },
  'a card is dragged behind another': {
    at: 'board',
    goal: 'Put Write behind Read',
    model: [drag('Write', 'Read'), done('Write is behind Read.', 'Write')],
    holds: { todo: ['read', 'write'] },
  },
  'a card is dragged into a list that is empty': {
    at: 'board',
    goal: 'Move Write into the empty list',
    model: [drag('Write', 'list (empty)'), done('It is there.', 'Write')],
    holds: { todo: ['read'], done: ['write'] },
  },
  'cards are dragged to another list, onto what is in it': {
    at: 'board',
    goal: 'Move Write and Read to where Plan is',
    model: [drag('Write', 'Plan'), drag('Read', 'Plan'), done('All three are there.', 'Plan')],
    holds: { todo: [], later: ['plan', 'write', 'read'] },
  },
});

journeys('the agent reads lists', {
  'a grid of 10,000 rows is read in parts; a row that became another is found again': {
    at: 'grid',
    goal: 'Open customer 21',
    model: [readMore('grid'), click(after('Customer 21')), click(after('Customer 21')), done('Customer 21 is open.', 'Customer 21')],
    came: { 2: 'run_step_failed' },
    told: ['10000 in all', /did not work \(changed\)/],
    holds: { opened: ['21'] },
  },
  'a row far down a grid is scrolled to': {
    at: 'grid',
    goal: 'Open customer 3003',
    model: [scroll({ target: ref('grid'), by: { y: 72_000 } }), click(after('Customer 3003')), done('Customer 3003 is open.', 'Customer 3003')],
    holds: { opened: ['3003'] },
  },
  'a feed goes on when its end is scrolled to': {
    at: 'feed',
    goal: 'Like post 33',
    model: [scroll({ to: after('Post 20') }), scroll({ by: { y: 4_000 } }), waitFor({ text: 'Post 40' }), click(after('Post 33')), done('Liked.', 'Post 33')],
    says: ['yes'],
    holds: { liked: ['Post 33'] },
  },
  'rows are taken over three pages by their “Next”': {
    at: 'catalogue',
    leaves: true,
    goal: 'List all lamps with their prices',
    model: [
      extract('Lamp', { name: 'Price', kind: 'number' }),
      rows({ Lamp: 'Heron', Price: 39.5 }, { Lamp: 'Osprey', Price: 112 }, { Lamp: 'Plover', Price: 8.25 }),
      click('Next'),
      extract('Lamp', { name: 'Price', kind: 'number' }),
      rows({ Lamp: 'Curlew', Price: 64 }, { Lamp: 'Plover', Price: 8.25 }, { Lamp: 'Avocet', Price: 1250 }, { Lamp: 'Invented', Price: 1 }),
      click('Next'),
      extract('Lamp', { name: 'Price', kind: 'number' }),
      rows({ Lamp: 'Dunlin', Price: 17.75 }),
      done('Six lamps.', 'Page 3 of 3'),
    ],
    told: ['1 were there already, 1 left out', 'The table has 6 rows'],
    holds: { page: 3 },
    and: async ({ table }) => assert.deepEqual(await table(), ['Lamp', 'Price', 'Heron', '39.5', 'Osprey', '112', 'Plover', '8.25', 'Curlew', '64', 'Avocet', '1250', 'Dunlin', '17.75']),
  },
  'other columns than those of the table are told': {
    at: 'catalogue',
    goal: 'List the lamps',
    model: [
      extract('Lamp'),
      rows({ Lamp: 'Heron' }),
      extract('Name', 'Price'),
      extract('Lamp'),
      rows({ Lamp: 'Osprey' }),
      done('Two lamps.', 'Osprey'),
    ],
    came: { 2: 'run_step_refused' },
    told: ['The table has the columns Lamp'],
    and: async ({ table }) => assert.deepEqual(await table(), ['Lamp', 'Heron', 'Osprey']),
  },
});

journeys('the agent waits', {
  'for a text that comes late, for a control that is usable again': {
    // Slow enough that the button is still off when the wait for that begins.
    at: '/apps/slow.html?ms=4000',
    goal: 'Load the order',
    model: [click('button Load'), waitForState('button Load', 'disabled'), waitFor({ text: 'Order 42 is ready' }), waitForState('button Load', 'enabled'), done('It is ready.', 'Order 42 is ready')],
    holds: { loaded: 4_000 },
  },
  'for a text to go, in shadow trees too, and for a moment': {
    at: 'slow',
    goal: 'Load the order',
    model: [click('button Load'), waitFor({ gone_text: 'Loading…' }), waitFor({ text: 'Spoken from a shadow' }), waitFor({ ms: 50 }), done('Loaded.', 'Spoken from a shadow')],
    holds: { loaded: 700 },
  },
  'for a quiet network': {
    at: 'slow',
    goal: 'Load the order',
    model: [click('button Load'), waitFor({ network_quiet: {} }), done('It is ready.', 'Nothing yet')],
    holds: { loaded: 700 },
  },
  'for what is checked and what is gone': {
    at: 'modals',
    goal: 'Save and wait until it has passed',
    model: [click('button Save'), waitForState('Undo', 'visible'), waitForState('Undo', 'gone'), done('It has passed.', 'Saved.')],
    says: ['yes'],
    holds: { log: [] },
  },
  'a control that is shown, moved and enabled late is waited for by the act': {
    at: 'ready',
    goal: 'Press the late, the moving and the disabled one',
    model: [waitFor({ ms: 600 }), click('button Late'), click('button Moving'), click('button Disabled for now'), click('button In a box'), click('button Far below'), done('All pressed.', 'Far below')],
    holds: { clicked: ['late', 'moving', 'disabled', 'scrolled', 'far'] },
  },
  'a wait that ends for nothing is explained': {
    at: 'slow',
    goal: 'Wait for the train',
    model: [waitFor({ text: 'The train is here' }), done('No train came.', 'Nothing yet')],
    came: { 1: 'run_step_failed' },
    told: [/did not work \(timeout\)/],
    within: 45_000,
  },
  'a page on a slow network': {
    at: '/apps/router.html?after=1500',
    goal: 'Load it again and press the button',
    model: [{ call: 'reload' }, waitFor({ text: 'router.html' }), click('Act here'), done('Pressed.', 'Act here')],
    holds: { acted: '/apps/router.html' },
  },
});
