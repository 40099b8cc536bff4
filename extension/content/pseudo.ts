// Text that style sheets add before and after elements. Asking every element's pseudo-elements for their style is dear, so
// only those are asked that a rule with such content matches.

import type { Attributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";

const MOST_RULES = 20_000;
const MOST_SELECTORS = 2_000;
const DEEPEST = 16;
/** Elements asked without a rule, where a sheet of another origin keeps its rules to itself. */
const MOST_GUESSES = 500;
const NAMED = "a,button,summary,label,legend,h1,h2,h3,h4,h5,h6,th,td,[role]";
const PSEUDO = /::?(before|after)\b|::marker\b/i;
const PSEUDOS = /::?(?:before|after)\b|::marker\b/gi;

/** Values of `content` that say nothing. */
const SILENT = /^(|none|normal|""|'')$/;
/** Characters of the private use area: glyphs of icon fonts, which mean nothing as text. */
const GLYPHS = /[\ue000-\uf8ff]/g;

const BEFORE = 1;
const AFTER = 2;
const MARKER = 4;
const PLACES = [[BEFORE, "::before", at.BEFORE], [AFTER, "::after", at.AFTER], [MARKER, "::marker", at.MARKER]] as const;

/** Elements with generated content, and where. */
const candidates = new Map<Element, number>();

interface Sheet { rules: number; selectors: string[]; readable: boolean }
const known = new WeakMap<CSSStyleSheet, Sheet>();

/** Finds the elements of one tree that may have generated content. */
export function indexPseudo(root: native.Tree): void {
  const selectors: string[] = [];
  let readable = true;
  const sheets = [...Array.from(root.styleSheets), ...(root.adoptedStyleSheets ?? [])];
  for (const sheet of sheets) {
    const found = readSheet(sheet);
    readable &&= found.readable;
    selectors.push(...found.selectors);
  }
  for (const selector of selectors.slice(0, MOST_SELECTORS)) mark(root, selector);
  // The browser's own rule.
  const quotes = native.query(root, "q");
  for (let i = 0; i < Math.min(quotes.length, MOST_GUESSES); i += 1) candidates.set(quotes.item(i), BEFORE | AFTER);
  if (readable) return;
  const guesses = native.query(root, NAMED);
  for (let i = 0; i < Math.min(guesses.length, MOST_GUESSES); i += 1) {
    const el = guesses.item(i);
    candidates.set(el, (candidates.get(el) ?? 0) | BEFORE | AFTER);
  }
}

function mark(root: native.Tree, selector: string): void {
  let places = 0;
  if (/:before\b/i.test(selector)) places |= BEFORE;
  if (/:after\b/i.test(selector)) places |= AFTER;
  if (/::marker\b/i.test(selector)) places |= MARKER;
  const bare = selector.replaceAll(PSEUDOS, "").trim();
  try {
    const found = native.query(root, bare === "" ? "*" : complete(bare));
    for (let i = 0; i < found.length; i += 1) {
      const el = found.item(i);
      candidates.set(el, (candidates.get(el) ?? 0) | places);
    }
  } catch {
    // A selector this browser can not ask for (`::slotted(a)::before`).
  }
}

/** `a >` without its pseudo-element says `a > *`. */
function complete(selector: string): string {
  return selector.split(",").map((part) => (/(^|[\s>+~])$/.test(part.trim()) || part.trim() === "" ? `${part} *` : part)).join(",");
}

function readSheet(sheet: CSSStyleSheet): Sheet {
  let rules: CSSRuleList;
  try {
    rules = native.sheetRules(sheet);
  } catch {
    return { rules: 0, selectors: [], readable: false };
  }
  const cached = known.get(sheet);
  if (cached?.rules === rules.length) return cached;
  const found: Sheet = { rules: rules.length, selectors: [], readable: true };
  let read = 0;
  const visit = (list: CSSRuleList, parent: string | null, depth: number): void => {
    for (let i = 0; i < list.length && read < MOST_RULES; i += 1) {
      read += 1;
      const rule = list.item(i);
      if (rule instanceof CSSStyleRule) {
        const selector = parent === null ? rule.selectorText : nested(rule.selectorText, parent);
        if (PSEUDO.test(rule.selectorText) && !SILENT.test(rule.style.content)) found.selectors.push(selector);
        if (rule.cssRules?.length > 0 && depth < DEEPEST) visit(rule.cssRules, selector, depth + 1);
      } else if (rule instanceof CSSImportRule) {
        if (rule.styleSheet) {
          const inner = readSheet(rule.styleSheet);
          found.selectors.push(...inner.selectors);
          found.readable &&= inner.readable;
        }
      } else if (rule && "cssRules" in rule && depth < DEEPEST) {
        visit(rule.cssRules as CSSRuleList, parent, depth + 1);
      }
    }
  };
  visit(rules, null, 0);
  known.set(sheet, found);
  return found;
}

function nested(selector: string, parent: string): string {
  const outer = `:is(${parent})`;
  return selector.split(",").map((part) => (part.includes("&") ? part.replaceAll("&", outer) : `${outer} ${part}`)).join(",");
}

/** Whether a rule may give the element text. */
export function hasGenerated(el: Element): boolean {
  return candidates.size > 0 && candidates.has(el);
}

/** Writes the text of the element's pseudo-elements: `i` or `b` for the kind of box, then the text. */
export function writePseudo(list: Attributes, el: Element): void {
  const places = candidates.size === 0 ? 0 : (candidates.get(el) ?? 0);
  if (places === 0) return;
  for (const [place, pseudo, key] of PLACES) {
    if ((places & place) === 0) continue;
    const style = native.styleOf(el, pseudo);
    const { content, display, visibility } = style;
    if (display === "none" || visibility !== "visible" || content === "none" || content === "normal") continue;
    const text = spoken(content);
    if (text !== "") list.keep(key, (display === "inline" || place === MARKER ? "i" : "b") + text);
  }
}

export function forgetPseudo(): void {
  candidates.clear();
}

/** What a computed `content` says: the text after the slash where there is one (CSS Generated Content 3 §1.2). */
function spoken(content: string): string {
  let text = "";
  let alternative: string | null = null;
  for (const [token, string] of content.matchAll(/"((?:[^"\\]|\\.)*)"|\/|[a-z-]+\((?:[^()"]|"(?:[^"\\]|\\.)*")*\)|[a-z-]+/gi)) {
    let part = "";
    if (token === "/") alternative = "";
    else if (string !== undefined) part = unescaped(string);
    else if (token === "open-quote") part = "“";
    else if (token === "close-quote") part = "”";
    if (alternative === null) text += part;
    else alternative += part;
  }
  return (alternative ?? text).replaceAll(GLYPHS, "");
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, hex: string | undefined, plain: string | undefined) => {
    const code = hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
    return Number.isNaN(code) ? (plain ?? "") : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

