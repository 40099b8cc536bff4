// Where things are. Everything may be set by environment; the defaults are what build.sh makes.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository: the bundle runs from `e2e/out/`. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const out = join(root, 'e2e/out');
export const fixtures = join(root, 'e2e/fixtures');
export const dist = process.env['LEGWORK_DIST'] ?? join(root, 'dist');

/** A program of the workspace: named by the environment, else the newest profile that was built. */
function program(variable: string, name: string): string {
  const target = process.env['CARGO_TARGET_DIR'] ?? join(root, 'target');
  const candidates = [process.env[variable], join(target, 'release', name), join(target, 'debug', name), join(target, 'debug/examples', name)];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error(`${name} is not built: run ./build.sh, or set ${variable}`);
  return found;
}

export const legworkProgram = (): string => program('LEGWORK_BIN', 'legwork');
export const upstreamProgram = (): string => program('SCRIPTED_UPSTREAM_BIN', 'scripted-upstream');
export const semanticsProgram = (): string => program('SEMANTICS_BIN', 'semantics');
export const outlineProgram = (): string => program('OUTLINE_BIN', 'outline');
export const chromiumProgram = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
export const firefoxProgram = process.env['FIREFOX_BIN'] ?? '/usr/bin/firefox-esr';
