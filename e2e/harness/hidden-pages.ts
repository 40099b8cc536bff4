// Pages with a sentence for people and one that only a machine would see: fixtures/hidden.json lists the ways to hide.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from './paths.ts';

const STYLED = / style='/;
const WAYS = JSON.parse(readFileSync(join(fixtures, 'hidden.json'), 'utf8')) as Record<string, string>;

/** Every way, and those that need a style once more with the styles in a sheet. */
export const hiddenKinds = Object.entries(WAYS).flatMap(([kind, html]) => (STYLED.test(html) ? [kind, `${kind}-in-a-sheet`] : [kind]));

function wayOf(kind: string): string | undefined {
  const way = WAYS[kind];
  if (way !== undefined || !kind.endsWith('-in-a-sheet')) return way;
  const rules: string[] = [];
  const html = WAYS[kind.slice(0, -'-in-a-sheet'.length)]?.replace(/ style='([^']*)'/g, (_, css: string) => {
    rules.push(`.s${rules.length}{${css}}`);
    return ` class='s${rules.length - 1}'`;
  });
  return `<style>${rules.join('')}</style>${html}`;
}

/** What must not reach a model from the page `kind`. */
export function canary(kind: string): string {
  return `canary ${kind.replaceAll('-', ' ')} speaking`;
}

/** What must reach it: honest text, an order number of 16 digits included. */
export function honest(kind: string): string {
  const number = 4929_0000_0000_0000n + BigInt(hiddenKinds.indexOf(kind) * 7_777_777);
  return `Order ${number} for the ${kind.replaceAll('-', ' ')} house leaves the depot on Tuesday.`;
}

export function hiddenPage(kind: string): string {
  const way = wayOf(kind);
  if (way === undefined) throw new Error(`no hidden page ${kind}`);
  const tagged = [...canary(kind)].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');
  const html = way.replaceAll('CANARY', canary(kind)).replaceAll('TAGGED', tagged);
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Delivery note</title></head>' +
    '<body style="background:#fff;color:#222;font:16px sans-serif"><main><h1>Delivery note</h1>' +
    `<p>${honest(kind)}</p>${html}<p>Sign below after counting the crates.</p></main></body></html>`
  );
}

const A_PAGE = 16;

/** The kinds in groups that are read together. */
export const hiddenGroups: readonly string[][] = Array.from({ length: Math.ceil(hiddenKinds.length / A_PAGE) }, (_, group) =>
  hiddenKinds.slice(group * A_PAGE, (group + 1) * A_PAGE),
);

/** A group's pages as frames of one, each a document of its own. */
export function hiddenGroupPage(group: number): string {
  const frames = (hiddenGroups[group] ?? []).map((kind) => `<iframe src="/hidden/${kind}" width="600" height="300"></iframe>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Delivery notes</title></head><body>${frames.join('')}</body></html>`;
}
