// Roles, names, descriptions and states against the specifications: every case of `fixtures/semantics.json` names its clause.
// A real browser lays the page out, the real collector reads it, the engine's Rust computes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { chromiumProgram, fixtures } from '../harness/paths.ts';
import { casePage, describeReads, readHtml, type Described, type Read } from '../harness/semantics.ts';

interface Case extends Partial<Omit<Described, 'record'>> {
  /** The clause of the specification that decides. */
  clause: string;
  /** The page; the element in question has the attribute `data-case`. */
  html: string;
  /** Why, where browsers differ or the clause is not plain. */
  note?: string;
}

const cases = JSON.parse(readFileSync(join(fixtures, 'semantics.json'), 'utf8')) as Case[];
const clauses = new Map<string, number[]>();
for (const [index, { clause }] of cases.entries()) {
  const group = /^.*?§[\w.]*\w/.exec(clause)?.[0] ?? clause;
  clauses.set(group, [...(clauses.get(group) ?? []), index]);
}

describe('roles, names and states', () => {
  let browser: Browser;
  const found: (Described | undefined)[] = [];

  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumProgram, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
    const page = await casePage(browser);
    const reads: Read[] = [];
    for (const { html } of cases) reads.push(await readHtml(page, html));
    for (const [index, elements] of describeReads(reads).entries()) {
      found.push(elements.find(({ record }) => record === reads[index]?.marked));
    }
  });
  after(() => browser?.close());

  for (const [clause, indices] of clauses) {
    test(`${clause} (${indices.length})`, () => {
      const wrong = indices.flatMap((index) => {
        const { html, clause: _, note: __, ...expected } = cases[index] as Case;
        const described = found[index];
        const got = Object.fromEntries(Object.keys(expected).map((key) => [key, described?.[key as keyof Described]]));
        return JSON.stringify(sorted(got)) === JSON.stringify(sorted(expected)) ? [] : [{ html, expected, got }];
      });
      assert.deepEqual(wrong, []);
    });
  }
});

/** The same with the keys in order, nested ones too. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
