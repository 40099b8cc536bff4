// axe-core on a page or a frame: every violation fails the test, with the elements it names.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

declare const axe: { run(context: unknown, options: object): Promise<{ violations: Violation[] }> };

export async function accessible(view: Page | Frame, what: string): Promise<void> {
  await view.evaluate(SOURCE);
  const violations = await view.evaluate(async () => (await axe.run(document, { resultTypes: ['violations'] })).violations);
  const told = violations.map(
    (violation) => `${violation.id}: ${violation.help}\n  ${violation.nodes.map((node) => `${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`).join('\n  ')}`,
  );
  assert.equal(violations.length, 0, `${what} is not accessible:\n${told.join('\n')}`);
}
