// Roles and names as the engine computes them: the collector as it is, in a page, and the engine's Rust as a program.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root, semanticsProgram } from './paths.ts';

export interface Read {
  nodes: number[];
  strings: string;
  /** Record of the element marked with `data-case`. */
  marked: number;
}

export interface Described {
  record: number;
  role: string;
  name: string;
  source: string;
  seen: boolean;
  description: string;
  states: Record<string, string | number | boolean>;
}

const content = join(root, 'extension/content');

/** Tells which element each record stands for. */
const recordElements: Plugin = {
  name: 'record-elements',
  setup(building) {
    building.onResolve({ filter: /^\.\/records\.js$/ }, ({ importer }) =>
      importer.endsWith('frame.ts') ? { path: 'recording', namespace: 'recording' } : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'recording' }, () => ({
      loader: 'ts',
      resolveDir: content,
      contents: `
        import * as real from './records.ts';
        export let last;
        export class Records extends real.Records {
          constructor(...sizes) { super(...sizes); last = this; }
        }`,
    }));
    building.onResolve({ filter: /^recording$/ }, () => ({ path: 'recording', namespace: 'recording' }));
  },
};

/** A script that defines `readCase()` in a page. */
async function readerScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: content,
      loader: 'ts',
      contents: `
        import { readFrame } from './frame.ts';
        import { last } from 'recording';
        globalThis.readCase = () => {
          const { nodes, strings, elapsed_ms } = readFrame();
          const marked = last.nodes.findIndex((el) => el instanceof Element && el.hasAttribute('data-case'));
          return { nodes: Array.from(new Int32Array(nodes)), strings, marked, elapsed_ms };
        };`,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    plugins: [recordElements],
  });
  const script = outputFiles[0]?.text;
  if (script === undefined) throw new Error('esbuild wrote nothing');
  return script;
}

/** A page that reads cases: see `readHtml`. */
export async function casePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // Nothing that a case names is fetched.
  await page.route('http://case.test/**', (route) =>
    route.request().resourceType() === 'document' ? route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }) : route.abort(),
  );
  await page.goto('http://case.test/');
  await page.evaluate(await readerScript());
  return page;
}

/** Shows `html` in a page of `casePage` and reads it. */
export async function readHtml(page: Page, html: string): Promise<Read> {
  return page.evaluate((html) => {
    // The same window, so the collector needs no second start.
    document.open();
    document.write(`<!doctype html>${html}`);
    document.close();
    return (globalThis as unknown as { readCase(): Read }).readCase();
  }, html);
}

/** What the engine makes of the reads: one list of elements each. */
export function describeReads(reads: readonly Read[]): Described[][] {
  const input = reads.map(({ nodes, strings }) => JSON.stringify({ nodes, strings })).join('\n') + '\n';
  const { stdout, stderr, status } = spawnSync(semanticsProgram(), { input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (status !== 0) throw new Error(`semantics: ${stderr}`);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Described[]);
}
