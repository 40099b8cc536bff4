// A view's connection to the background, made anew when the background was put to sleep and is needed again.

import type { ToView, ViewCall } from "../protocol";

type Listener = (message: ToView | { lost: true }) => void;

/** The view never uses this number itself: the reply to it says how things stand after the connection broke. */
const AGAIN = 0;

export class ViewPort {
  #port: chrome.runtime.Port | null = null;
  #listener: Listener = () => undefined;
  #connectedBefore = false;

  constructor(private readonly name: "popup" | "overlay", private readonly nonce: string) {
    // A view that is looked at again must not show how things stood when the background went to sleep.
    const wake = (): void => {
      if (this.#connectedBefore && document.visibilityState === "visible") this.#connect();
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("focus", wake);
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  send(call: ViewCall): void {
    try {
      this.#connect().postMessage(call);
    } catch {
      this.#lose();
    }
  }

  #connect(): chrome.runtime.Port {
    if (this.#port) return this.#port;
    const port = chrome.runtime.connect({ name: this.name });
    port.onMessage.addListener((message: ToView) => this.#listener(message));
    port.onDisconnect.addListener(() => this.#lose());
    this.#port = port;
    if (this.#connectedBefore) {
      const request: ViewCall["request"] =
        this.name === "overlay" ? { type: "hello", nonce: this.nonce } : { type: "get_state" };
      port.postMessage({ id: AGAIN, request } satisfies ViewCall);
    }
    this.#connectedBefore = true;
    return port;
  }

  #lose(): void {
    // Reading the error keeps the browser from reporting it as unnoticed.
    void chrome.runtime.lastError;
    this.#port = null;
    this.#listener({ lost: true });
  }
}
