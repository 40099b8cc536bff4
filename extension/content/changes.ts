// What changed in this document since it was read last: which elements must be read again, or that all must.
//
// It watches what a script in a world of its own can see: mutations of the document and of the shadow trees that were
// read, scrolling, things that open, load or end. What no event tells (values set by scripts, sheets, motion) a read asks for.

import { isOurs } from "./host.js";
import * as native from "./natives.js";

/** More elements than this, and all is read. */
const MOST_DIRTY = 200;

export interface Changes {
  /** Too much changed, or what could change anything. */
  everything: boolean;
  /** Elements of which what is in them changed. */
  content: ReadonlySet<Element>;
  /** Elements of which themselves changed. */
  own: ReadonlySet<Element>;
}

const WATCHED: MutationObserverInit = { subtree: true, childList: true, attributes: true, characterData: true };
/** By them elements refer to others. */
const REFERRED = new Set(["id", "for", "usemap"]);
/** What is in them, or that they came, may change any element. */
const SHEETS = new Set(["style", "link"]);
const EVENTS = ["scroll", "toggle", "load", "error", "slotchange"] as const;

export class Watch {
  private isOn = false;
  private everything = false;
  private content = new Set<Element>();
  private own = new Set<Element>();
  private readonly observer = new MutationObserver((records) => this.note(records));
  private readonly heard = new WeakSet<Node>();

  /** Begins anew: what comes from now on counts. */
  start(trees: Iterable<ShadowRoot>): void {
    this.stop();
    this.everything = false;
    this.isOn = true;
    this.observer.observe(document, WATCHED);
    this.listen(document);
    for (const tree of trees) this.add(tree);
  }

  stop(): void {
    this.observer.disconnect();
    this.isOn = false;
    this.content = new Set();
    this.own = new Set();
  }

  /** Watches a shadow tree too. */
  add(root: ShadowRoot): void {
    this.observer.observe(root, WATCHED);
    this.listen(root);
  }

  private listen(root: Document | ShadowRoot): void {
    if (this.heard.has(root)) return;
    for (const type of EVENTS) native.listen(root, type, this.hear, { capture: true, passive: true });
    this.heard.add(root);
  }

  /** What changed since `start` or the last `take`. */
  take(): Changes {
    this.note(this.observer.takeRecords());
    const { everything, content, own } = this;
    this.content = new Set();
    this.own = new Set();
    return { everything, content, own };
  }

  /** Marks an element of which itself changed unheard. */
  touch(el: Element): void {
    if (this.isOn) this.mark(this.own, el);
  }

  private note(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (this.everything) return;
      this.noteOne(record);
    }
  }

  private noteOne({ type, target, addedNodes, removedNodes, attributeName }: MutationRecord): void {
    if (type === "attributes") {
      if (REFERRED.has(attributeName ?? "")) this.mark(this.own, null);
      else this.mark(this.own, attributeName === "slot" ? native.parentNode(target) : target);
    }
    else if (type === "characterData") this.mark(this.content, native.parentNode(target));
    else if (!isAllOurs(addedNodes) || !isAllOurs(removedNodes)) this.mark(this.content, target);
  }

  private readonly hear = ({ type, target }: Event): void => {
    if (!this.isOn || this.everything || !(target instanceof Node)) return;
    if (type !== "scroll") this.mark(this.own, target);
    // How far the document is scrolled, a read sees itself.
    else if (target instanceof Element && target !== native.scrollingElement()) this.mark(this.content, target);
  };

  private mark(set: Set<Element>, target: Node | null): void {
    const el = target instanceof ShadowRoot ? native.shadowHost(target) : target;
    if (el instanceof Element && isOurs(el)) return;
    if (el instanceof Element && el !== native.rootElement() && !SHEETS.has(native.localName(el)) && this.content.size + this.own.size < MOST_DIRTY) set.add(el);
    else {
      this.everything = true;
      // A page that changes without end is not to pay for being watched.
      this.observer.disconnect();
    }
  }
}

function isAllOurs(nodes: NodeList): boolean {
  for (let i = 0; i < nodes.length; i += 1) {
    const node = nodes.item(i);
    if (!(node instanceof Element && isOurs(node))) return false;
  }
  return true;
}
