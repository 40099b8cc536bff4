//! A question, from the call to the end of its answer.

use std::rc::Rc;

use api_types::ask::{AskEvent, AskRequest};
use api_types::{Code, FieldError};
use futures::StreamExt;
use futures::future::{AbortHandle, Abortable};

use super::overlays::{Binding, unreadable};
use super::reading::read_frames;
use super::talks::Talk;
use super::{Background, reach};
use crate::api::{ApiError, Transport};
use crate::browser::{Browser, FrameRead, ReadBase, ViewId};
use crate::chat::{QuestionFault, ask_request, question_of};
use crate::gate::Vault;
use crate::page::Page;
use crate::protocol::{Failure, FailureKind, PageCheck, TurnStatus, ViewEvent, ViewResult};

/// How much of a page a question takes along.
const BUDGET_TOKENS: u32 = 6_000;
/// An answer under way is stored this often, so that little is lost when the background is stopped.
const KEEP_MS: f64 = 1_000.0;

/// A turn being answered.
struct Turn {
    binding: Binding,
    talk: Rc<Talk>,
    number: u32,
    use_profile: bool,
}

impl<B: Browser, T: Transport> Background<B, T> {
    pub(super) async fn ask(
        self: &Rc<Self>,
        id: ViewId,
        typed: &str,
        use_profile: bool,
        use_selection: bool,
    ) -> Result<ViewResult, Failure> {
        let question = question_of(typed).map_err(broken_rule)?;
        let binding = self.binding(id)?;
        let talk = self.talk(&binding).await;
        if talk.conversation.borrow().is_under_way() {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        talk.use_selection.set(use_selection);
        let number = talk.conversation.borrow_mut().begin(question).turn;
        self.set_off(Turn { binding, talk, number, use_profile }).await;
        Ok(ViewResult::Ok {})
    }

    pub(super) async fn retry(self: &Rc<Self>, id: ViewId, use_profile: bool) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        let talk = self.talk(&binding).await;
        let begun = talk.conversation.borrow_mut().begin_again().map(|turn| turn.turn);
        let number = begun.ok_or(FailureKind::Api(Code::Conflict))?;
        self.set_off(Turn { binding, talk, number, use_profile }).await;
        Ok(ViewResult::Ok {})
    }

    pub(super) async fn stop(&self, id: ViewId) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        let Some(number) = self.abort(&binding) else { return Ok(ViewResult::Ok {}) };
        let talk = self.talk(&binding).await;
        let stopped = talk.conversation.borrow_mut().stop(number).cloned();
        if let Some(turn) = stopped {
            self.tell_page(&binding, &ViewEvent::Turn { turn });
            self.keep(&talk, &binding.page).await;
        }
        Ok(ViewResult::Ok {})
    }

    /// Stops the answer under way in a conversation and gives the number of its turn.
    pub(super) fn abort(&self, binding: &Binding) -> Option<u32> {
        let (number, stop) = self.running.borrow_mut().remove(&binding.conversation())?;
        stop.abort();
        Some(number)
    }

    /// Stores the begun turn, then lets it run.
    async fn set_off(self: &Rc<Self>, turn: Turn) {
        let (stop, registration) = AbortHandle::new_pair();
        self.running.borrow_mut().insert(turn.binding.conversation(), (turn.number, stop));
        self.keep(&turn.talk, &turn.binding.page).await;
        let background = Rc::clone(self);
        self.browser.spawn(Box::pin(async move {
            background.tell_turn(&turn);
            // Stopped: whoever stopped it says so, and dropping the answer closes the connection.
            let Ok(ended) = Abortable::new(background.run(&turn), registration).await else { return };
            background.running.borrow_mut().remove(&turn.binding.conversation());
            if let Err(failure) = ended {
                turn.talk.conversation.borrow_mut().fail(turn.number, failure);
                background.tell_turn(&turn);
            }
            background.keep(&turn.talk, &turn.binding.page).await;
            background.tell_state().await;
        }));
    }

    async fn run(self: &Rc<Self>, turn: &Turn) -> Result<(), Failure> {
        let page = self.read_page(turn.binding.tab).await?;
        let question = self.question(turn);
        let selection = page.selection.clone().filter(|_| turn.talk.use_selection.get());
        let chosen = page.select(&question, selection.as_deref(), BUDGET_TOKENS);
        if chosen.passages.is_empty() {
            return Err(FailureKind::EmptyPage.into());
        }
        let sent = api_types::ask::Page {
            url: page.url.clone(),
            title: page.title.clone(),
            language: Some(page.language.clone()).filter(|language| !language.is_empty()),
            selection,
            passages: chosen.passages,
        };
        let request = {
            let mut conversation = turn.talk.conversation.borrow_mut();
            conversation.sent(turn.number, chosen.summary);
            ask_request(&conversation, turn.number, sent, turn.use_profile)
        };
        let Some(request) = request else { return Ok(()) };
        let request = masked(request, &self.secrets.vault())?;
        self.tell_turn(turn);
        self.keep(&turn.talk, &turn.binding.page).await;

        let mut events = self.client.ask(&request).await?;
        let mut kept_at = self.browser.now_ms();
        while let Some(event) = events.next().await {
            let event = event.map_err(|error| self.broken_off(turn, error))?;
            self.take(turn, &page, event).await;
            if self.browser.now_ms() - kept_at > KEEP_MS {
                kept_at = self.browser.now_ms();
                self.keep(&turn.talk, &turn.binding.page).await;
            }
        }
        Ok(())
    }

    /// Applies an event of the answer and tells the overlays.
    async fn take(&self, turn: &Turn, page: &Page, event: AskEvent) {
        if let AskEvent::Quote(quote) = &event
            && let Some(passage) = page.passage(quote.passage)
        {
            self.keep_anchor(&turn.binding, turn.number, quote, passage).await;
        }
        let told = turn.talk.conversation.borrow_mut().apply(turn.number, event);
        for event in told {
            self.tell_page(&turn.binding, &event);
        }
    }

    /// Reads every frame of the tab that lets us.
    pub(super) async fn read_page(&self, tab: i32) -> Result<Page, Failure> {
        let read = read_frames(&*self.browser, tab, ReadBase::Ahead).await.map_err(unreadable)?;
        let top = read.first().ok_or(FailureKind::PageGone)?;
        if reach::check_media(&top.content_type) != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        Ok(Page::from_frames(read.into_iter().map(|FrameRead { frame, .. }| frame).collect()))
    }

    fn question(&self, turn: &Turn) -> String {
        turn.talk
            .conversation
            .borrow()
            .turn(turn.number)
            .map(|turn| turn.question.clone())
            .unwrap_or_default()
    }

    fn tell_turn(&self, turn: &Turn) {
        let now = turn.talk.conversation.borrow().turn(turn.number).cloned();
        if let Some(now) = now {
            self.tell_page(&turn.binding, &ViewEvent::Turn { turn: now });
        }
    }

    /// An answer that breaks off after its first words is interrupted, not offline.
    fn broken_off(&self, turn: &Turn, error: ApiError) -> Failure {
        let answering = turn.talk.conversation.borrow().turn(turn.number).map(|turn| turn.status);
        match error {
            ApiError::Offline if answering == Some(TurnStatus::Answering) => FailureKind::Interrupted.into(),
            error => error.into(),
        }
    }
}

/// What is sent, without the values of secrets: a page may show one, or the person have typed it.
fn masked(mut request: AskRequest, vault: &Vault) -> Result<AskRequest, Failure> {
    let page = &mut request.page;
    let passages = page
        .passages
        .iter_mut()
        .flat_map(|passage| std::iter::once(&mut passage.text).chain(&mut passage.headings));
    let turns = request.history.iter_mut().map(|turn| &mut turn.text);
    let texts =
        [&mut request.question, &mut page.title, &mut page.url].into_iter().chain(&mut page.selection);
    for text in texts.chain(passages).chain(turns) {
        *text = vault.mask(text);
    }
    // The last look at what leaves.
    let body = serde_json::to_string(&request).unwrap_or_default();
    vault.check_outgoing(&body).map_err(|_| FailureKind::NotAllowed)?;
    Ok(request)
}

fn broken_rule(fault: QuestionFault) -> Failure {
    let code = match fault {
        QuestionFault::Empty => "required",
        QuestionFault::TooLong => "too_long",
    };
    let field = FieldError { field: "question".into(), code: code.into(), detail: String::new() };
    Failure { fields: vec![field], ..FailureKind::Api(Code::Invalid).into() }
}
