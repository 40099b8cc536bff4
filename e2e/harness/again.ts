// Two readers of one page: one reads what changed, the other always all. What they know of the page must be the same.
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.ts';

declare global {
  /** Reads with both; what the first knows and the second does not, and whether the first read only what changed. */
  var legworkCompare: () => { difference: string | null; wasPart: boolean };
  var legworkReader: { readAhead(): void; readFrame(base?: number | null, ahead?: boolean): { strings: string } };
}

const READERS = `
  import { readFrame } from './frame.ts';
  globalThis[NAME] = readFrame;`;
const AHEAD = `
  import { readAhead, readFrame } from './frame.ts';
  globalThis[NAME] = { readAhead, readFrame };`;

async function reader(name: string, source = READERS): Promise<string> {
  const { outputFiles } = await build({
    stdin: { resolveDir: join(root, 'extension/content'), loader: 'ts', contents: source.replace('NAME', JSON.stringify(name)) },
    bundle: true, write: false, format: 'iife', target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/** A script that defines `legworkReader`. */
export const aheadScript = (): Promise<string> => reader('legworkReader', AHEAD);

/** A script that defines `legworkCompare`. */
export async function againScript(): Promise<string> {
  const [parts, wholes, compare] = await Promise.all([
    reader('legworkPart'), reader('legworkWhole'),
    build({
      stdin: { resolveDir: join(root, 'e2e/harness'), loader: 'ts', contents: "import { compare } from './again-compare.ts'; globalThis.legworkCompare = compare;" },
      bundle: true, write: false, format: 'iife', target: 'es2022',
    }),
  ]);
  return `${parts}\n${wholes}\n${compare.outputFiles[0]?.text ?? ''}`;
}
