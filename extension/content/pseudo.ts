// Text that style sheets add before and after elements. Asking for the style of pseudo-elements is dear, so only those
// elements are asked that a rule with such content may match (sheets.ts).

import type { Attributes } from "./attributes.js";
import * as at from "./layout.js";
import * as native from "./natives.js";

/** Characters of the private use area: glyphs of icon fonts, which mean nothing as text. */
const GLYPHS = /[\ue000-\uf8ff]/g;

const PLACES = [["::before", at.BEFORE], ["::after", at.AFTER], ["::marker", at.MARKER]] as const;

/** Writes the text of the element's pseudo-elements: `i` or `b` for the kind of box, then the text. */
export function writePseudo(list: Attributes, el: Element): void {
  for (const [pseudo, key] of PLACES) {
    const style = native.styleOf(el, pseudo);
    const { content, display, visibility } = style;
    if (display === "none" || visibility !== "visible" || content === "none" || content === "normal") continue;
    const text = spoken(content);
    if (text !== "") list.keep(key, (display === "inline" || key === at.MARKER ? "i" : "b") + text);
  }
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

