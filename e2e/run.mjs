// Runs the journeys, or with `bench` the measurements: node run.mjs [chromium|debugged|firefox|bench|bare] [journey or measurement …]
// `bare` starts no server and no world around them, for journeys that need none.
// One browser start a browser. Ends with the closing lines of node's test runner; fails when one journey does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bundle, bundleApps, bundleProbe } from './build.mjs';

// Every step of a journey is bounded; this is for what nobody thought of.
const LONGEST_MS = 40 * 60_000;
// Journeys wait more than they work, so two lanes of them, each with a world of its own, run beside each other. Seconds of
// the long ones, so that both end together.
const LONG = { takeover: 270, kills: 60, recipes: 60, agent: 60, 'agent-refusals': 60, again: 60 };
const USUAL = 20;

process.chdir(new URL('.', import.meta.url).pathname);
mkdirSync('out', { recursive: true });

const [which = 'all', ...only] = process.argv.slice(2);
const journeys = readdirSync('journeys')
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replace('.test.ts', ''))
  .filter((journey) => only.length === 0 || only.includes(journey));
// The debugger of the extension wants a browser that no journey before it was in.
const isDebugging = (journey) => journey === 'trusted';
const inWorld = (some) => ['journeys/setup.ts', ...some.map((journey) => `journeys/${journey}.test.ts`)];
const [left, right] = halves(journeys.filter((journey) => !isDebugging(journey)));
const programs = {
  chromium: inWorld(left),
  'chromium-beside': inWorld(right),
  debugged: inWorld(journeys.filter(isDebugging)),
  firefox: ['journeys/firefox.ts', 'journeys/firefox-agent.ts'],
  bench: ['bench/bench.ts'],
  bare: journeys.map((journey) => `journeys/${journey}.test.ts`),
};
const lanes = {
  all: [['chromium'], ['chromium-beside', 'debugged', 'firefox']],
  chromium: [['chromium'], right.length > 0 ? ['chromium-beside'] : []],
}[which] ?? [[which]];

if (which !== 'bench') await Promise.all([bundleApps(), bundleProbe()]);
const passed = await Promise.all(lanes.map(runLane));
process.exit(passed.every(Boolean) ? 0 : 1);

async function runLane(names) {
  let passed = true;
  for (const name of names) passed = (await runProgram(name)) && passed;
  return passed;
}

async function runProgram(name) {
  if (!Object.hasOwn(programs, name)) throw new Error(`no part “${name}”: chromium, debugged, firefox, bench or bare`);
  const isBench = name === 'bench';
  const options = isBench ? [] : ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const program = await bundle(name, programs[name]);
  const child = spawn(process.execPath, ['--enable-source-maps', ...options, program, ...only], {
    stdio: ['inherit', isBench ? 'inherit' : 'pipe', 'inherit'],
    timeout: LONGEST_MS,
    // The driver hides what service workers fetch unless it is told not to.
    env: { ...process.env, PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS: '1' },
  });
  if (child.stdout) await printWhole(child.stdout);
  const status = child.exitCode ?? (await once(child, 'exit'))[0];
  return status === 0;
}

/** Prints journey by journey, so that those of two lanes do not mix. */
async function printWhole(stream) {
  let lines = [];
  const print = () => {
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    lines = [];
  };
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    if (/^[✔✖]/u.test(line)) print();
  }
  print();
}

/** Two parts that take about as long, each in the order of names. */
function halves(all) {
  const seconds = (journey) => LONG[journey] ?? USUAL;
  const parts = [{ of: [], takes: 0 }, { of: [], takes: 0 }];
  for (const journey of all.toSorted((one, other) => seconds(other) - seconds(one))) {
    const part = parts[0].takes <= parts[1].takes ? parts[0] : parts[1];
    part.of.push(journey);
    part.takes += seconds(journey);
  }
  return parts.map((part) => part.of.toSorted());
}
