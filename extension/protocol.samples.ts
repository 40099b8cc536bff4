// One sample of every message as Rust writes it: made by core-wasm/tests/protocol/main.rs, checked by tsc.

import type {
  ContentCall, ContentEvent, ContentReply, ViewCall, ViewEvent, ViewReply, ViewRequest, ViewResult,
} from "./protocol";

type Frozen<T> = T extends (infer U)[] ? readonly Frozen<U>[]
  : T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
/** Names of messages that have no sample. */
type Missing<T extends { type: string }, S extends readonly { type: string }[]> =
  Exclude<T["type"], S[number]["type"]>;
/** Compiles for no missing name only. */
function none<T extends never>(_missing?: T): void {}

export const viewCalls = [{"id":1,"request":{"type":"get_state"}}] satisfies ViewCall[];
export const viewReplies = [{"id":1,"result":{"type":"ok"}}] satisfies ViewReply[];

export const viewRequests = [
  {"type":"get_state"},
  {"company":"text","email":"text","name":"text","password":"text","type":"register"},
  {"email":"text","password":"text","type":"login"},
  {"everywhere":true,"type":"logout"},
  {"email":"text","type":"forgot_password"},
  {"type":"resend_verification"},
  {"type":"set_server","url":"text"},
  {"type":"get_resume"},
  {"content":"text","file_name":"text","type":"put_resume"},
  {"type":"delete_resume"},
  {"type":"get_plans"},
  {"tab":1,"type":"check_page"},
  {"tab":1,"type":"open_overlay"},
  {"path":"text","type":"open_portal"},
  {"text":"text","type":"save_draft"},
  {"nonce":"text","type":"hello"},
  {"question":"text","type":"ask","use_profile":true,"use_selection":true},
  {"type":"retry","use_profile":false},
  {"type":"stop"},
  {"type":"clear_chat"},
  {"n":1,"turn":1,"type":"show_quote"},
  {"type":"open_popup"},
  {"type":"close_overlay"},
  {"goal":"text","tab":1,"type":"start_run"},
  {"tab":1,"type":"get_run"},
  {"run":"text","type":"stop_run"},
  {"run":"text","type":"pause_run"},
  {"run":"text","type":"resume_run"},
  {"run":"text","type":"take_over_run"},
  {"run":"text","type":"hand_back_run"},
  {"request":1,"run":"text","type":"approve_run","yes":true},
  {"answer":"text","request":1,"run":"text","type":"answer_run"},
] as const satisfies readonly Frozen<ViewRequest>[];
none<Missing<ViewRequest, typeof viewRequests>>();

export const viewResults = [
  {"type":"ok"},
  {"state":{"account":{"me":{"created_at":"2026-11-20T10:00:00Z","email":"anna@example.com","email_verified":true,"has_resume":false,"id":"text","name":"text","workspace":{"id":"text","name":"text","plan":"free","plan_name":"Free","role":"owner","slug":"text"}},"usage":{"days":[{"cost_nanos":7,"date":"2026-11-20","input_tokens":9,"output_tokens":8,"questions":3}],"meters":[{"limit":10,"meter":"questions","remaining":7,"used":3},{"limit":null,"meter":"tasks","remaining":null,"used":0}],"period_start":"2026-11-01T00:00:00Z","plan":"free","plan_name":"Free","resets_at":"2026-12-01T00:00:00Z"}},"info":{"answerer":"offline","model":"offline","portal_url":"https://legwork.example","require_verified_email":false,"version":"0.1.0"},"server_url":"https://legwork.example"},"type":"state"},
  {"resume":{"bytes":4000,"file_name":"cv.pdf","media_type":"application/pdf","text":"text","uploaded_at":"2026-11-20T10:00:00Z"},"type":"resume"},
  {"plans":{"plans":[{"key":"text","limits":{"agent_steps":null,"cost_nanos":null,"members":1,"questions":10,"tasks":null,"workers":null,"workflow_runs":null,"workflows":null},"monthly_price_cents":null,"name":"text","summary":"text"}]},"type":"plans"},
  {"page":"readable","type":"page_check"},
  {"chat":{"draft":"text","page":"readable","page_host":"news.example","page_title":"text","selection":"text","turns":[{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":null,"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"done","turn":1}]},"type":"chat"},
  {"found":true,"type":"shown"},
  {"refused":["text"],"run":{"goal":"text","limits":{"cost_nanos":1000000000,"steps":50,"time_ms":900000,"tokens":1000000},"run":"text","status":{"type":"observing"},"steps":[{"action":{"do":"navigate","url":"text"},"approved":false,"at_ms":2,"class":"navigate","detail":"text","number":1,"outcome":"done","thought":"text","took_ms":3,"url":"text"}],"tab":1,"table":{"columns":["text"],"rows":2},"used":{"cost_nanos":4,"steps":1,"time_ms":2,"tokens":3}},"type":"run_started"},
  {"run":null,"type":"run"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"limit_reached"},"limit":{"limit":10,"meter":"questions","plan":"free","resets_at":"2026-12-01T00:00:00Z","used":10}},"type":"failed"},
  {"state":{"account":null,"info":null,"server_url":"text"},"type":"state"},
  {"resume":null,"type":"resume"},
  {"chat":{"draft":"","page":null,"page_host":"","page_title":"","selection":null,"turns":[]},"type":"chat"},
  {"page":"browser_page","type":"page_check"},
  {"page":"pdf","type":"page_check"},
  {"page":"local_file","type":"page_check"},
  {"page":"not_a_document","type":"page_check"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"offline","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"interrupted","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"signed_out","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"unreadable","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"page_gone","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"empty_page","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"not_allowed","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"internal","limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"invalid_body"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"unauthorized"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"invalid_credentials"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"invalid_token"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"subscription_needed"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"forbidden"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"email_not_verified"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"not_found"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"method_not_allowed"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"conflict"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"too_large"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"unsupported_media_type"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"invalid"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"idempotency_key_reused"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"unreadable_document"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"limit_reached"},"limit":{"limit":10,"meter":"questions","plan":"free","resets_at":"2026-12-01T00:00:00Z","used":10}},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"too_many_requests"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"internal"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"upstream_failed"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"unavailable"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"upstream_busy"},"limit":null},"type":"failed"},
  {"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":{"api":"upstream_timeout"},"limit":null},"type":"failed"},
] as const satisfies readonly Frozen<ViewResult>[];
none<Missing<ViewResult, typeof viewResults>>();

export const viewEvents = [
  {"state":{"account":{"me":{"created_at":"2026-11-20T10:00:00Z","email":"anna@example.com","email_verified":true,"has_resume":false,"id":"text","name":"text","workspace":{"id":"text","name":"text","plan":"free","plan_name":"Free","role":"owner","slug":"text"}},"usage":{"days":[{"cost_nanos":7,"date":"2026-11-20","input_tokens":9,"output_tokens":8,"questions":3}],"meters":[{"limit":10,"meter":"questions","remaining":7,"used":3},{"limit":null,"meter":"tasks","remaining":null,"used":0}],"period_start":"2026-11-01T00:00:00Z","plan":"free","plan_name":"Free","resets_at":"2026-12-01T00:00:00Z"}},"info":{"answerer":"offline","model":"offline","portal_url":"https://legwork.example","require_verified_email":false,"version":"0.1.0"},"server_url":"https://legwork.example"},"type":"state"},
  {"turn":{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":null,"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"done","turn":1},"type":"turn"},
  {"text":"text","turn":1,"type":"delta"},
  {"quote":{"n":1,"passage":4,"text":"text"},"turn":1,"type":"quote"},
  {"text":"text","type":"selection"},
  {"text":"text","type":"prefill"},
  {"run":"text","status":{"type":"asking"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","step":{"action":{"do":"navigate","url":"text"},"approved":false,"at_ms":2,"class":"navigate","detail":"text","number":1,"outcome":"done","thought":"text","took_ms":3,"url":"text"},"type":"run_step"},
  {"run":"text","text":"text","type":"run_said"},
  {"text":null,"type":"selection"},
  {"run":"text","step":{"action":{"do":"navigate","url":"text"},"approved":false,"at_ms":2,"class":null,"detail":"text","number":1,"outcome":null,"thought":"text","took_ms":3,"url":"text"},"type":"run_step"},
  {"run":"text","status":{"type":"observing"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"type":"asking"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"type":"judging"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"type":"acting"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"approval":{"admits":null,"data":[{"class":"plain","field":"text","read_from":["text"],"text":"text"}],"destination":"text","label":"text","place":"text","rule":"pays","unicode_host":null,"verb":"click"},"request":7,"type":"waiting_for_approval"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"choices":["text"],"question":"text","request":7,"stuck":false,"type":"waiting_for_user"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"detail":"text","reason":"text","type":"paused"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"type":"taken_over"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"answer":"text","evidence":[{"text":"text","url":"text"}],"type":"done","unsupported":["text"]},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"run":"text","status":{"detail":"text","reason":"text","type":"ended"},"type":"run_state","used":{"cost_nanos":0,"steps":0,"time_ms":0,"tokens":0}},
  {"turn":{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":null,"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"reading","turn":1},"type":"turn"},
  {"turn":{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":null,"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"answering","turn":1},"type":"turn"},
  {"turn":{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":null,"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"stopped","turn":1},"type":"turn"},
  {"turn":{"answer":{"answer":"text","answerer":"llm","follow_ups":["text"],"model":"text","questions_left":null,"quotes":[{"n":1,"passage":4,"text":"text"}],"tokens":{"estimated":true,"input":1,"output":2}},"failure":{"detail":"text","fields":[{"code":"taken","detail":"text","field":"email"}],"kind":"interrupted","limit":null},"question":"text","read":{"page_chars":900,"page_ms":5,"page_passages":30,"sent_chars":90,"sent_passages":3,"unread_frames":1},"status":"failed","turn":1},"type":"turn"},
] as const satisfies readonly Frozen<ViewEvent>[];
none<Missing<ViewEvent, typeof viewEvents>>();

export const contentCalls = [
  {"type":"read"},
  {"type":"get_selection"},
  {"nodes":[1,2],"text":"text","type":"show_quote"},
  {"type":"clear_quotes"},
  {"labels":{"close":"text","move_handle":"text","resize_handle":"text","title":"text"},"place":{"height":600.0,"right":16.0,"top":16.0,"width":400.5},"type":"open_overlay","url":"text"},
  {"type":"close_overlay"},
  {"labels":{"close":"text","move_handle":"text","resize_handle":"text","title":"text"},"place":null,"type":"open_overlay","url":"text"},
] as const satisfies readonly Frozen<ContentCall>[];
none<Missing<ContentCall, typeof contentCalls>>();

export const contentReplies = [
  {"type":"ok"},
  {"text":"text","type":"selection"},
  {"found":false,"type":"shown"},
  {"reason":"text","type":"failed"},
] as const satisfies readonly Frozen<ContentReply>[];
none<Missing<ContentReply, typeof contentReplies>>();

export const contentEvents = [
  {"place":{"height":4.0,"right":1.0,"top":2.0,"width":3.0},"type":"overlay_placed"},
  {"type":"overlay_closed"},
  {"text":null,"type":"selection_changed"},
] as const satisfies readonly Frozen<ContentEvent>[];
none<Missing<ContentEvent, typeof contentEvents>>();
