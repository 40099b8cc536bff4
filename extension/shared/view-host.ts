// What the views (Rust) need of the browser; its Rust half is `ViewHost` in core-wasm/src/views.rs.

import type { ToView, ViewCall } from "../protocol";
import { copyText } from "./clipboard";
import { allowFrames, closeFrames, mayReadFrames } from "./frame-access";
import { isTrustedInputOffered, isTrustedInputOn, switchTrustedInput } from "./trusted-input";
import { openPanel } from "./side-panel";
import { ViewPort } from "./view-port";

/** Where a view stands and what was kept for it. */
export interface Setting {
  port: "popup" | "overlay";
  tab: number;
  nonce?: string;
  draft?: unknown;
  shortcut?: string;
  /** The popup hangs at its toolbar button, not in a window or tab of its own. */
  attached?: boolean;
  /** Calls back with the tab the view acts for from now on, each time it is another. */
  followTabs?: (moved: (tab: number) => void) => void;
}

const DRAFT = "popup_draft";

export class ViewHost {
  readonly #port: ViewPort;

  constructor(private readonly setting: Setting) {
    this.#port = new ViewPort(setting.port, setting.nonce ?? "");
    document.documentElement.lang = this.t("language_tag", []);
    document.documentElement.dir = this.t("text_direction", []);
  }

  call(call: ViewCall): void {
    this.#port.send(call);
  }

  on_message(callback: (message: ToView | { lost: true }) => void): void {
    this.#port.listen(callback);
  }

  t(key: string, substitutions: string[]): string {
    return chrome.i18n.getMessage(key, substitutions);
  }

  tab(): number {
    return this.setting.tab;
  }

  on_tab(callback: (tab: number) => void): void {
    this.setting.followTabs?.((tab) => {
      this.setting.tab = tab;
      callback(tab);
    });
  }

  nonce(): string {
    return this.setting.nonce ?? "";
  }

  language(): string {
    return chrome.i18n.getUILanguage();
  }

  draft(): unknown {
    return this.setting.draft ?? null;
  }

  /** Kept in memory until the browser closes; where that fails the draft is lost, nothing else. */
  save_draft(draft: unknown): void {
    void chrome.storage.session.set({ [DRAFT]: draft }).catch(() => undefined);
  }

  shortcut(): string {
    return this.setting.shortcut ?? "";
  }

  /** Host access to another server; must follow a press. True when nothing has to be asked. */
  async allow_server(url: string): Promise<boolean> {
    try {
      // Match patterns have no port.
      const { protocol, hostname } = new URL(url);
      return await chrome.permissions.request({ origins: [`${protocol}//${hostname}/*`] });
    } catch {
      return false;
    }
  }

  may_read_frames(): Promise<boolean> {
    return mayReadFrames();
  }

  /** Never from the overlay: a page could lay something over it and have it pressed. */
  async allow_frames(): Promise<boolean> {
    return this.setting.port === "popup" && allowFrames();
  }

  async close_frames(): Promise<boolean> {
    return this.setting.port === "popup" && closeFrames();
  }

  offers_trusted_input(): boolean {
    return isTrustedInputOffered();
  }

  has_trusted_input(): Promise<boolean> {
    return isTrustedInputOn();
  }

  /** Never from the overlay, as above. */
  async switch_trusted_input(on: boolean): Promise<boolean> {
    return this.setting.port === "popup" && switchTrustedInput(on);
  }

  copy(text: string): Promise<boolean> {
    return copyText(text);
  }

  open_popup(): void {
    const url = chrome.runtime.getURL(`popup/popup.html?tab=${this.setting.tab}`);
    void chrome.windows.create({ url, type: "popup", width: 376, height: 680 });
    this.close();
  }

  /** Must follow a press. */
  open_panel(tab: number): void {
    openPanel(tab);
    this.close();
  }

  /** Saves a text as the browser saves downloads. */
  save_file(name: string, mediaType: string, text: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: mediaType }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  closes_for_files(): boolean {
    return this.setting.attached === true && chrome.runtime.getURL("").startsWith("moz-extension:");
  }

  close(): void {
    if (this.setting.attached === true) window.close();
  }
}

/** What was typed into the popup and not sent. */
export async function keptDraft(): Promise<unknown> {
  const kept = await chrome.storage.session.get(DRAFT);
  return kept[DRAFT];
}
