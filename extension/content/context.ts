// What an element hands down to what is in it, as far as it decides what can be seen.

import * as at from "./layout.js";
import { alphaOf, composite, distance, parseColour, UNKNOWN } from "./colour.js";
import { canvasColour, isFilledWithBackground } from "./computed.js";
import * as native from "./natives.js";
import type { Clip } from "./trim.js";

/** Colours nearer than this may be the same to the eye: then what else is painted there is looked at. */
const NEAR = 64;

/** How far texts are where their element is. */
export const TRUSTED = 0;
/** They may be clipped or off the page: each is measured. */
export const MEASURED = 1;
/** The same, and no box further in says otherwise. */
export const WARPED_BELOW = 2;

/** What all texts of one context share. */
export interface TextFacts { visible: boolean; colour: number; fontSize: number; flags: number; near: boolean }

export interface Context {
  /** The element whose computed style the texts have. */
  source: Element;
  /** Opaque. */
  background: number;
  /** Where content shows, when an ancestor clips it. */
  clip: Clip | null;
  /** Where boxes must lie to be seen or scrolled to. */
  region: Clip;
  measure: number;
  /** Texts may stick out of their box, under what comes after. */
  squashed: boolean;
  /** In something painted above its place in the document. */
  lifted: boolean;
  turned: boolean;
  /** Direct children are boxes of their own: the parent is a flex or grid container. */
  blockify: boolean;
  /** What direct children may have besides their own. */
  childBits: number;
  /** The pointer already says that it can be clicked. */
  pointer: boolean;
  /** What everything in it may have. */
  allBits: number;
  facts: TextFacts | null;
  /** The same for what is further in than direct children. */
  inner: Context | null;
  /** The same within a link, which browsers give a colour of its own. */
  link: Context | null;
}

export function rootContext(root: Element, region: Clip, measure: number): Context {
  return {
    source: root, background: canvasColour(root), clip: null, region, measure, squashed: false, lifted: false, turned: false,
    blockify: false, childBits: 0, pointer: false, allBits: 0, facts: null, inner: null, link: null,
  };
}

/** The context within an element that has no style of its own. */
export function withinPlain(context: Context, el: Element, tag: string): Context {
  if (tag === "a") {
    context.link ??= { ...context, source: el, blockify: false, childBits: 0, facts: null, inner: null, link: null };
    return context.link;
  }
  if (!context.blockify && context.childBits === 0) return context;
  context.inner ??= { ...context, blockify: false, childBits: 0, inner: null, link: null };
  return context.inner;
}

export function factsOf(context: Context): TextFacts {
  const { source, background, turned } = context;
  const style = native.styleOf(source);
  const colour = parseColour(style.webkitTextFillColor || style.color);
  const painted = composite(colour, background);
  const isClear = alphaOf(colour) < 26 && isFilledWithBackground(source);
  return {
    visible: !turned && style.visibility === "visible",
    colour: isClear ? colour | 255 : colour,
    fontSize: Math.round(Number.parseFloat(style.fontSize) * 16),
    flags: colour === UNKNOWN || isClear ? at.COLOUR_UNKNOWN : 0,
    near: colour === UNKNOWN || distance(painted, background) < NEAR,
  };
}
