// The words a person sees on or beside an element. The engine names elements by the specification; this is for facts and
// messages, and prefers what is seen to what is only said.

import * as native from "./natives.js";

/** Most elements a label may be looked for among. */
const MOST_LABELS = 5_000;

export const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The visible name, at most `most` characters. */
export function nameOf(el: Element, most: number): string {
  for (const name of candidates(el)) {
    const words = squeeze(name);
    if (words) return words.slice(0, most);
  }
  return "";
}

function* candidates(el: Element): Generator<string> {
  if (isField(el)) {
    const type = el instanceof HTMLInputElement ? native.inputType(el) : "";
    if (el instanceof HTMLInputElement && ["submit", "reset", "button"].includes(type)) {
      yield native.inputValue(el);
      if (type === "submit") yield "Submit";
    }
    yield labelText(el);
  } else if (el instanceof HTMLElement) {
    yield `${native.innerText(el).slice(0, 2_000)} ${slotted(el, 0)}`;
  } else {
    yield (native.textContent(el) ?? "").slice(0, 2_000);
  }
  yield referenced(el);
  for (const name of ["aria-label", "alt", "placeholder", "title", "aria-placeholder"]) yield native.attribute(el, name) ?? "";
  // A picture in a button or link without words.
  for (const picture of native.query(el, "img[alt], svg[aria-label], [aria-label]")) {
    yield native.attribute(picture, "alt") ?? native.attribute(picture, "aria-label") ?? "";
    break;
  }
}

const MOST_SLOTTED = 20;
const DEEPEST = 8;

/** What stands in the slots of an element. It belongs to another tree and so not to the element's text, but it is what one
 * reads on a button of web components, and what the gate has to judge. */
function slotted(el: Element, depth: number): string {
  const words: string[] = [];
  const slots = el instanceof HTMLSlotElement ? [el] : native.query(el, "slot");
  for (const slot of depth < DEEPEST ? slots : []) {
    for (const node of slot instanceof HTMLSlotElement ? native.assignedNodes(slot) : []) {
      if (words.length >= MOST_SLOTTED) return words.join(" ");
      if (node instanceof HTMLElement) words.push(native.innerText(node).slice(0, 500), slotted(node, depth + 1));
      else words.push((native.textContent(node) ?? "").slice(0, 500));
    }
  }
  return words.join(" ");
}

const isField = (el: Element): boolean =>
  el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement || el instanceof HTMLSelectElement
  || (el instanceof HTMLElement && native.isContentEditable(el));

/** The labels of a field: around it, or for its id. */
export function labelsOf(el: Element): HTMLLabelElement[] {
  const found: HTMLLabelElement[] = [];
  const around = native.nearest(el, "label");
  if (around instanceof HTMLLabelElement) found.push(around);
  if (!native.attribute(el, "id")) return found;
  let seen = 0;
  for (const label of native.query(native.rootNode(el), "label[for]")) {
    if ((seen += 1) > MOST_LABELS) break;
    if (label instanceof HTMLLabelElement && label !== around && native.labelControl(label) === el) found.push(label);
  }
  return found;
}

const labelText = (el: Element): string => labelsOf(el).map(wordsOf).join(" ");

/** What stands on a label, without the options of a list in it. */
function wordsOf(label: HTMLLabelElement): string {
  let words = squeeze(native.innerText(label));
  for (const list of native.query(label, "select")) {
    if (list instanceof HTMLElement && native.isRendered(list)) words = words.replace(squeeze(native.innerText(list)), () => " ");
  }
  return words.slice(0, 500);
}

function referenced(el: Element): string {
  const ids = (native.attribute(el, "aria-labelledby") ?? "").split(/\s+/).filter(Boolean).slice(0, 10);
  return ids.map((id) => textOfId(el, id)).join(" ");
}

function textOfId(el: Element, id: string): string {
  const found = native.query(native.rootNode(el), `#${CSS.escape(id)}`)[0];
  return found instanceof HTMLElement ? native.innerText(found).slice(0, 500) : "";
}
