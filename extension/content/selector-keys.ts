// Which elements a selector can match at all, told by one class, id or tag of its last compound. Says more elements
// rather than fewer.

export interface Key {
  kind: "class" | "id" | "tag" | "any";
  name: string;
  /** The rule styles text before or after the element. */
  pseudo: boolean;
}

const PSEUDO_TEXT = /::?(?:before|after)\b|::marker\b/;
/** Pseudo-elements that have no say in the text of a node. */
const PSEUDO_OTHER = /::(?!before|after|marker|slotted|part|details-content)[\w-]+/;
const NAME = /^(?:[\w-]|[^\x00-\x7f]|\\(?:[0-9a-f]{1,6}\s?|[^\n0-9a-f]))+/i;

/** The keys of a list of selectors. */
export function keysOf(selectors: string): Key[] {
  return splitList(selectors).flatMap((selector) => keyOf(selector) ?? []);
}

/** Splits at the commas outside of brackets and strings. */
function splitList(list: string): string[] {
  if (!list.includes(",")) return [list];
  if (!/["'([\\]/.test(list)) return list.split(",");
  const parts: string[] = [];
  let start = 0;
  scan(list, (char, at) => {
    if (char === ",") {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  });
  parts.push(list.slice(start));
  return parts;
}

/** Calls `visit` for each character outside of brackets, strings and escapes. */
function scan(text: string, visit: (char: string, at: number) => void): void {
  let depth = 0;
  let quote = "";
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? "";
    if (char === "\\") i += 1;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
    else if (depth === 0) visit(char, i);
  }
}

function keyOf(selector: string): Key | null {
  const last = lastCompound(selector.trim());
  if (PSEUDO_OTHER.test(last)) return null;
  // Parts and slotted nodes stand in other trees.
  if (/::(?:part|slotted)|:host|&/.test(last)) return { kind: "any", name: "", pseudo: false };
  const pseudo = PSEUDO_TEXT.test(last);
  let tag = "";
  let found: Key | null = null;
  const first = NAME.exec(last);
  if (first) tag = unescape(first[0]);
  scan(last, (char, at) => {
    if ((char !== "." && char !== "#") || found?.kind === "id") return;
    const name = NAME.exec(last.slice(at + 1));
    if (name) found = { kind: char === "#" ? "id" : "class", name: unescape(name[0]), pseudo };
  });
  return found ?? (tag === "" ? { kind: "any", name: "", pseudo } : { kind: "tag", name: tag.toLowerCase(), pseudo });
}

function lastCompound(selector: string): string {
  if (!/[\s>+~|]/.test(selector)) return selector;
  let start = 0;
  scan(selector, (char, at) => {
    if (char === " " || char === ">" || char === "+" || char === "~" || char === "|" || char === "\n" || char === "\t") start = at + 1;
  });
  return selector.slice(start);
}

function unescape(name: string): string {
  if (!name.includes("\\")) return name;
  return name.replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, hex: string | undefined, char: string | undefined) => {
    if (hex === undefined) return char ?? "";
    const code = Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff ? "�" : String.fromCodePoint(code);
  });
}
