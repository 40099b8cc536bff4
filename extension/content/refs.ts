// Numbers for nodes: stable for the life of the node, never used for another one, gone with the document.

import * as native from "./natives.js";

let numbers = new WeakMap<Node, number>();
const nodes = new Map<number, WeakRef<Node>>();
let last = 0;
let isStarted = false;
/** Numbers of texts, apart from those of elements, which people and models read. */
const FIRST_TEXT = 1 << 30;
let lastText = FIRST_TEXT;
/** Texts of the last reads. They are many and seldom asked for, so a read numbers them in a row. */
const reads: { first: number; texts: readonly Node[]; whole: number }[] = [];
let wholes = 0;
const MOST_READS = 3;

/** The node's number; it gets one when it has none. */
export function refOf(node: Node): number {
  const known = numbers.get(node);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(node, last);
  nodes.set(last, new WeakRef(node));
  return last;
}

/** Goes on above the numbers of other documents that stood here, so that theirs mean nothing here. What was numbered before
 * anybody said where to begin was shown to nobody. */
export function startAbove(ref: number): void {
  if (!isStarted) {
    isStarted = true;
    numbers = new WeakMap();
    nodes.clear();
    last = 0;
  }
  last = Math.max(last, ref);
}

/** The highest number given. */
export function lastRef(): number {
  return last;
}

/** The node with this number, if it still lives. */
export function nodeOf(ref: number): Node | undefined {
  return ref > FIRST_TEXT ? textOf(ref) : nodes.get(ref)?.deref();
}

/** The nodes whose text the number stands for, or the one element. */
export function nodesOf(ref: number): readonly Node[] {
  const node = nodeOf(ref);
  if (!node) return [];
  if (ref < FIRST_TEXT || !(node instanceof Element)) return [node];
  const texts: Node[] = [];
  for (let child = native.firstChild(node); child; child = native.nextSibling(child)) if (child instanceof Text) texts.push(child);
  return texts;
}

function textOf(ref: number): Node | undefined {
  const read = reads.find(({ first, texts }) => ref >= first && ref < first + texts.length);
  return read?.texts[ref - read.first];
}

/** The number of the first text of a read; the others follow in a row. */
export const firstTextRef = (): number => lastText + 1;

/** Keeps the texts of a read: a text node, or the element that holds nothing but the text. A read of what changed builds on
 * those before it, up to the last whole one. */
export function keepTexts(texts: readonly Node[], isWhole: boolean): void {
  if (isWhole) wholes += 1;
  reads.push({ first: firstTextRef(), texts, whole: wholes });
  lastText += texts.length;
  while ((reads[0]?.whole ?? wholes) <= wholes - MOST_READS) reads.shift();
}

/** Forgets numbers whose nodes are gone; worth its time only when a long-lived page has replaced many. */
export function sweep(): void {
  if (nodes.size < 50_000) return;
  for (const [ref, weak] of nodes) if (!weak.deref()) nodes.delete(ref);
}

