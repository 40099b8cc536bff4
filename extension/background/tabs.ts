// Tabs of runs: moving them, opening and closing, waiting until their documents are there.

/** Its Rust half is `browser::Steer`. */
export type Steer =
  | { steer: "navigate"; url: string } | { steer: "back" } | { steer: "forward" } | { steer: "reload" } | { steer: "show" }
  | { steer: "close" };

/** Tabs by the tab whose page or run opened them. */
const openers = new Map<number, Set<number>>();

chrome.tabs.onCreated.addListener(({ id, openerTabId }) => {
  if (id !== undefined && openerTabId !== undefined) opened(openerTabId, id);
});
chrome.tabs.onRemoved.addListener((tab) => {
  openers.delete(tab);
  for (const tabs of openers.values()) tabs.delete(tab);
});

function opened(opener: number, tab: number): void {
  const known = openers.get(opener);
  if (known) known.add(tab);
  else openers.set(opener, new Set([tab]));
}

/** Tabs that `tab` opened. A background that was stopped has forgotten them: the browser remembers those it still can. */
export async function openedBy(tab: number): Promise<number[]> {
  const all = await chrome.tabs.query({});
  const listed = all.flatMap(({ id, openerTabId }) => (openerTabId === tab && id !== undefined ? [id] : []));
  return [...new Set([...(openers.get(tab) ?? []), ...listed])];
}

export async function openBeside(tab: number, url: string): Promise<number | undefined> {
  const { id } = await chrome.tabs.create({ url, openerTabId: tab, active: true });
  return id;
}

export async function steer(tab: number, to: Steer): Promise<void> {
  switch (to.steer) {
    case "navigate":
      await chrome.tabs.update(tab, { url: to.url });
      break;
    case "back":
      await chrome.tabs.goBack(tab);
      break;
    case "forward":
      await chrome.tabs.goForward(tab);
      break;
    case "reload":
      await chrome.tabs.reload(tab);
      break;
    case "show":
      await chrome.tabs.update(tab, { active: true });
      break;
    case "close":
      await chrome.tabs.remove(tab);
      break;
  }
}

/** Whether the tab's document is loaded within `ms`. */
export async function loaded(tab: number, ms: number): Promise<boolean> {
  if ((await chrome.tabs.get(tab)).status === "complete") return true;
  return new Promise((resolve) => {
    const end = (is: boolean): void => {
      clearTimeout(timer);
      chrome.tabs.onUpdated.removeListener(updated);
      chrome.tabs.onRemoved.removeListener(removed);
      resolve(is);
    };
    const updated = (id: number, change: { status?: string }): void => {
      if (id === tab && change.status === "complete") end(true);
    };
    const removed = (id: number): void => {
      if (id === tab) end(false);
    };
    const timer = setTimeout(() => end(false), ms);
    chrome.tabs.onUpdated.addListener(updated);
    chrome.tabs.onRemoved.addListener(removed);
    // It may have ended between the question and now.
    void chrome.tabs.get(tab).then(({ status }) => status === "complete" && end(true), () => end(false));
  });
}
