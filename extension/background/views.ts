// Ports of the views: who may connect, and what they are.

import type { ToView } from "../protocol";

/** A view as the browser itself describes it. Nothing in it comes from the view's messages. */
export interface Sender {
  overlay: boolean;
  tab: number | undefined;
  /** Names the document; without document ids, its frame. */
  document: string;
  incognito: boolean;
}

/** Pages of ours that may talk to the background, and under which name. */
const PAGES = new Map([
  ["/popup/popup.html", "popup"],
  ["/panel/panel.html", "popup"],
  ["/options/options.html", "popup"],
  ["/overlay/overlay.html", "overlay"],
]);

/** Who is at the other end of `port`, or `null` when it is none of our views. */
export function senderOf(port: chrome.runtime.Port): Sender | null {
  const sender = port.sender;
  if (!sender || sender.id !== chrome.runtime.id || sender.url === undefined) return null;
  const url = new URL(sender.url);
  if (url.protocol !== new URL(chrome.runtime.getURL("")).protocol) return null;
  if (PAGES.get(url.pathname) !== port.name) return null;
  const tab = sender.tab?.id;
  const overlay = port.name === "overlay";
  // An overlay is a frame in a tab, the other views are pages of their own.
  if (overlay ? tab === undefined || sender.frameId === 0 : (sender.frameId ?? 0) !== 0) return null;
  return {
    overlay,
    tab,
    document: sender.documentId ?? `${tab ?? ""}:${sender.frameId ?? ""}`,
    incognito: sender.tab?.incognito ?? chrome.extension.inIncognitoContext,
  };
}

/** Connected views by number. */
export class Views {
  readonly #ports = new Map<number, chrome.runtime.Port>();
  #last = 0;

  add(port: chrome.runtime.Port): number {
    this.#ports.set(++this.#last, port);
    return this.#last;
  }

  remove(view: number): void {
    this.#ports.delete(view);
  }

  post(view: number, message: ToView): void {
    try {
      this.#ports.get(view)?.postMessage(message);
    } catch {
      // It closed this very moment; its disconnect event is on the way.
    }
  }
}
