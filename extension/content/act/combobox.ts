// Comboboxes and lists that a page made itself (ARIA 1.2 combobox, listbox, menu): opens them, types to narrow them, waits
// for the option, which may come from a server, and clicks it.

import { press } from "./click.js";
import { checkedOf } from "./check.js";
import { ActFailure, fail } from "./failure.js";
import { editableOf, isTyped, shownValue } from "./field.js";
import { isSubmitter } from "./defaults.js";
import { activatedBy, describe } from "./hit.js";
import { edit, selectAll } from "./insert.js";
import { typeLetter } from "./keyboard.js";
import * as native from "./natives.js";
import { listed, optionNamed } from "./options.js";
import { isVisible } from "./ready.js";
import type { Scene } from "./scene.js";
import { focusOn } from "./focus.js";
import { flatHolds, flatNearest, focused, scopeOf } from "./tree.js";
import { nameOf } from "./visible-name.js";

const OPTIONS = "[role=option], [role=menuitemradio], [role=menuitemcheckbox], [role=treeitem]";
const LISTS = "[role=listbox], [role=menu], [role=tree], [role=grid]";
const MOST_OPTIONS = 2_000;
/** Options that come while one types need a moment; without one that fits, the text stays and others are looked for. */
const NARROW_MS = 2_500;
/** Lists that need nothing typed show their options about at once. */
const AT_ONCE_MS = 400;

export async function chooseInCombobox(options: readonly string[], scene: Scene): Promise<void> {
  const box = scene.target;
  if (datalistOf(box)) return fail("unsupported", "This field only suggests values. Type the one you want.");
  for (const name of options) await choose(box, name, scene);
}

/** What came up for a box when it was opened: a choice that failed leaves its list open, and not every box says so. */
const offered = new WeakMap<Element, WeakSet<Element>>();

/** Rows that are made while one scrolls may be made anew under the mouse. */
const MOST_TRIES = 5;

async function choose(box: Element, name: string, scene: Scene): Promise<void> {
  const isList = flatNearest(box, LISTS) === box;
  const before = isList ? [] : visibleOptions(box, null);
  const left = before.filter((option) => offered.get(box)?.has(option));
  const known = isList ? null : new Set(before.filter((option) => !left.includes(option)));
  if (!isList && !isOpen(box) && left.length === 0) await press(box, scene);
  else scene.confirm();
  for (let tries = 1; ; tries += 1) {
    const option = await findOption(box, known, name, scene);
    if (native.attribute(option, "aria-selected") === "true" && isMulti(option)) return;
    const leads = activatedBy(option);
    if (leads && (native.isMatch(leads, "a[href]") || isSubmitter(leads))) fail("unsupported", `“${name}” is a link or a button, not an option. Click it.`);
    try {
      await press(option, scene);
      return await scene.patience.frame();
    } catch (error) {
      // It went before anything was pressed.
      if (!(error instanceof ActFailure && error.code === "stale" && tries < MOST_TRIES)) throw error;
    }
  }
}

async function findOption(box: Element, known: Set<Element> | null, name: string, scene: Scene): Promise<Element> {
  let option = await look(box, known, name, scene, AT_ONCE_MS);
  const field = option instanceof ActFailure ? fieldIn(box) : null;
  if (option instanceof ActFailure && field) {
    await narrow(field, name, scene);
    option = await look(box, known, name, scene, NARROW_MS);
  }
  if (option instanceof ActFailure) option = await scrollFor(box, known, name, scene);
  if (option instanceof ActFailure) option = await look(box, known, name, scene, Number.POSITIVE_INFINITY);
  if (option instanceof ActFailure) throw option;
  return option;
}

const isOpen = (box: Element): boolean => native.attribute(box, "aria-expanded") === "true";
const isMulti = (option: Element): boolean =>
  checkedOf(option) !== null || native.attribute(flatNearest(option, LISTS) ?? option, "aria-multiselectable") === "true";

const datalistOf = (el: Element): boolean => el instanceof HTMLInputElement && native.attribute(el, "list") !== null && native.attribute(el, "role") === null;

/** The field that narrows the list: the combobox itself, one in it, or the one the opened list focused. */
function fieldIn(box: Element): Element | null {
  if (isTyped(box) && editableOf(box) === "text") return box;
  const now = focused();
  if (now && isTyped(now) && editableOf(now) === "text") return now;
  return [...native.query(box, "input, textarea")].find((el) => isTyped(el) && editableOf(el) === "text") ?? null;
}

async function narrow(field: Element, name: string, scene: Scene): Promise<void> {
  if (!flatHolds(field, focused() ?? field)) focusOn(field);
  selectAll(field, null);
  if ((shownValue(field) ?? "") !== "") edit(field, "deleteContentBackward");
  for (const letter of name) {
    await typeLetter(letter, field);
    await scene.patience.turn();
  }
}

/** Waits for the option, woken by what changes in the page. */
async function look(box: Element, known: Set<Element> | null, name: string, scene: Scene, ms: number): Promise<Element | ActFailure> {
  const patience = Number.isFinite(ms) ? scene.patience.within(ms) : scene.patience;
  for (;;) {
    const options = visibleOptions(box, known);
    const option = optionNamed(options, name, (each) => [nameOf(each, 300), native.attribute(each, "data-value") ?? ""]);
    if (option && native.attribute(option, "aria-disabled") === "true") return new ActFailure("disabled", `The option “${name}” is disabled.`);
    if (option) return option;
    if (patience.isOver) {
      const what = options.length > 0 ? listed(options.map((each) => nameOf(each, 60))) : `${describe(box)} shows no options.`;
      return new ActFailure("no_option", `There is no option “${name.slice(0, 60)}”. ${what}`);
    }
    await patience.change(100);
  }
}

/** Options that can be seen and belong to the box: of the list it names, else of lists that came up since. */
function visibleOptions(box: Element, known: Set<Element> | null): Element[] {
  const named = listsOf(box);
  const roots: Node[] = named.length > 0 ? named : [scopeOf(box), document];
  const found = new Set<Element>();
  for (const root of roots) {
    for (const option of native.query(root, OPTIONS)) {
      if (found.size >= MOST_OPTIONS) break;
      if (named.length === 0 && known?.has(option)) continue;
      if (isVisible(option)) found.add(option);
    }
    if (found.size > 0) break;
  }
  if (known) offered.set(box, new WeakSet(found));
  return [...found];
}

function listsOf(box: Element): Element[] {
  if (native.isMatch(box, LISTS)) return [box];
  const holders = [box, ...native.query(box, "[aria-controls], [aria-owns]")];
  const ids = holders.flatMap((el) => `${native.attribute(el, "aria-controls") ?? ""} ${native.attribute(el, "aria-owns") ?? ""}`.split(/\s+/));
  const scope = scopeOf(box);
  const lists = ids.filter(Boolean).slice(0, 10).flatMap((id) => [...native.query(scope, `#${CSS.escape(id)}`)]);
  return lists.length > 0 ? lists : [...native.query(box, LISTS)];
}

/** Long lists only have the options in view: goes down the list until the option comes or the list ends. */
async function scrollFor(box: Element, known: Set<Element> | null, name: string, scene: Scene): Promise<Element | ActFailure> {
  let last = new ActFailure("no_option", "");
  for (let step = 0; step < 200 && !scene.patience.isOver; step += 1) {
    const [first] = visibleOptions(box, known);
    const list = first && scrollableAround(first);
    if (!list) break;
    const before = native.scrollTop(list);
    native.scrollElementBy(list, 0, native.clientHeight(list) * 0.8);
    if (native.scrollTop(list) === before) break;
    await scene.patience.frame();
    const option = await look(box, known, name, scene, 0);
    if (!(option instanceof ActFailure)) return option;
    last = option;
  }
  return last;
}

function scrollableAround(option: Element): Element | null {
  for (let el: Node | null = native.parentNode(option); el instanceof Element && el !== native.bodyElement(); el = native.parentNode(el)) {
    if (native.scrollHeight(el) > native.clientHeight(el) + 1 && native.styleOf(el).overflowY !== "visible") return el;
  }
  return null;
}
