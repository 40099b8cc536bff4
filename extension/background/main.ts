// The background's start. Listeners are registered at once, as browsers demand of a background that may be stopped at
// any time; what they hear waits for the engine.

import init, { Engine } from "./engine.js";
import { ContentPorts } from "./content-ports";
import { Host } from "./host";
import { openPanel } from "../shared/side-panel";
import { closeToContentScripts } from "./storage";
import { senderOf, Views } from "./views";

const ASK = "ask";
const PANEL = "panel";

const views = new Views();
const contents = new ContentPorts((tab, frame, event, nodes) => {
  void engine.then((engine) => engine.content_told(tab, frame, event, nodes));
});
const engine = start();

async function start(): Promise<Engine> {
  await Promise.all([
    closeToContentScripts(),
    init({ module_or_path: chrome.runtime.getURL("background/engine_bg.wasm") }),
  ]);
  return Engine.start(new Host(views, contents, (tab) => void engine.then((engine) => engine.tab_loads(tab))));
}

chrome.runtime.onConnect.addListener((port) => {
  const sender = senderOf(port);
  if (!sender) {
    port.disconnect();
    return;
  }
  const view = views.add(port);
  const { overlay, tab, document, incognito } = sender;
  const connected = engine.then((engine) => {
    engine.view_connected(view, overlay, tab, document, incognito);
    return engine;
  });
  port.onMessage.addListener((message: unknown) => {
    void connected.then((engine) => {
      if (!engine.view_called(view, message)) port.disconnect();
    });
  });
  port.onDisconnect.addListener(() => {
    void chrome.runtime.lastError;
    views.remove(view);
    void connected.then((engine) => engine.view_disconnected(view));
  });
});

function invoked(tab: chrome.tabs.Tab | undefined, prefill?: string): void {
  const id = tab?.id;
  if (id !== undefined && id !== chrome.tabs.TAB_ID_NONE) void engine.then((engine) => engine.invoked(id, prefill));
}

chrome.tabs.onRemoved.addListener((tab) => void engine.then((engine) => engine.tab_closed(tab)));

chrome.commands.onCommand.addListener((command, tab) => {
  if (command === ASK) invoked(tab);
  else if (command === PANEL && tab?.id !== undefined) openPanel(tab.id);
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  if (info.menuItemId === ASK) invoked(tab, info.selectionText);
});

chrome.runtime.onInstalled.addListener(() => {
  const title = chrome.i18n.getMessage("menu_ask_selection");
  // A menu of the version before would be there twice.
  void chrome.contextMenus.removeAll().then(() => {
    chrome.contextMenus.create({ id: ASK, title, contexts: ["selection"] });
  });
});
