// Names that programs gave an element: what a locator knows besides what people see.

import type { Touched } from "../../protocol.js";
import * as native from "../natives.js";
import { nodeOf, refOf } from "../refs.js";

const LONGEST = 200;
/** The app's own names for tests, in the order they are believed. */
export const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];
/** Most elements that are asked about at once. */
const MOST = 5_000;

const attribute = (el: Element, name: string): string => (native.attribute(el, name) ?? "").slice(0, LONGEST);

export function touchedOf(el: Element): Touched {
  const test_id = TEST_IDS.map((name) => attribute(el, name)).find((id) => id !== "") ?? "";
  return { node: refOf(el), marks: { test_id, id: attribute(el, "id"), field: attribute(el, "name") } };
}

/** The elements that have such names, of those with these numbers. */
export function marksOf(nodes: readonly number[]): Touched[] {
  return nodes.slice(0, MOST).flatMap((node) => {
    const el = nodeOf(node);
    if (!(el instanceof Element)) return [];
    const touched = touchedOf(el);
    const { test_id, id, field } = touched.marks;
    return test_id || id || field ? [touched] : [];
  });
}
