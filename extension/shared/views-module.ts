/** Where the views' WebAssembly lies, seen from a view's script. */
export function viewsModule(script: string): URL {
  return new URL("../views/views_bg.wasm", script);
}
