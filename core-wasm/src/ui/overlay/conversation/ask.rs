//! Asking, letting it do, stopping.

use super::*;

impl Conversation {
    /// Asks or does what is typed.
    pub(in super::super) fn send(self) {
        let typed = self.input.get_untracked();
        if self.doing.get_untracked() { self.start_run(typed) } else { self.ask(typed) }
    }

    /// Lets Legwork do `goal`; it leaves the input only when it was taken.
    pub(super) fn start_run(self, goal: String) {
        let goal = goal.trim().to_owned();
        if goal.is_empty() || self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        self.refused.set(None);
        self.follows.set(true);
        spawn_local(async move {
            match self.watch.start(goal.clone()).await {
                Ok(()) => {
                    self.run_after.set(self.last().map_or(0, |turn| turn.number));
                    self.type_in(String::new());
                }
                Err(failure) if failure.kind == FailureKind::Api(Code::Conflict) => {
                    self.conflict.set(Some(goal));
                    self.watch.reload();
                }
                Err(failure) => self.refused.set(Some(failure)),
            }
            self.asking.set(false);
        });
    }

    /// Asks `question`; it leaves the input only when it was taken.
    pub(in super::super) fn ask(self, question: String) {
        let question = question.trim().to_owned();
        if question.is_empty() || self.asking.get_untracked() || self.running.get_untracked() {
            return;
        }
        self.asking.set(true);
        self.refused.set(None);
        self.follows.set(true);
        let request = ViewRequest::Ask {
            question: question.clone(),
            use_profile: self.with_profile.get_untracked(),
            use_selection: !self.without_selection.get_untracked(),
        };
        spawn_local(async move {
            match self.port.call(request).await {
                Ok(_) if self.input.with_untracked(|input| input.trim() == question) => {
                    self.type_in(String::new())
                }
                Ok(_) => {}
                Err(failure) => {
                    self.give_back(&question);
                    self.refused.set(Some(failure));
                }
            }
            self.asking.set(false);
        });
    }

    /// Asks the last question again.
    pub(in super::super) fn retry(self) {
        let use_profile = self.with_profile.get_untracked();
        self.follows.set(true);
        spawn_local(async move {
            let again = self.port.call(ViewRequest::Retry { use_profile }).await;
            self.refused.set(again.err());
        });
    }

    /// Stops the answer.
    pub(in super::super) fn stop(self) {
        spawn_local(async move {
            let _ = self.port.call(ViewRequest::Stop {}).await;
        });
        self.focus_input();
    }

    /// What Escape does: stops an answer or a run, closes otherwise.
    pub(in super::super) fn stop_or_close(self) {
        if self.running.get_untracked() {
            return self.stop();
        }
        if self.watch.phase.get_untracked().is_some_and(Phase::is_live) {
            return self.watch.stop();
        }
        spawn_local(async move {
            let _ = self.port.call(ViewRequest::CloseOverlay {}).await;
        });
    }

    /// Forgets the conversation.
    pub(in super::super) fn clear(self) {
        spawn_local(async move {
            match self.port.chat(ViewRequest::ClearChat {}).await {
                Ok(chat) => {
                    self.refused.set(None);
                    self.show(chat);
                }
                Err(failure) => self.refused.set(Some(failure)),
            }
            self.focus_input();
        });
    }

    /// Puts a question that was not answered back into the input, unless something else is typed there by now.
    pub(super) fn give_back(self, question: &str) {
        if self.input.with_untracked(|input| input.trim().is_empty()) {
            self.type_in(question.to_owned());
        }
    }
}
