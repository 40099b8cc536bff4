// What the browser loads.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist } from '../harness/paths.ts';
import { report } from './report.ts';

export function sizes(): void {
  const folder = join(dist, 'chrome');
  const bundles = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.wasm'));
  for (const path of bundles.sort()) {
    const bytes = readFileSync(join(folder, path));
    report(path, bytes.length / 1000, 'kB');
    report(`${path}, compressed`, gzipSync(bytes, { level: 9 }).length / 1000, 'kB');
  }
}
