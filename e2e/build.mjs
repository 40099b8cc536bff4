// Bundles TypeScript into e2e/out/, next to which packages are resolved from node_modules as usual.
import { readdirSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
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

/** The packages of the fixture apps are compiled for browsers; Svelte's files by its own compiler. */
const svelte = {
  name: 'svelte',
  setup(builder) {
    builder.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import('svelte/compiler');
      const { js } = compile(await readFile(path, 'utf8'), { filename: path, css: 'injected', dev: false });
      return { contents: js.code, loader: 'js' };
    });
  },
};

/** Bundles the fixture apps into out/apps/, from where the fixture site serves them. */
export async function bundleApps() {
  const folder = 'fixtures/apps';
  const entryPoints = readdirSync(folder).filter((file) => /\.jsx?$/.test(file) && file !== 'state.js').map((file) => `${folder}/${file}`);
  await build({
    entryPoints,
    outdir: 'out/apps',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    plugins: [svelte],
    loader: { '.ttf': 'dataurl' },
    logLevel: 'warning',
  });
}

/** The extension by which tests call the content script: the real one, with a background that only passes calls on. */
export async function bundleProbe() {
  await build({
    entryPoints: ['fixtures/probe/content.js', 'fixtures/probe/background.js'],
    outdir: 'out/probe',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  await copyFile('fixtures/probe/manifest.json', 'out/probe/manifest.json');
}
