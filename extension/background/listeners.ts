// Elements that only a script's listener makes operable. No attribute tells of it; the debugger does. They are told to our
// content script in its own world, where the page can not listen.

type Command = <Reply>(method: string, params?: Record<string, unknown>) => Promise<Reply>;

interface Listener { type: string; backendNodeId?: number }
interface ExecutionContext { id: number; origin: string; auxData?: { isDefault?: boolean } }

/** What a press of the mouse sets off. */
const PRESSES = new Set(["click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick"]);
/** More of them say nothing about any. */
const MOST = 1_500;
const GROUP = "legwork";
/** In our content script (`extension/content/listened.ts`). */
const TELL = `function (...elements) { globalThis[Symbol.for("legwork.listened")]?.(elements); }`;

/** Nodes that were told already, by tab: a node's number is never another's in one document. */
const told = new Map<number, Set<number>>();

export const forgetListeners = (tabId: number): void => void told.delete(tabId);

/** Tells the content script of the top document which elements listen for presses. */
export async function tellListeners(tabId: number): Promise<void> {
  const send: Command = (method, params) => chrome.debugger.sendCommand({ tabId }, method, params) as Promise<never>;
  const context = await ourContext(tabId, send);
  if (context === undefined) return;
  try {
    const known = told.get(tabId) ?? new Set();
    told.set(tabId, known);
    const nodes = (await listening(send)).filter((node) => !known.has(node));
    const found = await Promise.allSettled(nodes.map((backendNodeId) =>
      send<{ object: { objectId?: string } }>("DOM.resolveNode", { backendNodeId, executionContextId: context, objectGroup: GROUP })));
    const objects = found.flatMap((one) => (one.status === "fulfilled" && one.value.object.objectId ? [{ objectId: one.value.object.objectId }] : []));
    if (objects.length > 0) {
      await send("Runtime.callFunctionOn", { functionDeclaration: TELL, executionContextId: context, arguments: objects, silent: true });
    }
    for (const node of nodes) known.add(node);
  } finally {
    await send("Runtime.releaseObjectGroup", { objectGroup: GROUP });
  }
}

/** The numbers of the nodes of the top document and its shadow trees with such a listener. */
async function listening(send: Command): Promise<number[]> {
  const { result } = await send<{ result: { objectId?: string } }>("Runtime.evaluate", { expression: "document", objectGroup: GROUP, silent: true });
  if (result.objectId === undefined) return [];
  const { listeners } = await send<{ listeners: Listener[] }>("DOMDebugger.getEventListeners", { objectId: result.objectId, depth: -1, pierce: true });
  const nodes = new Set(listeners.flatMap(({ type, backendNodeId }) => (backendNodeId !== undefined && PRESSES.has(type) ? [backendNodeId] : [])));
  return nodes.size > MOST ? [] : [...nodes];
}

/** Our content script's world in the top document. The protocol tells of worlds only while it is asked to. */
async function ourContext(tabId: number, send: Command): Promise<number | undefined> {
  const ours = chrome.runtime.getURL("").replace(/\/$/, "");
  const contexts: ExecutionContext[] = [];
  const hear = (source: chrome.debugger.Debuggee, method: string, params?: object): void => {
    if (source.tabId === tabId && method === "Runtime.executionContextCreated") contexts.push((params as { context: ExecutionContext }).context);
  };
  chrome.debugger.onEvent.addListener(hear);
  try {
    await send("Runtime.enable");
    await send("Runtime.disable");
  } finally {
    chrome.debugger.onEvent.removeListener(hear);
  }
  return contexts.find(({ origin, auxData }) => origin === ours && auxData?.isDefault === false)?.id;
}
