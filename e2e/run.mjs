// Runs the journeys, or with `bench` the measurements: node run.mjs [chromium|firefox|bench] [words of a test's name].
// One browser start a browser. Ends with the closing lines of node's test runner; fails when one journey does.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { bundle } from './build.mjs';

process.chdir(new URL('.', import.meta.url).pathname);
mkdirSync('out', { recursive: true });

const [which = 'all', pattern] = process.argv.slice(2);
const entries = { chromium: ['journeys/all.ts'], firefox: ['journeys/firefox.ts'], bench: ['bench/bench.ts'] };
const chosen = which === 'all' ? [...entries.chromium, ...entries.firefox] : entries[which];
if (chosen === undefined) {
  console.error(`no part “${which}”: chromium, firefox or bench`);
  process.exit(2);
}

const outputs = [];
for (const entry of chosen) outputs.push(await bundle(entry));

// Every step of a journey is bounded; this is for what nobody thought of.
const LONGEST_MS = 12 * 60_000;

let failed = false;
for (const output of outputs) {
  const options = ['--enable-source-maps', '--test-reporter=spec', '--test-reporter-destination=stdout'];
  if (pattern) options.push(`--test-name-pattern=${pattern}`);
  const { status } = spawnSync(process.execPath, [...options, output], { stdio: 'inherit', timeout: LONGEST_MS });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
