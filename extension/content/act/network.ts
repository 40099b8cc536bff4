// When the network is quiet, as far as an isolated world can know. It sees what ended (resource timing of this frame) and
// what the document itself still loads; a request under way it does not see before it ends. So quiet means: the
// document is loaded, and for a while nothing ended and nothing changed in the page.

import { ActFailure, fail } from "./failure.js";
import * as native from "./natives.js";
import type { Patience } from "./patience.js";

const QUIET_MS = 500;
const now = performance.now.bind(performance);

/** Waits until nothing happened for half a second; throws `timeout`. */
export async function networkQuiet(patience: Patience): Promise<void> {
  let last = now();
  const wakers = new Set<() => void>();
  const observer = new PerformanceObserver(() => {
    last = now();
    for (const wake of wakers) wake();
  });
  observer.observe({ type: "resource" });
  const changes = new MutationObserver(() => (last = now()));
  changes.observe(document, { subtree: true, childList: true, characterData: true });
  try {
    for (;;) {
      const left = QUIET_MS - (now() - last);
      if (native.isLoaded() && left <= 0) return;
      if (patience.isOver) fail("timeout", "The page keeps loading or changing.");
      await patience.pause(Math.max(left, 20), (end) => wakers.add(end));
      wakers.clear();
    }
  } catch (error) {
    throw error instanceof ActFailure ? error : new ActFailure("timeout", String(error));
  } finally {
    observer.disconnect();
    changes.disconnect();
  }
}
