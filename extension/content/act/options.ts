// Finding an option by what a person would call it.

import { squeeze } from "./visible-name.js";

const fold = (text: string): string => squeeze(text).normalize("NFKC").toLocaleLowerCase();

/**
 * The one option that is meant: exactly the same words, then the same but for case and spaces, then the only one that
 * begins with them. `names` gives what an option is called, in the order it is preferred.
 */
export function optionNamed<Option>(options: readonly Option[], wanted: string, names: (option: Option) => string[]): Option | null {
  const exact = options.find((option) => names(option).includes(wanted));
  if (exact) return exact;
  const folded = fold(wanted);
  const same = options.find((option) => names(option).some((name) => fold(name) === folded));
  if (same) return same;
  if (folded === "") return null;
  const beginning = options.filter((option) => names(option).some((name) => startsWithWord(fold(name), folded)));
  return beginning.length === 1 ? beginning[0] ?? null : null;
}

/** `Ceylon tea (100 g)` begins with `Ceylon tea`; `Nigeria` does not begin with `Niger`. */
const startsWithWord = (name: string, start: string): boolean =>
  name.startsWith(start) && !/[\p{L}\p{N}]/u.test(name.charAt(start.length));

/** The names that are there, for a model that asked for another one. */
export function listed(names: readonly string[]): string {
  const some = names.map(squeeze).filter(Boolean);
  if (some.length === 0) return "There are no options.";
  const shown = some.slice(0, 20).map((name) => `“${name.slice(0, 60)}”`).join(", ");
  return `There are: ${shown}${some.length > 20 ? `, and ${some.length - 20} more` : ""}.`;
}
