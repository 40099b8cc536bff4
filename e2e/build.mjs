// Bundles a TypeScript entry into e2e/out/, next to which its imports are resolved from node_modules as usual.
import { build } from 'esbuild';

export async function bundle(entry) {
  const outfile = `out/${entry.split('/').at(-1).replace(/\.ts$/, '.mjs')}`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
