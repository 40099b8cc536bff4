// What an element says besides its text: role, names, values. All of it is only told on, never trusted.

import * as at from "./layout.js";
import * as native from "./natives.js";
import type { Records } from "./records.js";

const LONGEST = 2_000;
const CONTROLS = new Set(["input", "select", "textarea", "button", "meter", "progress", "output"]);

/** Whether the element is a form control. */
export function isControl(tag: string): boolean {
  return CONTROLS.has(tag);
}

/** Collects the attributes of one record: strings that lie side by side in the table. */
class Attributes {
  first = 0;
  count = 0;
  constructor(private readonly records: Records) {}

  put(key: string, value: string | null): void {
    if (value === null || value === "") return;
    const index = this.records.put(key + (value.length > LONGEST ? value.slice(0, LONGEST) : value));
    if (this.count === 0) this.first = index;
    this.count += 1;
  }
}

/** Facts of style that only few elements have. */
export interface Oddities { clipPath: string; clip: string; filter: string }

/** Writes the element's attributes and returns the flags that follow from them. */
export function writeAttributes(
  records: Records, record: number, el: Element, tag: string, oddities: Oddities | null,
): number {
  const list = new Attributes(records);
  let flags = 0;
  if (native.hasAnyAttribute(el)) flags |= writeNamed(list, el, tag);
  if (isControl(tag)) flags |= writeControl(list, el, tag);
  else if (tag === "iframe" || tag === "frame") writeFrame(list, el);
  if (oddities) {
    list.put(at.CLIP_PATH, oddities.clipPath);
    list.put(at.CLIP, oddities.clip);
    list.put(at.FILTER, oddities.filter);
  }
  records.data[record + at.ATTRIBUTES] = list.first;
  records.data[record + at.ATTRIBUTE_COUNT] = list.count;
  return flags;
}

/** Each attribute read costs, and there are many elements: only those are read that the engine uses on such an element. */
function writeNamed(list: Attributes, el: Element, tag: string): number {
  list.put(at.ID, native.attribute(el, "id"));
  const role = native.attribute(el, "role");
  list.put(at.ROLE, role);
  if (role === "heading") list.put(at.LEVEL, native.attribute(el, "aria-level"));
  if (tag === "label") list.put(at.FOR, native.attribute(el, "for"));
  else if (tag === "img") list.put(at.ALT, native.attribute(el, "alt"));
  if (!isControl(tag)) return 0;
  list.put(at.ARIA_LABEL, native.attribute(el, "aria-label"));
  list.put(at.LABELLED_BY, native.attribute(el, "aria-labelledby"));
  return native.attribute(el, "aria-checked") === "true" ? at.CHECKED : 0;
}

function writeControl(list: Attributes, el: Element, tag: string): number {
  let flags = native.attribute(el, "disabled") === null ? 0 : at.DISABLED;
  list.put(at.PLACEHOLDER, native.attribute(el, "placeholder"));
  list.put(at.TITLE, native.attribute(el, "title"));
  if (el instanceof HTMLInputElement) {
    const type = native.inputType(el);
    list.put(at.TYPE, type);
    // What is typed into a password field never leaves it.
    if (type !== "password" && type !== "hidden" && type !== "file") list.put(at.VALUE, native.inputValue(el));
    if (type === "image") list.put(at.ALT, native.attribute(el, "alt"));
    if ((type === "checkbox" || type === "radio") && native.inputChecked(el)) flags |= at.CHECKED;
  } else if (el instanceof HTMLTextAreaElement) {
    list.put(at.VALUE, native.textareaValue(el));
  } else if (el instanceof HTMLSelectElement) {
    const chosen = native.selectedOptions(el);
    const labels: string[] = [];
    for (let i = 0; i < Math.min(chosen.length, 20); i += 1) {
      const option = chosen.item(i);
      if (option) labels.push(native.optionLabel(option));
    }
    list.put(at.VALUE, labels.join(", "));
    list.put(at.OPTION_COUNT, String(native.selectOptions(el).length));
  } else if (tag === "meter" || tag === "progress") {
    list.put(at.VALUE, native.attribute(el, "value"));
  }
  return flags;
}

/** The frame's address and the size of its viewport: how the engine tells which frame stands here. */
function writeFrame(list: Attributes, el: Element): void {
  const style = native.styleOf(el);
  const px = (value: string): number => Number.parseFloat(value) || 0;
  const width = native.clientWidth(el) - px(style.paddingLeft) - px(style.paddingRight);
  const height = native.clientHeight(el) - px(style.paddingTop) - px(style.paddingBottom);
  if (el instanceof HTMLIFrameElement) list.put(at.SOURCE, native.frameSource(el));
  list.put(at.INNER_SIZE, `${Math.round(width)}x${Math.round(height)}`);
}
