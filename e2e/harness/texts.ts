// The extension's texts, so that tests find controls by what a person reads, whatever the wording of the day is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

const MESSAGES = JSON.parse(readFileSync(join(root, 'extension/_locales/en/messages.json'), 'utf8')) as Record<
  string,
  { message: string; placeholders?: Record<string, { content: string }> }
>;

/** The text of `key` with `$1`, `$2`, … filled. */
export function text(key: string, ...values: string[]): string {
  const entry = MESSAGES[key];
  if (entry === undefined) throw new Error(`no text ${key} in messages.json`);
  const named = entry.message.replace(/\$([a-z_]+)\$/gi, (_, name: string) => entry.placeholders?.[name.toLowerCase()]?.content ?? '');
  return named.replace(/\$(\d)/g, (_, n: string) => values[Number(n) - 1] ?? '');
}

/** The text of `key` with anything in its places. */
export function like(key: string): RegExp {
  const holes = text(key, '\u0001', '\u0001', '\u0001', '\u0001');
  return new RegExp(holes.split('\u0001').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
}

const PORTAL = new Map<string, string>();
let section = '';
for (const line of readFileSync(join(root, 'portal/locales/en.toml'), 'utf8').split('\n')) {
  section = /^\[(\w+)\]/.exec(line)?.[1] ?? section;
  const pair = /^([\w.]+) = (".*")$/.exec(line);
  if (pair?.[1] !== undefined && pair[2] !== undefined) PORTAL.set(`${section}.${pair[1]}`, JSON.parse(pair[2]) as string);
}

/** A text of the portal, `sign_up.submit`, with `{name}` filled. */
export function portalText(key: string, values: Record<string, string> = {}): string {
  const found = PORTAL.get(key);
  if (found === undefined) throw new Error(`no text ${key} in en.toml`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
