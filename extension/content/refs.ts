// Numbers for nodes: stable for the life of the node, never used for another one, gone with the document.

const numbers = new WeakMap<Node, number>();
const nodes = new Map<number, WeakRef<Node>>();
let last = 0;
/** Numbers of texts, apart from those of elements, which people and models read. */
let lastText = 1 << 30;
/** Texts of the last reads. They are many and seldom asked for, so a read numbers them in a row. */
const reads: { first: number; texts: readonly Node[] }[] = [];
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

/** Begins above the numbers of the documents that stood here before, so that theirs mean nothing here. */
export function startAbove(ref: number): void {
  if (last === 0) last = ref;
}

/** The highest number given. */
export function lastRef(): number {
  return last;
}

/** The node with this number, if it still lives. */
export function nodeOf(ref: number): Node | undefined {
  const read = reads.find(({ first, texts }) => ref >= first && ref < first + texts.length);
  return read ? read.texts[ref - read.first] : nodes.get(ref)?.deref();
}

/** Numbers the texts of a read; the first gets the number that is returned. */
export function numberTexts(texts: readonly Node[]): number {
  const first = lastText + 1;
  lastText += texts.length;
  reads.push({ first, texts });
  if (reads.length > MOST_READS) reads.shift();
  return first;
}

/** Forgets numbers whose nodes are gone; worth its time only when a long-lived page has replaced many. */
export function sweep(): void {
  if (nodes.size < 50_000) return;
  for (const [ref, weak] of nodes) if (!weak.deref()) nodes.delete(ref);
}

