// The views bundle, as wasm-bindgen writes it from core-wasm/src/views.rs. The build knows where it lies.
declare module "views" {
  type ViewHost = import("./view-host").ViewHost;
  export default function init(options: { module_or_path: URL }): Promise<unknown>;
  export function mount_popup(host: ViewHost, root: HTMLElement): void;
  export function mount_overlay(host: ViewHost, root: HTMLElement): void;
  export function mount_panel(host: ViewHost, root: HTMLElement): void;
  export function mount_options(host: ViewHost, root: HTMLElement): void;
}
