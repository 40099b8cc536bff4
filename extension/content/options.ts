// What can be chosen without a box of its own: the options of selects, the areas of image maps. They have roles, names and
// states.

import { writeAttributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";
import { refOf } from "./refs.js";

/** Options told of one select, and of all. A longer list is known by its count. */
const MOST_OF_ONE = 50;
const MOST = 2_000;

/** Writes the areas of a tree's image maps: those of a picture that is there belong to it. */
export function writeAreas(tree: native.Tree, records: Records): void {
  const found = native.queryAll(tree, "area");
  records.hasMaps ||= found.length > 0;
  const maps = found.length > 0 ? mapped(tree, records) : new Map<string, number>();
  for (let i = 0; i < Math.min(found.length, MOST_OF_ONE); i += 1) {
    const area = found.item(i);
    const map = native.parentNode(area);
    const picture = map instanceof HTMLMapElement ? maps.get(native.attribute(map, "name") ?? "") : undefined;
    const record = records.add(picture ?? 0, area);
    records.data[record + at.STRING] = records.putTag("area");
    records.data[record + at.AMOUNT] = 1_000;
    let flags = writeAttributes(records, record, { el: area, tag: "area", names: native.attributeNames(area), oddities: null, isGenerating: false }) & ~at.INVISIBLE;
    if (picture === undefined) flags |= at.NOT_RENDERED;
    else {
      records.data[record + at.REF] = refOf(area);
      const from = picture * at.STRIDE;
      for (const place of [at.X, at.Y, at.WIDTH, at.HEIGHT]) records.data[record + place] = records.data[from + place] ?? 0;
      flags |= at.HAS_RECT | ((records.data[from + at.FLAGS] ?? 0) & at.COVERED);
    }
    records.data[record + at.FLAGS] = at.KIND_ELEMENT | flags;
  }
}

/** Records of the tree's pictures that show a map, by its name. */
function mapped(tree: native.Tree, records: Records): Map<string, number> {
  const maps = new Map<string, number>();
  const tag = records.putTag("img");
  for (let index = 0; index < records.count; index += 1) {
    const [el, flags] = [records.nodes[index], records.data[index * at.STRIDE + at.FLAGS] ?? 0];
    if (records.data[index * at.STRIDE + at.STRING] !== tag || !(el instanceof Element) || flags & at.NOT_RENDERED) continue;
    const map = native.attribute(el, "usemap");
    if (map?.startsWith("#") && native.rootNode(el) === tree) maps.set(map.slice(1), index);
  }
  return maps;
}

/** Writes the options of a select whose record is `index`; `written` others were before. Returns how many there are now. */
export function writeOptions(records: Records, select: Element, index: number, written: number): number {
  if (written >= MOST) return written;
  return written + MOST_OF_ONE - writeChildren(records, select, index, MOST_OF_ONE);
}

/** Returns how many of `most` are left. */
function writeChildren(records: Records, of: Element, parent: number, most: number): number {
  let left = most;
  for (let node = native.firstChild(of); node && left > 0; node = native.nextSibling(node)) {
    if (!(node instanceof HTMLOptionElement || node instanceof HTMLOptGroupElement)) continue;
    const index = records.count;
    const record = records.add(parent, node);
    const tag = native.localName(node);
    if (native.attribute(node, "id") !== null) records.named.set(node, index);
    records.data[record + at.STRING] = records.putTag(tag);
    records.data[record + at.AMOUNT] = 1_000;
    let flags = writeAttributes(records, record, { el: node, tag, names: native.attributeNames(node), oddities: null, isGenerating: false }) & ~at.INVISIBLE;
    if (native.isMatch(node, ":disabled")) flags |= at.DISABLED;
    if (node instanceof HTMLOptionElement && native.optionSelected(node)) flags |= at.CHECKED;
    records.data[record + at.FLAGS] = at.KIND_ELEMENT | flags | at.NOT_RENDERED;
    left -= 1;
    if (node instanceof HTMLOptionElement) writeLabel(records, node, index);
    else left = writeChildren(records, node, index, left);
  }
  return left;
}

/** What the option says, as its text. */
function writeLabel(records: Records, option: HTMLOptionElement, parent: number): void {
  const record = records.add(parent);
  records.data[record + at.STRING] = records.put(native.optionLabel(option) || (native.textContent(option) ?? "").trim());
  records.data[record + at.FLAGS] = at.KIND_TEXT | at.NOT_RENDERED;
}
