// What all journeys of a run share: one upstream, one server, one fixture site, one browser.
import { Chromium } from './chromium.ts';
import { Server } from './server.ts';
import { Site } from './site.ts';
import { Upstream } from './upstream.ts';

export interface World {
  upstream: Upstream;
  server: Server;
  site: Site;
  chromium: Chromium;
}

let world: Promise<World> | undefined;

async function begin(): Promise<World> {
  const upstream = await Upstream.start();
  const [server, site, chromium] = await Promise.all([
    Server.start(upstream.baseUrl),
    new Site().start(),
    Chromium.start(),
  ]);
  return { upstream, server, site, chromium };
}

/** The world, begun by whoever asks first. */
export function theWorld(): Promise<World> {
  world ??= begin();
  return world;
}

export async function endWorld(): Promise<void> {
  if (world === undefined) return;
  const { upstream, server, site, chromium } = await world;
  await Promise.allSettled([chromium.stop(), server.stop(), upstream.stop(), site.stop()]);
  // Whatever a browser left open must not keep a finished run alive.
  setTimeout(() => process.exit(), 3_000).unref();
}
