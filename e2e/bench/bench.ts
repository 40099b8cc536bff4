// The figures the product is held to, measured on the machine at hand: node run.mjs bench
import { register, somebody } from '../harness/person.ts';
import { signedIn, useServer } from '../harness/popup.ts';
import { endWorld, theWorld } from '../harness/world.ts';
import { http } from './http.ts';
import { reading } from './reading.ts';
import { report, title } from './report.ts';
import { sizes } from './sizes.ts';
import { views } from './views.ts';

const world = await theWorld();
try {
  title();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  report('server at rest, resident memory', (await world.server.memory()) / 1e6, 'MB', 60);
  await useServer(world, world.server.url);
  const person = somebody();
  await register(world.server, person);
  await world.server.admin('set-plan', person.email, 'enterprise');
  await signedIn(world, person);
  await views(world);
  await reading(world);
  await http(world.server, world.upstream);
  report('server after the load, resident memory', (await world.server.memory()) / 1e6, 'MB');
  sizes();
} finally {
  await endWorld();
}
