// A form as it would be submitted: where it goes and which fields go along.

import type { FieldFacts, FormFacts } from "../../protocol.js";
import { isSubmitter } from "./defaults.js";
import { isTyped, isWhole, kindOf, valueOf } from "./field.js";
import * as native from "./natives.js";
import { nameOf } from "./visible-name.js";

const MOST_FIELDS = 100;
const LONGEST = 2_000;
const MOST_SHOWN = 500;
/** Kinds of input that show what they hold. */
const SHOWN = ["text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local", "month", "week", "range", "color"];
const SECRET = /\b(?:cc-|current-password|new-password|one-time-code)/i;

/** The form the element belongs to: its owner, or the form around it. */
export function ownerFormOf(el: Element): HTMLFormElement | null {
  if (el instanceof HTMLInputElement) return native.ownerForm.input(el);
  if (el instanceof HTMLButtonElement) return native.ownerForm.button(el);
  if (el instanceof HTMLSelectElement) return native.ownerForm.select(el);
  if (el instanceof HTMLTextAreaElement) return native.ownerForm.textarea(el);
  const around = native.nearest(el, "form");
  return around instanceof HTMLFormElement ? around : null;
}

/** The form's controls, image buttons included. */
export const controlsOf = (form: HTMLFormElement): Element[] =>
  [...[...native.formElements(form)].slice(0, MOST_FIELDS), ...native.query(form, "input[type=image]")].slice(0, MOST_FIELDS);

export function formFactsOf(form: HTMLFormElement, submitter: Element | null): FormFacts {
  const button = controlsOf(form).find(isSubmitter);
  const override = (name: string): string | null => submitter && native.attribute(submitter, name);
  return {
    action: resolve(override("formaction") || null) ?? native.formAction(form).slice(0, LONGEST),
    method: known(override("formmethod"), ["get", "post", "dialog"]) ?? native.formMethod(form),
    encoding: override("formenctype")?.toLowerCase().slice(0, 100) ?? native.formEncoding(form),
    role: native.nearest(form, "search") ? "search" : (native.attribute(form, "role") ?? "").toLowerCase().slice(0, 100),
    submit_label: button ? nameOf(button, 120) : "",
    fields: controlsOf(form).filter((el) => !(el instanceof HTMLFieldSetElement) && !(el instanceof HTMLOutputElement)).map(fieldOf),
  };
}

/** What would be sent, for the fingerprint. It never leaves this script but as a hash. */
export const formValues = (form: HTMLFormElement): string[] => controlsOf(form).map(value);

function fieldOf(el: Element): FieldFacts {
  return {
    name: (native.attribute(el, "name") ?? "").slice(0, 200),
    kind: typeOf(el),
    autocomplete: (native.attribute(el, "autocomplete") ?? "").trim().toLowerCase().slice(0, 200),
    filled: isFilled(el),
    value: shownValue(el),
  };
}

/** What a person may be shown of it when they are asked: nothing of secrets, and nothing they do not see anyway. */
function shownValue(el: Element): string {
  const shows = el instanceof HTMLInputElement
    ? SHOWN.includes(kindOf(el)) : el instanceof HTMLTextAreaElement || el instanceof HTMLSelectElement;
  return shows && !SECRET.test(native.attribute(el, "autocomplete") ?? "") ? value(el).slice(0, MOST_SHOWN) : "";
}

function typeOf(el: Element): string {
  if (el instanceof HTMLInputElement) return kindOf(el);
  if (el instanceof HTMLButtonElement) return native.buttonType(el);
  if (el instanceof HTMLSelectElement) return native.isMultiple(el) ? "select-multiple" : "select-one";
  return native.localName(el);
}

function isFilled(el: Element): boolean {
  if (el instanceof HTMLInputElement && ["checkbox", "radio"].includes(kindOf(el))) return native.inputChecked(el);
  return value(el) !== "";
}

function value(el: Element): string {
  if (el instanceof HTMLInputElement) {
    const kind = kindOf(el);
    if (kind === "checkbox" || kind === "radio") return `${native.inputChecked(el)} ${native.inputValue(el)}`;
    if (kind === "file") return [...(native.inputFiles(el) ?? [])].map(({ name, size }) => `${name} ${size}`).join("\n");
    return native.inputValue(el);
  }
  if (isTyped(el) || isWhole(el)) return valueOf(el);
  if (el instanceof HTMLSelectElement) return [...native.selectedOptions(el)].map(native.optionValue).join("\n");
  return "";
}

function resolve(address: string | null): string | null {
  if (address === null) return null;
  try {
    return new URL(address, native.baseUrl()).href.slice(0, LONGEST);
  } catch {
    return null;
  }
}

const known = (word: string | null, words: string[]): string | null =>
  word === null ? null : words.includes(word.toLowerCase()) ? word.toLowerCase() : words[0] ?? null;
