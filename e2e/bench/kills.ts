// Kills of the background during runs: what was done twice, and what did not go on.
import { BOUND_MS, kill, KillShop } from '../harness/kill-shop.ts';
import { randomly } from '../harness/randomly.ts';
import type { World } from '../harness/world.ts';
import { report } from './report.ts';

const KILLS = 200;

export async function kills(world: World): Promise<void> {
  const shop = await new KillShop().start();
  try {
    const toll = await kill(world, shop, KILLS, randomly(200));
    const states = [...toll.states].map(([state, times]) => `${times} ${state}`).join(', ');
    process.stdout.write(`killed ${toll.kills} times in ${toll.runs} runs (${states}), ${toll.acts} acts\n`);
    [...toll.repeated, ...toll.stuck].forEach((line) => process.stdout.write(`  ${line}\n`));
    report('acts done twice', toll.repeated.length, '');
    report('runs that did not end', toll.stuck.length, '');
    report('longest run', toll.longest / 1_000, 's', BOUND_MS / 1_000);
  } finally {
    await shop.stop();
  }
}
