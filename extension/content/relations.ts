// Which element names, describes or owns which. The records of both are known only once everything is read, so a relation
// takes a place in the table and is filled in at the end; what is referred to but was not read, because nothing of it
// shows, is read then.

import type { Attributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import { HiddenReader } from "./hidden.js";
import { writeAreas } from "./options.js";
import type { Records } from "./records.js";

const MOST_LABELS = 20_000;
/** References one element may make, and all together. */
const MOST_TARGETS = 32;
const MOST_RELATIONS = 5_000;

interface Relation { string: number; key: string; targets: readonly Element[] }

/** Child elements that name their parents. */
const CAPTIONS: Readonly<Record<string, string | undefined>> = { fieldset: "legend", table: "caption", figure: "figcaption" };
const REFERRING = [
  ["aria-labelledby", at.LABELLED_BY, native.labelledBy],
  ["aria-describedby", at.DESCRIBED_BY, native.describedBy],
  ["aria-owns", at.OWNS, native.owned],
] as const;

const labels = new Map<Element, Element[]>();
let relations: Relation[] = [];
let trees: native.Tree[] = [];

/** Finds what takes a look at a whole tree: labels. Call it once a tree, the
 * document first, before its elements are written. */
export function indexAttributes(root: native.Tree): void {
  if (root instanceof Document) forget();
  trees.push(root);
  const found = native.queryAll(root, "label");
  for (let i = 0; i < Math.min(found.length, MOST_LABELS); i += 1) {
    const label = found.item(i);
    const control = label instanceof HTMLLabelElement ? native.labelControl(label) : null;
    if (!control) continue;
    const known = labels.get(control);
    if (known) known.push(label);
    else labels.set(control, [label]);
  }
}

/** Writes the relations of an element whose other attributes were written. */
export function relate(list: Attributes, el: Element, tag: string): void {
  const named = labels.size > 0 ? labels.get(el) : undefined;
  if (named) add(list, at.LABELS, named);
  const caption = CAPTIONS[tag];
  if (caption !== undefined) add(list, at.LABELS, captionOf(el, caption));
}

/** Writes the relation that the attribute `name` makes, if it is one that does. */
export function refer(list: Attributes, el: Element, name: string): void {
  for (const [attribute, key, reflected] of REFERRING) {
    if (attribute === name) add(list, key, reflected(el) ?? byIds(el, name));
  }
}

function byIds(el: Element, name: string): readonly Element[] {
  const root = native.rootNode(el);
  const ids = (native.attribute(el, name) ?? "").split(/[\t\n\f\r ]+/).slice(0, MOST_TARGETS);
  return ids.flatMap((id) => (id === "" ? [] : (native.byId(root, id) ?? [])));
}

function captionOf(el: Element, tag: string): readonly Element[] {
  for (let node = native.firstChild(el); node; node = native.nextSibling(node)) {
    if (node instanceof HTMLElement && native.localName(node) === tag) return [node];
  }
  return [];
}

function add(list: Attributes, key: string, targets: readonly Element[]): void {
  if (targets.length === 0 || relations.length >= MOST_RELATIONS) return;
  relations.push({ string: list.keep(key, ""), key, targets: targets.slice(0, MOST_TARGETS) });
}

/** Fills the relations in, after everything was read. */
export function finishAttributes(records: Records): void {
  for (const tree of trees) writeAreas(tree, records);
  if (relations.length > 0) {
    const wanted = new Set(relations.flatMap(({ targets }) => targets));
    const hidden = new HiddenReader(records, recordsOf(wanted, records));
    hidden.read(wanted);
    // Reading hidden elements adds relations of theirs: those to what was read anyway are filled in as well.
    for (const { string, key, targets } of relations) {
      const numbers = targets.flatMap((target) => hidden.recordOf(target) ?? []);
      records.replace(string, key + numbers.join(" "));
    }
  }
  forget();
}

/** The records of what is referred to. By far the most have an id or are labels; a script can set others. */
function recordsOf(wanted: ReadonlySet<Element>, records: Records): ReadonlyMap<Element, number> {
  const isListed = (el: Element): boolean => records.named.has(el) || native.attribute(el, "id") !== null || native.localName(el) === "label";
  if ([...wanted].every(isListed)) return records.named;
  const known = new Map<Element, number>();
  records.nodes.forEach((el, index) => {
    if (el && wanted.has(el as Element) && !known.has(el as Element)) known.set(el as Element, index);
  });
  return known;
}

function forget(): void {
  labels.clear();
  relations = [];
  trees = [];
}
