// Every message between the extension's contexts: the TypeScript half of `core-wasm/src/protocol.rs`.
//
// `protocol.samples.ts` holds one sample of every message as Rust writes it; tsc checks them against these types, a
// Rust test checks that the file is what Rust writes. Absent values are `null`, never `undefined`.

export type * from "./protocol/server.js";
export type * from "./protocol/view.js";
export type * from "./protocol/run.js";
export type * from "./protocol/recipe.js";
export type * from "./protocol/content.js";
