//! Connected views: who they are, which calls they may make, where events go.

use std::rc::Rc;

use futures::lock::Mutex;

use super::Background;
use super::overlays::Binding;
use crate::agent::What;
use crate::api::Transport;
use crate::browser::{Browser, ToView, ViewId};
use crate::protocol::{
    Failure, FailureKind, RecipeAsk, ViewCall, ViewEvent, ViewReply, ViewRequest, ViewResult,
};

/// What a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// The popup, the side panel or the options: pages only the person can open.
    Popup,
    /// The overlay in a page.
    Overlay,
}

/// Who is at the other end of a view's port, as the browser itself says.
#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    /// What it is.
    pub kind: ViewKind,
    /// Tab it is in, for overlays.
    pub tab: Option<i32>,
    /// Names its document; without document ids, its frame.
    pub document: String,
    /// Whether it is in a private window.
    pub incognito: bool,
}

/// A connected view.
pub(super) struct View {
    pub(super) sender: Sender,
    /// The page an overlay is bound to, after `Hello`.
    pub(super) binding: Option<Binding>,
    /// Held during `Hello`: calls sent right behind it wait for what they may do.
    greeting: Rc<Mutex<()>>,
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// A view connected.
    pub fn connected(&self, id: ViewId, sender: Sender) {
        self.views.borrow_mut().insert(id, View { sender, binding: None, greeting: Rc::default() });
    }

    /// A view is gone. An answer under way runs on: it is counted, and there when the overlay is opened again.
    pub fn disconnected(&self, id: ViewId) {
        self.views.borrow_mut().remove(&id);
    }

    /// A call of a view: its reply is posted, and what it starts is spawned.
    pub async fn called(self: &Rc<Self>, id: ViewId, call: ViewCall) {
        let greeting = self.views.borrow().get(&id).map(|view| Rc::clone(&view.greeting)).unwrap_or_default();
        let greeted = greeting.lock().await;
        let _during_hello = matches!(call.request, ViewRequest::Hello { .. }).then_some(greeted);
        let answered = match self.permitted(id, &call.request) {
            Ok(()) => self.answer(id, call.request).await,
            Err(failure) => Err(failure),
        };
        let signed_out = matches!(&answered, Err(failure) if failure.kind == FailureKind::SignedOut);
        let result = answered.unwrap_or_else(|failure| ViewResult::Failed { failure });
        self.browser.post(id, &ToView::Reply(ViewReply { id: call.id, result }));
        if signed_out {
            self.tell_state().await;
        }
    }

    /// Whether the view may make this call at all.
    fn permitted(&self, id: ViewId, request: &ViewRequest) -> Result<(), Failure> {
        let views = self.views.borrow();
        let view = views.get(&id).ok_or(FailureKind::NotAllowed)?;
        let allowed = match audience(request) {
            Audience::Any => true,
            Audience::Popup => view.sender.kind == ViewKind::Popup,
            Audience::Overlay => view.sender.kind == ViewKind::Overlay,
            Audience::BoundOverlay => view.sender.kind == ViewKind::Overlay && view.binding.is_some(),
        };
        if allowed { Ok(()) } else { Err(FailureKind::NotAllowed.into()) }
    }

    async fn answer(self: &Rc<Self>, id: ViewId, request: ViewRequest) -> Result<ViewResult, Failure> {
        use ViewRequest as R;
        match request {
            R::GetState {} => Ok(ViewResult::State { state: self.state().await }),
            R::Register { name, company, email, password } => {
                self.register(name, company, email, password).await
            }
            R::Login { email, password } => self.login(email, password).await,
            R::Logout { everywhere } => self.logout(everywhere).await,
            R::ForgotPassword { email } => done(self.client.forgot_password(email).await),
            R::ResendVerification {} => done(self.client.resend_verification().await),
            R::SetServer { url } => self.set_server(&url).await,
            R::GetResume {} => self.resume().await,
            R::PutResume { file_name, content } => self.put_resume(&file_name, &content).await,
            R::DeleteResume {} => self.delete_resume().await,
            R::GetPlans {} => Ok(ViewResult::Plans { plans: self.client.plans().await? }),
            R::CheckPage { tab } => Ok(ViewResult::PageCheck { page: self.check_page(tab).await? }),
            R::OpenOverlay { tab } => done(self.open_overlay(tab, None).await),
            R::OpenPortal { path } => self.open_portal(&path).await,
            R::SaveDraft { text } => self.save_draft(id, text).await,
            R::Hello { nonce } => self.hello(id, &nonce).await,
            R::Ask { question, use_profile, use_selection } => {
                self.ask(id, &question, use_profile, use_selection).await
            }
            R::Retry { use_profile } => self.retry(id, use_profile).await,
            R::Stop {} => self.stop(id).await,
            R::ClearChat {} => self.clear_chat(id).await,
            R::ShowQuote { turn, n } => self.show_quote(id, turn, n).await,
            R::OpenPopup {} => self.open_popup(id).await,
            R::CloseOverlay {} => self.close_overlay(id).await,
            R::StartRun { tab, goal, files } => self.start_run(id, tab, &goal, &files).await,
            R::GetRun { tab } => self.get_run(id, tab),
            R::GetRunRows { run } => self.get_run_rows(id, &run).await,
            R::StopRun { run } => self.say_to_run(id, &run, What::Stop),
            R::PauseRun { run } => self.say_to_run(id, &run, What::Pause),
            R::ResumeRun { run } => self.say_to_run(id, &run, What::Resume),
            R::TakeOverRun { run } => self.say_to_run(id, &run, What::TakeOver),
            R::HandBackRun { run } => self.say_to_run(id, &run, What::HandBack),
            R::ApproveRun { run, request, yes } => {
                self.say_to_run(id, &run, What::Approved { ticket: request, yes })
            }
            R::AnswerRun { run, request, answer } => self.answer_run(id, &run, request, &answer),
            R::ShowRunQuote { run, n } => self.show_run_quote(id, &run, n).await,
            R::ProposeFill { tab } => self.propose_fill(tab).await,
            R::ApproveFill { tab, values } => self.approve_fill(tab, values).await,
            R::GetHistory {} => self.get_history().await,
            R::GetPastRun { run } => self.get_past_run(&run).await,
            R::GetPicture { run, step } => self.get_picture(&run, step).await,
            R::DeletePastRuns { run } => self.delete_past_runs(run.as_deref()).await,
            R::ExportRun { run, what } => self.export_run(id, &run, what).await,
            R::Recipes { ask } => self.recipes(id, ask).await,
            R::GetSecrets {} => Ok(self.get_secrets()),
            R::KeepSecret { secret } => self.keep_secret(secret).await,
            R::ForgetSecret { name, origin } => self.forget_secret(&name, &origin).await,
        }
    }

    /// The page the overlay is bound to.
    pub(super) fn binding(&self, id: ViewId) -> Result<Binding, Failure> {
        let views = self.views.borrow();
        views.get(&id).and_then(|view| view.binding.clone()).ok_or_else(|| FailureKind::NotAllowed.into())
    }

    /// Sends `event` to every view that `wants` it.
    pub(super) fn tell(&self, event: &ViewEvent, wants: impl Fn(&View) -> bool) {
        let views = self.views.borrow();
        let receivers: Vec<ViewId> =
            views.iter().filter(|(_, view)| wants(view)).map(|(id, _)| *id).collect();
        drop(views);
        for id in receivers {
            self.browser.post(id, &ToView::Event { event: event.clone() });
        }
    }

    /// Sends `event` to the overlays that show the conversation of `binding`.
    pub(super) fn tell_page(&self, binding: &Binding, event: &ViewEvent) {
        let wants = |shown: &Binding| shown.page == binding.page && shown.incognito == binding.incognito;
        self.tell(event, |view| view.binding.as_ref().is_some_and(wants));
    }
}

/// Whose verb it is.
enum Audience {
    Any,
    Popup,
    Overlay,
    BoundOverlay,
}

fn audience(request: &ViewRequest) -> Audience {
    use ViewRequest as R;
    match request {
        // An overlay may speak of the run in its own tab; each verb holds it to that.
        R::GetState {}
        | R::OpenPortal { .. }
        | R::StartRun { .. }
        | R::GetRun { .. }
        | R::GetRunRows { .. }
        | R::StopRun { .. }
        | R::PauseRun { .. }
        | R::ResumeRun { .. }
        | R::TakeOverRun { .. }
        | R::HandBackRun { .. }
        | R::AnswerRun { .. }
        | R::ShowRunQuote { .. }
        | R::ExportRun { .. } => Audience::Any,
        R::Recipes { ask: RecipeAsk::List { .. } | RecipeAsk::FromRun { .. } } => Audience::Any,
        R::Recipes { .. } => Audience::Popup,
        R::Register { .. }
        | R::Login { .. }
        | R::Logout { .. }
        | R::ForgotPassword { .. }
        | R::ResendVerification {}
        | R::SetServer { .. }
        | R::GetResume {}
        | R::PutResume { .. }
        | R::DeleteResume {}
        | R::GetPlans {}
        | R::CheckPage { .. }
        | R::OpenOverlay { .. }
        | R::ProposeFill { .. }
        | R::ApproveFill { .. }
        | R::GetHistory {}
        | R::GetPastRun { .. }
        | R::GetPicture { .. }
        | R::DeletePastRuns { .. }
        | R::GetSecrets {}
        | R::KeepSecret { .. }
        | R::ForgetSecret { .. }
        | R::ApproveRun { .. } => Audience::Popup,
        R::Hello { .. } => Audience::Overlay,
        R::SaveDraft { .. }
        | R::Ask { .. }
        | R::Retry { .. }
        | R::Stop {}
        | R::ClearChat {}
        | R::ShowQuote { .. }
        | R::OpenPopup {}
        | R::CloseOverlay {} => Audience::BoundOverlay,
    }
}

/// `Ok` for calls that have nothing to tell.
pub(super) fn done<E: Into<Failure>>(result: Result<(), E>) -> Result<ViewResult, Failure> {
    result.map(|()| ViewResult::Ok {}).map_err(Into::into)
}
