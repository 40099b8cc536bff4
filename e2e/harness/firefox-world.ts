// What all journeys in Firefox share: one upstream, one server, one fixture site, one browser.
import { Firefox } from './firefox.ts';
import { somebody, type Person } from './person.ts';
import { Server } from './server.ts';
import { Site } from './site.ts';
import { Upstream } from './upstream.ts';

export interface FirefoxWorld {
  upstream: Upstream;
  server: Server;
  site: Site;
  firefox: Firefox;
  /** Who signs up in the first journey. */
  person: Person;
}

let world: Promise<FirefoxWorld> | undefined;

async function begin(): Promise<FirefoxWorld> {
  const upstream = await Upstream.start();
  const [server, site, firefox] = await Promise.all([Server.start(upstream.baseUrl), new Site().start(), Firefox.start()]);
  return { upstream, server, site, firefox, person: somebody() };
}

/** The world, begun by whoever asks first. */
export function theFirefoxWorld(): Promise<FirefoxWorld> {
  world ??= begin();
  return world;
}

export async function endFirefoxWorld(): Promise<void> {
  if (world === undefined) return;
  const { upstream, server, site, firefox } = await world;
  await Promise.allSettled([firefox.stop(), server.stop(), upstream.stop(), site.stop()]);
}
