// What the gate must know of a target, in the shape of `core-wasm/src/gate/facts.rs`. Measured in this isolated world;
// what it says is the page's.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { TargetFacts } from "../../protocol.js";
import { isSubmitter } from "./defaults.js";
import { editableOf, kindOf } from "./field.js";
import { formFactsOf, formValues, ownerFormOf } from "./form-facts.js";
import { activatedBy } from "./hit.js";
import * as native from "./natives.js";
import { boxesOf, disabledReason } from "./ready.js";
import { refOf } from "../refs.js";
import { flatAncestors, flatNearest, flatParent } from "./tree.js";
import { nameOf, squeeze } from "./visible-name.js";

const NAME = 120;
const LONGEST = 2_000;
const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];
/** What one of many alike stands in: its words tell which one it is. */
const ROWS = "tr, li, article, [role=row], [role=listitem], [role=article], [role=option], [role=treeitem]";

/** Parts of a page in which a price stands beside its button. */
const PARTS = "form, fieldset, dialog, [role=dialog], section, article, aside, main, body";
const MOST_UP = 5;
/** A sign of a currency, or a number with decimals. */
const PRICE = /\p{Sc}|\d[.,]\d\d/u;

const attribute = (el: Element, name: string): string => (native.attribute(el, name) ?? "").slice(0, LONGEST);
const lower = (el: Element, name: string): string => attribute(el, name).trim().toLowerCase();

/** The facts of the element a call names. Activating a part activates the link, button or control it is in. */
export function factsOf(el: Element): TargetFacts {
  const acts = activatedBy(el) ?? el;
  const link = flatNearest(acts, "a[href], area[href]");
  const form = ownerFormOf(acts);
  const submitter = isSubmitter(acts) ? acts : null;
  const facts = {
    tag: native.localName(el),
    kind: typeOf(acts),
    autocomplete: lower(acts, "autocomplete"),
    field_name: attribute(acts, "name"),
    label: nameOf(el, NAME) || nameOf(acts, NAME),
    role_attribute: lower(el, "role"),
    href: hrefOf(link),
    download: link !== null && native.attribute(link, "download") !== null,
    target_blank: opensWindow(link, submitter, form),
    editable: editableOf(acts),
    disabled: disabledReason(el) !== null,
    visible: isSeen(el),
    form: form && formFactsOf(form, submitter),
    submits: submitter !== null && form !== null,
    test_id: TEST_IDS.map((name) => attribute(el, name)).find((id) => id !== "") ?? "",
    document_url: window.location.href.slice(0, LONGEST),
  };
  return { ...facts, around: "", in_view: isInView(el), fingerprint: fingerprint(facts, el, form) };
}

/** The facts with the text of the part of the page the element stands in, as far up as there is a price in it. */
export function factsWithin(el: Element): TargetFacts {
  const facts = factsOf(el);
  return facts.editable === "none" ? { ...facts, around: textAround(el) } : facts;
}

function textAround(el: Element): string {
  let part = flatNearest(el, PARTS);
  for (let up = 0; up < MOST_UP && part instanceof HTMLElement; up += 1) {
    const words = native.innerText(part).slice(0, LONGEST);
    if (PRICE.test(words)) return words;
    const above: Node | null = flatParent(part);
    part = above && flatNearest(above, PARTS);
  }
  return "";
}

/** Where a click leads, as one text to compare. */
export function destinationOf(el: Element): string {
  const { href, submits, form, download, target_blank } = factsOf(el);
  return JSON.stringify([href, submits, download, target_blank, form?.action, form?.method]);
}

const typeOf = (el: Element): string => (el instanceof HTMLButtonElement ? native.buttonType(el) : kindOf(el));

function hrefOf(link: Element | null): string | null {
  if (link instanceof HTMLAnchorElement) return native.anchorHref(link).slice(0, LONGEST);
  if (link instanceof HTMLAreaElement) return native.areaHref(link).slice(0, LONGEST);
  // Links of SVG resolve by themselves.
  const href = link && native.attribute(link, "href");
  if (href === null) return null;
  try {
    return new URL(href, native.baseUrl()).href.slice(0, LONGEST);
  } catch {
    return href.slice(0, LONGEST);
  }
}

function opensWindow(link: Element | null, submitter: Element | null, form: HTMLFormElement | null): boolean {
  const name = link
    ? native.attribute(link, "target")
    : submitter && (native.attribute(submitter, "formtarget") ?? (form && native.attribute(form, "target")));
  return name !== null && name !== "" && !["_self", "_parent", "_top"].includes(name.toLowerCase());
}

/** Whether a person can see it, scrolled into view or not. */
function isSeen(el: Element): boolean {
  if (!native.isRendered(el) || boxesOf(el).length === 0) return false;
  for (const above of flatAncestors(el)) if (Number(native.styleOf(above).opacity) < 0.05) return false;
  return true;
}

const isInView = (el: Element): boolean =>
  boxesOf(el).some(({ left, top, right, bottom }) => right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight);

/** Of this document only: what is hashed holds what the person typed, and must not be guessed from a log. */
const SALT = bytesToHex(crypto.getRandomValues(new Uint8Array(16)));

/** Two rows with the same button differ in their ref and their words: an approval for one is none for the other. */
function fingerprint(facts: object, el: Element, form: HTMLFormElement | null): string {
  const row = flatNearest(el, ROWS);
  const words = row instanceof HTMLElement ? squeeze(native.innerText(row)).slice(0, LONGEST) : "";
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([SALT, facts, refOf(el), words, form && formValues(form)]))));
}
