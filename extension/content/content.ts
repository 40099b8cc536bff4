// Eyes and hands in one frame of a page. Answers the background's calls; of itself it only reads ahead.

import type { ContentCall, ContentEvent, ContentReply, FromContent, ReadReply, ToContent } from "../protocol.js";
import { perform, tellFacts } from "./act/act.js";
import { Turns } from "./act/trusted.js";
import { forgetRead, readAhead, readFrame, touch } from "./frame.js";
import { hearOfListeners } from "./listened.js";
import * as native from "./natives.js";
import { Overlay } from "./overlay.js";
import { clearQuotes, showQuote } from "./quote.js";
import { lastRef, startAbove } from "./refs.js";
import { marksOf } from "./record/marks.js";
import { Recorder } from "./record/recorder.js";
import { showSign } from "./record/sign.js";
import { findFields } from "./shown-fields.js";
import { selectedText, watchSelection } from "./selection.js";
import { clearTarget, dropTarget, markTarget } from "./target-mark.js";

/** Longest wait for a frame before a read; a tab in the background draws none. */
const FRAME_MS = 200;
/** How long the overlay has to load before the page is read ahead, and how long an idle moment is waited for then. */
const AHEAD_AFTER_MS = 500;
const AHEAD_BY_MS = 2_000;

class ContentScript {
  private port: chrome.runtime.Port | null = null;
  private overlay: Overlay | null = null;
  private stopWatching: (() => void) | null = null;
  private recorder: Recorder | null = null;
  private hideSign: (() => void) | null = null;
  /** Ends the act under way. */
  private acting = new AbortController();
  /** Its talk with the background, when its input is the browser's own. */
  private turns: Turns | null = null;

  start(): void {
    chrome.runtime.onConnect.addListener((port) => this.accept(port));
    hearOfListeners(touch);
  }

  /** False once the extension was reloaded under this script. */
  get isAlive(): boolean {
    try {
      return chrome.runtime?.id !== undefined;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.acting.abort();
    this.record(false);
    clearQuotes();
    dropTarget();
    this.closeOverlay();
  }

  /** Only the background connects: our own id, and not from a tab. */
  private accept(port: chrome.runtime.Port): void {
    if (port.name !== "page" || port.sender?.id !== chrome.runtime.id || port.sender.tab) return port.disconnect();
    this.port = port;
    port.onMessage.addListener((message: ToContent) => void this.answer(port, message));
    port.onDisconnect.addListener(() => {
      if (this.port !== port) return;
      this.port = null;
      // Nobody is there to say stop any more, or to hear.
      this.acting.abort();
      this.record(false);
      dropTarget();
      // What the next background knows of this page is nothing; what a question is read on from stands.
      if (!this.overlay) forgetRead();
    });
  }

  private async answer(port: chrome.runtime.Port, { id, call }: ToContent): Promise<void> {
    let reply: ContentReply | ReadReply;
    try {
      reply = await this.carryOut(call);
    } catch (error) {
      reply = { type: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
    try {
      port.postMessage({ id, reply } satisfies FromContent);
    } catch {
      // The background went away meanwhile; it will ask again.
    }
  }

  private async carryOut(call: ContentCall): Promise<ContentReply | ReadReply> {
    switch (call.type) {
      case "read":
        startAbove(call.above);
        return read(call.base, call.ahead);
      case "get_selection":
        return { type: "selection", text: selectedText() };
      case "show_quote":
        return { type: "shown", found: showQuote(call.nodes, call.text) };
      case "clear_quotes":
        clearQuotes();
        return { type: "ok" };
      case "open_overlay":
        return this.openOverlay(call);
      case "close_overlay":
        this.closeOverlay();
        return { type: "ok" };
      case "facts":
        return tellFacts(call.node);
      case "act":
        return this.act(call);
      case "go_on":
        return this.turns?.goOn(call.done) ?? { type: "failed", reason: "no act is under way" };
      case "mark_target":
        markTarget(call.node);
        return { type: "ok" };
      case "clear_target":
        clearTarget();
        return { type: "ok" };
      case "find_fields":
        startAbove(call.above);
        dropTarget();
        clearQuotes();
        return findFields(call.everywhere);
      case "cancel":
        this.acting.abort();
        return { type: "ok" };
      case "record":
        startAbove(call.above);
        this.record(call.on);
        return { type: "recording", document: DOCUMENT };
      case "mark":
        return { type: "marked", marks: marksOf(call.nodes) };
    }
  }

  /** One act at a time: a new one ends the one before. */
  private act(call: Extract<ContentCall, { type: "act" }>): Promise<ContentReply> {
    this.acting.abort();
    this.acting = new AbortController();
    const { signal } = this.acting;
    const turns = call.trusted ? new Turns(signal) : null;
    this.turns = turns;
    return turns ? turns.begin(() => perform(call, signal, turns)) : perform(call, signal);
  }

  private record(on: boolean): void {
    if (on && this.recorder) return;
    this.recorder?.stop();
    this.hideSign?.();
    this.hideSign = on && window === window.top ? showSign() : null;
    this.recorder = on ? new Recorder(DOCUMENT, (event, nodes) => this.tell(event, nodes)) : null;
  }

  private openOverlay({ url, place, labels, focus, above }: Extract<ContentCall, { type: "open_overlay" }>): ContentReply {
    if (this.overlay?.isMounted && this.overlay.url === url) {
      if (focus) this.overlay.focus();
      return { type: "ok" };
    }
    this.closeOverlay();
    this.overlay = Overlay.open({ url, place, labels, focus }, (event) => {
      if (event.type === "overlay_closed") this.closeOverlay();
      this.tell(event);
    });
    if (!this.overlay) return { type: "failed", reason: "the document has no root element" };
    this.readSoon(above);
    this.stopWatching = watchSelection((text) => this.tell({ type: "selection_changed", text }));
    return { type: "ok" };
  }

  /** A question is likely to come: the page is read in an idle moment, once the overlay has loaded. */
  private readSoon(above: number): void {
    const ahead = (): void => {
      if (!this.overlay) return;
      try {
        startAbove(above);
        readAhead();
      } catch {
        // Then the question reads everything.
      }
    };
    window.setTimeout(() => requestIdleCallback(ahead, { timeout: AHEAD_BY_MS }), AHEAD_AFTER_MS);
  }

  private closeOverlay(): void {
    this.stopWatching?.();
    this.stopWatching = null;
    if (this.overlay) forgetRead();
    this.overlay?.close();
    this.overlay = null;
    clearQuotes();
  }

  private tell(event: ContentEvent, nodes?: ArrayBuffer): void {
    try {
      this.port?.postMessage({ event, ...(nodes && { nodes }) } satisfies FromContent);
    } catch {
      this.port = null;
    }
  }
}

async function read(base: number | null, ahead: boolean): Promise<ReadReply> {
  await afterFrame();
  const root = native.rootElement();
  return {
    type: "read",
    document: DOCUMENT,
    url: window.location.href,
    title: native.documentTitle().slice(0, 1_000),
    language: (root && native.attribute(root, "lang")) ?? "",
    content_type: native.contentType(),
    selection: selectedText() ?? "",
    ...readFrame(base, ahead),
    last_ref: lastRef(),
  };
}

/** Names this document: numbers of its elements mean nothing in another one. */
const DOCUMENT = crypto.getRandomValues(new Uint32Array(2)).join("-");

/** After a frame layout is clean, so reading it costs the page little. */
function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, FRAME_MS);
    requestAnimationFrame(() => {
      window.clearTimeout(timer);
      window.setTimeout(resolve, 0);
    });
  });
}

// One script a document, however often it is injected. The symbol lives in the isolated world, out of the page's sight.
const KEY = Symbol.for("legwork");
const world = globalThis as { [KEY]?: ContentScript };
if (!world[KEY]?.isAlive) {
  world[KEY]?.stop();
  const script = new ContentScript();
  world[KEY] = script;
  script.start();
}
