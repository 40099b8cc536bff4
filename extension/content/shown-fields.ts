// Which fields and frames there are: for pictures, and for filling forms. What they take is decided by the engine.

import type { Choice, ContentReply, Rect, ShownField } from "../protocol.js";
import { isOurs } from "./host.js";
import * as native from "./natives.js";
import { refOf } from "./refs.js";

const MOST_NODES = 60_000;
const MOST_FIELDS = 400;
const LONGEST = 300;
/** Of all lists together. */
const MOST_OPTIONS = 4_000;

/** Fields for text and frames, in view or everywhere, in shadow trees too. Not `whole` when there is too much to look at. */
export function findFields(everywhere: boolean): Extract<ContentReply, { type: "fields" }> {
  const view = new DOMRect(0, 0, window.innerWidth, window.innerHeight);
  const found: Extract<ContentReply, { type: "fields" }> = {
    type: "fields", fields: [], frames: [], width: view.width, height: view.height, whole: true,
  };
  let nodes = 0;
  let options = 0;
  const look = (root: Document | ShadowRoot): void => {
    for (const el of native.queryAll(root, "*")) {
      nodes += 1;
      if (nodes > MOST_NODES || found.fields.length >= MOST_FIELDS || found.frames.length >= MOST_FIELDS) {
        found.whole = false;
        return;
      }
      if (isOurs(el)) continue;
      if (isField(el)) {
        const rect = native.rectOf(el);
        if (everywhere || isInView(rect, view)) found.fields.push({ node: refOf(el), facts: factsOf(el), rect: plain(rect), options: everywhere ? optionsOf(el, MOST_OPTIONS - options) : [] });
        options += found.fields.at(-1)?.options.length ?? 0;
      }
      else if (el instanceof HTMLIFrameElement || el instanceof HTMLFrameElement) {
        const rect = native.rectOf(el);
        if (everywhere || isInView(rect, view)) found.frames.push(plain(rect));
      }
      const shadow = mayHost(el) ? native.anyShadowRoot(el) : null;
      if (shadow) look(shadow);
    }
  };
  look(document);
  return found;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (el: Element): el is Field =>
  el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement || (el instanceof HTMLSelectElement && !native.isMultiple(el));

/** Asking for a shadow root is dear: custom elements and the few others that can have one. */
const HOSTS = new Set(["article", "aside", "blockquote", "div", "footer", "header", "main", "nav", "p", "section", "span"]);
const mayHost = (el: Element): boolean => {
  const name = native.localName(el);
  return name.includes("-") || HOSTS.has(name);
};

/** Everything that names the field is its name here: any of it may say what it takes. */
function factsOf(el: Field): ShownField["facts"] {
  const names = ["name", "id", "aria-label", "placeholder"].map((name) => native.attribute(el, name) ?? "");
  return {
    name: names.join(" ").trim().slice(0, LONGEST),
    kind: el instanceof HTMLInputElement ? native.inputType(el) : el instanceof HTMLSelectElement ? "select-one" : "textarea",
    autocomplete: (native.attribute(el, "autocomplete") ?? "").trim().toLowerCase().slice(0, LONGEST),
    filled: isFilled(el),
    // Nobody asked to see it.
    value: "",
  };
}

/** A list stands on something of its own accord; the first option is mostly none. */
function isFilled(el: Field): boolean {
  if (el instanceof HTMLSelectElement) return native.selectedIndex(el) > 0;
  return (el instanceof HTMLInputElement ? native.inputValue(el) : native.textareaValue(el)) !== "";
}

/** What can be chosen in a list, `most` of it. */
function optionsOf(el: Field, most: number): Choice[] {
  if (!(el instanceof HTMLSelectElement)) return [];
  const options = [...native.selectOptions(el)].slice(0, most).filter((option) => !native.isMatch(option, ":disabled"));
  return options.map((option) => ({ label: native.optionLabel(option).slice(0, LONGEST), value: native.optionValue(option).slice(0, LONGEST) }));
}

const isInView = (rect: DOMRect, view: DOMRect): boolean =>
  rect.width > 0 && rect.height > 0 && rect.right > 0 && rect.bottom > 0 && rect.left < view.width && rect.top < view.height;

const plain = ({ left, top, width, height }: DOMRect): Rect => ({ left, top, width, height });
