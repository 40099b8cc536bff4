// How long an act may wait, and the ways to wait: each ends at once when the act is cancelled.

import { ActFailure } from "./failure.js";
import * as native from "./natives.js";

const now = performance.now.bind(performance);
/** Frames come every 16 ms where they come at all; a tab in the background draws none. */
const FRAME_MS = 50;
/** Changes come in bursts: they are looked at together. */
const BURST_MS = 20;

export class Patience {
  private readonly end: number;

  constructor(ms: number, readonly signal: AbortSignal) {
    this.end = now() + ms;
  }

  /** The same, but for `ms` milliseconds at most. */
  within(ms: number): Patience {
    return new Patience(Math.min(ms, this.end - now()), this.signal);
  }

  get isOver(): boolean {
    return now() >= this.end;
  }

  /** Throws when the act was cancelled. */
  check(): void {
    if (this.signal.aborted) throw new ActFailure("cancelled", "It was cancelled.");
  }

  /** The next frame, or what passes for one in a tab that draws none. */
  async frame(): Promise<void> {
    await this.settled((done) => {
      const timer = window.setTimeout(done, FRAME_MS);
      const frame = native.isHiddenTab() ? 0 : requestAnimationFrame(() => done());
      return () => {
        window.clearTimeout(timer);
        cancelAnimationFrame(frame);
      };
    });
  }

  /** `ms` milliseconds, or until `wake` is called: it gets the function that ends the pause. */
  async pause(ms: number, wake?: (end: () => void) => void): Promise<void> {
    await this.settled((done) => {
      const timer = window.setTimeout(done, Math.max(0, Math.min(ms, this.end - now())));
      wake?.(done);
      return () => window.clearTimeout(timer);
    });
  }

  /** Until something changes in the document, at most `ms` milliseconds. */
  async change(ms: number): Promise<void> {
    let observer: MutationObserver | null = null;
    try {
      await this.pause(ms, (end) => {
        observer = new MutationObserver(end);
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      });
    } finally {
      (observer as MutationObserver | null)?.disconnect();
    }
    await this.pause(BURST_MS);
  }

  /** Lets the page and our own port do what they have waiting, without the browser's delay of nested timers. */
  async turn(): Promise<void> {
    await this.settled((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(null);
      return () => channel.port1.close();
    });
  }

  /** Runs `start` until it calls `done` or the act is cancelled; what `start` returned then cleans up. */
  private async settled(start: (done: () => void) => () => void): Promise<void> {
    this.check();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.signal.removeEventListener("abort", done);
        queueMicrotask(() => stop());
        resolve();
      };
      const stop = start(done);
      this.signal.addEventListener("abort", done);
    });
    this.check();
  }
}
