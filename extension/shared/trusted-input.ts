// Whether runs may press keys and buttons of the browser's own. Browsers grant the debugger at installation or never, so it
// is in an edition of its own, and nothing is done with it before the person switches it on.

const SWITCH = "trusted_input";

/** Whether this edition has the permission. */
export const isTrustedInputOffered = (): boolean => chrome.runtime.getManifest().permissions?.includes("debugger") ?? false;

/** Whether the person switched it on; for the extension's own pages and the background only. */
export async function isTrustedInputOn(): Promise<boolean> {
  if (!isTrustedInputOffered()) return false;
  const stored: Record<string, unknown> = await chrome.storage.local.get(SWITCH);
  return stored[SWITCH] === true;
}

export async function switchTrustedInput(on: boolean): Promise<boolean> {
  if (!isTrustedInputOffered()) return false;
  if (on) await chrome.storage.local.set({ [SWITCH]: true });
  else await chrome.storage.local.remove(SWITCH);
  return true;
}
