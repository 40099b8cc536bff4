// A mouse: the events of moving, pressing and releasing it, in a browser's order (Pointer Events 3 §11, UI Events §5.3).

import { focusByPointer } from "./focus.js";
import { elementAt } from "./hit.js";
import * as native from "./natives.js";
import type { Patience } from "./patience.js";
import type { Spot } from "./ready.js";
import type { Recheck } from "./scene.js";
import { flatAncestors, flatHolds } from "./tree.js";
import type { MouseButton, Modifier } from "../../protocol.js";

export const BUTTONS: Readonly<Record<MouseButton, { button: number; buttons: number }>> = {
  left: { button: 0, buttons: 1 },
  middle: { button: 1, buttons: 4 },
  right: { button: 2, buttons: 2 },
};

/** What modifiers look like in an event. */
export const held = (modifiers: readonly Modifier[]): EventModifierInit => ({
  ctrlKey: modifiers.includes("control"),
  shiftKey: modifiers.includes("shift"),
  altKey: modifiers.includes("alt"),
  metaKey: modifiers.includes("meta"),
});

export interface Stroke { button: MouseButton; modifiers: readonly Modifier[] }

/** The mouse of this frame. */
class Mouse {
  private over: WeakRef<Element> | null = null;
  private x = 0;
  private y = 0;

  /** Moves onto `el` at the point; `buttons` are those held meanwhile. */
  move(el: Element, x: number, y: number, keys: EventModifierInit = {}, buttons = 0): void {
    const before = this.over?.deref();
    const from = before && native.isConnected(before) ? before : null;
    const movement = { movementX: x - this.x, movementY: y - this.y };
    this.x = x;
    this.y = y;
    if (from !== el) this.cross(from, el, this.init(keys, -1, buttons));
    this.over = new WeakRef(el);
    const init = { ...this.init(keys, -1, buttons), ...movement };
    native.send(el, pointer("pointermove", init));
    native.send(el, mouse("mousemove", init));
  }

  /** Presses on `el`; false when the page wants no default for it (focus, dragging). */
  press(el: Element, { button, modifiers }: Stroke, detail: number): { mouse: boolean; wanted: boolean } {
    const init = { ...this.init(held(modifiers), BUTTONS[button].button, BUTTONS[button].buttons), detail };
    const wantsMouse = native.send(el, pointer("pointerdown", { ...init, detail: 0, pressure: 0.5 }));
    if (!wantsMouse) return { mouse: false, wanted: true };
    const wanted = native.send(el, mouse("mousedown", init));
    if (wanted) focusByPointer(el);
    return { mouse: true, wanted };
  }

  /** Releases on `el`. */
  release(el: Element, { button, modifiers }: Stroke, detail: number, toldMouse: boolean): void {
    const init = { ...this.init(held(modifiers), BUTTONS[button].button, 0), detail };
    native.send(el, pointer("pointerup", { ...init, detail: 0 }));
    if (toldMouse) native.send(el, mouse("mouseup", init));
  }

  /** The event after a press and a release; false when the page prevented its default. */
  event(type: "click" | "auxclick" | "contextmenu" | "dblclick", el: Element, { button, modifiers }: Stroke, detail: number): boolean {
    const init = { ...this.init(held(modifiers), BUTTONS[button].button, type === "contextmenu" ? BUTTONS[button].buttons : 0), detail };
    // A double click is still a mouse event, the others became pointer events.
    return native.send(el, type === "dblclick" ? mouse(type, init) : pointer(type, init));
  }

  /** Puts the mouse somewhere without a word: while something is dragged, drag events take the place of its own. */
  place(x: number, y: number): void {
    this.x = x;
    this.y = y;
  }

  /** Where the mouse is, for drag events. */
  init(keys: EventModifierInit, button: number, buttons: number): MouseEventInit {
    return {
      bubbles: true, cancelable: true, composed: true, view: window, ...keys, button, buttons,
      clientX: this.x, clientY: this.y,
      screenX: window.screenX + this.x, screenY: window.screenY + window.outerHeight - window.innerHeight + this.y,
    };
  }

  /** Leaves `from` for `to`: first as a pointer, then as a mouse. */
  private cross(from: Element | null, to: Element, init: MouseEventInit): void {
    const left = from ? [...flatAncestors(from)].filter((el) => !flatHolds(el, to)) : [];
    const entered = [...flatAncestors(to)].filter((el) => !from || !flatHolds(el, from)).reverse();
    const quiet = { bubbles: false, cancelable: false };
    for (const [kind, make] of [["pointer", pointer], ["mouse", mouse]] as const) {
      const leaving = { ...init, relatedTarget: to };
      const entering = { ...init, relatedTarget: from };
      if (from) native.send(from, make(`${kind}out`, leaving));
      for (const el of left) native.send(el, make(`${kind}leave`, { ...leaving, ...quiet }));
      native.send(to, make(`${kind}over`, entering));
      for (const el of entered) native.send(el, make(`${kind}enter`, { ...entering, ...quiet }));
    }
  }
}

const pointer = (type: string, init: PointerEventInit): PointerEvent =>
  new PointerEvent(type, { pointerId: native.mousePointerId, pointerType: "mouse", isPrimary: true, width: 1, height: 1, ...init });
const mouse = (type: string, init: MouseEventInit): MouseEvent =>
  new MouseEvent(type, init.button === -1 ? { ...init, button: 0 } : init);

export const theMouse = new Mouse();

/** Clicks the spot `count` times; false when the page prevented the default of the last click. `recheck` throws when what
 * is pressed is not to be clicked any more. */
export async function clickAt(
  spot: Spot, stroke: Stroke, count: number, patience: Patience, recheck: Recheck = () => undefined,
): Promise<boolean> {
  const { hit, x, y } = spot;
  theMouse.move(hit, x, y, held(stroke.modifiers));
  recheck("aimed");
  let wanted = true;
  for (let detail = 1; detail <= count; detail += 1) {
    // What the first click put in the place of what was judged is not clicked a second time.
    if (detail > 1 && !native.isConnected(hit)) break;
    const target = native.isConnected(hit) ? hit : elementAt(x, y);
    if (!target) break;
    const down = theMouse.press(target, stroke, detail);
    if (stroke.button === "right") wanted = theMouse.event("contextmenu", target, stroke, 0);
    await patience.turn();
    // The page may have put something else there on the press: the click goes to what holds both.
    const up = native.isConnected(target) ? target : elementAt(x, y);
    if (!up) break;
    theMouse.release(up, stroke, detail, down.mouse);
    if (!native.isConnected(target)) break;
    recheck("pressed");
    if (stroke.button === "left") wanted = theMouse.event("click", target, stroke, detail);
    else theMouse.event("auxclick", target, stroke, detail);
  }
  if (count === 2 && stroke.button === "left" && native.isConnected(hit)) theMouse.event("dblclick", hit, stroke, 2);
  return wanted;
}
