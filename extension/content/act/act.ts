// Everything hands can do in a page, and how one act runs. A new act is one file and one line in `HANDS`, besides its
// shape in the protocol.

import type { ContentAct, ContentReply } from "../../protocol.js";
import { check } from "./check.js";
import { clear } from "./clear.js";
import { click } from "./click.js";
import { drag } from "./drag.js";
import { factsWithin } from "./facts.js";
import { ActFailure, fail } from "./failure.js";
import { focus } from "./focus-act.js";
import { hover } from "./hover.js";
import { outcomeOf, watch } from "./outcome.js";
import { Patience } from "./patience.js";
import { press } from "./press.js";
import { Scene, type Hand, type Verb } from "./scene.js";
import { scroll } from "./scroll.js";
import { select } from "./select.js";
import { targetOf } from "./target.js";
import { during, type Turns } from "./trusted.js";
import { focused } from "./tree.js";
import { type } from "./type.js";
import { upload } from "./upload.js";
import { wait } from "./wait.js";

const HANDS: { [Name in Verb]: Hand<Name> } = { check, clear, click, drag, focus, hover, press, scroll, select, type, upload, wait };

/** Nobody waits longer for one act. */
const LONGEST_MS = 120_000;

export interface ActCall { node: number | null; act: ContentAct; expect: string | null; timeout_ms: number }

/** The facts of the element with this ref, without one those of what has the focus. */
export function tellFacts(ref: number | null): ContentReply {
  try {
    return { type: "facts", facts: factsWithin(ref === null ? (focused() ?? fail("stale", "Nothing has the focus.")) : targetOf(ref)) };
  } catch (error) {
    return failed(error, false);
  }
}

/** Does one act. Aborting the signal ends it at once, between two events. With `turns` its input is the browser's own. */
export async function perform(call: ActCall, signal: AbortSignal, turns: Turns | null = null): Promise<ContentReply> {
  const patience = new Patience(Math.min(call.timeout_ms, LONGEST_MS), signal);
  let scene: Scene | null = null;
  const watching = new AbortController();
  try {
    // A wait for what is gone must not fail because it is gone.
    const node = call.node === null ? judgedFocus(call) : call.act.do === "wait" ? targetOrNone(call.node) : targetOf(call.node);
    scene = new Scene(node, patience, call.expect);
    watch(scene, watching.signal);
    const [hand, here] = [HANDS[call.act.do] as Hand<Verb>, scene];
    await during(turns, () => hand(call.act, here));
    return { type: "acted", outcome: await outcomeOf(scene) };
  } catch (error) {
    return failed(error, scene?.begun ?? false);
  } finally {
    watching.abort();
  }
}

/** Without a target keys go to what has the focus: that must be what was judged. */
function judgedFocus({ act, expect }: ActCall): Element | null {
  if (act.do !== "press" || expect === null) return null;
  return focused() ?? fail("changed", "Nothing has the focus any more. Look at the page again.");
}

function targetOrNone(ref: number): Element | null {
  try {
    return targetOf(ref);
  } catch {
    return null;
  }
}

function failed(error: unknown, begun: boolean): ContentReply {
  if (error instanceof ActFailure) return { type: "act_failed", code: error.code, detail: error.detail, begun };
  return { type: "act_failed", code: "unsupported", detail: `The page does not allow it: ${String(error).slice(0, 200)}`, begun };
}
