// Opening the side panel. Browsers allow it straight from a press or a key only, so nothing may be waited for before.

/** Firefox's own; the types know Chrome only. */
interface Sidebar { open(): Promise<void> }
const sidebar = (): Sidebar | undefined => (chrome as unknown as { sidebarAction?: Sidebar }).sidebarAction;

/** Opens the panel beside `tab`; where the browser refuses it, nothing happens. */
export function openPanel(tab: number): void {
  const opened = sidebar()?.open() ?? chrome.sidePanel.open({ tabId: tab });
  void opened.catch(() => undefined);
}
