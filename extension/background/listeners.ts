// Elements that only a script's listener makes operable. No attribute tells of it; the debugger does. They are told to our
// content script in its own world, where the page can not listen.

type Command = <Reply>(method: string, params?: Record<string, unknown>) => Promise<Reply>;

interface Listener { type: string; backendNodeId?: number }
interface ExecutionContext { id: number; uniqueId: string; origin: string; auxData?: { isDefault?: boolean; frameId?: string } }

/** What a press of the mouse sets off. */
const PRESSES = new Set(["click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick"]);
/** More of them say nothing about any. */
const MOST = 1_500;
const GROUP = "legwork";
/** In our content script (`extension/content/listened.ts`). */
const TELL = `function (...elements) { globalThis[Symbol.for("legwork.listened")]?.(elements); }`;

/** Nodes that were told already, by tab. Numbers of nodes mean something in one document only, and so does a world. */
const told = new Map<number, { world: string; nodes: Set<number> }>();

export const forgetListeners = (tabId: number): void => void told.delete(tabId);

/** Tells the content script of the top document which elements listen for presses. */
export async function tellListeners(tabId: number): Promise<void> {
  const send: Command = (method, params) => chrome.debugger.sendCommand({ tabId }, method, params) as Promise<never>;
  const world = await ourWorld(tabId, send);
  if (!world) return;
  const before = told.get(tabId);
  const known = before?.world === world.uniqueId ? before.nodes : new Set<number>();
  told.set(tabId, { world: world.uniqueId, nodes: known });
  try {
    const nodes = (await listening(send)).filter((node) => !known.has(node));
    const found = await Promise.allSettled(nodes.map(async (backendNodeId) => {
      const { object } = await send<{ object: { objectId?: string } }>("DOM.resolveNode", { backendNodeId, executionContextId: world.id, objectGroup: GROUP });
      return { node: backendNodeId, objectId: object.objectId };
    }));
    const resolved = found.flatMap((one) => (one.status === "fulfilled" && one.value.objectId ? [one.value] : []));
    if (resolved.length === 0) return;
    await send("Runtime.callFunctionOn", {
      functionDeclaration: TELL, executionContextId: world.id, arguments: resolved.map(({ objectId }) => ({ objectId })), silent: true,
    });
    for (const { node } of resolved) known.add(node);
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
async function ourWorld(tabId: number, send: Command): Promise<ExecutionContext | undefined> {
  const ours = chrome.runtime.getURL("").replace(/\/$/, "");
  const { frameTree } = await send<{ frameTree: { frame: { id: string } } }>("Page.getFrameTree");
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
  return contexts.find(({ origin, auxData }) => origin === ours && auxData?.isDefault === false && auxData.frameId === frameTree.frame.id);
}
