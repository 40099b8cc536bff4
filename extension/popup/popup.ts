// The popup's start: everything that is asked of the browser is asked at once, the view is drawn as soon as it is there.

import "../shared/base.css";
import "./popup.css";
import "./run.css";
import "./recipes.css";
import "../shared/approval.css";
import init, { mount_popup } from "views";
import { keptDraft, ViewHost } from "../shared/view-host";
import { viewsModule } from "../shared/views-module";

/** The tab the popup acts for: the one it was opened over, or the one it was told. */
async function actedFor(named: string | null): Promise<number> {
  if (named !== null) return Number(named);
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? chrome.tabs.TAB_ID_NONE;
}

async function shortcut(): Promise<string> {
  const commands = await chrome.commands.getAll();
  return commands.find((command) => command.name === "ask")?.shortcut ?? "";
}

const named = new URLSearchParams(location.search).get("tab");
if (named !== null) document.documentElement.classList.add("detached");
const [tab, draft, keys] = await Promise.all([actedFor(named), keptDraft(), shortcut(), init({ module_or_path: viewsModule(import.meta.url) })]);
const root = document.getElementById("root");
if (root) {
  const host = new ViewHost({ port: "popup", tab, draft, shortcut: keys, attached: named === null });
  mount_popup(host, root);
  root.dataset["ready"] = "";
}
