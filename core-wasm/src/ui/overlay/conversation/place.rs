//! What is in view and where the focus is.

use super::*;

impl Conversation {
    /// Makes `text` what is typed and keeps it, so that a closed overlay loses nothing.
    pub(in super::super) fn type_in(self, text: String) {
        self.input.set(text.clone());
        spawn_local(async move {
            let _ = self.port.call(ViewRequest::SaveDraft { text }).await;
        });
    }

    /// Puts the cursor into the input.
    pub(in super::super) fn focus_input(self) {
        request_animation_frame(move || {
            if let Some(input) = self.input_element.get_untracked() {
                let _ = input.focus();
            }
        });
    }

    /// Remembers whether the reader scrolled away or came back to the end.
    pub(in super::super) fn note_scroll(self) {
        let Some(talk) = self.scroller.get_untracked() else { return };
        let below = talk.scroll_height() - talk.scroll_top() - talk.client_height();
        if below <= FOLLOWS_WITHIN {
            self.follows.set(true);
        } else if talk.scroll_top() < self.scrolled_to.get_value() {
            self.follows.set(false);
        }
        self.scrolled_to.set_value(talk.scroll_top());
    }

    /// Scrolls down as far as there is something to read, and never past the newest question.
    pub(super) fn follow(self) {
        if !self.follows.get_untracked() {
            return;
        }
        request_animation_frame(move || {
            let Some(talk) = self.scroller.get_untracked() else { return };
            let Some(turn) = talk.last_element_child() else { return };
            let into_view = turn.get_bounding_client_rect().top() - talk.get_bounding_client_rect().top();
            let to = talk.scroll_top() + into_view as i32 - ABOVE_QUESTION;
            if to > talk.scroll_top() {
                talk.set_scroll_top(to);
            }
        });
    }

    /// Keeps a run's newest step in view, and in the end the beginning of what came of it.
    pub(super) fn follow_run(self) {
        if !self.follows.get_untracked() {
            return;
        }
        request_animation_frame(move || {
            let Some(talk) = self.scroller.get_untracked() else { return };
            let result = talk.query_selector(".run-result").ok().flatten();
            talk.set_scroll_top(match result {
                Some(result) => {
                    let top = result.get_bounding_client_rect().top() - talk.get_bounding_client_rect().top();
                    talk.scroll_top() + top as i32 - ABOVE_QUESTION
                }
                None => talk.scroll_height(),
            });
        });
    }
}
