// Titles and descriptions of SVG elements: children that are never drawn.

import * as native from "./natives.js";

interface Texts { title: string; description: string }

const MOST = 2_000;
const texts = new Map<Element, Texts>();

/** Finds the titles and descriptions of one tree. */
export function indexSvgTexts(root: native.Tree): void {
  const found = native.query(root, "svg title, svg desc");
  for (let i = 0; i < Math.min(found.length, MOST); i += 1) {
    const el = found.item(i);
    const parent = native.parentNode(el);
    if (!(parent instanceof SVGElement)) continue;
    const known = texts.get(parent) ?? { title: "", description: "" };
    const field = native.localName(el) === "title" ? "title" : "description";
    known[field] ||= native.textContent(el)?.trim() ?? "";
    texts.set(parent, known);
  }
}

export function svgTextsOf(el: SVGElement): Texts | undefined {
  return texts.size === 0 ? undefined : texts.get(el);
}

export function forgetSvgTexts(): void {
  texts.clear();
}
