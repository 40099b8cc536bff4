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

/** Elements that show no text of their own, whatever they hold. */
const SILENT = "script style noscript template head meta link title base source track param datalist option optgroup rp br wbr hr area map colgroup col desc metadata defs symbol clipPath mask pattern marker clippath";
/** Elements whose children are for browsers that do not know them. */
const REPLACED = "fencedframe canvas video audio object iframe frame embed select textarea meter progress img input";
/** Elements besides custom ones that can have a shadow root. */
const HOSTS = "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span";
/** Elements that say something without attributes. */
const TELLING = "input select textarea button meter progress output iframe frame fieldset table figure svg g img label object canvas video audio embed";
/** Elements a person may operate. */
const OPERABLE = "input select textarea button summary video audio iframe frame";
/** Elements one may ask for more of. */
const LONG = "table ul ol dl";
const FIELDS = "input select textarea";
/** Elements read in a way of their own. */
const SPECIAL = new Set(["a", "q", "slot", "details"]);
/** Elements that name others. */
const NAMING = "label legend caption figcaption";
/** Elements named by their content, which rules may add to. */
const NAMED = "a button summary label legend h1 h2 h3 h4 h5 h6 th td";

/** What is known of an element by its tag alone: one lookup, for there are many elements. */
export interface Kind {
  /** Its name. */
  tag: string;
  isSilent: boolean;
  isBreak: boolean;
  isReplaced: boolean;
  isHost: boolean;
  isTelling: boolean;
  isNamed: boolean;
  isOperable: boolean;
  isLong: boolean;
  /** Names what it is for. */
  isNaming: boolean;
  /** Holds what a person types or chooses. */
  isField: boolean;
  /** Without attributes it is nothing but the box it makes. */
  isPlain: boolean;
  display: number;
  /** What of its style must be looked at though no rule names it. */
  bits: number;
}

const html = new Map<string, Kind>();
const kinds = new Map<string, Kind>();

function make(tag: string): Kind {
  let made = html.get(tag);
  if (!made) {
    made = {
      tag, isSilent: false, isBreak: tag === "br" || tag === "hr", isReplaced: false, isHost: tag.includes("-"), isTelling: false,
      isNamed: false, isOperable: false, isLong: false, isNaming: false, isField: false, isPlain: true, display: at.DISPLAY_INLINE, bits: 0,
    };
    if (html.size < 2_000) html.set(tag, made);
  }
  return made;
}

for (const tag of SILENT.split(" ")) make(tag).isSilent = true;
for (const tag of REPLACED.split(" ")) make(tag).isReplaced = true;
for (const tag of HOSTS.split(" ")) make(tag).isHost = true;
for (const tag of TELLING.split(" ")) make(tag).isTelling = true;
for (const tag of OPERABLE.split(" ")) make(tag).isOperable = true;
for (const tag of LONG.split(" ")) make(tag).isLong = true;
for (const tag of NAMED.split(" ")) make(tag).isNamed = true;
for (const tag of NAMING.split(" ")) make(tag).isNaming = true;
for (const tag of FIELDS.split(" ")) make(tag).isField = true;
for (const tag of SPECIAL) make(tag).isPlain = false;
for (const kind of html.values()) {
  kind.isPlain &&= !(kind.isSilent || kind.isReplaced || kind.isTelling || kind.isOperable || kind.isNaming);
}
for (const [display, tags] of DISPLAYS) for (const tag of tags.split(" ")) make(tag).display = display;
for (const [bits, tags] of LOOKS) for (const tag of tags.split(" ")) make(tag).bits = bits;

/** The kind of an element by its `tagName`, which is in capitals for elements of HTML alone. What is of another namespace
 * may be drawn in any way, or not at all, whatever its name. */
export function kindOf(tagName: string): Kind {
  let known = kinds.get(tagName);
  if (!known) {
    const tag = tagName.toLowerCase();
    const isHtml = tagName === tagName.toUpperCase();
    known = isHtml ? make(tag) : { ...make(tag), tag: tagName, isPlain: false, bits: ANYTHING };
    if (kinds.size < 2_000) kinds.set(tagName, known);
  }
  return known;
}
