// What browsers give elements of each kind when no rule of the page says otherwise.

import * as at from "./layout.js";
import { ANYTHING, BACKGROUND, DISPLAY, ODD, OPACITY, OVERFLOW, POSITION, TEXT, VISIBILITY } from "./style-bits.js";

/** The box an element of this kind makes. */
const DISPLAYS: readonly [number, string][] = [
  [at.DISPLAY_BLOCK, "div p section article main header footer nav aside ul ol dl dt dd blockquote figure figcaption hgroup form address center search h1 h2 h3 h4 h5 h6 table thead tbody tfoot caption fieldset legend details pre"],
  [at.DISPLAY_INLINE, "span a b strong i em u s abbr cite q time data var dfn ins del label bdi img video canvas iframe code kbd samp tt small big sub sup mark output picture"],
  [at.DISPLAY_ROW, "tr"],
  [at.DISPLAY_CELL, "td th"],
  [at.DISPLAY_LIST_ITEM, "li summary"],
  [at.DISPLAY_ATOMIC, "input select textarea button meter progress"],
  [at.DISPLAY_CONTENTS, "slot"],
];
/** Kinds that browsers give a style of their own that matters. */
const LOOKS: readonly [number, string][] = [
  [TEXT, "pre code kbd samp tt small big sub sup legend h5 h6 output"],
  [TEXT | BACKGROUND, "mark button"],
  [DISPLAY | TEXT | BACKGROUND | OPACITY | POSITION | OVERFLOW | ODD | VISIBILITY, "html body"],
  [ANYTHING, "dialog svg math marquee font nobr ruby rt menu dir xmp listing plaintext noembed noframes frameset audio object"],
];

const displays = new Map(DISPLAYS.flatMap(([display, tags]) => tags.split(" ").map((tag) => [tag, display] as const)));
const looks = new Map(LOOKS.flatMap(([bits, tags]) => tags.split(" ").map((tag) => [tag, bits] as const)));

export function plainDisplay(tag: string): number {
  return displays.get(tag) ?? at.DISPLAY_INLINE;
}

/** What of the element's style must be looked at though no rule names it. */
export function plainBits(tag: string): number {
  return looks.get(tag) ?? 0;
}
