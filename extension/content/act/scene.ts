// What every act works with: its target, its patience, and the promise that the target is still what was judged.

import type { Acted, ContentAct } from "../../protocol.js";
import { destinationOf, factsOf } from "./facts.js";
import { fail } from "./failure.js";
import * as native from "./natives.js";
import type { Patience } from "./patience.js";
import { alive } from "./ready.js";

export type Verb = ContentAct["do"];
export type ActOf<Name extends Verb> = Extract<ContentAct, { do: Name }>;
/** Does one act; what it saw goes to `scene.saw`, what keeps it from being done is thrown. */
export type Hand<Name extends Verb> = (act: ActOf<Name>, scene: Scene) => Promise<void>;

export class Scene {
  /** What the act itself could see. */
  readonly saw: Partial<Acted> = {};
  /** Events were sent: what happens from now on has happened. */
  begun = false;
  /** The file input the page wanted a file for, when it did. */
  fileInput: HTMLInputElement | null = null;

  constructor(readonly node: Element | null, readonly patience: Patience, private readonly expect: string | null) {}

  /** The target; acts without one have their own way. */
  get target(): Element {
    return this.node ?? fail("unsupported", "This act needs a target.");
  }

  /** To be called right before the first event: the facts must be those that were judged. */
  confirm(): void {
    this.patience.check();
    if (this.node) alive(this.node);
    this.recheck();
    this.begun = true;
  }

  /** Throws `changed` when the facts are no longer those that were judged, as long as nothing was sent. */
  recheck(): void {
    if (this.node && this.expect !== null && !this.begun && factsOf(this.node).fingerprint !== this.expect) {
      fail("changed", "The element, its form or where it leads is no longer what it was. Look at it again.");
    }
  }

  /** Gives a check of what is about to be clicked: a page may make something else of it while the mouse is moved there, and
   * lead elsewhere while it is pressed. */
  watchTarget(): Recheck {
    const { node } = this;
    if (!node || this.expect === null) return () => undefined;
    const [before, label] = [destinationOf(node), factsOf(node).label];
    return (when) => {
      if (!native.isConnected(node)) return;
      if (destinationOf(node) !== before) fail("changed", "The page changed where it leads while it was being pressed. It was not clicked.");
      if (when === "aimed" && factsOf(node).label !== label) fail("changed", "The page called it something else when the mouse came there. It was not clicked.");
    };
  }
}

/** Throws when what the mouse is on, or presses, is not to be clicked any more. */
export type Recheck = (when: "aimed" | "pressed") => void;
