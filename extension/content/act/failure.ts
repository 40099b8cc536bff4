// Why an act was not done, told so that a model and a person know what to try instead.

import type { ActCode } from "../../protocol.js";

/** An act that was not done, or not to its end. `detail` may hold words of the page. */
export class ActFailure extends Error {
  constructor(readonly code: ActCode, readonly detail: string) {
    super(`${code}: ${detail}`);
  }
}

export const fail = (code: ActCode, detail: string): never => {
  throw new ActFailure(code, detail);
};
