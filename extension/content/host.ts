// Our own elements in a page: a plain element without attributes and a closed shadow root that page styles do not reach.

import * as native from "./natives.js";

const rule = (layer: Layer): string =>
  "all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important; "
  + `height: 0 !important; z-index: ${LAYERS[layer]} !important; display: block !important;`;

/** Both over everything of the page, the overlay over the marks. */
const LAYERS = { marks: 2_147_483_646, overlay: 2_147_483_647 };
export type Layer = keyof typeof LAYERS;

const hosts = new WeakSet<Element>();

/** Whether the element is ours: what we draw is no part of the page. */
export const isOurs = (el: Element): boolean => hosts.has(el);

export interface Host { host: HTMLElement; root: ShadowRoot }

/** Mounts an empty host. Its style sheet is constructed, so a page's CSP has no say in it. */
export function mountHost(layer: Layer): Host | null {
  const parent = native.rootElement();
  if (!parent) return null;
  const host = native.newElement("div");
  hosts.add(host);
  const root = native.closedShadow(host);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { ${rule(layer)} }`);
    root.adoptedStyleSheets = [sheet];
    if (root.adoptedStyleSheets.length === 0) throw new TypeError("not adopted");
  } catch {
    // Firefox refuses constructed sheets from content scripts.
    host.style.cssText = rule(layer);
  }
  native.appendTo(parent, host);
  return { host, root };
}

/** Sets styles one by one through CSSOM, which no CSP forbids. */
export function dress(el: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(styles)) el.style.setProperty(name, value);
}
