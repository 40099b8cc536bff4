// The page as the agent reads it: the collector as it is, in a page, and the engine's Rust as a program.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { outlineProgram, root } from './paths.ts';
import type { Offered } from './truth.ts';

/** One frame's buffer; `frame_id` is its place in `page.frames()`. */
export interface FrameBuffer { frame_id: number; url: string; nodes: number[]; strings: string; frames: number }

export interface Outlined {
  text: string;
  /** Pairs of frame and number. */
  operable: [number, number][];
  /** Time of the Rust alone. */
  ms: number;
  /** What changed since the page before it, with `changes`; null when the whole is shorter. */
  changes?: string | null;
}

declare global {
  /** Reads and keeps the buffer. */
  var legworkRead: () => number;
  /** Reads what changed since the last read. */
  var legworkReadOn: () => number;
  var legworkBuffer: () => Omit<FrameBuffer, 'frame_id'>;
  var legworkNode: (ref: number) => Node | undefined;
}

/** A script that defines the reader in a page. `shadowRootOf`, where the page has it, stands for the browser's API that
 * extensions have for closed shadow roots. */
export async function outlineScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      resolveDir: join(root, 'extension/content'),
      loader: 'ts',
      contents: `
        import { readFrame } from './frame.ts';
        import { nodeOf } from './refs.ts';
        let last;
        globalThis.legworkNode = nodeOf;
        globalThis.legworkRead = (base = null) => { last = readFrame(base); return last.elapsed_ms; };
        globalThis.legworkReadOn = () => legworkRead(last?.serial ?? 0);
        globalThis.legworkBuffer = () => ({ url: location.href, nodes: Array.from(new Int32Array(last.nodes)), strings: last.strings, frames: last.frames });`,
    },
    banner: { js: '{ const chrome = globalThis.shadowRootOf ? { dom: { openOrClosedShadowRoot: globalThis.shadowRootOf } } : undefined;' },
    footer: { js: '}' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const script = outputFiles[0]?.text;
  if (script === undefined) throw new Error('esbuild wrote nothing');
  return script;
}

/** The buffers of all frames, read now; `script` is that of `outlineScript`. */
export async function readPage(page: Page, script: string): Promise<FrameBuffer[]> {
  const buffers: FrameBuffer[] = [];
  for (const [frame_id, frame] of page.frames().entries()) {
    const isThere = await frame.evaluate(() => typeof legworkRead !== 'undefined');
    if (!isThere) await frame.evaluate(script);
    buffers.push({ frame_id, ...(await frame.evaluate(() => (legworkRead(), legworkBuffer()))) });
  }
  return buffers;
}

/** Outlines of pages; each is compared with the one before it. */
export function outlines(pages: readonly (readonly FrameBuffer[])[]): Outlined[] {
  const input = `${pages.map((page) => JSON.stringify(page)).join('\n')}\n`;
  const { stdout, stderr, status } = spawnSync(outlineProgram(), [], { input, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 });
  if (status !== 0) throw new Error(`outline: ${stderr}`);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Outlined);
}

/** What of the page the outline offers, by the marks of the page. */
export async function offeredByUs(page: Page, { operable }: Outlined): Promise<(Offered & { frame: ReturnType<Page['mainFrame']> })[]> {
  const frames = page.frames();
  const offered = [];
  for (const [index, frame] of frames.entries()) {
    const refs = operable.filter(([of]) => of === index).map(([, ref]) => ref);
    const own = await frame.evaluate((all) => all.map((ref) => {
      const node = legworkNode(ref);
      return node instanceof Element ? markOf(node) : { id: null, what: `nothing with number ${ref}` };
    }), refs);
    offered.push(...own.map((one) => ({ ...one, frame })));
  }
  return offered;
}
