//! Between views and the background.

use api_types::ask::Quote;
use api_types::info::ServerInfo;
use api_types::me::Me;
use api_types::plans::PlanList;
use api_types::profile::Resume;
use api_types::usage::Usage;
use api_types::{Code, FieldError, LimitReached};
use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::*;
use crate::gate::Origin;

/// A call of a view; `id` is the view's own and comes back in the reply.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewCall {
    /// Number of the call, unique in its port.
    pub id: u32,
    /// What is asked for.
    pub request: ViewRequest,
}

/// What a view may ask of the engine. Verbs marked (overlay) need a bound overlay, (popup) an extension page.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one a call")]
pub enum ViewRequest {
    /// Everything a view shows first. → `State`
    GetState {},
    /// (popup) Create an account and sign in to it. → `State`
    Register { name: String, company: String, email: String, password: String },
    /// (popup) Sign in. → `State`
    Login { email: String, password: String },
    /// (popup) Sign out here or everywhere. → `State`
    Logout { everywhere: bool },
    /// (popup) Send a reset mail. → `Ok`
    ForgotPassword { email: String },
    /// (popup) Send the confirmation mail again. → `Ok`
    ResendVerification {},
    /// (popup) Use another server; signs out. → `State`
    SetServer { url: String },
    /// (popup) The stored resume. → `Resume`
    GetResume {},
    /// (popup) Upload or replace the resume; `content` is the file as base64. → `Resume`
    PutResume { file_name: String, content: String },
    /// (popup) Delete the resume. → `Resume`
    DeleteResume {},
    /// (popup) The plan catalogue. → `Plans`
    GetPlans {},
    /// (popup) Whether Legwork can read the tab's page. → `PageCheck`
    CheckPage { tab: i32 },
    /// (popup) Open the overlay in the tab. → `Ok`
    OpenOverlay { tab: i32 },
    /// Open a page of the portal in a new tab, say `/pricing`. → `Ok`
    OpenPortal { path: String },
    /// (overlay) What is typed and not sent; comes back as `Chat::draft`. → `Ok`
    SaveDraft { text: String },
    /// (overlay) The one-time nonce that binds this overlay to its document. → `Chat`
    Hello { nonce: String },
    /// (overlay) Ask about the page; `Turn`, `Delta` and `Quote` follow. `use_selection` is false when the person took
    /// the selection out of the question. → `Ok`
    Ask { question: String, use_profile: bool, use_selection: bool },
    /// (overlay) Ask the last question again. → `Ok`
    Retry { use_profile: bool },
    /// (overlay) Stop the answer; what came stands. → `Ok`
    Stop {},
    /// (overlay) Forget this page's conversation. → `Chat`
    ClearChat {},
    /// (overlay) Scroll to the quote `n` of turn `turn` and highlight it. → `Shown`
    ShowQuote { turn: u32, n: u32 },
    /// (overlay) Open the popup for the overlay's tab; a frame in a page has no right to. → `Ok`
    OpenPopup {},
    /// (overlay) Close the overlay. → `Ok`
    CloseOverlay {},
    /// (popup, overlay for its own tab) Start a run in the tab; `RunState`, `RunStep` and `RunSaid` follow. `goal` is what
    /// the person typed and nothing else; `files` are what it may upload, ten and 5 MB in all at most. → `RunStarted`
    StartRun { tab: i32, goal: String, files: Vec<UploadFile> },
    /// (popup, overlay for its own tab) The tab's run, also one that is over. → `Run`
    GetRun { tab: i32 },
    /// What it took out of pages so far. → `RunRows`
    GetRunRows { run: String },
    /// Stop it. → `Ok`
    StopRun { run: String },
    /// Pause it: between steps at once, else after the act under way. → `Ok`
    PauseRun { run: String },
    /// Go on after a pause. → `Ok`
    ResumeRun { run: String },
    /// The person wants to do something themselves. → `Ok`
    TakeOverRun { run: String },
    /// The person is done with that. → `Ok`
    HandBackRun { run: String },
    /// (popup) Yes or no to the approval `request`; never from within a page. → `Ok`
    ApproveRun { run: String, request: u64, yes: bool },
    /// What the person answers to the question `request`. → `Ok`
    AnswerRun { run: String, request: u64, answer: String },
    /// Scroll to evidence `n` of its answer, from 0, and highlight it. → `Shown`
    ShowRunQuote { run: String, n: u32 },
    /// (popup) What the profile could fill in on the page. → `FillProposed`
    ProposeFill { tab: i32 },
    /// (popup) Write these values into the fields of the last proposal; nothing is sent. → `Filled`
    ApproveFill { tab: i32, values: Vec<FillValue> },
    /// (popup) Every run that is kept. → `History`
    GetHistory {},
    /// (popup) One of them, step by step. → `PastRun`
    GetPastRun { run: String },
    /// (popup) What the page looked like when step `step` was decided. → `Picture`
    GetPicture { run: String, step: u32 },
    /// (popup) Delete one of them, or all. → `History`
    DeletePastRuns { run: Option<String> },
    /// Its rows or its log as a file. → `Exported`
    ExportRun { run: String, what: RunExport },
    /// About recipes. → as [`RecipeAsk`] says
    Recipes { ask: RecipeAsk },
    /// (popup) What is kept for sites, without the values. → `Secrets`
    GetSecrets {},
    /// (popup) Keep a secret for runs until the browser closes. → `Secrets`
    KeepSecret { secret: NewSecret },
    /// (popup) Forget it. → `Secrets`
    ForgetSecret { name: String, origin: Origin },
}

/// The one reply to a [`ViewCall`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewReply {
    /// Number of the call.
    pub id: u32,
    /// What came of it.
    pub result: ViewResult,
}

/// What came of a [`ViewCall`].
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one a call, serialised at once")]
pub enum ViewResult {
    /// Done, nothing to tell.
    Ok {},
    /// State of the account.
    State { state: State },
    /// The resume, if there is one.
    Resume { resume: Option<Resume> },
    /// The plan catalogue.
    Plans { plans: PlanList },
    /// Whether the page can be read.
    PageCheck { page: PageCheck },
    /// The conversation about the bound page.
    Chat { chat: Chat },
    /// Whether the quote was found in the page.
    Shown { found: bool },
    /// A run began. `refused` are the sites the goal names that it does not go to, as they were written.
    RunStarted { run: RunView, refused: Vec<String> },
    /// The tab's run.
    Run { run: Option<RunView> },
    /// A run's table, if it has one.
    RunRows { rows: Option<RunRows> },
    /// What could be filled in on the page of `host`.
    FillProposed { host: String, fields: Vec<FillField> },
    /// What came of each field.
    Filled { fields: Vec<FilledField> },
    /// The runs that are kept.
    History { history: History },
    /// One of them; `null` when it is not kept any more.
    PastRun { run: Option<PastRunView> },
    /// A picture as a data URL, if there is one.
    Picture { picture: Option<String> },
    /// A file.
    Exported { file_name: String, media_type: String, text: String },
    /// About recipes.
    Recipes { told: RecipeTold },
    /// What is kept for sites.
    Secrets { secrets: Vec<KeptSecret> },
    /// It failed.
    Failed { failure: Failure },
}

/// What went wrong, for a person and for the view's choice of card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Which failure.
    pub kind: FailureKind,
    /// A sentence a person understands, from the server, or empty: the view then has its own text for the kind.
    pub detail: String,
    /// Fields that break a rule.
    #[serde(default)]
    pub fields: Vec<FieldError>,
    /// Which limit is reached, with `FailureKind::Api(Code::LimitReached)`.
    #[serde(default)]
    pub limit: Option<LimitReached>,
}

/// Kinds of [`Failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The server answered with a problem of this code.
    Api(Code),
    /// No connection to the server.
    Offline,
    /// The server's answer broke off.
    Interrupted,
    /// Not signed in (or no longer).
    SignedOut,
    /// The page can not be read: see `PageCheck`.
    Unreadable,
    /// The page is gone or was navigated away.
    PageGone,
    /// The page holds no text.
    EmptyPage,
    /// The verb is not for this view.
    NotAllowed,
    /// A fault of Legwork.
    Internal,
}

/// State of the account as the views show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Address of the server.
    pub server_url: String,
    /// What the server tells without sign-in; absent while it can not be reached.
    pub info: Option<ServerInfo>,
    /// The account, when signed in.
    pub account: Option<Account>,
}

/// The signed-in account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Who.
    pub me: Me,
    /// Use in the current period.
    pub usage: Usage,
}

/// Whether Legwork can read a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageCheck {
    /// Yes.
    Readable,
    /// A page of the browser itself, an extension store or another extension: closed to every extension.
    BrowserPage,
    /// A PDF in the browser's own viewer: its text is closed to extensions.
    Pdf,
    /// A local file: needs the browser's permission for files.
    LocalFile,
    /// Not a document with text: an image, a video, …
    NotADocument,
}

/// What the background tells views unasked.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ViewEvent {
    /// The account changed (signed in or out, used a question, another view did something).
    State { state: State },
    /// (overlay) A turn began or its status changed: replaces the turn of the same number.
    Turn { turn: ChatTurn },
    /// (overlay) More Markdown for the turn.
    Delta { turn: u32, text: String },
    /// (overlay) A quote for the turn; its `[^n]` comes in the next delta.
    Quote { turn: u32, quote: Quote },
    /// (overlay) What is selected in the page changed.
    Selection { text: Option<String> },
    /// (overlay) Ask this now: from the context menu. The view puts it into the input.
    Prefill { text: String },
    /// Where a run stands, and what it has used.
    RunState { run: String, status: RunStatus, used: RunUse },
    /// A step of a run is new or changed.
    RunStep { run: String, step: Box<RunStep> },
    /// The model is saying this with its next step: text to append.
    RunSaid { run: String, text: String },
    /// What is recorded in the tab changed, or that it is.
    Recording { tab: i32, recording: Option<crate::recipe::Recipe> },
}
