// Which element names, describes or owns which. The records of both are known only once everything is read, so a relation
// takes a place in the table and is filled in at the end; what is referred to but was not read, because nothing of it
// shows, is read then.

import * as at from "./layout.js";
import * as native from "./natives.js";
import { HiddenReader } from "./hidden.js";
import type { Records } from "./records.js";

const MOST_LABELS = 20_000;
/** References one element may make, and all together. */
const MOST_TARGETS = 32;
const MOST_RELATIONS = 5_000;

interface Relation { record: number; string: number; key: string; targets: readonly Element[] }

/** Child elements that name their parents. */
const CAPTIONS: Readonly<Record<string, string | undefined>> = { fieldset: "legend", table: "caption", figure: "figcaption" };
const REFERRING = [
  ["aria-labelledby", at.LABELLED_BY, native.labelledBy],
  ["aria-describedby", at.DESCRIBED_BY, native.describedBy],
  ["aria-owns", at.OWNS, native.owned],
] as const;

/** What a relation is written to. */
interface Writer {
  record: number;
  /** Puts a string and tells where in the table it is. */
  keep(key: string, value: string): number;
}

export class Relations {
  /** By control. */
  private readonly labels = new Map<Element, Element[]>();
  private list: Relation[] = [];
  /** What is referred to and does not show, or not all of it. */
  private hidden: ReadonlySet<Element> = new Set();

  /** Finds what takes a look at a whole tree: labels. Call it once a tree, before its elements are written. */
  index(root: native.Tree): void {
    this.addLabels(native.queryAll(root, "label"));
  }

  /** The same for what stands in an element that is read again. */
  indexWithin(el: Element): void {
    this.addLabels(native.labelsWithin(el));
    const around = native.closest(el, "label");
    if (around) this.addLabels([around]);
  }

  private addLabels(found: ArrayLike<Element>): void {
    for (let i = 0; i < Math.min(found.length, MOST_LABELS); i += 1) {
      const label = found[i];
      const control = label instanceof HTMLLabelElement ? native.labelControl(label) : null;
      if (!label || !control) continue;
      const known = this.labels.get(control);
      if (!known) this.labels.set(control, [label]);
      else if (!known.includes(label)) known.push(label);
    }
  }

  /** Writes the relations of an element whose other attributes were written. */
  relate(list: Writer, el: Element, tag: string): void {
    const named = this.labels.size > 0 ? this.labels.get(el) : undefined;
    if (named) this.add(list, at.LABELS, named);
    const caption = CAPTIONS[tag];
    if (caption !== undefined) this.add(list, at.LABELS, captionOf(el, caption));
  }

  /** Writes the relation that the attribute `name` makes, if it is one that does. */
  refer(list: Writer, el: Element, name: string): void {
    for (const [attribute, key, reflected] of REFERRING) {
      if (attribute === name) this.add(list, key, reflected(el) ?? byIds(el, name));
    }
  }

  private add(list: Writer, key: string, targets: readonly Element[]): void {
    if (targets.length === 0 || this.list.length >= MOST_RELATIONS) return;
    this.list.push({ record: list.record, string: list.keep(key, ""), key, targets: targets.slice(0, MOST_TARGETS) });
  }

  /** Whether the label is known to be that of the control. */
  isKnown(label: Element, control: Element): boolean {
    return this.labels.get(control)?.includes(label) ?? false;
  }

  /** Takes over which labels there were, as far as they still are. */
  takeLabels(before: Relations): void {
    for (const [control, labels] of before.labels) {
      const still = labels.filter((label) => native.isConnected(label) && native.labelControl(label as HTMLLabelElement) === control);
      if (still.length > 0) this.labels.set(control, still);
    }
  }

  /** Takes over the relations of a read before: `moved` tells where its records are now, −1 when they are gone. */
  takeOver(before: Relations, moved: (record: number) => number): void {
    for (const relation of before.list) {
      const record = moved(relation.record / at.STRIDE) * at.STRIDE;
      if (record >= 0) this.list.push({ ...relation, record });
    }
  }

  /** Fills the relations in, after everything was read. What was in sight in a read `before`, and taken over, still is. */
  finish(records: Records, before: Relations | null = null): void {
    if (this.list.length === 0) return;
    // Hidden elements are read in the order of what refers to them, whatever was taken over.
    if (before) this.list.sort((a, b) => a.record - b.record);
    const wanted = new Set(this.list.flatMap(({ targets }) => targets.filter(native.isConnected)));
    const known = recordsOf(wanted, records);
    const hidden = new HiddenReader(records, known);
    this.hidden = hidden.read(before ? [...wanted].filter((el) => before.hidden.has(el) || !records.isTakenOver(known.get(el) ?? -1)) : wanted);
    // Reading hidden elements adds relations of theirs: those to what was read anyway are filled in as well.
    for (const { string, key, targets } of this.list) {
      const numbers = targets.flatMap((target) => (wanted.has(target) ? hidden.recordOf(target) ?? [] : []));
      records.replace(string, key + numbers.join(" "));
    }
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
