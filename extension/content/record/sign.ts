// The sign in the page that it is being recorded: ours alone, in a closed shadow root, in nobody's way.

import { dress, mountHost, type Host } from "../host.js";
import * as native from "../natives.js";

/** Shows it and gives back how to take it away. */
export function showSign(): () => void {
  const host: Host | null = mountHost("marks");
  if (!host) return () => undefined;
  const sign = native.newElement("div");
  dress(sign, {
    position: "fixed", "inset-block-end": "12px", "inset-inline-start": "12px", padding: "6px 12px", "border-radius": "999px",
    background: "#1f1d1a", color: "#ffffff", font: "13px/1.4 system-ui, sans-serif", "pointer-events": "none",
    "box-shadow": "0 2px 8px rgb(0 0 0 / 30%)",
  });
  const light = native.newElement("span");
  dress(light, {
    display: "inline-block", width: "9px", height: "9px", "border-radius": "50%", background: "#ff5a4d", "margin-inline-end": "8px",
  });
  native.appendTo(sign, light);
  native.appendTo(sign, native.newText(chrome.i18n.getMessage("recording_sign")));
  native.appendTo(host.root, sign);
  return () => native.removeNode(host.host);
}
