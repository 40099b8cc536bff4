// What a style declaration may do to text, in bits. A declaration that is not known to be harmless may do anything: new
// properties are looked at until they are listed here.

export const DISPLAY = 1 << 0;
/** Colour or size of text. */
export const TEXT = 1 << 1;
export const BACKGROUND = 1 << 2;
export const OPACITY = 1 << 3;
export const POSITION = 1 << 4;
export const OVERFLOW = 1 << 5;
/** `clip`, `clip-path`, `filter`. */
export const ODD = 1 << 6;
export const VISIBILITY = 1 << 7;
/** The box may be out of place, or too small for what it holds. */
export const MOVED = 1 << 8;
/** What the box holds may be out of place within it: only measuring each text tells. */
export const WARPED = 1 << 9;
/** The children's boxes may stick out at the start, where nothing scrolls to. */
export const CENTRED = 1 << 10;
/** May be painted above or below its place in the document. */
export const STACKED = 1 << 11;
/** Painted below its place. */
export const SUNK = 1 << 12;
/** The pointer says that it can be clicked. */
export const POINTER = 1 << 13;
/** Has text before or after it that no node holds. */
export const PSEUDO = 1 << 14;
/** Is shown in a slot. */
export const SLOTTED = 1 << 15;
/** An attribute says that a person may operate it. */
export const OPERABLE = 1 << 16;
/** A script listens for clicks on it. */
export const CLICKS = 1 << 17;
/** The pointer says that it can not: it ends what an element around it says. */
export const UNPOINTS = 1 << 18;
/** Everything about the element's own style. */
export const ANYTHING = DISPLAY | TEXT | BACKGROUND | OPACITY | POSITION | OVERFLOW | ODD | VISIBILITY | MOVED | WARPED | STACKED;

/** Boxes below this many pixels (or percent, or anything) may be too small for what they hold. */
const SMALL = 24;

type Meaning = number | ((value: string) => number);

const unless = (harmless: RegExp, bits: number): Meaning => (value) => (harmless.test(value) ? 0 : bits);
const isZero = /^(?:0(?:px|%)?|auto|none|normal)$/;
const sizes: Meaning = (value) => {
  const number = Number.parseFloat(value);
  if (Number.isNaN(number)) return value.includes("(") ? MOVED : 0;
  return number < SMALL ? MOVED : 0;
};
const tracks: Meaning = (value) => {
  const plain = value.replace(/minmax\(0(?:px)?, [\d.]+fr\)/g, "1fr");
  if (plain.includes("var(") || plain.includes("calc(")) return WARPED;
  for (const [, number, unit] of plain.matchAll(/(?:^|[\s,(])([\d.]+)(fr|px|%|r?em)?/g)) {
    if (unit !== undefined && (unit === "fr" ? Number(number) < 0.01 : Number(number) < (unit.endsWith("em") ? 1 : SMALL))) return WARPED;
  }
  return 0;
};
const placing = unless(/^(?:(?:first |safe )?(?:normal|stretch|start|flex-start|self-start|left|baseline|space-between|auto|initial)\s?){1,2}$/, CENTRED);
const turns = unless(isZero, WARPED | STACKED);

const MEANINGS: Record<string, Meaning> = {
  display: DISPLAY, float: DISPLAY, appearance: 0, "-webkit-appearance": 0,
  color: TEXT, "color-scheme": TEXT | BACKGROUND, font: TEXT, "font-size": TEXT, "-webkit-text-fill-color": TEXT,
  background: BACKGROUND, "background-color": BACKGROUND,
  opacity: OPACITY | STACKED,
  position: POSITION,
  overflow: OVERFLOW, "overflow-x": OVERFLOW, "overflow-y": OVERFLOW, "overflow-block": OVERFLOW, "overflow-inline": OVERFLOW,
  "text-overflow": 0,
  clip: ODD, "clip-path": ODD, filter: ODD | STACKED, "-webkit-filter": ODD | STACKED,
  visibility: VISIBILITY, "content-visibility": VISIBILITY, "backface-visibility": VISIBILITY,
  direction: OVERFLOW | CENTRED,
  transform: turns, translate: turns, rotate: turns, scale: turns, zoom: unless(/^(?:1|normal|100%)$/, WARPED),
  "text-indent": unless(isZero, WARPED),
  "letter-spacing": unless(/^(?:normal|\d[\d.]*(?:px|r?em)?)$/, WARPED),
  "word-spacing": unless(/^(?:normal|\d[\d.]*(?:px|r?em)?)$/, WARPED),
  "vertical-align": unless(/^[a-z-]+$/, WARPED),
  "table-layout": unless(/^auto$/, WARPED),
  "z-index": (value) => (/^(?:auto|\d+)$/.test(value) ? 0 : SUNK),
  cursor: (value) => (value.includes("var(") ? POINTER | UNPOINTS : value.includes("pointer") ? POINTER : UNPOINTS),
  "will-change": STACKED, isolation: STACKED, "mix-blend-mode": STACKED, "backdrop-filter": STACKED, perspective: STACKED,
  contain: STACKED,
  "flex-direction": unless(/^(?:row|column)$/, CENTRED), "flex-wrap": unless(/^(?:wrap|nowrap)$/, CENTRED),
  "flex-flow": unless(/^(?:row|column)?\s?(?:wrap|nowrap)?$/, CENTRED),
  flex: unless(/^(?:[1-9]|0\.\d|none$|auto$|initial$|0 \d auto|0 0 [1-9]\d+)/, MOVED),
  "flex-basis": unless(/^(?:auto|content|[1-9]\d+(?:px|%)|[1-9][\d.]*r?em)$/, MOVED),
  "grid-template": WARPED, "grid-template-columns": tracks, "grid-template-rows": tracks, grid: WARPED,
  "grid-auto-columns": tracks, "grid-auto-rows": tracks,
};

for (const name of ["left", "top", "right", "bottom", "inset"]) MEANINGS[name] = unless(isZero, MOVED);
for (const side of ["block", "inline"]) {
  for (const end of ["", "-start", "-end"]) MEANINGS[`inset-${side}${end}`] = unless(isZero, MOVED);
}
for (const side of ["", "-left", "-top", "-right", "-bottom", "-block", "-inline", "-block-start", "-block-end", "-inline-start", "-inline-end"]) {
  MEANINGS[`margin${side}`] = unless(/^(?:(?:\d[\d.]*(?:[a-z]+|%)?|auto)\s?){1,4}$/, MOVED | STACKED);
}
for (const size of ["width", "height", "inline-size", "block-size"]) {
  MEANINGS[size] = sizes;
  MEANINGS[`max-${size}`] = sizes;
  MEANINGS[`min-${size}`] = 0;
}
for (const place of ["justify-content", "justify-items", "justify-self", "align-content", "align-items", "align-self",
  "place-content", "place-items", "place-self"]) MEANINGS[place] = placing;
for (const place of ["area", "row", "row-start", "row-end", "column", "column-start", "column-end"]) MEANINGS[`grid-${place}`] = MOVED | STACKED;

/** What can not hide text: it styles boxes, pointers, motion (what is under way is asked of the document) and letters. */
const HARMLESS = new RegExp(`^(?:--|-webkit-(?:font-smoothing|tap-highlight|text-size-adjust|user-|box-(?:orient|sizing|shadow)|print|overflow-scrolling)|${[
  "padding", "border", "outline", "box-(?:shadow|sizing|decoration)", "column-gap", "row-gap", "gap$", "grid-gap", "grid-(?:row|column)-gap",
  "grid-auto-flow", "grid-template-areas", "grid-area-name", "order$", "flex-(?:grow|shrink)",
  "font-(?:family|weight|style|variant|feature|kerning|stretch|display|synthesis|optical|palette|variation|language)", "line-height", "line-break",
  "text-(?:decoration|underline|align|transform|rendering|shadow|wrap|size-adjust|justify|emphasis|orientation)", "white-space", "word-(?:break|wrap)",
  "overflow-(?:wrap|anchor|clip-margin)", "hyphens", "tab-size", "quotes", "counter-", "list-style", "caption-side", "empty-cells", "clear$",
  "background-(?:image|position|repeat|size|attachment|origin|clip|blend)", "object-(?:fit|position)", "image-", "aspect-ratio",
  "transition", "animation", "scroll", "overscroll", "touch-action", "user-select", "pointer-events", "resize", "caret", "accent-color",
  "break-", "page", "orphans", "widows", "unicode-range", "src$", "interpolate", "print-color", "forced-color", "speak", "container", "transform-(?:origin|box|style)",
  "perspective-origin", "mask", "-webkit-mask", "interactivity", "field-sizing", "view-transition", "hanging", "hyphenate", "text-spacing", "initial-letter",
].join("|")})`);

const known = new Map<string, Meaning>(Object.entries(MEANINGS));

/** What one declaration may do. */
export function meaningOf(name: string, value: string): number {
  let meaning = known.get(name);
  if (meaning === undefined) {
    // A name with more in it than a name has is a sign that the declarations were cut at the wrong place.
    meaning = HARMLESS.test(name) && !/[;:{}"'\\\s]/.test(name) ? 0 : ANYTHING;
    if (known.size < 2_000) known.set(name, meaning);
  }
  return typeof meaning === "number" ? meaning : meaning(value.endsWith(" !important") ? value.slice(0, -11) : value);
}

/** What declarations as the browser writes them (`a: b; c: d;`) may do together. */
export function meaningOfAll(css: string): number {
  let bits = 0;
  let from = 0;
  while (from < css.length) {
    const colon = css.indexOf(":", from);
    if (colon < 0) break;
    const end = endOfValue(css, colon + 1);
    bits |= meaningOf(css.slice(from, colon).trim().toLowerCase(), css.slice(colon + 1, end).trim());
    from = end + 1;
  }
  return bits;
}

/** The semicolon after a value: not one within a string or brackets. */
function endOfValue(css: string, from: number): number {
  const plain = css.indexOf(";", from);
  const end = plain < 0 ? css.length : plain;
  let quote = "";
  let depth = 0;
  let odd = false;
  for (let i = from; i < end && !odd; i += 1) {
    const code = css.charCodeAt(i);
    odd = code === 34 || code === 39 || code === 40 || code === 92; // " ' ( \
  }
  if (!odd) return end;
  for (let i = from; i < css.length; i += 1) {
    const char = css[i] ?? "";
    if (char === "\\") i += 1;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    else if (char === ";" && depth <= 0) return i;
  }
  return css.length;
}
