// The overlay's window in the page: a bar to move it by, a corner to size it by, and the iframe with our own page.
// Nothing in here takes part in what the iframe does, and the page can reach none of it.

import type { ContentEvent, OverlayLabels, Place } from "../protocol.js";
import { dress, mountHost, type Host } from "./host.js";
import * as native from "./natives.js";
import { build, paint, type Parts } from "./overlay-parts.js";
import { keepInside, moved, resized, startPlace, type Viewport } from "./place.js";

const STEP = 16;

export interface Opening { url: string; place: Place | null; labels: OverlayLabels; focus: boolean }

export class Overlay {
  private readonly before: Element | null;
  private readonly dark = window.matchMedia("(prefers-color-scheme: dark)");
  private place: Place;
  private isOpen = true;

  private constructor(
    private readonly host: Host, private readonly parts: Parts, readonly url: string, place: Place | null,
    private readonly tell: (event: ContentEvent) => void,
  ) {
    this.before = native.activeElement();
    this.place = startPlace(place);
    this.listen();
    this.show();
    this.repaint();
  }

  static open({ url, place, labels, focus }: Opening, tell: (event: ContentEvent) => void): Overlay | null {
    const host = mountHost("overlay");
    const overlay = host && new Overlay(host, build(host.root, url, labels), url, place, tell);
    if (focus) overlay?.parts.frame.addEventListener("load", () => overlay.focus(), { once: true });
    return overlay;
  }

  get isMounted(): boolean {
    return this.isOpen && native.isConnected(this.host.host);
  }

  focus(): void {
    this.parts.frame.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    window.removeEventListener("resize", this.show);
    this.dark.removeEventListener("change", this.repaint);
    native.removeNode(this.host.host);
    if (this.before instanceof HTMLElement && native.isConnected(this.before)) HTMLElement.prototype.focus.call(this.before);
  }

  private readonly show = (): void => {
    const { right, top, width, height } = keepInside(this.place, viewport());
    dress(this.parts.box, { right: `${right}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  };

  private readonly repaint = (): void => paint(this.parts, this.dark.matches);

  private settle(place: Place): void {
    // Growing stops at the viewport's lower edge instead of pushing the window up.
    const height = place.height > this.place.height ? Math.min(place.height, viewport().height - place.top - 8) : place.height;
    this.place = keepInside({ ...place, height }, viewport());
    this.show();
  }

  private closeByHand(): void {
    this.close();
    this.tell({ type: "overlay_closed" });
  }

  private listen(): void {
    const { handle, corner, close } = this.parts;
    window.addEventListener("resize", this.show);
    this.dark.addEventListener("change", this.repaint);
    this.drag(handle, moved);
    this.drag(corner, resized);
    this.steer(handle, (shift) => (shift ? resized : moved));
    this.steer(corner, () => resized);
    close.addEventListener("click", (event) => event.isTrusted && this.closeByHand());
    close.addEventListener("keydown", (event) => this.escape(event));
  }

  private escape(event: KeyboardEvent): boolean {
    if (!event.isTrusted || event.key !== "Escape") return false;
    event.preventDefault();
    event.stopPropagation();
    this.closeByHand();
    return true;
  }

  private drag(grip: HTMLElement, change: typeof moved): void {
    grip.addEventListener("pointerdown", (down) => {
      if (!down.isTrusted || down.button !== 0) return;
      const from = this.place = keepInside(this.place, viewport());
      grip.setPointerCapture(down.pointerId);
      dress(this.parts.frame, { "pointer-events": "none" });
      const move = (event: PointerEvent): void => {
        if (event.isTrusted) this.settle(change(from, event.clientX - down.clientX, event.clientY - down.clientY));
      };
      const end = (): void => {
        grip.removeEventListener("pointermove", move);
        dress(this.parts.frame, { "pointer-events": "auto" });
        if (this.place !== from) this.tell({ type: "overlay_placed", place: this.place });
      };
      grip.addEventListener("pointermove", move);
      grip.addEventListener("lostpointercapture", end, { once: true });
    });
  }

  private steer(grip: HTMLElement, choose: (shift: boolean) => typeof moved): void {
    grip.addEventListener("keydown", (event) => {
      if (this.escape(event) || !event.isTrusted) return;
      const [dx, dy] = ARROWS[event.key] ?? [0, 0];
      if (dx === 0 && dy === 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.settle(choose(event.shiftKey)(this.place, dx * STEP, dy * STEP));
      this.tell({ type: "overlay_placed", place: this.place });
    });
  }
}

/** What is free for the overlay: without the scrollbars. */
function viewport(): Viewport {
  const root = native.rootElement();
  const width = root ? native.clientWidth(root) : 0;
  return { width: Math.min(width || window.innerWidth, window.innerWidth), height: window.innerHeight };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
