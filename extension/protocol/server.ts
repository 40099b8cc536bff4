// What the server answers and views show (api-types).

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
  date: string; questions: number; agent_steps: number; input_tokens: number; output_tokens: number; cost_nanos: number;
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
