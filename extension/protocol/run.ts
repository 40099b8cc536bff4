// Runs, live and kept.

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

export type PastEnd = "under_way" | "cut_off" | "done" | "stopped" | "failed";
export interface PastRun {
  run: string; goal: string; site: string; started_ms: number; heard_ms: number; end: PastEnd; used: RunUse; bytes: number;
}
export interface History { runs: PastRun[]; most_runs: number; most_bytes: number }
export interface PastStep { number: number; seen: string; whole: boolean; read_ms: number; rule: string | null; pictured: boolean }
export interface PastRunView { past: PastRun; run: RunView; rows: RunRows | null; steps: PastStep[] }
