// Journeys of the agent: from page to page, tab to tab, frame to frame.
import assert from 'node:assert/strict';
import { journeys } from '../harness/journey.ts';
import { back, click, closeTab, done, download, forward, navigate, openTab, reload, switchTab, type, waitFor } from '../harness/turns.ts';
import type { World } from '../harness/world.ts';

const tabsOf = (world: World): string[] => world.chromium.context.pages().map((page) => new URL(page.url()).pathname);

journeys('the agent goes from page to page', {
  'to another page, back and forward': {
    at: 'router',
    goal: 'Look at the catalogue, then act on the router page, then end on the catalogue',
    model: ({ site }) => [
      navigate(site.at('/apps/catalogue.html')),
      back,
      click('Act here'),
      forward,
      done('The catalogue has three pages.', 'Page 1 of 3'),
    ],
    holds: { page: 1 },
    where: '/apps/catalogue.html',
  },
  'a page is loaded again and has forgotten': {
    at: 'react',
    goal: 'Enter Ada, then load the page again',
    model: [type('textbox Name', 'Ada'), reload, done('It has forgotten the name.', 'Save')],
    holds: { name: '' },
  },
  'a router changes the page without leaving it': {
    at: 'router',
    goal: 'Go to item 7 and press the button there',
    model: [click('Item 7'), waitFor({ url: 'item-7' }), waitFor({ text: 'item-7.html' }), click('Act here'), done('Pressed on item 7.', 'item-7.html')],
    holds: { acted: '/apps/item-7.html', visits: 2 },
  },
  'links lead from document to document': {
    at: 'catalogue',
    leaves: true,
    goal: 'Is there anything on the last page?',
    model: [click('Next'), click('Next'), click('Previous'), click('Next'), done('Only the Dunlin.', 'Dunlin')],
    holds: { page: 3 },
  },
  'an address that takes its time': {
    at: 'slow',
    goal: 'Go to the form and enter Ada',
    model: ({ site }) => [navigate(site.at('/apps/react.html?after=1800')), type('textbox Name', 'Ada'), done('Entered.', 'Agree')],
    holds: { name: 'Ada' },
  },
  'an address that is not there': {
    at: 'router',
    goal: 'Look whether there is a page of offers',
    model: ({ site }) => [navigate(site.at('/apps/offers.html')), back, waitFor({ text: 'router.html' }), click('Act here'), done('There is none.', 'not here')],
    holds: { acted: '/apps/router.html' },
  },
  'what is saved is asked for, and saved': {
    at: 'popups',
    goal: 'Download the file',
    model: [download('Download'), done('It is downloaded.', 'Download')],
    says: ['yes'],
    and: async ({ world }) => assert.ok(world.site.asked.includes('/apps/grid.html')),
  },
  'what is not to be saved is not': {
    at: 'popups',
    goal: 'Look at the page',
    model: [download('Download'), done('It offers a file.', 'Download')],
    says: ['no'],
    came: { 1: 'run_step_declined' },
    and: async ({ world }) => assert.equal(world.site.asked.includes('/apps/grid.html'), false),
  },
});

journeys('the agent works in several tabs', {
  'one is opened, worked in, left and closed': {
    at: 'slow',
    goal: 'Enter Ada in the form in a tab of its own, then load the order here',
    model: ({ site }) => [
      openTab(site.at('/apps/react.html')),
      type('textbox Name', 'Ada'),
      switchTab(1),
      click('button Load'),
      waitFor({ text: 'Order 42 is ready' }),
      switchTab(2),
      closeTab(2),
      done('Both are done.', 'Order 42 is ready'),
    ],
    told: ['tab 2 (current): React', 'tab 1 (current): Slow'],
    holds: { loaded: 700 },
    and: async ({ world }) => assert.equal(tabsOf(world).includes('/apps/react.html'), false),
  },
  'a link opens a tab of its own, which is gone to': {
    at: 'popups',
    goal: 'Open the new tab and press the button there',
    model: [click('New tab'), switchTab(2), waitFor({ text: 'router.html' }), click('Act here'), done('Pressed in the new tab.', 'router.html')],
    holds: { acted: '/apps/router.html' },
    where: '/apps/router.html',
  },
  'a window that a script opens': {
    at: 'popups',
    goal: 'Open the new window and press the button there',
    model: [click('New window'), switchTab(2), waitFor({ text: 'router.html' }), click('Act here'), done('Pressed in the new window.', 'router.html')],
    holds: { acted: '/apps/router.html' },
    where: '/apps/router.html',
  },
  'two tabs are read and compared': {
    at: 'catalogue',
    goal: 'Which page has the Dunlin?',
    model: ({ site }) => [openTab(site.at('/apps/catalogue.html?page=3')), switchTab(1), done('The third.', 'Heron', 'Dunlin')],
    holds: { page: 1 },
  },
  'tabs of others and the only tab are left alone': {
    at: 'router',
    goal: 'Close everything',
    model: [switchTab(7), closeTab(7), closeTab(1), click('Act here'), done('There is nothing to close.', 'router.html')],
    came: { 1: 'run_step_refused', 2: 'run_step_refused', 3: 'run_step_refused' },
    told: ['Tab 7 is not one of this task', 'only tab can not be closed'],
    holds: { acted: '/apps/router.html' },
  },
});

journeys('the agent reaches into frames', {
  'three deep, across origins that the person named': {
    at: 'frames',
    goal: ({ site }) => `Press the deep button at ${site.at('/').replace('127.0.0.1', 'localhost')}`,
    model: [click('Deep button'), done('Pressed in the third frame.', 'Deep button')],
    says: ['yes'],
    holds: { clicked: 1 },
    where: '/apps/frame-three.html',
  },
  'words are not written into a frame of another site': {
    at: 'frames',
    goal: 'Write “down here” into the deepest frame',
    model: [type('textbox Deep', 'down here'), done('That frame is of another site.', 'Deep button')],
    came: { 1: 'run_step_denied' },
    told: ['which is not part of the task'],
    holds: { deep: '' },
    where: '/apps/frame-three.html',
  },
  'a frame of the same origin': {
    at: 'framed',
    goal: 'Enter Ada in the framed form',
    model: [type('textbox name', 'Ada'), done('Entered.', 'Ada')],
    holds: { name: 'Ada' },
    where: '/apps/vue.html',
  },
});
