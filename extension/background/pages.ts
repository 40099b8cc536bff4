// Tabs and their documents, as far as Legwork may see them.

/** What the engine knows of a tab; its Rust half is `browser::Tab`. */
export interface Tab {
  url: string | null;
  title: string | null;
  incognito: boolean;
  content_type: string | null;
  files_allowed: boolean;
}

/** The tab; with `probe` also its document's media type, which only a script in it knows. */
export async function readTab(id: number, probe: boolean): Promise<Tab> {
  const [tab, files, type] = await Promise.all([
    chrome.tabs.get(id),
    chrome.extension.isAllowedFileSchemeAccess(),
    probe ? contentType(id) : null,
  ]);
  return {
    url: tab.url ?? null,
    title: tab.title ?? null,
    incognito: tab.incognito,
    content_type: type,
    files_allowed: files,
  };
}

async function contentType(tab: number): Promise<string | null> {
  try {
    const [result] = await chrome.scripting.executeScript({
      target: { tabId: tab },
      func: () => document.contentType,
      injectImmediately: true,
    });
    return result?.result ?? null;
  } catch {
    return null;
  }
}

/** Puts the content script into every frame that lets it: their ids, the top frame's first. */
export async function inject(tab: number): Promise<number[]> {
  const target = { tabId: tab, allFrames: true };
  try {
    // Most often it is there, and asking costs a page less than running it again.
    let results: chrome.scripting.InjectionResult<unknown>[] =
      await chrome.scripting.executeScript({ target, func: hasScript, injectImmediately: true });
    if (!results.every(({ result }) => result === true)) {
      results = await chrome.scripting.executeScript({ target, files: ["content/content.js"], injectImmediately: true });
    }
    const frames = results.map(({ frameId }) => frameId);
    if (frames.includes(0)) return [0, ...frames.filter((frame) => frame !== 0)];
  } catch {
    // Why is the browser's business: the tab is gone, or no script may run in it.
  }
  throw (await exists(tab)) ? "closed" : "gone";
}

/** Runs in the frame: whether a content script of this very extension, not of one before its reload, is there. */
function hasScript(): boolean {
  return (globalThis as { [key: symbol]: { isAlive?: boolean } | undefined })[Symbol.for("legwork")]?.isAlive === true;
}

async function exists(tab: number): Promise<boolean> {
  try {
    await chrome.tabs.get(tab);
    return true;
  } catch {
    return false;
  }
}
