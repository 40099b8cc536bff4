// Between views and the background.

import type { Recipe, RecipeAsk, RecipeTold } from "./recipe.js";
import type { UploadFile } from "./content.js";
import type { History, PastRunView, RunRows, RunStatus, RunStep, RunUse, RunView } from "./run.js";
import type { Answer, Code, FieldError, LimitReached, Me, PlanList, Quote, Resume, ServerInfo, Usage } from "./server.js";

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
  | { type: "start_run"; tab: number; goal: string; files: UploadFile[] }
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
  | { type: "recipes"; ask: RecipeAsk }
  | { type: "get_secrets" }
  | { type: "keep_secret"; secret: NewSecret }
  | { type: "forget_secret"; name: string; origin: string };

export type SecretKind = "username" | "password" | "code" | "card" | "text";
export interface KeptSecret { name: string; origin: string; kind: SecretKind }
export interface NewSecret { name: string; site: string; kind: SecretKind; value: string }

export interface ViewCall { id: number; request: ViewRequest }

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

export interface FillField { n: number; label: string; value: string; options: string[]; filled: boolean; host: string | null }
export interface FillValue { n: number; text: string }
export interface FilledField { n: number; done: boolean }

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
  | { type: "secrets"; secrets: KeptSecret[] }
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
