// Ports to content scripts: one a frame, opened by the background, kept while the document lives.

import type { ContentCall, ContentReply, FromContent, ReadReply, ToContent } from "../protocol";

/** A page may keep its script from answering; nobody waits for it longer than this. */
const PATIENCE_MS = 10_000;
/** Nor for one that goes on with an act; how long the act may take its call said. */
const LONGEST_ACT_MS = 120_000;

type Answer = ContentReply | ReadReply;

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (reason: string) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** One frame's content script. */
class ContentPort {
  readonly #port: chrome.runtime.Port;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(tab: number, frame: number, told: (event: unknown, nodes: ArrayBuffer | undefined) => void, closed: () => void) {
    this.#port = chrome.tabs.connect(tab, { frameId: frame, name: "page" });
    this.#port.onMessage.addListener((message: FromContent) => {
      if ("event" in message) told(message.event, message.nodes);
      else this.#settle(message.id, message.reply);
    });
    this.#port.onDisconnect.addListener(() => {
      // Reading the error keeps the browser from reporting it as unnoticed.
      void chrome.runtime.lastError;
      closed();
      for (const { reject, timer } of this.#waiting.values()) {
        clearTimeout(timer);
        reject("gone");
      }
      this.#waiting.clear();
    });
  }

  call(call: ContentCall): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject("gone");
      }, PATIENCE_MS + (call.type === "act" ? call.timeout_ms : call.type === "go_on" ? LONGEST_ACT_MS : 0));
      this.#waiting.set(id, { resolve, reject, timer });
      this.#port.postMessage({ id, call } satisfies ToContent);
    });
  }

  #settle(id: number, reply: Answer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.resolve(reply);
  }
}

/** Every content script the background talks to. */
export class ContentPorts {
  readonly #ports = new Map<string, ContentPort>();

  /** `told` gets what the frames of a tab tell unasked, with the records of the page it is about. */
  constructor(private readonly told: (tab: number, frame: number, event: unknown, nodes: Int32Array) => void) {}

  async call(tab: number, frame: number, call: ContentCall): Promise<Answer> {
    try {
      return await this.#port(tab, frame).call(call);
    } catch {
      throw "gone";
    }
  }

  #port(tab: number, frame: number): ContentPort {
    const name = `${tab}:${frame}`;
    const open = this.#ports.get(name);
    if (open) return open;
    const told = (event: unknown, nodes: ArrayBuffer | undefined): void =>
      this.told(tab, frame, event, new Int32Array(nodes ?? new ArrayBuffer(0)));
    const port: ContentPort = new ContentPort(tab, frame, told, () => {
      if (this.#ports.get(name) === port) this.#ports.delete(name);
    });
    this.#ports.set(name, port);
    return port;
  }
}
