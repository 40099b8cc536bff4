// Bundles TypeScript into e2e/out/, next to which packages are resolved from node_modules as usual.
import { build } from 'esbuild';

/** Bundles the `entries`, which run in this order, into one program. */
export async function bundle(name, entries) {
  const outfile = `out/${name}.mjs`;
  await build({
    stdin: { contents: entries.map((entry) => `import './${entry}';`).join('\n'), resolveDir: '.' },
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
