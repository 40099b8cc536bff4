// What can be chosen without a box of its own: the options of selects, the areas of image maps. They have roles, names and
// states, and are written after all that shows.

import { writeAttributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

/** Options told of one select, and of all. A longer list is known by its count. */
const MOST_OF_ONE = 50;
const MOST = 2_000;

/** Writes the areas of the document's image maps. */
export function writeAreas(records: Records, elements: (Node | null)[]): void {
  const found = native.queryAll(document, "area");
  for (let i = 0; i < Math.min(found.length, MOST_OF_ONE); i += 1) {
    const area = found.item(i);
    const record = records.add(0);
    elements.push(area);
    records.data[record + at.STRING] = records.putTag("area");
    const flags = writeAttributes(records, record, { el: area, tag: "area", names: native.attributeNames(area), oddities: null, isGenerating: false }) & ~at.INVISIBLE;
    records.data[record + at.FLAGS] = at.KIND_ELEMENT | flags | at.NOT_RENDERED;
  }
}

/** Writes the options of every select among `elements`. */
export function writeOptions(records: Records, elements: (Node | null)[]): void {
  const before = records.count;
  const tag = records.putTag("select");
  for (let index = 0; index < before; index += 1) {
    if (records.data[index * at.STRIDE + at.STRING] !== tag) continue;
    const el = elements[index];
    if (!(el instanceof HTMLSelectElement) || records.count - before > MOST) continue;
    const flags = records.data[index * at.STRIDE + at.FLAGS] ?? 0;
    if (!(flags & at.NOT_RENDERED)) writeChildren(records, elements, el, index, MOST_OF_ONE);
  }
}

function writeChildren(records: Records, elements: (Node | null)[], of: Element, parent: number, most: number): number {
  let left = most;
  for (let node = native.firstChild(of); node && left > 0; node = native.nextSibling(node)) {
    if (!(node instanceof HTMLOptionElement || node instanceof HTMLOptGroupElement)) continue;
    const index = records.count;
    const record = records.add(parent);
    elements.push(node);
    const tag = native.localName(node);
    records.data[record + at.STRING] = records.putTag(tag);
    records.data[record + at.AMOUNT] = 1_000;
    let flags = writeAttributes(records, record, { el: node, tag, names: native.attributeNames(node), oddities: null, isGenerating: false }) & ~at.INVISIBLE;
    if (native.isMatch(node, ":disabled")) flags |= at.DISABLED;
    if (node instanceof HTMLOptionElement && native.optionSelected(node)) flags |= at.CHECKED;
    records.data[record + at.FLAGS] = at.KIND_ELEMENT | flags | at.NOT_RENDERED;
    left -= 1;
    if (node instanceof HTMLOptionElement) writeLabel(records, node, index);
    else left = writeChildren(records, elements, node, index, left);
    while (elements.length < records.count) elements.push(null);
  }
  return left;
}

/** What the option says, as its text. */
function writeLabel(records: Records, option: HTMLOptionElement, parent: number): void {
  const record = records.add(parent);
  records.data[record + at.STRING] = records.put(native.optionLabel(option) || (native.textContent(option) ?? "").trim());
  records.data[record + at.FLAGS] = at.KIND_TEXT | at.NOT_RENDERED;
}
