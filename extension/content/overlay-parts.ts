// What the overlay's window is made of, and how it looks. Styled through CSSOM only: a page's CSP may forbid the rest.

import type { OverlayLabels } from "../protocol.js";
import { dress } from "./host.js";
import * as native from "./natives.js";

export interface Parts {
  box: HTMLElement;
  bar: HTMLElement;
  handle: HTMLButtonElement;
  close: HTMLButtonElement;
  corner: HTMLButtonElement;
  frame: HTMLIFrameElement;
}

/** The colours of `shared/tokens.css` that the bar needs; a style sheet can not be linked from here. */
const LIGHT = { surface: "#ffffff", text: "#1d1b18", line: "#e5e2dc", accent: "#0d7d71", shadow: "0 8px 32px rgb(0 0 0 / 0.22)" };
const DARK = { surface: "#1a1916", text: "#f2efe9", line: "#33302b", accent: "#6fcebd", shadow: "0 8px 32px rgb(0 0 0 / 0.6)" };

export function build(root: ShadowRoot, url: string, labels: OverlayLabels): Parts {
  const box = native.newElement("section");
  const bar = native.newElement("div");
  const frame = native.newElement("iframe");
  const handle = newButton(labels.move_handle, labels.title);
  const close = newButton(labels.close, "✕");
  const corner = newButton(labels.resize_handle, "");
  box.ariaLabel = labels.title;
  frame.title = labels.title;
  frame.allow = "clipboard-write";
  frame.src = url;
  dress(box, {
    position: "fixed", display: "flex", "flex-direction": "column", overflow: "hidden", "border-radius": "12px",
    "box-sizing": "border-box", font: "600 13px/1 system-ui, sans-serif",
    // `all` on the host leaves the page's direction; ours is that of our language.
    direction: chrome.i18n.getMessage("@@bidi_dir"),
  });
  dress(bar, { display: "flex", flex: "none", height: "36px", "align-items": "stretch" });
  dress(handle, { flex: "1", cursor: "move", "text-align": "start", padding: "0 12px", "touch-action": "none" });
  dress(close, { width: "40px", cursor: "pointer" });
  dress(frame, { flex: "1", border: "0", width: "100%", "min-height": "0", display: "block", "color-scheme": "normal" });
  dress(corner, {
    position: "absolute", left: "0", bottom: "0", width: "20px", height: "20px", cursor: "nesw-resize", "touch-action": "none",
    "clip-path": "polygon(0 0, 100% 100%, 0 100%)", opacity: "0.5",
  });
  bar.append(handle, close);
  box.append(bar, frame, corner);
  root.append(box);
  return { box, bar, handle, close, corner, frame };
}

function newButton(name: string, text: string): HTMLButtonElement {
  const button = native.newElement("button");
  button.type = "button";
  button.textContent = text;
  button.ariaLabel = name;
  button.title = name;
  dress(button, { all: "unset", "box-sizing": "border-box", display: "flex", "align-items": "center", "justify-content": "center" });
  // `:focus-visible` needs a style sheet; the attribute of the same meaning does not exist.
  button.addEventListener("focus", () => dress(button, { outline: button.matches(":focus-visible") ? "2px solid" : "none", "outline-offset": "-2px" }));
  button.addEventListener("blur", () => dress(button, { outline: "none" }));
  return button;
}

export function paint({ box, bar, handle, close, corner, frame }: Parts, isDark: boolean): void {
  const colours = isDark ? DARK : LIGHT;
  dress(box, {
    background: colours.surface, color: colours.text, border: `1px solid ${colours.line}`, "box-shadow": colours.shadow,
  });
  dress(bar, { "border-bottom": `1px solid ${colours.line}` });
  for (const button of [handle, close]) dress(button, { color: colours.text, "outline-color": colours.accent });
  dress(handle, { "justify-content": "flex-start" });
  dress(corner, { background: colours.text });
  dress(frame, { background: colours.surface });
}
