// What an element says besides its text: role, names, values, states. All of it is only told on, never trusted.

import { isSpeck } from "./face.js";
import * as at from "./layout.js";
import * as native from "./natives.js";
import { writePseudo } from "./pseudo.js";
import type { Records } from "./records.js";
import { svgTextsOf } from "./svg.js";

const LONGEST = 2_000;
const CONTROLS = new Set(["input", "select", "textarea", "button", "meter", "progress", "output"]);
const MOST_SELECTED = 20;

/** Attributes with a key of their own. */
const KEYS = new Map([["role", at.ROLE], ["alt", at.ALT], ["title", at.TITLE], ["placeholder", at.PLACEHOLDER]]);
/** Attributes of HTML that roles and states follow from, told as `name=value`. */
const TOLD = new Set([
  "href", "xlink:href", "xlink:title", "tabindex", "contenteditable", "scope", "multiple", "size", "list", "required", "readonly", "open",
  "controls", "inert", "min", "max", "label", "draggable",
]);
/** Attributes that make a name or a role; whether such an element can be seen is asked. */
const NAMING = new Set(["aria-label", "title", "alt", "role", "aria-valuetext", "aria-labelledby"]);

/** Whether the element is a form control. */
export function isControl(tag: string): boolean {
  return CONTROLS.has(tag);
}

/** Collects the attributes of one record: strings that lie side by side in the table. */
export class Attributes {
  first = 0;
  count = 0;
  constructor(readonly records: Records, readonly record: number) {}

  put(key: string, value: string | null): void {
    if (value !== null && value !== "") this.keep(key, value);
  }

  /** Puts the attribute even when its value is empty, and tells where in the table it is. */
  keep(key: string, value: string): number {
    const index = this.records.put(key + (value.length > LONGEST ? value.slice(0, LONGEST) : value));
    if (this.count === 0) this.first = index;
    this.count += 1;
    return index;
  }
}

/** Facts of style that only few elements have. */
export interface Oddities { clipPath: string; clip: string; filter: string }

/** An element whose attributes are written. */
export interface Telling {
  el: Element;
  tag: string;
  /** Names of its attributes. */
  names: readonly string[];
  oddities: Oddities | null;
  /** A rule may give it text before or after. */
  isGenerating: boolean;
}

/** Writes the element's attributes and returns the flags that follow from them. */
export function writeAttributes(records: Records, record: number, { el, tag, names, oddities, isGenerating }: Telling): number {
  const list = new Attributes(records, record);
  let flags = writeNamed(list, el, tag, names);
  if (isControl(tag)) flags |= writeControl(list, el, tag);
  else if (tag === "iframe" || tag === "frame") writeFrame(list, el);
  records.relations.relate(list, el, tag);
  if (isGenerating) writePseudo(list, el);
  if (el instanceof SVGElement) writeSvgTexts(list, el);
  if (oddities) {
    list.put(at.CLIP_PATH, oddities.clipPath);
    list.put(at.CLIP, oddities.clip);
    list.put(at.FILTER, oddities.filter);
  }
  records.data[record + at.ATTRIBUTES] = list.first;
  records.data[record + at.ATTRIBUTE_COUNT] = list.count;
  return flags;
}

/** One call for the names is cheaper than asking for each of the many attributes that ARIA knows. */
function writeNamed(list: Attributes, el: Element, tag: string, all: readonly string[]): number {
  let names = false;
  for (const name of all) {
    if (name === "class" || name === "id" || name === "style") continue;
    const key = KEYS.get(name);
    if (key === at.PLACEHOLDER && isSpeck(el)) continue;
    if (key !== undefined) list.keep(key, native.attribute(el, name) ?? "");
    else if (name.startsWith("aria-")) {
      list.keep(at.ARIA, `${name.slice(5)}=${native.attribute(el, name) ?? ""}`);
      list.records.relations.refer(list, el, name);
    }
    else if (name === "value") {
      // Only that a button has one: an empty one takes away the browser's words.
      if (tag === "input") list.keep(at.HTML, "value=");
    } else if (TOLD.has(name)) list.keep(at.HTML, name === "href" ? "href=" : `${name}=${native.attribute(el, name) ?? ""}`);
    else continue;
    names ||= NAMING.has(name);
  }
  return names && !isControl(tag) && isInvisible(el) ? at.INVISIBLE : 0;
}

/** Whether the element itself shows nothing; what is in it may. */
function isInvisible(el: Element): boolean {
  if (native.isRendered(el)) return false;
  const { display, visibility } = native.styleOf(el);
  return display !== "contents" || visibility !== "visible";
}

function writeControl(list: Attributes, el: Element, tag: string): number {
  let flags = native.isMatch(el, ":disabled") ? at.DISABLED : 0;
  if (el instanceof HTMLInputElement) {
    const type = native.inputType(el);
    list.put(at.TYPE, type);
    // What is typed into a password field never leaves it.
    if (type !== "password" && type !== "hidden" && type !== "file") list.put(at.VALUE, native.inputValue(el));
    if (type === "checkbox" || type === "radio") {
      if (native.inputChecked(el)) flags |= at.CHECKED;
      if (native.indeterminate(el)) list.keep(at.HTML, "indeterminate=");
    }
  } else if (el instanceof HTMLTextAreaElement) {
    // What stands in a speck, nobody sees.
    if (!isSpeck(el)) list.put(at.VALUE, native.textareaValue(el));
  } else if (el instanceof HTMLSelectElement) {
    const chosen = native.selectedOptions(el);
    const labels: string[] = [];
    for (let i = 0; i < Math.min(chosen.length, MOST_SELECTED); i += 1) {
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

function writeSvgTexts(list: Attributes, el: SVGElement): void {
  const texts = svgTextsOf(el);
  list.put(at.SVG_TITLE, texts.title);
  list.put(at.SVG_DESCRIPTION, texts.description);
}
