// Storage for the background alone: views and content scripts can not read it.

export type Area = "session" | "local";

/** In a private window nothing goes to the disk. */
const persistent = chrome.extension.inIncognitoContext ? chrome.storage.session : chrome.storage.local;

function areaOf(area: Area): chrome.storage.StorageArea {
  return area === "local" ? persistent : chrome.storage.session;
}

/** Keys of the engine stand apart from what views keep. */
function keyOf(area: Area, key: string): string {
  return `engine.${area}.${key}`;
}

/** Keeps content scripts out. Firefox keeps them out of the session area by itself and has no switch. */
export async function closeToContentScripts(): Promise<void> {
  for (const area of [chrome.storage.session, chrome.storage.local]) {
    await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => undefined);
  }
}

export async function load(area: Area, key: string): Promise<string | undefined> {
  const name = keyOf(area, key);
  const stored: Record<string, unknown> = await areaOf(area).get(name);
  const text = stored[name];
  return typeof text === "string" ? text : undefined;
}

export async function save(area: Area, key: string, text: string | undefined): Promise<void> {
  const name = keyOf(area, key);
  if (text === undefined) await areaOf(area).remove(name);
  else await areaOf(area).set({ [name]: text });
}
