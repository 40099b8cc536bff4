// The browser's own getters and methods, captured before anything of the page is touched.
//
// A page can shadow any property of its nodes (`<form><input name="firstChild">`), so none is read through the node.

export type Getter<This, Value> = (node: This) => Value;

/** The native getter `name` of a prototype, to be called on nodes of the page. */
export function getter<This extends object, Value>(prototype: object, name: string): Getter<This, Value> {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new TypeError(name);
  return unbound<This, [], Value>(get);
}

/** A method as a function of its receiver: `call` bound to it costs less than a function around it, most of all on a first
 * read, when no code is compiled yet. */
function unbound<This, Rest extends unknown[], Value>(method: (this: This, ...rest: Rest) => unknown): (node: This, ...rest: Rest) => Value {
  return Function.prototype.call.bind(method) as (node: This, ...rest: Rest) => Value;
}

const node = Node.prototype;
const element = Element.prototype;
const html = HTMLElement.prototype;

export const firstChild = getter<Node, Node | null>(node, "firstChild");
export const nextSibling = getter<Node, Node | null>(node, "nextSibling");
export const parentElement = getter<Node, Element | null>(node, "parentElement");
export const parentNode = getter<Node, Node | null>(node, "parentNode");
export const nodeType = getter<Node, number>(node, "nodeType");
export const isConnected = getter<Node, boolean>(node, "isConnected");
export const data = getter<CharacterData, string>(CharacterData.prototype, "data");
export const tagName = getter<Element, string>(element, "tagName");
export const localName = getter<Element, string>(element, "localName");
export const firstElementChild = getter<Element, Element | null>(element, "firstElementChild");
export const openShadowRoot = getter<Element, ShadowRoot | null>(element, "shadowRoot");
export const assignedSlot = getter<Element, HTMLSlotElement | null>(element, "assignedSlot");
export const scrollLeft = getter<Element, number>(element, "scrollLeft");
export const scrollTop = getter<Element, number>(element, "scrollTop");
export const scrollWidth = getter<Element, number>(element, "scrollWidth");
export const scrollHeight = getter<Element, number>(element, "scrollHeight");
export const clientWidth = getter<Element, number>(element, "clientWidth");
export const clientHeight = getter<Element, number>(element, "clientHeight");
export const offsetParent = getter<HTMLElement, Element | null>(html, "offsetParent");
export const shadowHost = getter<ShadowRoot, Element>(ShadowRoot.prototype, "host");

export const inputValue = getter<HTMLInputElement, string>(HTMLInputElement.prototype, "value");
export const inputType = getter<HTMLInputElement, string>(HTMLInputElement.prototype, "type");
export const inputChecked = getter<HTMLInputElement, boolean>(HTMLInputElement.prototype, "checked");
export const textareaValue = getter<HTMLTextAreaElement, string>(HTMLTextAreaElement.prototype, "value");
export const selectedIndex = getter<HTMLSelectElement, number>(HTMLSelectElement.prototype, "selectedIndex");
export const selectOptions = getter<HTMLSelectElement, HTMLOptionsCollection>(HTMLSelectElement.prototype, "options");
export const selectedOptions =
  getter<HTMLSelectElement, HTMLCollectionOf<HTMLOptionElement>>(HTMLSelectElement.prototype, "selectedOptions");
export const optionValue = getter<HTMLOptionElement, string>(HTMLOptionElement.prototype, "value");
export const optionLabel = getter<HTMLOptionElement, string>(HTMLOptionElement.prototype, "label");
export const frameSource = getter<HTMLIFrameElement, string>(HTMLIFrameElement.prototype, "src");

export const labelControl = getter<HTMLLabelElement, HTMLElement | null>(HTMLLabelElement.prototype, "control");
export const isMultiple = getter<HTMLSelectElement, boolean>(HTMLSelectElement.prototype, "multiple");
export const optionSelected = getter<HTMLOptionElement, boolean>(HTMLOptionElement.prototype, "selected");
export const indeterminate = getter<HTMLInputElement, boolean>(HTMLInputElement.prototype, "indeterminate");
export const textContent = getter<Node, string | null>(node, "textContent");

// The document has named properties too (`<img name="body">`).
const ofDocument = Document.prototype;
const documentElementOf = getter<Document, Element | null>(ofDocument, "documentElement");
const bodyOf = getter<Document, HTMLElement | null>(ofDocument, "body");
const scrollingElementOf = getter<Document, Element | null>(ofDocument, "scrollingElement");
const titleOf = getter<Document, string>(ofDocument, "title");
const contentTypeOf = getter<Document, string>(ofDocument, "contentType");
const activeElementOf = getter<Document, Element | null>(ofDocument, "activeElement");
const compatModeOf = getter<Document, string>(ofDocument, "compatMode");
const makeElement = ofDocument.createElement;
const makeRange = ofDocument.createRange;
const makeWalker = ofDocument.createTreeWalker;

export const rootElement = (): Element | null => documentElementOf(document);
export const bodyElement = (): HTMLElement | null => bodyOf(document);
export const scrollingElement = (): Element | null => scrollingElementOf(document);
export const documentTitle = (): string => String(titleOf(document));
export const contentType = (): string => contentTypeOf(document);
export const activeElement = (): Element | null => activeElementOf(document);
export const isQuirky = (): boolean => compatModeOf(document) === "BackCompat";
const addListener = EventTarget.prototype.addEventListener;
/** Listens at a node of the page: names of elements shadow even the methods of `document`. */
export const listen = (node: Node, type: string, heard: (event: Event) => void, options: AddEventListenerOptions): void =>
  addListener.call(node, type, heard, options);
const createText = Document.prototype.createTextNode;
export const newText = (text: string): Text => createText.call(document, text);
export const newElement = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] =>
  makeElement.call(document, tag) as HTMLElementTagNameMap[Tag];
export const newRange = (): Range => makeRange.call(document);
/** The box of what is in a node, or of a text. */
export const contentRectOf = (of: Node): DOMRect => {
  const range = newRange();
  range.selectNodeContents(of);
  return range.getBoundingClientRect();
};
export const textWalker = (root: Node): TreeWalker => makeWalker.call(document, root, NodeFilter.SHOW_TEXT);

const byIdInDocument = ofDocument.getElementById;
const byIdInFragment = DocumentFragment.prototype.getElementById;
const checkVisibility = element.checkVisibility;
const matches = element.matches;
const closestTo = element.closest;
const queryWithin = element.querySelectorAll;
const firstWithin = element.querySelector;
const rootOf = node.getRootNode;
const contains = node.contains;
const comparePosition = node.compareDocumentPosition;
const append = node.appendChild;
const remove = element.remove;
const attachShadow = element.attachShadow;
const scrollIntoView = element.scrollIntoView;
const assigned = HTMLSlotElement.prototype.assignedNodes;

export const attribute = unbound<Element, [string], string | null>(element.getAttribute);
export const attributeNames = unbound<Element, [], string[]>(element.getAttributeNames);
export const hasAnyAttribute = unbound<Element, [], boolean>(element.hasAttributes);
export const isRendered = (el: Element): boolean => checkVisibility.call(el, { visibilityProperty: true });
export const rectOf = unbound<Element, [], DOMRect>(element.getBoundingClientRect);
export const isMatch = (el: Element, selector: string): boolean => matches.call(el, selector);
export const closest = (el: Element, selector: string): Element | null => closestTo.call(el, selector);
export const hasWithin = (el: Element, selector: string): boolean => firstWithin.call(el, selector) !== null;
export const labelsWithin = (el: Element): NodeListOf<Element> => queryWithin.call(el, "label");
export const elementsWithin = (el: Element): NodeListOf<Element> => queryWithin.call(el, "*");
export const rootNode = (of: Node): Node => rootOf.call(of);
export const positionOf = (of: Node, other: Node): number => comparePosition.call(of, other);
export const holds = (outer: Node, inner: Node): boolean => contains.call(outer, inner);
export const appendTo = (parent: Node, child: Node): void => void append.call(parent, child);
export const removeNode = (el: Element): void => remove.call(el);
export const closedShadow = (el: Element): ShadowRoot => attachShadow.call(el, { mode: "closed" });
export const scrollTo = (el: Element, options: ScrollIntoViewOptions): void => scrollIntoView.call(el, options);
export const assignedNodes = (slot: HTMLSlotElement): Node[] => assigned.call(slot);
export const styleOf = window.getComputedStyle.bind(window);

/** A tree of nodes whose ids are its own. */
export type Tree = Document | ShadowRoot;
export const byId = (root: Node, id: string): Element | null => {
  if (root instanceof Document) return byIdInDocument.call(root, id);
  return root instanceof DocumentFragment ? byIdInFragment.call(root, id) : null;
};

/** What `aria-labelledby` and its kin refer to, however that was set; null where the browser does not tell. */
const reflected = (name: string): ((el: Element) => readonly Element[] | null) => {
  const get = Object.getOwnPropertyDescriptor(element, name)?.get;
  return get ? (el) => get.call(el) as readonly Element[] | null : () => null;
};
export const labelledBy = reflected("ariaLabelledByElements");
export const describedBy = reflected("ariaDescribedByElements");
export const owned = reflected("ariaOwnsElements");

/** `element.openOrClosedShadowRoot` of Firefox, `chrome.dom.openOrClosedShadowRoot` of Chromium. */
interface ExtensionElement { openOrClosedShadowRoot?: ShadowRoot | null }
const hasFirefoxProperty = "openOrClosedShadowRoot" in element;
const askChromium = typeof chrome === "undefined" ? undefined : chrome.dom?.openOrClosedShadowRoot;

/** The shadow root, whether open or closed. The API call is dear: ask only where a root may be. */
export function anyShadowRoot(el: Element): ShadowRoot | null {
  try {
    if (hasFirefoxProperty) return (el as ExtensionElement).openOrClosedShadowRoot ?? null;
    if (askChromium && el instanceof HTMLElement) return askChromium(el) as ShadowRoot | null;
  } catch {
    // Not an element that can have one.
  }
  return openShadowRoot(el);
}

const sheetLists = { document: getter<Document, StyleSheetList>(ofDocument, "styleSheets"), shadow: getter<ShadowRoot, StyleSheetList>(ShadowRoot.prototype, "styleSheets") };
const adopted = {
  document: getter<Document, CSSStyleSheet[]>(ofDocument, "adoptedStyleSheets"),
  shadow: getter<ShadowRoot, CSSStyleSheet[]>(ShadowRoot.prototype, "adoptedStyleSheets"),
};
const animations = { document: ofDocument.getAnimations, shadow: ShadowRoot.prototype.getAnimations };
const queries = { document: ofDocument.querySelectorAll, shadow: ShadowRoot.prototype.querySelectorAll };

/** The style sheets of a tree. */
export function sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[] {
  return root instanceof Document
    ? [...sheetLists.document(root), ...adopted.document(root)]
    : [...sheetLists.shadow(root), ...adopted.shadow(root)];
}

/** Elements of a tree whose style is in motion. */
export function animated(root: Document | ShadowRoot): Element[] {
  const all = root instanceof Document ? animations.document.call(root) : animations.shadow.call(root);
  return all.flatMap(({ effect }) => (effect instanceof KeyframeEffect && effect.target ? [effect.target] : []));
}

const byTagName = ofDocument.getElementsByTagName;
/** How many elements the document has, shadow trees left out. */
export const countElements = (): number => byTagName.call(document, "*").length;

export const queryAll = (root: Document | ShadowRoot, selector: string): NodeListOf<Element> =>
  root instanceof Document ? queries.document.call(root, selector) : queries.shadow.call(root, selector);
