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
  {"text":null,"type":"selection"},
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
  {"node":1,"type":"facts"},
  {"act":{"do":"hover"},"expect":"text","node":1,"timeout_ms":5000,"type":"act"},
  {"type":"cancel"},
  {"labels":{"close":"text","move_handle":"text","resize_handle":"text","title":"text"},"place":null,"type":"open_overlay","url":"text"},
  {"act":{"button":"left","count":1,"do":"click","modifiers":[]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"hover"},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"type","replace":true,"text":"text"},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"clear"},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"press","keys":["Control+A"]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"select","options":["text"]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"checked":true,"do":"check"},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"drag","to":2},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"by":null,"do":"scroll","to":2},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"upload","files":[{"content":"dGV4dA==","media_type":"text","name":"text"}]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"focus"},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"text":"text"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"button":"right","count":1,"do":"click","modifiers":["alt","control","meta","shift"]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"button":"middle","count":2,"do":"click","modifiers":[]},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"by":{"x":0.0,"y":600.0},"do":"scroll","to":null},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"gone_text":"text"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"network_quiet":{}}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"visible"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"hidden"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"enabled"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"disabled"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"checked"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"unchecked"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
  {"act":{"do":"wait","for":{"ref_state":"gone"}},"expect":null,"node":null,"timeout_ms":5000,"type":"act"},
] as const satisfies readonly Frozen<ContentCall>[];
none<Missing<ContentCall, typeof contentCalls>>();

export const contentReplies = [
  {"type":"ok"},
  {"text":"text","type":"selection"},
  {"found":false,"type":"shown"},
  {"facts":{"autocomplete":"","disabled":false,"document_url":"","download":false,"editable":"none","field_name":"","fingerprint":"","form":{"action":"","encoding":"","fields":[{"autocomplete":"text","filled":true,"kind":"text","name":"text"}],"method":"","role":"","submit_label":""},"href":"text","in_view":false,"kind":"","label":"","role_attribute":"","submits":false,"tag":"","target_blank":false,"test_id":"","visible":false},"type":"facts"},
  {"outcome":{"checked":null,"file_input":null,"focus":null,"gone":false,"prevented":false,"scroll":null,"value":null},"type":"acted"},
  {"begun":false,"code":"stale","detail":"text","type":"act_failed"},
  {"reason":"text","type":"failed"},
  {"outcome":{"checked":true,"file_input":2,"focus":1,"gone":true,"prevented":true,"scroll":{"most_x":0,"most_y":900,"x":0,"y":100},"value":"text"},"type":"acted"},
  {"facts":{"autocomplete":"","disabled":false,"document_url":"","download":false,"editable":"text","field_name":"","fingerprint":"","form":null,"href":null,"in_view":false,"kind":"","label":"","role_attribute":"","submits":false,"tag":"","target_blank":false,"test_id":"","visible":false},"type":"facts"},
  {"facts":{"autocomplete":"","disabled":false,"document_url":"","download":false,"editable":"rich","field_name":"","fingerprint":"","form":null,"href":null,"in_view":false,"kind":"","label":"","role_attribute":"","submits":false,"tag":"","target_blank":false,"test_id":"","visible":false},"type":"facts"},
  {"begun":true,"code":"stale","detail":"text","type":"act_failed"},
  {"begun":true,"code":"not_visible","detail":"text","type":"act_failed"},
  {"begun":true,"code":"not_stable","detail":"text","type":"act_failed"},
  {"begun":true,"code":"disabled","detail":"text","type":"act_failed"},
  {"begun":true,"code":"covered","detail":"text","type":"act_failed"},
  {"begun":true,"code":"not_editable","detail":"text","type":"act_failed"},
  {"begun":true,"code":"no_option","detail":"text","type":"act_failed"},
  {"begun":true,"code":"bad_value","detail":"text","type":"act_failed"},
  {"begun":true,"code":"changed","detail":"text","type":"act_failed"},
  {"begun":true,"code":"unchanged","detail":"text","type":"act_failed"},
  {"begun":true,"code":"unsupported","detail":"text","type":"act_failed"},
  {"begun":true,"code":"timeout","detail":"text","type":"act_failed"},
  {"begun":true,"code":"cancelled","detail":"text","type":"act_failed"},
] as const satisfies readonly Frozen<ContentReply>[];
none<Missing<ContentReply, typeof contentReplies>>();

export const contentEvents = [
  {"place":{"height":4.0,"right":1.0,"top":2.0,"width":3.0},"type":"overlay_placed"},
  {"type":"overlay_closed"},
  {"text":null,"type":"selection_changed"},
] as const satisfies readonly Frozen<ContentEvent>[];
none<Missing<ContentEvent, typeof contentEvents>>();
