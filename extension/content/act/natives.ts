// What hands need besides what eyes need: the browser's own setters and methods, captured like those of `../natives.ts`.

import { getter, type Getter } from "../natives.js";

export * from "../natives.js";

type Setter<This, Value> = (node: This, value: Value) => void;

function setter<This extends object, Value>(prototype: object, name: string): Setter<This, Value> {
  const set = Object.getOwnPropertyDescriptor(prototype, name)?.set;
  if (!set) throw new TypeError(name);
  return (node, value) => void set.call(node, value);
}

const element = Element.prototype;
const html = HTMLElement.prototype;
const input = HTMLInputElement.prototype;
const textarea = HTMLTextAreaElement.prototype;
const form = HTMLFormElement.prototype;

export const setInputValue = setter<HTMLInputElement, string>(input, "value");
export const setInputFiles = setter<HTMLInputElement, FileList>(input, "files");
export const setTextareaValue = setter<HTMLTextAreaElement, string>(textarea, "value");
export const setSelected = setter<HTMLOptionElement, boolean>(HTMLOptionElement.prototype, "selected");

export const isSelected = getter<HTMLOptionElement, boolean>(HTMLOptionElement.prototype, "selected");
export const optionValue = getter<HTMLOptionElement, string>(HTMLOptionElement.prototype, "value");
export const selectValue = getter<HTMLSelectElement, string>(HTMLSelectElement.prototype, "value");
export const inputFiles = getter<HTMLInputElement, FileList | null>(input, "files");
export const takesManyFiles = getter<HTMLInputElement, boolean>(input, "multiple");
export const isIndeterminate = getter<HTMLInputElement, boolean>(input, "indeterminate");
export const inputMaxLength = getter<HTMLInputElement, number>(input, "maxLength");
export const inputReadOnly = getter<HTMLInputElement, boolean>(input, "readOnly");
export const textareaMaxLength = getter<HTMLTextAreaElement, number>(textarea, "maxLength");
export const textareaReadOnly = getter<HTMLTextAreaElement, boolean>(textarea, "readOnly");
export const labelControl = getter<HTMLLabelElement, HTMLElement | null>(HTMLLabelElement.prototype, "control");
export const anchorHref = getter<HTMLAnchorElement, string>(HTMLAnchorElement.prototype, "href");
export const areaHref = getter<HTMLAreaElement, string>(HTMLAreaElement.prototype, "href");
export const buttonType = getter<HTMLButtonElement, string>(HTMLButtonElement.prototype, "type");
export const formAction = getter<HTMLFormElement, string>(form, "action");
export const formMethod = getter<HTMLFormElement, string>(form, "method");
export const formEncoding = getter<HTMLFormElement, string>(form, "enctype");
export const formElements = getter<HTMLFormElement, HTMLFormControlsCollection>(form, "elements");
export const innerText = getter<HTMLElement, string>(html, "innerText");
export const textContent = getter<Node, string | null>(Node.prototype, "textContent");
export const isContentEditable = getter<HTMLElement, boolean>(html, "isContentEditable");
export const tabIndex = getter<HTMLElement, number>(html, "tabIndex");
export const clientLeft = getter<Element, number>(element, "clientLeft");
export const clientTop = getter<Element, number>(element, "clientTop");
export const childElements = getter<Element, HTMLCollection>(element, "children");
export const ownerForm = {
  input: getter<HTMLInputElement, HTMLFormElement | null>(input, "form"),
  button: getter<HTMLButtonElement, HTMLFormElement | null>(HTMLButtonElement.prototype, "form"),
  select: getter<HTMLSelectElement, HTMLFormElement | null>(HTMLSelectElement.prototype, "form"),
  textarea: getter<HTMLTextAreaElement, HTMLFormElement | null>(textarea, "form"),
} as const;

const activeInShadow = getter<ShadowRoot, Element | null>(ShadowRoot.prototype, "activeElement");
export const shadowActiveElement: Getter<ShadowRoot, Element | null> = activeInShadow;
const readyStateOf = getter<Document, DocumentReadyState>(Document.prototype, "readyState");
const hiddenOf = getter<Document, boolean>(Document.prototype, "hidden");
export const isLoaded = (): boolean => readyStateOf(document) === "complete";
export const isHiddenTab = (): boolean => hiddenOf(document);

const dispatch = EventTarget.prototype.dispatchEvent;
const listen = EventTarget.prototype.addEventListener;
const unlisten = EventTarget.prototype.removeEventListener;
const focusHtml = html.focus;
const focusSvg = SVGElement.prototype.focus;
const blurHtml = html.blur;
const blurSvg = SVGElement.prototype.blur;
const closest: (this: Element, selector: string) => Element | null = element.closest;
const rects = element.getClientRects;
type Query = (this: Node, selector: string) => NodeListOf<Element>;
const queryElement: Query = element.querySelectorAll;
const queryDocument: Query = Document.prototype.querySelectorAll;
const queryFragment: Query = DocumentFragment.prototype.querySelectorAll;
const pointOfDocument = Document.prototype.elementFromPoint;
const pointOfShadow = ShadowRoot.prototype.elementFromPoint;
const allOfDocument = Document.prototype.elementsFromPoint;
const allOfShadow = ShadowRoot.prototype.elementsFromPoint;
const getSelection = Document.prototype.getSelection;
const execCommand = Document.prototype.execCommand;
const hasFocus = Document.prototype.hasFocus;
const requestSubmit = form.requestSubmit;
const stepUp = input.stepUp;
const stepDown = input.stepDown;
const selectInput = input.select;
const selectTextarea = textarea.select;
const rangeOfInput = input.setSelectionRange;
const rangeOfTextarea = textarea.setSelectionRange;
const startOfInput = getter<HTMLInputElement, number | null>(input, "selectionStart");
const endOfInput = getter<HTMLInputElement, number | null>(input, "selectionEnd");
const startOfTextarea = getter<HTMLTextAreaElement, number>(textarea, "selectionStart");
const endOfTextarea = getter<HTMLTextAreaElement, number>(textarea, "selectionEnd");
type Scroll = (this: Element, to: ScrollToOptions) => void;
const scrollByIn: Scroll = element.scrollBy;
const scrollToIn: Scroll = element.scrollTo;
const closeDialog = HTMLDialogElement.prototype.close;
const hidePopover = html.hidePopover;

/** Dispatches the event; false when the page prevented its default. */
export const send = (to: EventTarget, event: Event): boolean => dispatch.call(to, event);
export const offsetWidth = getter<HTMLElement, number>(HTMLElement.prototype, "offsetWidth");
export const onCapture = (of: EventTarget, type: string, hear: (event: Event) => void, signal: AbortSignal): void =>
  listen.call(of, type, hear, { capture: true, passive: true, signal });
export const offCapture = (of: EventTarget, type: string, hear: (event: Event) => void): void =>
  unlisten.call(of, type, hear, { capture: true });
export const focus = (el: Element): void =>
  (el instanceof SVGElement ? focusSvg : focusHtml).call(el as HTMLElement & SVGElement, { preventScroll: true });
export const blur = (el: Element): void => (el instanceof SVGElement ? blurSvg : blurHtml).call(el as HTMLElement & SVGElement);
export const nearest = (el: Element, selector: string): Element | null => closest.call(el, selector);
export const clientRects = (el: Element): DOMRectList => rects.call(el);
/** Sets the caret or selection of a field; throws in fields that have none to set, such as numbers. */
export const setRange = (el: HTMLInputElement | HTMLTextAreaElement, start: number, end: number): void =>
  (el instanceof HTMLInputElement ? rangeOfInput : rangeOfTextarea).call(el, start, end);
export const rangeOf = (el: HTMLInputElement | HTMLTextAreaElement): [number, number] | null => {
  const [start, end] = el instanceof HTMLInputElement ? [startOfInput(el), endOfInput(el)] : [startOfTextarea(el), endOfTextarea(el)];
  return start === null || end === null ? null : [start, end];
};
/** All elements below `root` that match, shadow trees not looked into. */
export function query(root: Node, selector: string): NodeListOf<Element> {
  if (root instanceof Element) return queryElement.call(root, selector);
  if (root instanceof Document) return queryDocument.call(root, selector);
  return queryFragment.call(root, selector);
}
export const elementAt = (root: Document | ShadowRoot, x: number, y: number): Element | null =>
  (root instanceof Document ? pointOfDocument : pointOfShadow).call(root as Document & ShadowRoot, x, y);
export const elementsAt = (root: Document | ShadowRoot, x: number, y: number): Element[] =>
  (root instanceof Document ? allOfDocument : allOfShadow).call(root as Document & ShadowRoot, x, y);
/** The same for the document of a frame around this one. */
export const elementAtOf = (of: Document, x: number, y: number): Element | null => pointOfDocument.call(of, x, y);
export const selection = (): Selection | null => getSelection.call(document);
/** An editing command of the browser itself; its input events are the browser's. */
export const edit = (command: string, value = ""): boolean => execCommand.call(document, command, false, value);
export const documentHasFocus = (): boolean => hasFocus.call(document);
export const submitForm = (of: HTMLFormElement): void => requestSubmit.call(of);
export const step = (el: HTMLInputElement, up: boolean): void => (up ? stepUp : stepDown).call(el);
export const selectField = (el: HTMLInputElement | HTMLTextAreaElement): void =>
  el instanceof HTMLInputElement ? selectInput.call(el) : selectTextarea.call(el);
export const scrollElementBy = (el: Element, left: number, top: number): void =>
  scrollByIn.call(el, { left, top, behavior: "instant" });
export const scrollElementTo = (el: Element, left: number, top: number): void =>
  scrollToIn.call(el, { left, top, behavior: "instant" });
export const close = (dialog: HTMLDialogElement): void => closeDialog.call(dialog);
export const hide = (popover: HTMLElement): void => hidePopover.call(popover);

export const lastChild = getter<Node, Node | null>(Node.prototype, "lastChild");
export const previousSibling = getter<Node, Node | null>(Node.prototype, "previousSibling");
const baseOf = getter<Node, string>(Node.prototype, "baseURI");
export const baseUrl = (): string => baseOf(document);
/** The number the browser knows the mouse by, which pages may capture: 0 in Firefox, 1 in Chromium. */
export const mousePointerId = "openOrClosedShadowRoot" in element ? 0 : 1;
