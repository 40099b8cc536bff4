// Holds what a reader offers against the marks of `operable-page.ts`, by the same rule for every reader.
import type { Frame, Page } from 'playwright-core';

/** What was offered: the mark it belongs to, or what it is. */
export interface Offered { id: string | null; what: string }

export interface Mark { id: string; op: 'yes' | 'no' | 'any'; inView: boolean; what: string }

export interface Score {
  inView: { found: number; all: number };
  page: { found: number; all: number };
  offered: number;
  /** Offered though nobody can operate it. */
  wrong: string[];
  duplicates: string[];
  missed: string[];
}

declare global {
  /** Roots of the page, closed ones too, as extensions see them. */
  var shadowRootOf: (el: Element) => ShadowRoot | null;
  var markOf: (el: Element) => Offered;
  var marks: () => Mark[];
}

/** To be run in every frame before its own scripts. */
export function judge(): void {
  const roots = new WeakMap<Element, ShadowRoot>();
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.set(this, root);
    return root;
  };
  globalThis.shadowRootOf = (el) => roots.get(el) ?? el.shadowRoot;
  const what = (el: Element): string => (el.cloneNode(false) as Element).outerHTML.slice(0, 160) + (el.textContent ?? '').trim().slice(0, 30);
  /** An element belongs to the nearest mark around it; a label without one to its control's. */
  globalThis.markOf = (el) => {
    for (let node: Node | null = el; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
      if (!(node instanceof Element)) continue;
      const id = node.getAttribute('data-id');
      if (id !== null && node.getAttribute('data-op') !== 'any') return { id, what: what(el) };
      if (id !== null) return { id: node === el ? id : null, what: what(el) };
      const control = node instanceof HTMLLabelElement ? node.control : null;
      if (control?.hasAttribute('data-id')) return { id: control.getAttribute('data-id'), what: what(el) };
    }
    return { id: null, what: what(el) };
  };
  globalThis.marks = () => {
    const found: Mark[] = [];
    let [x, y] = [0, 0];
    let view = { width: innerWidth, height: innerHeight };
    for (let own: Window = window; own.frameElement; own = own.parent) {
      const rect = own.frameElement.getBoundingClientRect();
      [x, y] = [x + rect.left, y + rect.top];
      view = { width: own.parent.innerWidth, height: own.parent.innerHeight };
    }
    const walk = (root: Document | ShadowRoot): void => {
      for (const el of root.querySelectorAll('*')) {
        const [id, op] = [el.getAttribute('data-id'), el.getAttribute('data-op')];
        const rect = el.getBoundingClientRect();
        const inView = x + rect.right > 0 && y + rect.bottom > 0 && x + rect.left < view.width && y + rect.top < view.height;
        if (id !== null) found.push({ id, op: op as Mark['op'], inView, what: what(el) });
        const inner = shadowRootOf(el);
        if (inner) walk(inner);
      }
    };
    walk(document);
    return found;
  };
}

/** All marks of the page: ids are told apart by frame where components number their own. */
export async function score(page: Page, offered: readonly (Offered & { frame: Frame })[]): Promise<Score> {
  const frames = page.frames();
  const known = new Map<string, Mark>();
  const key = (frame: Frame, id: string): string => (id.startsWith('c') ? `${frames.indexOf(frame)}:${id}` : id);
  for (const frame of frames) for (const mark of await frame.evaluate(() => marks())) known.set(key(frame, mark.id), mark);
  const [seen, wrong, duplicates] = [new Set<string>(), [] as string[], [] as string[]];
  let count = 0;
  for (const { frame, id, what } of offered) {
    const mark = id === null ? undefined : known.get(key(frame, id));
    if (mark?.op === 'any') continue;
    count += 1;
    if (mark?.op !== 'yes') wrong.push(what);
    else if (seen.has(key(frame, mark.id))) duplicates.push(what);
    else seen.add(key(frame, mark.id));
  }
  const all = [...known].filter(([, { op }]) => op === 'yes');
  const found = all.filter(([id]) => seen.has(id));
  const shown = (of: typeof all): number => of.filter(([, { inView }]) => inView).length;
  return {
    inView: { found: shown(found), all: shown(all) },
    page: { found: found.length, all: all.length },
    offered: count,
    wrong,
    duplicates,
    missed: all.filter(([id]) => !seen.has(id)).map(([, { what }]) => what),
  };
}
