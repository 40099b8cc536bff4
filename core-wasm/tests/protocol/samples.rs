//! One sample of every message, and of every value an enum in them takes.

use api_types::ask::{Answer, Quote, Tokens};
use api_types::info::{Answerer, ModelPrice, ServerInfo};
use api_types::me::{Me, Role, Workspace};
use api_types::plans::{Limits, Plan, PlanList};
use api_types::profile::Resume;
use api_types::usage::{DayUsage, MeterUsage, Usage};
use api_types::{Code, FieldError, LimitReached};
use core_wasm::gate::{Origin, SecretKind};
use core_wasm::protocol::*;

use super::recipes;
use super::runs::{history, past_run_view, run_rows, run_statuses, run_step, run_view};

/// Adding a variant stops this from compiling until it has a sample.
macro_rules! every {
    ($kind:ident: $($variant:ident { $($field:ident: $value:expr),* $(,)? }),* $(,)?) => {{
        #[allow(dead_code, reason = "it is compiled, not called: a variant without a sample does not compile")]
        fn none_is_missing(value: &$kind) {
            match value { $($kind::$variant { .. } => (),)* }
        }
        vec![$($kind::$variant { $($field: $value),* }),*]
    }};
}
pub(crate) use every;

pub fn text() -> String {
    "text".into()
}

pub fn file() -> UploadFile {
    UploadFile { name: text(), media_type: text(), content: "dGV4dA==".into() }
}

pub fn view_requests() -> Vec<ViewRequest> {
    let mut requests = every! { ViewRequest:
        GetState {},
        Register { name: text(), company: text(), email: text(), password: text() },
        Login { email: text(), password: text() },
        Logout { everywhere: true },
        ForgotPassword { email: text() },
        ResendVerification {},
        SetServer { url: text() },
        GetResume {},
        PutResume { file_name: text(), content: text() },
        DeleteResume {},
        GetPlans {},
        CheckPage { tab: 1 },
        OpenOverlay { tab: 1 },
        OpenPortal { path: text() },
        SaveDraft { text: text() },
        Hello { nonce: text() },
        Ask { question: text(), use_profile: true, use_selection: true },
        Retry { use_profile: false },
        Stop {},
        ClearChat {},
        ShowQuote { turn: 1, n: 1 },
        OpenPopup {},
        CloseOverlay {},
        StartRun { tab: 1, goal: text(), files: vec![file()] },
        GetRun { tab: 1 },
        GetRunRows { run: text() },
        StopRun { run: text() },
        PauseRun { run: text() },
        ResumeRun { run: text() },
        TakeOverRun { run: text() },
        HandBackRun { run: text() },
        ApproveRun { run: text(), request: 1, yes: true },
        AnswerRun { run: text(), request: 1, answer: text() },
        ShowRunQuote { run: text(), n: 0 },
        ProposeFill { tab: 1 },
        ApproveFill { tab: 1, values: vec![FillValue { n: 0, text: text() }] },
        GetHistory {},
        GetPastRun { run: text() },
        GetPicture { run: text(), step: 1 },
        DeletePastRuns { run: None },
        ExportRun { run: text(), what: RunExport::Log },
        Recipes { ask: RecipeAsk::List { tab: 1 } },
        GetSecrets {},
        KeepSecret { secret: NewSecret { name: text(), site: text(), kind: SecretKind::Password, value: text() } },
        ForgetSecret { name: text(), origin: origin() },
    };
    let exports = [RunExport::RowsCsv, RunExport::RowsJson];
    requests.extend(recipes::asks().into_iter().map(|ask| ViewRequest::Recipes { ask }));
    requests.extend(exports.into_iter().map(|what| ViewRequest::ExportRun { run: text(), what }));
    requests
}

fn origin() -> Origin {
    Origin::parse("https://shop.example").unwrap()
}

fn kept_secrets() -> Vec<KeptSecret> {
    use SecretKind as K;
    let kept = |kind| KeptSecret { name: text(), origin: origin(), kind };
    [K::Username, K::Password, K::Code, K::Card, K::Text].map(kept).into()
}

pub fn view_results() -> Vec<ViewResult> {
    let mut results = every! { ViewResult:
        Ok {},
        State { state: state() },
        Resume { resume: Some(resume()) },
        Plans { plans: plans() },
        PageCheck { page: PageCheck::Readable },
        Chat { chat: chat() },
        Shown { found: true },
        RunStarted { run: run_view(), refused: vec![text()] },
        Run { run: None },
        RunRows { rows: Some(run_rows()) },
        FillProposed { host: text(), fields: vec![FillField { n: 0, label: text(), value: text(), options: vec![text()], filled: true, host: Some(text()) }] },
        Filled { fields: vec![FilledField { n: 0, done: true }] },
        History { history: history() },
        Secrets { secrets: kept_secrets() },
        PastRun { run: Some(past_run_view()) },
        Picture { picture: Some(text()) },
        Exported { file_name: text(), media_type: text(), text: text() },
        Recipes { told: recipes::tellings().remove(0) },
        Failed { failure: failure(FailureKind::Api(Code::LimitReached)) },
    };
    results.extend([
        ViewResult::State { state: State { server_url: text(), info: None, account: None } },
        ViewResult::Resume { resume: None },
        ViewResult::Chat { chat: Chat::default() },
    ]);
    results.extend(recipes::tellings().into_iter().map(|told| ViewResult::Recipes { told }));
    results.extend(page_checks().into_iter().map(|page| ViewResult::PageCheck { page }));
    results.extend(failure_kinds().into_iter().map(|kind| ViewResult::Failed { failure: failure(kind) }));
    results
}

pub fn view_events() -> Vec<ViewEvent> {
    let mut events = every! { ViewEvent:
        State { state: state() },
        Turn { turn: turn(TurnStatus::Done) },
        Delta { turn: 1, text: text() },
        Quote { turn: 1, quote: quote() },
        Selection { text: Some(text()) },
        Prefill { text: text() },
        RunState { run: text(), status: RunStatus::Asking {}, used: RunUse::default() },
        RunStep { run: text(), step: Box::new(run_step(true)) },
        RunSaid { run: text(), text: text() },
        Recording { tab: 1, recording: Some(recipes::recipe()) },
    };
    events.push(ViewEvent::Recording { tab: 1, recording: None });
    events.push(ViewEvent::Selection { text: None });
    events.push(ViewEvent::RunStep { run: text(), step: Box::new(run_step(false)) });
    events.extend(run_statuses().into_iter().map(|status| ViewEvent::RunState {
        run: text(),
        status,
        used: RunUse::default(),
    }));
    let statuses = [TurnStatus::Reading, TurnStatus::Answering, TurnStatus::Stopped, TurnStatus::Failed];
    events.extend(statuses.into_iter().map(|status| ViewEvent::Turn { turn: turn(status) }));
    events
}

fn page_checks() -> [PageCheck; 4] {
    [PageCheck::BrowserPage, PageCheck::Pdf, PageCheck::LocalFile, PageCheck::NotADocument]
}

fn failure_kinds() -> Vec<FailureKind> {
    let mut kinds = vec![
        FailureKind::Offline,
        FailureKind::Interrupted,
        FailureKind::SignedOut,
        FailureKind::Unreadable,
        FailureKind::PageGone,
        FailureKind::EmptyPage,
        FailureKind::NotAllowed,
        FailureKind::Internal,
    ];
    kinds.extend(Code::ALL.iter().map(|code| FailureKind::Api(*code)));
    kinds
}

fn failure(kind: FailureKind) -> Failure {
    let limited = kind == FailureKind::Api(Code::LimitReached);
    Failure {
        kind,
        detail: text(),
        fields: vec![FieldError { field: "email".into(), code: "taken".into(), detail: text() }],
        limit: limited.then(|| LimitReached {
            plan: "free".into(),
            meter: "questions".into(),
            limit: 10,
            used: 10,
            resets_at: "2026-12-01T00:00:00Z".into(),
        }),
    }
}

fn state() -> State {
    let info = ServerInfo {
        version: "0.1.0".into(),
        answerer: Answerer::Offline,
        model: "offline".into(),
        price: Some(ModelPrice { input: 1, output: 2 }),
        portal_url: "https://legwork.example".into(),
        require_verified_email: false,
    };
    State { server_url: "https://legwork.example".into(), info: Some(info), account: Some(account()) }
}

fn account() -> Account {
    let meters = vec![
        MeterUsage { meter: "questions".into(), used: 3, limit: Some(10), remaining: Some(7) },
        MeterUsage { meter: "tasks".into(), used: 0, limit: None, remaining: None },
    ];
    let day = DayUsage {
        date: "2026-11-20".into(),
        questions: 3,
        agent_steps: 2,
        input_tokens: 9,
        output_tokens: 8,
        cost_nanos: 7,
    };
    Account {
        me: Me {
            id: text(),
            name: text(),
            email: "anna@example.com".into(),
            email_verified: true,
            created_at: "2026-11-20T10:00:00Z".into(),
            workspace: Workspace {
                id: text(),
                name: text(),
                slug: text(),
                role: Role::Owner,
                plan: "free".into(),
                plan_name: "Free".into(),
            },
            has_resume: false,
        },
        usage: Usage {
            plan: "free".into(),
            plan_name: "Free".into(),
            period_start: "2026-11-01T00:00:00Z".into(),
            resets_at: "2026-12-01T00:00:00Z".into(),
            meters,
            days: vec![day],
        },
    }
}

fn plans() -> PlanList {
    let limits = Limits {
        questions: Some(10),
        agent_steps: None,
        tasks: None,
        workflow_runs: None,
        workers: None,
        workflows: None,
        members: Some(1),
        cost_nanos: None,
    };
    let plan = Plan { key: text(), name: text(), summary: text(), monthly_price_cents: None, limits };
    PlanList { plans: vec![plan] }
}

fn resume() -> Resume {
    Resume {
        file_name: "cv.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: 4_000,
        text: text(),
        uploaded_at: "2026-11-20T10:00:00Z".into(),
    }
}

fn quote() -> Quote {
    Quote { n: 1, passage: 4, text: text() }
}

fn turn(status: TurnStatus) -> ChatTurn {
    let read = ReadSummary {
        page_chars: 900,
        sent_chars: 90,
        page_passages: 30,
        sent_passages: 3,
        unread_frames: 1,
        page_ms: 5,
    };
    let answer = Answer {
        answer: text(),
        quotes: vec![quote()],
        follow_ups: vec![text()],
        answerer: Answerer::Llm,
        model: text(),
        tokens: Tokens { input: 1, output: 2, estimated: true },
        questions_left: None,
    };
    let failure = (status == TurnStatus::Failed).then(|| failure(FailureKind::Interrupted));
    ChatTurn { turn: 1, question: text(), read: Some(read), answer, status, failure }
}

fn chat() -> Chat {
    Chat {
        tab: 1,
        page_title: text(),
        page_host: "news.example".into(),
        page: Some(PageCheck::Readable),
        selection: Some(text()),
        turns: vec![turn(TurnStatus::Done)],
        draft: text(),
    }
}
