// The engine's bundle, as wasm-bindgen writes it from core-wasm/src/engine.rs.

import type { Host } from "./host";

export default function init(from: { module_or_path: string | URL }): Promise<unknown>;

export class Engine {
  static start(host: Host): Promise<Engine>;
  view_connected(
    view: number, is_overlay: boolean, tab: number | undefined, document: string, incognito: boolean,
  ): void;
  view_disconnected(view: number): void;
  /** `false` when the message is not of the protocol. */
  view_called(view: number, message: unknown): boolean;
  /** `false` when the message is not of the protocol. */
  content_told(tab: number, frame: number, message: unknown, nodes: Int32Array): boolean;
  tab_loads(tab: number): void;
  tab_closed(tab: number): void;
  invoked(tab: number, prefill: string | undefined): void;
}
