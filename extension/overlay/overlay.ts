// The overlay's start. Its nonce comes in the fragment and leaves the address at once.

import init, { mount_overlay } from "../views/views.js";
import { ViewHost } from "../shared/view-host";
import { viewsModule } from "../shared/views-module";

const nonce = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

/** A frame's extension page may ask for its own tab; some browsers answer frames with nothing. */
async function ownTab(): Promise<number> {
  const tab = await chrome.tabs.getCurrent();
  return tab?.id ?? chrome.tabs.TAB_ID_NONE;
}

const [tab] = await Promise.all([ownTab(), init({ module_or_path: viewsModule(import.meta.url) })]);
const root = document.getElementById("root");
if (root && nonce !== "") mount_overlay(new ViewHost({ port: "overlay", tab, nonce }), root);
