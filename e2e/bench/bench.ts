// The figures the product is held to, measured on the machine at hand: node run.mjs bench [page|gateway|views|recipes|reading|engine|http|sizes|kills …]
import { register, somebody } from '../harness/person.ts';
import { signedIn, useServer } from '../harness/popup.ts';
import { endWorld, theWorld, type World } from '../harness/world.ts';
import { engine } from './engine.ts';
import { gateway } from './gateway.ts';
import { http } from './http.ts';
import { kills } from './kills.ts';
import { page } from './page.ts';
import { reading } from './reading.ts';
import { recipes } from './recipes.ts';
import { report, title } from './report.ts';
import { sizes } from './sizes.ts';
import { views } from './views.ts';

const PARTS: Record<string, (world: World) => Promise<void> | void> = {
  rest: async ({ server }) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    report('server at rest, resident memory', (await server.memory()) / 1e6, 'MB', 60);
  },
  views,
  recipes,
  reading,
  engine,
  http: async ({ server, upstream }) => {
    await http(server, upstream);
    report('server after the load, resident memory', (await server.memory()) / 1e6, 'MB');
  },
  sizes,
  kills,
};

const asked = process.argv.slice(2);
// Readers and gateways beside each other need no browser with the extension.
if (asked.length === 0 || asked.includes('page')) await page();
if (asked.includes('gateway')) await gateway();
const rest = asked.filter((part) => part !== 'page' && part !== 'gateway');
if (asked.length === 0 || rest.length > 0) await measured();

async function measured(): Promise<void> {
  const world = await theWorld();
  try {
    title();
    await PARTS['rest']?.(world);
    await useServer(world, world.server.url);
    const person = somebody();
    await register(world.server, person);
    await world.server.admin('set-plan', person.email, 'enterprise');
    await signedIn(world, person);
    for (const [name, part] of Object.entries(PARTS)) {
      // Kills take minutes.
      const asked = rest.length === 0 ? name !== 'kills' : rest.includes(name);
      if (name !== 'rest' && asked) await part(world);
    }
  } finally {
    await endWorld();
  }
}
