// Every message between the extension's contexts: the TypeScript half of `core-wasm/src/protocol.rs`.
//
// `protocol.samples.ts` holds one sample of every message as Rust writes it; tsc checks them against these types, a
// Rust test checks that the file is what Rust writes. Absent values are `null`, never `undefined`.

// ---- What the server answers and views show (api-types) ----

export type Answerer = "llm" | "offline";
export type Role = "owner" | "admin" | "member" | "viewer";

export type Code =
  | "invalid_body" | "unauthorized" | "invalid_credentials" | "invalid_token" | "subscription_needed" | "forbidden"
  | "email_not_verified" | "not_found" | "method_not_allowed" | "conflict" | "too_large" | "unsupported_media_type"
  | "invalid" | "idempotency_key_reused" | "unreadable_document" | "limit_reached" | "too_many_requests" | "internal"
  | "upstream_failed" | "unavailable" | "upstream_busy" | "upstream_timeout";

export interface FieldError { field: string; code: string; detail: string }
export interface LimitReached { plan: string; meter: string; limit: number; used: number; resets_at: string }

export interface ModelPrice { input: number; output: number }
export interface ServerInfo {
  version: string; answerer: Answerer; model: string; price: ModelPrice | null; portal_url: string; require_verified_email: boolean;
}

export interface Workspace { id: string; name: string; slug: string; role: Role; plan: string; plan_name: string }
export interface Me {
  id: string; name: string; email: string; email_verified: boolean; created_at: string; workspace: Workspace;
  has_resume: boolean;
}

export interface MeterUsage { meter: string; used: number; limit: number | null; remaining: number | null }
export interface DayUsage {
  date: string; questions: number; input_tokens: number; output_tokens: number; cost_nanos: number;
}
export interface Usage {
  plan: string; plan_name: string; period_start: string; resets_at: string; meters: MeterUsage[]; days: DayUsage[];
}

export interface Limits {
  questions: number | null; agent_steps: number | null; tasks: number | null; workflow_runs: number | null;
  workers: number | null; workflows: number | null; members: number | null; cost_nanos: number | null;
}
export interface Plan { key: string; name: string; summary: string; monthly_price_cents: number | null; limits: Limits }
export interface PlanList { plans: Plan[] }

export interface Resume { file_name: string; media_type: string; bytes: number; text: string; uploaded_at: string }

export interface Quote { n: number; passage: number; text: string }
export interface Tokens { input: number; output: number; estimated: boolean }
export interface Answer {
  answer: string; quotes: Quote[]; follow_ups: string[]; answerer: Answerer; model: string; tokens: Tokens;
  questions_left: number | null;
}

// ---- view → background ----

export type ViewRequest =
  | { type: "get_state" }
  | { type: "register"; name: string; company: string; email: string; password: string }
  | { type: "login"; email: string; password: string }
  | { type: "logout"; everywhere: boolean }
  | { type: "forgot_password"; email: string }
  | { type: "resend_verification" }
  | { type: "set_server"; url: string }
  | { type: "get_resume" }
  | { type: "put_resume"; file_name: string; content: string }
  | { type: "delete_resume" }
  | { type: "get_plans" }
  | { type: "check_page"; tab: number }
  | { type: "open_overlay"; tab: number }
  | { type: "open_portal"; path: string }
  | { type: "save_draft"; text: string }
  | { type: "hello"; nonce: string }
  | { type: "ask"; question: string; use_profile: boolean; use_selection: boolean }
  | { type: "retry"; use_profile: boolean }
  | { type: "stop" }
  | { type: "clear_chat" }
  | { type: "show_quote"; turn: number; n: number }
  | { type: "open_popup" }
  | { type: "close_overlay" }
  | { type: "start_run"; tab: number; goal: string }
  | { type: "get_run"; tab: number }
  | { type: "get_run_rows"; run: string }
  | { type: "stop_run"; run: string }
  | { type: "pause_run"; run: string }
  | { type: "resume_run"; run: string }
  | { type: "take_over_run"; run: string }
  | { type: "hand_back_run"; run: string }
  | { type: "approve_run"; run: string; request: number; yes: boolean }
  | { type: "answer_run"; run: string; request: number; answer: string }
  | { type: "show_run_quote"; run: string; n: number }
  | { type: "propose_fill"; tab: number }
  | { type: "approve_fill"; tab: number; values: FillValue[] }
  | { type: "get_history" }
  | { type: "get_past_run"; run: string }
  | { type: "get_picture"; run: string; step: number }
  | { type: "delete_past_runs"; run: string | null }
  | { type: "export_run"; run: string; what: "rows_csv" | "rows_json" | "log" }
  | { type: "recipes"; ask: RecipeAsk };

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

export interface ViewCall { id: number; request: ViewRequest }

// ---- background → view ----

export type FailureKind =
  | { api: Code }
  | "offline" | "interrupted" | "signed_out" | "unreadable" | "page_gone" | "empty_page" | "not_allowed" | "internal";

export interface Failure { kind: FailureKind; detail: string; fields: FieldError[]; limit: LimitReached | null }

export interface Account { me: Me; usage: Usage }
export interface State { server_url: string; info: ServerInfo | null; account: Account | null }

export type PageCheck = "readable" | "browser_page" | "pdf" | "local_file" | "not_a_document";
export type TurnStatus = "reading" | "answering" | "done" | "stopped" | "failed";

export interface ReadSummary {
  page_chars: number; sent_chars: number; page_passages: number; sent_passages: number; unread_frames: number;
  page_ms: number;
}

export interface ChatTurn {
  turn: number; question: string; read: ReadSummary | null; answer: Answer; status: TurnStatus;
  failure: Failure | null;
}

export interface Chat {
  tab: number; page_title: string; page_host: string; page: PageCheck | null; selection: string | null;
  turns: ChatTurn[];
  draft: string;
}

export interface RunUse { steps: number; time_ms: number; tokens: number; cost_nanos: number | null }
export interface RunTable { columns: string[]; rows: number }
export interface RunRows { columns: string[]; rows: string[][]; total: number }
export interface RunQuote { text: string; url: string }

export interface RunApproval {
  rule: string; verb: string; label: string; place: string; destination: string | null; unicode_host: string | null;
  data: { field: string; text: string; class: string | null; read_from: string[] }[];
  amount: { currency: string; minor: number } | null; admits: string | null;
  until_ms: number;
}

export type RunStatus =
  | { type: "observing" }
  | { type: "asking" }
  | { type: "judging" }
  | { type: "acting" }
  | { type: "waiting_for_approval"; request: number; approval: RunApproval }
  | { type: "waiting_for_user"; request: number; question: string; choices: string[]; stuck: boolean }
  | { type: "paused"; reason: string; detail: string }
  | { type: "taken_over" }
  | { type: "done"; answer: string; evidence: RunQuote[]; unsupported: string[] }
  | { type: "ended"; reason: string; detail: string };

export interface RunStep {
  number: number; at_ms: number; url: string; thought: string; action: { do: string; [field: string]: unknown };
  target: string; class: "read" | "navigate" | "write" | "sensitive" | null; approved: boolean; outcome: string | null; detail: string;
  took_ms: number;
}

export interface RunView {
  run: string; tab: number; goal: string; status: RunStatus; used: RunUse; limits: RunUse; steps: RunStep[];
  table: RunTable | null;
}

export interface FillField { n: number; label: string; value: string; filled: boolean }
export interface FillValue { n: number; text: string }
export interface FilledField { n: number; done: boolean }

export type PastEnd = "under_way" | "cut_off" | "done" | "stopped" | "failed";
export interface PastRun {
  run: string; goal: string; site: string; started_ms: number; heard_ms: number; end: PastEnd; used: RunUse; bytes: number;
}
export interface History { runs: PastRun[]; most_runs: number; most_bytes: number }
export interface PastStep { number: number; seen: string; whole: boolean; rule: string | null; pictured: boolean }
export interface PastRunView { past: PastRun; run: RunView; rows: RunRows | null; steps: PastStep[] }

export type ViewResult =
  | { type: "ok" }
  | { type: "state"; state: State }
  | { type: "resume"; resume: Resume | null }
  | { type: "plans"; plans: PlanList }
  | { type: "page_check"; page: PageCheck }
  | { type: "chat"; chat: Chat }
  | { type: "shown"; found: boolean }
  | { type: "run_started"; run: RunView; refused: string[] }
  | { type: "run"; run: RunView | null }
  | { type: "run_rows"; rows: RunRows | null }
  | { type: "fill_proposed"; host: string; fields: FillField[] }
  | { type: "filled"; fields: FilledField[] }
  | { type: "history"; history: History }
  | { type: "past_run"; run: PastRunView | null }
  | { type: "picture"; picture: string | null }
  | { type: "exported"; file_name: string; media_type: string; text: string }
  | { type: "recipes"; told: RecipeTold }
  | { type: "failed"; failure: Failure };

export interface ViewReply { id: number; result: ViewResult }

export type ViewEvent =
  | { type: "state"; state: State }
  | { type: "turn"; turn: ChatTurn }
  | { type: "delta"; turn: number; text: string }
  | { type: "quote"; turn: number; quote: Quote }
  | { type: "selection"; text: string | null }
  | { type: "prefill"; text: string }
  | { type: "run_state"; run: string; status: RunStatus; used: RunUse }
  | { type: "run_step"; run: string; step: RunStep }
  | { type: "run_said"; run: string; text: string }
  | { type: "recording"; tab: number; recording: Recipe | null };

/** What comes out of a view's port. */
export type ToView = ViewReply | { event: ViewEvent };

// ---- background ↔ content script ----

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
  | { do: "drag"; to: number }
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
export interface ShownField { node: number; facts: FieldFacts; rect: Rect }

export type ContentCall =
  | { type: "read"; above: number; base: number | null }
  | { type: "get_selection" }
  | { type: "show_quote"; nodes: number[]; text: string }
  | { type: "clear_quotes" }
  | { type: "open_overlay"; url: string; place: Place | null; labels: OverlayLabels; focus: boolean }
  | { type: "close_overlay" }
  | { type: "facts"; node: number | null }
  | { type: "act"; node: number | null; act: ContentAct; expect: string | null; timeout_ms: number; trusted: boolean }
  | { type: "go_on"; done: boolean }
  | { type: "cancel" }
  | { type: "record"; on: boolean; above: number }
  | { type: "mark"; nodes: number[] }
  | { type: "mark_target"; node: number }
  | { type: "clear_target" }
  | { type: "find_fields"; everywhere: boolean };

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
