// The style sheets of one tree (the document or a shadow root), read for one question: which elements may have a style
// of their own that matters? The others have what the browser gives every element of their kind, and need no look.
//
// It over-approximates: media, layers, supports, the left part of selectors are taken as if they held.

import { keysOf, type Key } from "./selector-keys.js";
import { listenedIn } from "./listened.js";
import * as native from "./natives.js";
import { kindOf, type Kind } from "./plain.js";
import {
  ANYTHING, BACKGROUND, CENTRED, CLICKS, DISPLAY, meaningOfAll, OPERABLE, OVERFLOW, POINTER, PSEUDO, STACKED, SUNK, TEXT, UNPOINTS, VISIBILITY,
} from "./style-bits.js";

/** More rules than this are not worth reading: every element is looked at. */
const MOST_RULES = 6_000;
/** Selectors without a class, id or tag are asked of the browser, as many as this. */
const MOST_OPEN = 64;
/** What attributes do as rules do. */
const ATTRIBUTES = new Map<string, number>([
  ["hidden", DISPLAY | VISIBILITY], ["popover", ANYTHING], ["part", ANYTHING], ["bgcolor", BACKGROUND], ["background", BACKGROUND],
  ["color", TEXT], ["text", TEXT], ["dir", OVERFLOW | CENTRED],
  ["href", OPERABLE], ["role", OPERABLE], ["tabindex", OPERABLE], ["contenteditable", OPERABLE], ["draggable", OPERABLE],
  ["onclick", OPERABLE | CLICKS], ["onmousedown", OPERABLE | CLICKS], ["onpointerdown", OPERABLE | CLICKS],
  ["aria-haspopup", OPERABLE], ["aria-expanded", OPERABLE], ["aria-pressed", OPERABLE], ["aria-checked", OPERABLE],
]);

const MOST_PLANS = 2_000;
const STATES = /:(?:checked|(?:user-)?(?:in)?valid|placeholder-shown|indeterminate|in-range|out-of-range|required|optional|read-|default|autofill|-webkit-autofill|disabled|enabled|open|state\()/;
const POINTED = /:(?:hover|focus|active|target|popover-open|modal|fullscreen|playing|paused)/;

/** Values of `content` that say nothing. */
const SILENT = /^(?:|none|normal|""|'')$/;

/** What is known of an element of a tree by its tag alone. */
export interface Plan {
  kind: Kind;
  /** What rules for the tag, or for everything, may do. */
  bits: number;
  /** One without attributes is where its parent is and looks like it. */
  isPlain: boolean;
  /** Its name in the table of the read, 0 until it is there. */
  string: number;
}

export class Sheets {
  private readonly plans = new Map<string, Plan>();
  private readonly classes = new Map<string, number>();
  private readonly ids = new Map<string, number>();
  private readonly tags = new Map<string, number>();
  private readonly byClassList = new Map<string, number>();
  private readonly single = new Map<Element, number>();
  /** Selectors by what their rules do. */
  private readonly open = new Map<number, string[]>();
  private opened = 0;
  private left = MOST_RULES;
  /** What any element may have. */
  all = 0;
  /** What some element may have. */
  some = 0;
  /** What the nodes in its slots may have. */
  slotted = 0;
  /** Some sheet can not be read. */
  isOpaque = false;
  /** What its host may have. */
  host = 0;
  /** Rules look at what stands beside an element. */
  hasSiblings = false;
  /** Rules look at what is in an element. */
  hasRelations = false;
  /** Rules look at what is typed, chosen or allowed. */
  hasStates = false;
  /** Rules show or hide something by where the pointer and the focus are. */
  hasPointer = false;
  private moving: readonly Element[] = [];
  private signature = "";

  /** @param outer of the tree that holds the host. */
  constructor(private readonly root: Document | ShadowRoot, readonly outer: Sheets | null) {
    this.signature = signatureOf(root);
    try {
      // Old documents match names in any case.
      if (native.isQuirky()) this.takeAnything();
      else for (const sheet of native.sheetsOf(root)) if (!sheet.disabled) this.addRules(sheet.cssRules, "");
      this.matchOpen(root);
    } catch {
      // A sheet of another site, or one that is still loading.
      this.takeAnything();
      this.host = ANYTHING;
      this.slotted = ANYTHING;
      this.isOpaque = true;
    }
    this.markOthers();
    this.some |= this.all;
  }

  /** Whether the sheets are those that were read, as far as their number of rules tells. */
  get isCurrent(): boolean {
    return this.signature === signatureOf(this.root);
  }

  /** Finds anew which elements rules single out; returns those that move, or did until now. */
  refresh(): readonly Element[] {
    const before = this.moving;
    this.single.clear();
    if (!this.isOpaque) this.matchOpen(this.root);
    this.markOthers();
    return [...before, ...this.moving];
  }

  /** Rules that are not read may do anything, by anything. */
  private takeAnything(): void {
    this.all = ANYTHING;
    this.hasSiblings = this.hasRelations = this.hasStates = this.hasPointer = true;
  }

  /** What no rule and no attribute tells of. */
  private markOthers(): void {
    this.moving = native.animated(this.root);
    for (const el of this.moving) this.mark(el, ANYTHING);
    for (const el of listenedIn(this.root)) this.mark(el, OPERABLE | CLICKS);
  }

  planOf(tagName: string): Plan {
    let plan = this.plans.get(tagName);
    if (!plan) {
      const kind = kindOf(tagName);
      const bits = this.all | kind.bits | (this.tags.get(kind.tag) ?? 0);
      plan = { kind, bits, isPlain: kind.isPlain && bits === 0, string: 0 };
      if (this.plans.size < MOST_PLANS) this.plans.set(tagName, plan);
    }
    return plan;
  }

  /** Whether rules single the element out, by more than its tag, classes and id. */
  hasOwn(el: Element): boolean {
    return this.single.size > 0 && this.single.has(el);
  }

  /** What rules and attributes (`names`) may do to an element, besides what its plan says. */
  bitsOf(el: Element, names: readonly string[] | null): number {
    let bits = 0;
    if (this.single.size > 0) bits |= this.single.get(el) ?? 0;
    if (names) for (const name of names) bits |= this.attributeBits(el, name);
    return bits;
  }

  private attributeBits(el: Element, name: string): number {
    switch (name) {
      case "class":
        return this.classes.size > 0 ? this.classBits(native.attribute(el, name) ?? "") : 0;
      case "id":
        return this.ids.size > 0 ? this.ids.get(native.attribute(el, name) ?? "") ?? 0 : 0;
      case "style":
        return inlineBits(el);
      default:
        return ATTRIBUTES.get(name) ?? 0;
    }
  }

  private classBits(list: string): number {
    let bits = this.byClassList.get(list);
    if (bits === undefined) {
      bits = 0;
      for (const name of list.split(/[ \t\n\f\r]+/)) bits |= this.classes.get(name) ?? 0;
      this.byClassList.set(list, bits);
    }
    return bits;
  }

  private addRules(rules: CSSRuleList, parent: string): void {
    for (let i = 0; i < rules.length; i += 1) {
      const rule = rules[i];
      if (!rule) continue;
      this.left -= 1;
      if (this.left < 0) throw new RangeError("too many rules");
      if (rule instanceof CSSStyleRule) this.addStyleRule(rule, parent);
      else if (rule instanceof CSSImportRule) {
        if (rule.styleSheet) this.addRules(rule.styleSheet.cssRules, parent);
      } else if (rule instanceof CSSMediaRule) {
        if (rule.media.mediaText !== "print") this.addRules(rule.cssRules, parent);
      } else if (rule.constructor.name === "CSSNestedDeclarations") this.addStyle((rule as CSSStyleRule).style, parent);
      else if (isHarmlessRule(rule)) continue;
      else if (isCondition(rule)) this.addRules(rule.cssRules, parent);
      else throw new TypeError("a rule of an unknown kind");
    }
  }

  private addStyleRule(rule: CSSStyleRule, parent: string): void {
    const nested = rule.cssRules?.length ?? 0;
    const selector = parent === "" ? rule.selectorText : nest(rule.selectorText, parent);
    this.addStyle(rule.style, selector);
    if (nested > 0) this.addRules(rule.cssRules, selector);
  }

  private addStyle(style: CSSStyleDeclaration, selector: string): void {
    const css = style.cssText;
    const bits = meaningOfAll(css);
    const text = css.includes("content:") && !SILENT.test(style.content) ? PSEUDO : 0;
    if ((bits | text) !== 0) this.addContext(selector, bits | text);
    if ((bits | text) !== 0) for (const key of keysOf(selector)) this.add(key, bits, text, selector);
  }

  /** What else than the element and what it is in a selector looks at. */
  private addContext(selector: string, bits: number): void {
    if (selector.includes(":")) {
      this.hasRelations ||= /:(?:has|empty)\b|\bof\b/.test(selector);
      this.hasStates ||= STATES.test(selector);
      if (bits & ~(TEXT | BACKGROUND | POINTER | UNPOINTS)) this.hasPointer ||= POINTED.test(selector);
    }
    this.hasSiblings ||= /[+~]/.test(selector);
  }

  private add({ kind, name, pseudo }: Key, own: number, text: number, selector: string): void {
    // A pseudo-element changes nothing about the text of nodes, but it may be painted over some.
    const bits = pseudo ? text | (own & (STACKED | SUNK)) : own;
    if (bits === 0) return;
    this.some |= bits;
    const into = kind === "class" ? this.classes : kind === "id" ? this.ids : kind === "tag" ? this.tags : null;
    if (into) into.set(name, (into.get(name) ?? 0) | bits);
    else this.addOpen(selector.trim().replace(/::?(?:before|after)\b|::marker\b/g, ""), bits);
  }

  private addOpen(selector: string, bits: number): void {
    if (selector.includes("::slotted")) this.slotted |= bits;
    if (selector.includes(":host")) this.host |= bits;
    if (selector === "*" || selector === "" || this.opened >= MOST_OPEN || /::|:host|:scope|&/.test(selector)) this.all |= bits;
    else {
      this.opened += 1;
      const like = this.open.get(bits);
      if (like) like.push(selector);
      else this.open.set(bits, [selector]);
    }
  }

  /** Selectors like `:root` or `[hidden]`. */
  private matchOpen(root: Document | ShadowRoot): void {
    for (const [bits, selectors] of this.open) {
      const found = native.queryAll(root, selectors.join());
      for (let i = 0; i < found.length; i += 1) this.mark(found[i] as Element, bits);
    }
  }

  private mark(el: Element, bits: number): void {
    this.single.set(el, (this.single.get(el) ?? 0) | bits);
    this.some |= bits;
  }
}

/** How many rules each sheet has. */
function signatureOf(root: Document | ShadowRoot): string {
  let text = "";
  for (const sheet of native.sheetsOf(root)) {
    try {
      text += sheet.disabled ? "-," : `${sheet.cssRules.length},`;
    } catch {
      text += "?,";
    }
  }
  return text;
}

const inline = new Map<string, number>();

/** What a `style` attribute may do. It is as the page wrote it: where it could be read in two ways, anything. */
function inlineBits(el: Element): number {
  const css = native.attribute(el, "style") ?? "";
  let bits = inline.get(css);
  if (bits === undefined) {
    bits = /["'\\{}[\]]|\/\*|url\(/.test(css) ? ANYTHING | SUNK | POINTER : meaningOfAll(css);
    if (inline.size > 2_000) inline.clear();
    inline.set(css, bits);
  }
  return bits;
}

/** A nested rule's selector as one that stands alone. */
function nest(selector: string, parent: string): string {
  const outer = `:is(${parent})`;
  return selector.includes("&") ? selector.replaceAll("&", outer) : `${outer} ${selector}`;
}

function isHarmlessRule(rule: CSSRule): boolean {
  const { name } = rule.constructor;
  return /^CSS(?:FontFace|Keyframes|Page|Property|FontFeatureValues|FontPaletteValues|CounterStyle|LayerStatement|Namespace|ViewTransition|PositionTry)Rule$/.test(name);
}

function isCondition(rule: CSSRule): rule is CSSGroupingRule {
  return /^CSS(?:Supports|LayerBlock|Container|StartingStyle)Rule$/.test(rule.constructor.name);
}
