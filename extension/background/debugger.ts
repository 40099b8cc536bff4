// The debugger protocol, for tabs of runs and only as long as they last. What is sent is decided in core-wasm/src/background/limbs.

import { forgetListeners, tellListeners } from "./listeners";
import { isTrustedInputOffered, isTrustedInputOn } from "../shared/trusted-input";

/** Version of the protocol. */
const PROTOCOL = "1.3";
/** What every debugged tab is told: keys arrive although the window is not in front, and no dialog of the system opens. */
const FIRST: readonly (readonly [string, Record<string, unknown>])[] = [
  ["Page.enable", {}],
  ["Emulation.setFocusEmulationEnabled", { enabled: true }],
  ["Page.setInterceptFileChooserDialog", { enabled: true }],
];

/** Its Rust half is `browser::Dialog`. */
export interface Dialog { kind: "alert" | "confirm" | "prompt" | "beforeunload"; message: string; url: string }

/** Longest words of a dialog that are kept. */
const MOST_WORDS = 2_000;

const debugged = new Set<number>();
/** Dialogs that are open, by tab. */
const dialogs = new Map<number, Dialog>();
/** Tabs in which the person ended it, in the browser's own bar. They are left alone until the run is over. */
const refused = new Set<number>();
/** Where the numbers of debugged tabs outlive the background: one that was stopped may have left some. */
const LEFT = "debugged_tabs";
const swept = isTrustedInputOffered() ? sweep() : Promise.resolve();

if (isTrustedInputOffered()) {
  chrome.debugger.onDetach.addListener(({ tabId }, reason) => {
    if (tabId === undefined || !debugged.delete(tabId)) return;
    dialogs.delete(tabId);
    void keep();
    if (reason === "canceled_by_user") refused.add(tabId);
  });
  chrome.debugger.onEvent.addListener(({ tabId }, method, params) => {
    if (tabId === undefined || !debugged.has(tabId)) return;
    if (method === "Page.javascriptDialogClosed") dialogs.delete(tabId);
    if (method === "Page.javascriptDialogOpening") dialogs.set(tabId, dialogIn(params as Partial<Record<string, unknown>>));
  });
}

function dialogIn({ type, message, url }: Partial<Record<string, unknown>>): Dialog {
  const kind = type === "alert" || type === "prompt" || type === "beforeunload" ? type : "confirm";
  return { kind, message: String(message ?? "").slice(0, MOST_WORDS), url: String(url ?? "") };
}

export const isDebugged = (tabId: number): boolean => debugged.has(tabId);
export const dialogOf = (tabId: number): Dialog | null => dialogs.get(tabId) ?? null;

async function sweep(): Promise<void> {
  const { [LEFT]: left } = await chrome.storage.session.get<Record<string, number[]>>(LEFT);
  await Promise.all((left ?? []).map((tabId) => chrome.debugger.detach({ tabId }).catch(() => undefined)));
}

const keep = (): Promise<void> => chrome.storage.session.set({ [LEFT]: [...debugged] });

/** Debugs the tab, if the person switched it on; whether it is debugged. */
export async function attach(tabId: number): Promise<boolean> {
  await swept;
  if (!(await isTrustedInputOn())) {
    if (debugged.has(tabId)) await detach(tabId);
    return false;
  }
  if (debugged.has(tabId)) return true;
  if (refused.has(tabId)) return false;
  try {
    debugged.add(tabId);
    await keep();
    await chrome.debugger.attach({ tabId }, PROTOCOL);
    for (const [method, params] of FIRST) await chrome.debugger.sendCommand({ tabId }, method, params);
    return true;
  } catch {
    // Pages of the browser and of other extensions can not be debugged.
    await detach(tabId);
    return false;
  }
}

export async function detach(tabId: number): Promise<void> {
  refused.delete(tabId);
  forgetListeners(tabId);
  dialogs.delete(tabId);
  if (!debugged.delete(tabId)) return;
  await chrome.debugger.detach({ tabId }).catch(() => undefined);
  await keep();
}

/** Lets the content script of a debugged tab know what listens there. A page that changes under it is asked again next time. */
export async function findListeners(tabId: number): Promise<void> {
  if (debugged.has(tabId)) await tellListeners(tabId).catch(() => undefined);
}

/** Pixels across and down, of the picture and of the page. */
const PICTURE = { width: 640, height: 8_000 };

/** A picture of all of a debugged page as a data URL. */
export async function wholePicture(tabId: number): Promise<string | undefined> {
  if (!debugged.has(tabId)) return undefined;
  const ask = (method: string, params?: object): Promise<unknown> => chrome.debugger.sendCommand({ tabId }, method, { ...params });
  const { cssContentSize: { width, height } } = (await ask("Page.getLayoutMetrics")) as { cssContentSize: { width: number; height: number } };
  const clip = { x: 0, y: 0, width, height: Math.min(height, PICTURE.height), scale: Math.min(1, PICTURE.width / width) };
  const { data } = (await ask("Page.captureScreenshot", { format: "webp", quality: 60, captureBeyondViewport: true, clip })) as { data: string };
  return `data:image/webp;base64,${data}`;
}

/** Sends one command to a debugged tab. */
export async function send(tabId: number, method: string, params: Record<string, unknown>): Promise<void> {
  if (!debugged.has(tabId)) throw "closed";
  await chrome.debugger.sendCommand({ tabId }, method, params);
}
