// Frames of other sites. To click Legwork opens the page itself (activeTab); a frame of another site stays closed until
// the person opens all sites.

const EVERYWHERE = { origins: ["<all_urls>"] };

export async function mayReadFrames(): Promise<boolean> {
  try {
    return await chrome.permissions.contains(EVERYWHERE);
  } catch {
    return false;
  }
}

/** The browser asks the person; must be called straight from a press. */
export async function allowFrames(): Promise<boolean> {
  try {
    return await chrome.permissions.request(EVERYWHERE);
  } catch {
    return false;
  }
}

export async function closeFrames(): Promise<boolean> {
  try {
    return await chrome.permissions.remove(EVERYWHERE);
  } catch {
    return false;
  }
}
