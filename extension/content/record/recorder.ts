// Listens to what the person does in this frame, while they record. It changes nothing and keeps nothing: each gesture is
// told at once, with the frame as it was right before.

import type { ContentEvent, Gesture, Snapshot, Touched } from "../../protocol.js";
import * as native from "../act/natives.js";
import { readFrame } from "../frame.js";
import { isOurs } from "../host.js";
import { chosenIn, clickOf, pressOf, takesLines, typedInto } from "./gestures.js";
import { touchedOf } from "./marks.js";

/** Elements around what was touched that are told of: the control it is in is one of them. */
const MOST_AROUND = 12;
/** Nobody does more in a second; a page that makes trusted events in a loop is not listened to. */
const MOST_A_SECOND = 60;

interface Picture { page: Snapshot; nodes: ArrayBuffer }
export type Tell = (event: Extract<ContentEvent, { type: "recorded" }>, nodes: ArrayBuffer | undefined) => void;

export class Recorder {
  private readonly listening = new AbortController();
  /** The frame as it was when the pointer went down. */
  private before: Picture | null = null;
  /** What the last gesture was on: the engine knows it already. */
  private known: Element | null = null;
  private dragged: { path: Touched[]; picture: Picture } | null = null;
  /** Enter in a field of several lines, until it is known whether it wrote one. */
  private enter: { el: Element; timer: number } | null = null;
  private second = 0;
  private count = 0;

  constructor(private readonly document: string, private readonly tell: Tell) {
    this.hear("pointerdown", () => {
      this.before = this.picture();
    });
    this.hear("click", (event, el) => this.told(clickOf(event), el, this.before));
    this.hear("dblclick", (_, el) => this.told({ gesture: "click", count: 2, keyboard: false }, el, this.before));
    this.hear("input", (_, el) => this.typed(el));
    this.hear("change", (_, el) => this.told(chosenIn(el), el, null));
    this.hear("keydown", (event, el) => this.pressed(event, el));
    this.hear("dragstart", (_, el) => {
      this.dragged = { path: pathOf(el), picture: this.before ?? this.picture() };
    });
    this.hear("drop", (_, el) => this.dropped(el));
  }

  stop(): void {
    this.listening.abort();
    if (this.enter) window.clearTimeout(this.enter.timer);
  }

  private hear(type: string, act: (event: Event, el: Element) => void): void {
    const hear = (event: Event): void => {
      const el = event.composedPath()[0];
      if (event.isTrusted && el instanceof Element && !isOurs(el) && !this.isFlood()) act(event, el);
    };
    native.onCapture(window, type, hear, this.listening.signal);
  }

  private isFlood(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.second) [this.second, this.count] = [second, 0];
    this.count += 1;
    return this.count > MOST_A_SECOND;
  }

  private typed(el: Element): void {
    const typed = typedInto(el);
    if (!typed) return;
    if (this.enter?.el === typed.field) this.forgetEnter();
    this.told(typed.gesture, typed.field, null);
  }

  private pressed(event: Event, el: Element): void {
    const gesture = pressOf(event, el);
    if (gesture?.gesture !== "press") return;
    if (gesture.key !== "Enter" || !takesLines(el)) return this.told(gesture, el, null);
    // Where Enter writes a line the text tells it; where it sends, nothing else does.
    const picture = this.picture();
    const path = pathOf(el);
    this.forgetEnter();
    const timer = window.setTimeout(() => this.send(gesture, path, [], picture), 0);
    this.enter = { el: typedInto(el)?.field ?? el, timer };
  }

  private forgetEnter(): void {
    if (this.enter) window.clearTimeout(this.enter.timer);
    this.enter = null;
  }

  private dropped(el: Element): void {
    const dragged = this.dragged;
    this.dragged = null;
    if (dragged) this.send({ gesture: "drop" }, dragged.path, pathOf(el), dragged.picture);
  }

  private told(gesture: Gesture | null, el: Element, before: Picture | null): void {
    if (!gesture) return;
    const goesOn = gesture.gesture === "type" && this.known === el;
    this.known = el;
    this.send(gesture, pathOf(el), [], goesOn ? null : before ?? this.picture());
  }

  private send(gesture: Gesture, path: Touched[], onto: Touched[], picture: Picture | null): void {
    if (picture === this.before) this.before = null;
    this.tell({ type: "recorded", gesture, path, onto, page: picture?.page ?? null }, picture?.nodes);
  }

  private picture(): Picture {
    const { nodes, strings } = readFrame();
    const title = native.documentTitle().slice(0, 1_000);
    return { page: { document: this.document, url: window.location.href, title, strings }, nodes };
  }
}

/** The element and those around it, through shadow roots. */
function pathOf(el: Element): Touched[] {
  const path: Touched[] = [];
  for (let node: Node | null = el; node && path.length < MOST_AROUND; node = above(node)) {
    if (node instanceof Element) path.push(touchedOf(node));
  }
  return path;
}

const above = (node: Node): Node | null =>
  node instanceof ShadowRoot ? native.shadowHost(node) : native.parentNode(node);
