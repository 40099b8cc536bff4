// Runs the journeys, or with `bench` the measurements: node run.mjs [chromium|debugged|firefox|bench|bare] [journey or measurement …]
// `bare` starts no server and no world around them, for journeys that need none.
// One browser start a browser. Ends with the closing lines of node's test runner; fails when one journey does.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { bundle, bundleApps, bundleProbe } from './build.mjs';

// Every step of a journey is bounded; this is for what nobody thought of.
const LONGEST_MS = 40 * 60_000;

process.chdir(new URL('.', import.meta.url).pathname);
mkdirSync('out', { recursive: true });

const [which = 'all', ...only] = process.argv.slice(2);
const journeys = readdirSync('journeys')
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => only.length === 0 || only.includes(file.replace('.test.ts', '')));
// The debugger of the extension wants a browser that no journey before it was in.
const isDebugging = (file) => file === 'trusted.test.ts';
const programs = {
  chromium: ['journeys/setup.ts', ...journeys.filter((file) => !isDebugging(file)).map((file) => `journeys/${file}`)],
  debugged: ['journeys/setup.ts', ...journeys.filter(isDebugging).map((file) => `journeys/${file}`)],
  firefox: ['journeys/firefox.ts', 'journeys/firefox-agent.ts'],
  bench: ['bench/bench.ts'],
  bare: journeys.map((file) => `journeys/${file}`),
};
const chosen = which === 'all' ? ['chromium', 'debugged', 'firefox'] : [which];

let failed = false;
if (which !== 'bench') await Promise.all([bundleApps(), bundleProbe()]);
for (const name of chosen) {
  if (!Object.hasOwn(programs, name)) throw new Error(`no part “${name}”: chromium, debugged, firefox, bench or bare`);
  const options = name === 'bench' ? [] : ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const program = await bundle(name, programs[name]);
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', ...options, program, ...only], {
    stdio: 'inherit',
    timeout: LONGEST_MS,
    // The driver hides what service workers fetch unless it is told not to.
    env: { ...process.env, PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS: '1' },
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
