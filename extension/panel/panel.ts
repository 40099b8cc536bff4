// The side panel's start. It belongs to a window and acts for the tab in front there, whichever that is.

import "../shared/base.css";
import "../overlay/overlay.css";
import "../overlay/prose.css";
import "../overlay/quotes.css";
import "../overlay/composer.css";
import "../shared/run.css";
import "../shared/approval.css";
import "./panel.css";
import "./history.css";
import "./fill.css";
import init, { mount_panel } from "views";
import { ViewHost } from "../shared/view-host";
import { viewsModule } from "../shared/views-module";

/** The window the panel stands in. */
const window = chrome.windows.getCurrent().then(({ id }) => id ?? chrome.windows.WINDOW_ID_NONE);

async function inFront(): Promise<number> {
  const [tab] = await chrome.tabs.query({ active: true, windowId: await window });
  return tab?.id ?? chrome.tabs.TAB_ID_NONE;
}

/** Calls back with each tab that comes to the front of the panel's window. */
function followTabs(moved: (tab: number) => void): void {
  chrome.tabs.onActivated.addListener(({ tabId, windowId }) => {
    void window.then((own) => {
      if (windowId === own) moved(tabId);
    });
  });
}

/** In a tab of its own it acts for the tab it was told. */
const named = new URLSearchParams(location.search).get("tab");
const [tab] = await Promise.all([
  named === null ? inFront() : Number(named), init({ module_or_path: viewsModule(import.meta.url) }),
]);
const root = document.getElementById("root");
if (root) {
  const host = new ViewHost({ port: "popup", tab, ...(named === null ? { followTabs } : {}) });
  mount_panel(host, root);
  root.dataset["ready"] = "";
}
