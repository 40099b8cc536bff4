// Fields and their values, read and written past whatever the page's framework put in front of them: the setters are
// those of the browser, in a world the page does not reach, and the events say what changed.

import { hasEditContext } from "./edit-context.js";
import { squeeze } from "./visible-name.js";
import * as native from "./natives.js";

export type TextField = HTMLInputElement | HTMLTextAreaElement;
export type Editable = "none" | "text" | "rich";

/** Input types a person types letters into. */
const TYPED = new Set(["text", "search", "url", "tel", "email", "password", "number"]);
/** Input types that are set as a whole, and how their values look. */
export const WHOLE: Readonly<Record<string, string>> = {
  date: "2026-12-31", time: "23:59", "datetime-local": "2026-12-31T23:59", month: "2026-12", week: "2026-W53", color: "#336699", range: "a number",
};
const SECRET_AUTOCOMPLETE = /\b(current-password|new-password|one-time-code|cc-number|cc-csc)\b/;

/** The type of an input, or an empty string. */
export const kindOf = (el: Element): string => (el instanceof HTMLInputElement ? native.inputType(el) : "");

export const isTyped = (el: Element): el is TextField =>
  el instanceof HTMLTextAreaElement || (el instanceof HTMLInputElement && TYPED.has(native.inputType(el)));

export const isWhole = (el: Element): el is HTMLInputElement =>
  el instanceof HTMLInputElement && Object.hasOwn(WHOLE, native.inputType(el));

/** How text gets into the element. */
export function editableOf(el: Element): Editable {
  if (isTyped(el) || isWhole(el)) return isReadOnly(el) ? "none" : "text";
  return el instanceof HTMLElement && (native.isContentEditable(el) || hasEditContext(el)) ? "rich" : "none";
}

export function isReadOnly(el: Element): boolean {
  if (el instanceof HTMLInputElement) return native.inputReadOnly(el);
  return el instanceof HTMLTextAreaElement && native.textareaReadOnly(el);
}

export const valueOf = (el: TextField): string =>
  el instanceof HTMLInputElement ? native.inputValue(el) : native.textareaValue(el);

export const maxLengthOf = (el: TextField): number =>
  el instanceof HTMLInputElement ? native.inputMaxLength(el) : native.textareaMaxLength(el);

/** Whether the value of the field is nobody's to read. */
export const isSecret = (el: Element): boolean =>
  kindOf(el) === "password" || SECRET_AUTOCOMPLETE.test(native.attribute(el, "autocomplete") ?? "");

/** Sets the value and tells the page as a browser does; `change` follows when the person would leave the field. */
export function setValue(el: TextField, value: string, inputType: string, data: string | null): void {
  if (el instanceof HTMLInputElement) native.setInputValue(el, value);
  else native.setTextareaValue(el, value);
  native.send(el, new InputEvent("input", { bubbles: true, composed: true, inputType, data }));
}

export const tellInput = (el: Element): void => void native.send(el, new Event("input", { bubbles: true, composed: true }));
export const tellChange = (el: Element): void => void native.send(el, new Event("change", { bubbles: true }));

/** The outermost element that is edited together with `el`. */
export function editingHost(el: Element): HTMLElement | null {
  let host: HTMLElement | null = null;
  for (let node: Node | null = el; node instanceof HTMLElement && native.isContentEditable(node); node = native.parentNode(node)) host = node;
  return host;
}

/** What stands in a field, a select or an editor now; null for secrets and for what holds no value. */
export function shownValue(el: Element): string | null {
  if (isSecret(el)) return null;
  if (isTyped(el) || isWhole(el)) return valueOf(el).slice(0, 2_000);
  if (el instanceof HTMLSelectElement) return chosenLabels(el).join(", ").slice(0, 2_000);
  return el instanceof HTMLElement && native.isContentEditable(el) ? native.innerText(editingHost(el) ?? el).slice(0, 2_000) : null;
}

export const labelOf = (option: HTMLOptionElement): string => squeeze(native.optionLabel(option));

export const chosenLabels = (select: HTMLSelectElement): string[] =>
  [...native.selectedOptions(select)].slice(0, 100).map(labelOf);
