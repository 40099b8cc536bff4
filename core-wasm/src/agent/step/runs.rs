//! Actions the loop carries out itself: they reach nothing outside of it.

use serde_json::Value;

use super::super::action::Action;
use super::super::argument::{Column, Evidence};
use super::super::log::Outcome;
use super::super::notes::{NOTES, fill};
use super::super::observation::{Look, Observation, Want};
use super::super::rows::Table;
use super::super::run::{Ending, Purpose, Repair, State};
use super::super::tools;
use super::Machine;
use crate::api::ModelTurn;
use crate::gate::Tainted;

/// Times the model is told that its quotes stand nowhere, before the answer is taken without them.
const MOST_QUOTE_REPAIRS: usize = 2;

impl Machine<'_> {
    pub(super) fn run_action(&mut self, action: Action) {
        let tab = self.run.tabs.current();
        match action {
            Action::Remember { note } => {
                let taint = self.taint_of_prompt();
                self.run.memory.note(Tainted::new(note, taint));
                self.settle(Outcome::Remembered {});
                self.decide();
            }
            Action::Plan { .. } => {
                self.settle(Outcome::Remembered {});
                self.decide();
            }
            Action::AskUser { question, choices } if self.attended() => {
                let ticket = self.ticket();
                self.go(State::WaitingForUser { ticket, question, choices, stuck: false }, None);
            }
            Action::AskUser { .. } => {
                self.settle(Outcome::Unattended {});
                self.decide();
            }
            Action::ReadMore { target } => {
                self.observe(Look { tab, want: Want::More(target) }, None, 0);
            }
            Action::Extract { columns, scope } => self.extract(tab, columns, scope),
            // Everything else has another place.
            _ => self.decide(),
        }
    }

    fn extract(&mut self, tab: i32, columns: Vec<Column>, scope: Option<super::super::target::Target>) {
        if let Some(table) = self.run.table.as_ref().filter(|table| !table.has_columns(&columns)) {
            let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
            let told = fill(&NOTES.other_columns, &[("columns", &names.join(", "))]);
            self.settle(Outcome::Refused { told });
            return self.decide();
        }
        self.observe(Look { tab, want: Want::Rows(scope) }, Some(columns), 0);
    }

    /// The model's rows of a page.
    pub(super) fn rows(
        &mut self,
        columns: Vec<Column>,
        page: Box<Observation>,
        repairs: Vec<Repair>,
        turn: &ModelTurn,
    ) {
        let rows = match tools::rows_of(turn) {
            Ok(rows) => rows,
            Err(tools::CallFault(told)) => {
                return self.repair(Purpose::Rows { columns, page, repairs }, turn, told);
            }
        };
        let table = self.run.table.get_or_insert_with(|| Table::new(&columns));
        let stands = |words: &str| text::find_quote(&page.text, words).is_some();
        let rows: Vec<Value> = rows;
        let added = table.add(&page.url, &rows, stands);
        let total = table.rows().len();
        self.settle(Outcome::Extracted { added, total });
        self.decide();
    }

    /// The model is done, if what it quotes stands in what it saw.
    pub(super) fn done(
        &mut self,
        repairs: Vec<Repair>,
        turn: ModelTurn,
        answer: String,
        evidence: Vec<Evidence>,
    ) {
        let (standing, unsupported) = self.run.seen.check(&evidence);
        if !unsupported.is_empty() && repairs.len() < MOST_QUOTE_REPAIRS {
            // Short: they are the model's words, in a sentence of ours.
            let short = |quote: &String| format!("“{}”", quote.chars().take(60).collect::<String>());
            let quotes = unsupported.iter().map(short).collect::<Vec<_>>().join(", ");
            let told = fill(&NOTES.quotes_missing, &[("quotes", &quotes)]);
            return self.repair(Purpose::Decide { repairs }, &turn, told);
        }
        self.begin(Action::Done { answer: answer.clone(), evidence }, &turn);
        self.settle(Outcome::Finished {});
        self.end(Ending::Done { answer, evidence: standing, unsupported });
    }
}
