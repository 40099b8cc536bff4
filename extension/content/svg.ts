// Titles and descriptions of SVG elements: children that are never drawn.

import * as native from "./natives.js";

export interface Texts { title: string; description: string }

const MOST_CHILDREN = 64;

export function svgTextsOf(el: SVGElement): Texts {
  const texts: Texts = { title: "", description: "" };
  let node = native.firstChild(el);
  for (let count = 0; node && count < MOST_CHILDREN; count += 1, node = native.nextSibling(node)) {
    if (!(node instanceof SVGElement)) continue;
    const tag = native.localName(node);
    if (tag === "title") texts.title ||= native.textContent(node)?.trim() ?? "";
    else if (tag === "desc") texts.description ||= native.textContent(node)?.trim() ?? "";
  }
  return texts;
}
