// Between the background and content scripts.

export interface Place { right: number; top: number; width: number; height: number }
export interface OverlayLabels { title: string; move_handle: string; resize_handle: string; close: string }

export type MouseButton = "left" | "right" | "middle";
export type Modifier = "alt" | "control" | "meta" | "shift";
export type RefState = "visible" | "hidden" | "enabled" | "disabled" | "checked" | "unchecked" | "gone";
export interface Distance { x: number; y: number }
/** `content` is base64. */
export interface UploadFile { name: string; media_type: string; content: string }
export type ContentWait =
  | { text: string } | { gone_text: string } | { ref_state: RefState } | { network_quiet: Record<string, never> };

/** What can be done in a page; `content/act/` has a file for each. */
export type ContentAct =
  | { do: "click"; button: MouseButton; count: 1 | 2; modifiers: Modifier[] }
  | { do: "hover" }
  | { do: "type"; text: string; replace: boolean }
  | { do: "clear" }
  | { do: "press"; keys: string[] }
  | { do: "select"; options: string[] }
  | { do: "check"; checked: boolean }
  | { do: "drag"; to: number; expect: string | null }
  | { do: "scroll"; to: number | null; by: Distance | null }
  | { do: "upload"; files: UploadFile[] }
  | { do: "focus" }
  | { do: "wait"; for: ContentWait };

/** Input of the browser's own that an act asks for; places are those of the window's view. */
export type TrustedInput =
  | { input: "mouse"; phase: MousePhase; x: number; y: number; button: MouseButton; count: number; modifiers: Modifier[] }
  | { input: "key"; down: boolean; key: string; code: string; number: number; text: string; modifiers: Modifier[] }
  | { input: "text"; text: string };
export type MousePhase = "move" | "press" | "release";

export type ActCode =
  | "stale" | "not_visible" | "not_stable" | "disabled" | "covered" | "not_editable" | "no_option" | "bad_value" | "changed"
  | "unchanged" | "unsupported" | "timeout" | "cancelled";

export interface FieldFacts { name: string; kind: string; autocomplete: string; filled: boolean; value: string }
export interface FormFacts {
  action: string; method: string; encoding: string; role: string; submit_label: string; fields: FieldFacts[];
}
/** What the gate must know of a target: `core-wasm/src/gate/facts.rs`. */
export interface TargetFacts {
  tag: string; kind: string; autocomplete: string; field_name: string; label: string; role_attribute: string;
  href: string | null; download: boolean; target_blank: boolean; editable: "none" | "text" | "rich"; disabled: boolean;
  visible: boolean; in_view: boolean; form: FormFacts | null; submits: boolean; test_id: string; fingerprint: string;
  document_url: string; around: string;
}

export interface ScrollPlace { x: number; y: number; most_x: number; most_y: number }
/** What an act itself could see; the next observation tells the rest. */
export interface Acted {
  value: string | null; checked: boolean | null; focus: number | null; gone: boolean; prevented: boolean;
  file_input: number | null; scroll: ScrollPlace | null;
}

/** A box in CSS pixels of the view. */
export interface Rect { left: number; top: number; width: number; height: number }
/** A field that can be typed into, where it stands in the frame's view. */
export interface Choice { label: string; value: string }
export interface ShownField { node: number; facts: FieldFacts; rect: Rect; options: Choice[] }

export type ContentCall =
  | { type: "read"; above: number; base: number | null; ahead: boolean }
  | { type: "get_selection" }
  | { type: "show_quote"; nodes: number[]; text: string }
  | { type: "clear_quotes" }
  | { type: "open_overlay"; url: string; place: Place | null; labels: OverlayLabels; focus: boolean; above: number }
  | { type: "close_overlay" }
  | { type: "facts"; node: number | null }
  | { type: "act"; node: number | null; act: ContentAct; expect: string | null; timeout_ms: number; trusted: boolean }
  | { type: "go_on"; done: boolean }
  | { type: "cancel" }
  | { type: "record"; on: boolean; above: number }
  | { type: "mark"; nodes: number[] }
  | { type: "mark_target"; node: number }
  | { type: "clear_target" }
  | { type: "find_fields"; everywhere: boolean; above: number };

export type ContentReply =
  | { type: "ok" }
  | { type: "selection"; text: string | null }
  | { type: "shown"; found: boolean }
  | { type: "facts"; facts: TargetFacts }
  | { type: "fields"; fields: ShownField[]; frames: Rect[]; width: number; height: number; whole: boolean }
  | { type: "acted"; outcome: Acted }
  | { type: "wants"; input: TrustedInput }
  | { type: "act_failed"; code: ActCode; detail: string; begun: boolean }
  | { type: "recording"; document: string }
  | { type: "marked"; marks: Touched[] }
  | { type: "failed"; reason: string };

/** The answer to `read`: one frame, decoded by `core-wasm/src/page/`. */
export interface ReadReply {
  type: "read";
  /** Names the document. */
  document: string;
  url: string;
  title: string;
  language: string;
  content_type: string;
  /** Numbers the reads of this document. */
  serial: number;
  /** The read that this one is the difference to, 0 for none. */
  base: number;
  /** Int32Array; its layout is in `core-wasm/src/page/buffer.rs` and `content/layout.ts`. With a base only what is new. */
  nodes: ArrayBuffer;
  /** String table joined by U+0000. With a base only what is new, each after a U+0000. */
  strings: string;
  /** Int32Array of pairs: from which record of the base so many are taken over, or −1 for so many of `nodes`. */
  runs: ArrayBuffer;
  /** Int32Array of records that differ though they were taken over: number, then the record. */
  patches: ArrayBuffer;
  /** Strings of the base that say something else. */
  replaced: [number, string][];
  /** Visible child frames seen in this frame. */
  frames: number;
  selection: string;
  truncated: boolean;
  elapsed_ms: number;
  /** The highest number given to an element. */
  last_ref: number;
}

export type ContentEvent =
  | { type: "overlay_placed"; place: Place }
  | { type: "overlay_closed" }
  | { type: "selection_changed"; text: string | null }
  | { type: "recorded"; gesture: Gesture; path: Touched[]; onto: Touched[]; page: Snapshot | null };

/** Names that programs gave an element. */
export interface Marks { test_id: string; id: string; field: string }
export interface Touched { node: number; marks: Marks }
/** A frame as it was before a gesture; its records come beside it. */
export interface Snapshot { document: string; url: string; title: string; strings: string }
/** What the person did; the text of a field for secrets is never told. */
export type Gesture =
  | { gesture: "click"; count: number; keyboard: boolean }
  | { gesture: "type"; text: string | null }
  | { gesture: "select"; options: string[] }
  | { gesture: "check"; checked: boolean }
  | { gesture: "press"; key: string }
  | { gesture: "drop" }
  | { gesture: "files" };

/** What goes into a content script's port. */
export interface ToContent { id: number; call: ContentCall }
/** What comes out of it. */
export type FromContent =
  | { id: number; reply: ContentReply | ReadReply } | { event: ContentEvent; nodes?: ArrayBuffer };
