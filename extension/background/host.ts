// What the engine (Rust) needs of the browser; its Rust half is `Host` in core-wasm/src/engine.rs. A method that
// rejects with "closed" means that no script may run in the page; with anything else, that the page is gone.

import type { ContentCall, ContentReply, OverlayLabels, ReadReply, Rect, ToView } from "../protocol";
import type { ContentPorts } from "./content-ports";
import * as debug from "./debugger";
import * as archive from "./archive";
import { inject, readTab, type Tab } from "./pages";
import { picture } from "./pictures";
import { load, save, type Area } from "./storage";
import { seal, unseal } from "./vault";
import { loaded, openBeside, openedBy, steer, type Steer } from "./tabs";
import type { Views } from "./views";

declare const __SERVER_URL__: string;

const ALIVE_MS = 20_000;

export class Host {
  constructor(
    private readonly views: Views, private readonly contents: ContentPorts, private readonly loads: (tab: number) => void,
  ) {}

  random(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  built_in_server(): string {
    return __SERVER_URL__;
  }

  async may_reach(origin: string): Promise<boolean> {
    // Match patterns of Firefox have no port.
    const { protocol, hostname } = new URL(origin);
    return chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
  }

  load(area: Area | "archive", key: string): Promise<string | undefined> {
    return area === "archive" ? archive.load(key) : load(area, key);
  }

  save(area: Area | "archive", key: string, text: string | undefined): Promise<void> {
    return area === "archive" ? archive.save(key, text) : save(area, key, text);
  }

  seal(text: string): Promise<string> {
    return seal(text);
  }

  unseal(sealed: string): Promise<string | undefined> {
    return unseal(sealed);
  }

  tab(tab: number, probe: boolean): Promise<Tab> {
    return readTab(tab, probe);
  }

  inject(tab: number): Promise<number[]> {
    return inject(tab);
  }

  content(tab: number, frame: number, call: ContentCall): Promise<ContentReply | ReadReply> {
    return this.contents.call(tab, frame, call);
  }

  overlay_url(nonce: string): string {
    return `${chrome.runtime.getURL("overlay/overlay.html")}#${nonce}`;
  }

  overlay_labels(): OverlayLabels {
    return {
      title: chrome.i18n.getMessage("overlay_title"),
      move_handle: chrome.i18n.getMessage("overlay_move"),
      resize_handle: chrome.i18n.getMessage("overlay_resize"),
      close: chrome.i18n.getMessage("overlay_close"),
    };
  }

  async open_tab(url: string): Promise<void> {
    await chrome.tabs.create({ url });
  }

  open_beside(tab: number, url: string): Promise<number | undefined> {
    return openBeside(tab, url);
  }

  steer(tab: number, to: Steer): Promise<void> {
    return steer(tab, to);
  }

  loaded(tab: number, ms: number): Promise<boolean> {
    return loaded(tab, ms);
  }

  opened_by(tab: number): Promise<number[]> {
    return openedBy(tab);
  }

  attach(tab: number): Promise<boolean> {
    return debug.attach(tab);
  }

  detach(tab: number): Promise<void> {
    return debug.detach(tab);
  }

  debug(tab: number, method: string, params: Record<string, unknown>): Promise<void> {
    return debug.send(tab, method, params);
  }

  is_debugged(tab: number): boolean {
    return debug.isDebugged(tab);
  }

  find_listeners(tab: number): Promise<void> {
    return debug.findListeners(tab);
  }

  dialog(tab: number): debug.Dialog | null {
    return debug.dialogOf(tab);
  }
  /** Tells of documents that are loaded while something is recorded, and shows on the toolbar button that it is. */
  watch_loads(on: boolean): void {
    const { onUpdated, onRemoved } = chrome.tabs;
    onUpdated.removeListener(this.onUpdated);
    onRemoved.removeListener(this.loads);
    clearInterval(this.alive);
    if (on) {
      onUpdated.addListener(this.onUpdated);
      onRemoved.addListener(this.loads);
      // A background that asks nothing of the browser for half a minute is stopped.
      this.alive = setInterval(() => void chrome.runtime.getPlatformInfo(), ALIVE_MS);
      void chrome.action.setBadgeBackgroundColor({ color: "#c0362c" });
    }
    void chrome.action.setBadgeText({ text: on ? "●" : "" });
  }

  private alive: ReturnType<typeof setInterval> | undefined;
  private readonly onUpdated = (tab: number, change: { status?: string }): void => {
    if (change.status !== undefined) this.loads(tab);
  };

  picture(tab: number, width: number, covered: Rect[]): Promise<string | undefined> {
    return picture(tab, width, covered);
  }

  whole_picture(tab: number): Promise<string | undefined> {
    return debug.wholePicture(tab);
  }

  /** Where the browser does not open the popup by itself, it comes as a window. */
  async open_popup(tab: number): Promise<void> {
    try {
      await chrome.action.openPopup();
    } catch {
      const url = chrome.runtime.getURL(`popup/popup.html?tab=${tab}`);
      await chrome.windows.create({ url, type: "popup", width: 376, height: 680 });
    }
  }

  post(view: number, message: ToView): void {
    this.views.post(view, message);
  }
}
