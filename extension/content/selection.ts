// What is selected in the frame.

const LONGEST = 20_000;
const QUIET_MS = 250;

/** The selected text, trimmed; null for nothing. */
export function selectedText(): string | null {
  const text = (window.getSelection()?.toString() ?? "").trim().slice(0, LONGEST);
  return text === "" ? null : text;
}

/** Tells changes of the selection, at most four a second. Returns how to stop. */
export function watchSelection(tell: (text: string | null) => void): () => void {
  let last = selectedText();
  let timer: number | undefined;
  const look = (): void => {
    timer = undefined;
    const text = selectedText();
    if (text === last) return;
    last = text;
    tell(text);
  };
  const changed = (event: Event): void => {
    if (event.isTrusted) timer ??= window.setTimeout(look, QUIET_MS);
  };
  const listen = EventTarget.prototype.addEventListener;
  const unlisten = EventTarget.prototype.removeEventListener;
  listen.call(document, "selectionchange", changed);
  return () => {
    unlisten.call(document, "selectionchange", changed);
    window.clearTimeout(timer);
  };
}
