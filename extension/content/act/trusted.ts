// Input that the browser makes itself, so that its events are trusted. This script can not: it asks the background in the
// middle of an act, by answering the call with what it wants, and goes on when it is called again.

import type { ContentReply, Modifier, TrustedInput } from "../../protocol.js";
import { ActFailure, fail } from "./failure.js";
import { coverAt } from "./hit.js";
import type { Key } from "./keys.js";
import * as native from "./natives.js";
import type { Stroke } from "./pointer.js";
import type { Spot } from "./ready.js";
import type { Recheck } from "./scene.js";

/** Deepest nesting of frames that is looked through. */
const DEEPEST = 20;
/** Outside of every page: what is let go there presses nothing. */
const NOWHERE = -10_000;

/** One act as a talk: each answer is what is wanted next, the last one the end of the act. */
export class Turns {
  private answer: (reply: ContentReply) => void = () => undefined;
  private resume: ((done: boolean) => void) | null = null;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener("abort", () => this.resume?.(false));
  }

  /** The first answer; `work` does the act, and may want something at once. */
  begin(work: () => Promise<ContentReply>): Promise<ContentReply> {
    const first = this.next();
    void work().then((end) => this.answer(end));
    return first;
  }

  /** Goes on after what was wanted last was done, or could not be; the next answer. */
  goOn(done: boolean): Promise<ContentReply> {
    if (!this.resume) return Promise.resolve({ type: "failed", reason: "nothing was wanted" });
    const next = this.next();
    this.resume(done);
    return next;
  }

  async want(input: TrustedInput): Promise<void> {
    const done = await new Promise<boolean>((resolve) => {
      this.resume = resolve;
      this.answer({ type: "wants", input });
    });
    this.resume = null;
    if (this.signal.aborted) throw new ActFailure("cancelled", "It was cancelled.");
    if (!done) fail("unsupported", "The browser did not let Legwork press keys and buttons of its own here.");
  }

  private next(): Promise<ContentReply> {
    return new Promise((resolve) => (this.answer = resolve));
  }
}

/** The talk of the act under way, when its input is the browser's own: there is one act a frame at a time. */
let talk: Turns | null = null;

/** Runs `work` with input of the browser's own, or without. */
export async function during<T>(turns: Turns | null, work: () => Promise<T>): Promise<T> {
  talk = turns;
  try {
    return await work();
  } finally {
    if (talk === turns) talk = null;
  }
}

/** Whether keys are the browser's own now. */
export const hasKeys = (): boolean => talk !== null;

/** Whether the mouse is: it must be known where in the window this frame is. */
export const hasMouse = (): boolean => talk !== null && frameOffset() !== null;

/** Moves the browser's mouse to the point of this frame. */
export async function move({ x, y }: Pick<Spot, "x" | "y">, modifiers: readonly Modifier[]): Promise<void> {
  const listening = new AbortController();
  let astray = false;
  native.onCapture(window, "mousemove", (event) => {
    if (event instanceof MouseEvent && event.isTrusted) astray = Math.abs(event.clientX - x) > 2 || Math.abs(event.clientY - y) > 2;
  }, listening.signal);
  try {
    await wantMouse("move", { x, y }, { button: "left", modifiers }, 0);
  } finally {
    listening.abort();
  }
  if (astray) fail("unsupported", "The browser’s mouse went elsewhere, as on pages that are zoomed or scaled.");
}

/**
 * Clicks the spot `count` times. Before each press the pointer must still reach `el` there; `recheck` throws when what is
 * pressed is not to be clicked any more.
 */
export async function click(el: Element, spot: Spot, stroke: Stroke, count: number, recheck: Recheck): Promise<void> {
  await move(spot, stroke.modifiers);
  for (let n = 1; n <= count; n += 1) {
    const reached = native.isConnected(el) ? coverAt(el, spot.x, spot.y) : { cover: "something else" };
    // What the first click put in its place is not clicked a second time.
    if ("cover" in reached && n > 1) return;
    if ("cover" in reached) fail("changed", `When the mouse came there ${reached.cover} was in its place. It was not clicked.`);
    if (n === 1) recheck("aimed");
    await wantMouse("press", spot, stroke, n);
    try {
      recheck("pressed");
    } catch (error) {
      await wantMouse("release", { x: NOWHERE, y: NOWHERE }, stroke, n);
      throw error;
    }
    await wantMouse("release", spot, stroke, n);
  }
}

/** Presses a key and lets it go. */
export async function strike(key: Key, modifiers: readonly Modifier[]): Promise<void> {
  const writes = !modifiers.some((held) => held !== "shift");
  if (key.text !== "" && key.code === "") return want({ input: "text", text: key.text });
  await want({ input: "key", down: true, key: key.key, code: key.code, number: key.number, text: writes ? key.text : "", modifiers: [...modifiers] });
  await want({ input: "key", down: false, key: key.key, code: key.code, number: key.number, text: "", modifiers: [...modifiers] });
}

function wantMouse(
  phase: "move" | "press" | "release", at: { x: number; y: number }, { button, modifiers }: Stroke, count: number,
): Promise<void> {
  const offset = frameOffset() ?? fail("changed", "The frame moved to where it can not be reached.");
  return want({ input: "mouse", phase, x: at.x + offset.x, y: at.y + offset.y, button, count, modifiers: [...modifiers] });
}

const want = (input: TrustedInput): Promise<void> =>
  talk?.want(input) ?? fail("cancelled", "It was cancelled.");

/** Where this frame's view begins in the window's; null below a frame of another site, which does not tell, or a scaled one. */
function frameOffset(): { x: number; y: number } | null {
  let [x, y] = [0, 0];
  let view: Window = window;
  for (let depth = 0; view !== view.parent; depth += 1) {
    const frame = depth < DEEPEST ? frameOf(view) : null;
    if (!frame) return null;
    const box = native.rectOf(frame);
    const style = native.styleOf(frame);
    const edge = (side: "Left" | "Top"): number => parseFloat(style[`border${side}Width`]) + parseFloat(style[`padding${side}`]);
    if (Math.abs(box.width - native.offsetWidth(frame)) > 1) return null;
    x += box.left + edge("Left");
    y += box.top + edge("Top");
    view = view.parent;
  }
  return { x, y };
}

function frameOf(view: Window): HTMLElement | null {
  try {
    return view.frameElement as HTMLElement | null;
  } catch {
    return null;
  }
}
