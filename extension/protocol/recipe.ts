// Recipes: `core-wasm/src/recipe`, and what is asked and told of them.

import type { Marks, Modifier, MouseButton } from "./content.js";

/** What is known of an element: `core-wasm/src/locate/locator.rs`. */
export interface Locator {
  role: string; name?: string; marks?: Partial<Marks>; kind?: string; placeholder?: string; heading?: string;
  section?: { role: string; name?: string }; near?: string; key?: string[]; reach?: number; path?: string[]; frame?: string;
  twins?: number; twins_here?: number; alone?: boolean;
}
export type RecipeCondition =
  | { text: string } | { gone_text: string } | { url: string } | { element: Locator } | { ms: number };
export type RecipeStep =
  | { do: "click"; on: Locator; button?: MouseButton; count?: 1 | 2; modifiers?: Modifier[]; opens_page?: boolean }
  | { do: "hover"; on: Locator }
  | { do: "type"; on: Locator; text: string }
  | { do: "press"; on?: Locator; keys: string[]; opens_page?: boolean }
  | { do: "select"; on: Locator; options: string[] }
  | { do: "check"; on: Locator; checked: boolean }
  | { do: "drag"; on: Locator; onto: Locator }
  | { do: "navigate"; url: string } | { do: "back" } | { do: "reload" }
  | { do: "wait"; for: RecipeCondition }
  | { do: "expect"; that: RecipeCondition }
  | { do: "person"; say: string };
export interface RecipeParameter {
  name: string; label: string; kind: "text" | "number" | "date" | "secret"; default?: string; origin?: string;
}
/** A recipe as it is shared: `core-wasm/src/recipe/format.rs`. */
export interface Recipe {
  legwork_recipe: number; name: string; start: string; origins: string[]; parameters?: RecipeParameter[]; steps: RecipeStep[];
}
export type RecipeEdit =
  | { edit: "rename"; name: string }
  | { edit: "move"; from: number; to: number }
  | { edit: "delete"; at: number }
  | { edit: "set_text"; at: number; text: string }
  | { edit: "make_parameter"; at: number; name: string; label: string }
  | { edit: "set_default"; name: string; value: string }
  | { edit: "remove_parameter"; name: string }
  | { edit: "heal"; at: number; locator: Locator };
export type RecipeAsk =
  | { ask: "list"; tab: number }
  | { ask: "get"; recipe: string }
  | { ask: "record"; tab: number }
  | { ask: "finish"; tab: number; name: string }
  | { ask: "discard"; tab: number }
  | { ask: "from_run"; tab: number; run: string; name: string }
  | { ask: "edit"; recipe: string; edit: RecipeEdit }
  | { ask: "delete"; recipe: string }
  | { ask: "import"; text: string }
  | { ask: "export"; recipe: string }
  | { ask: "run"; recipe: string; tab: number; values: Record<string, string> }
  | { ask: "keep_healed"; tab: number };
export interface RecipeLine { recipe: string; name: string; sites: string[]; steps: number; changed_ms: number }
export type RecipeTold =
  | { told: "recipes"; recipes: RecipeLine[]; recording: Recipe | null; healed: string[] }
  | { told: "recipe"; recipe: string; whole: Recipe };
