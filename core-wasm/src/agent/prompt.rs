//! What the model is asked. Everything that comes from pages, or was made of it, stands between delimiters with a nonce
//! of this request, escaped, so that no page can forge their end.

use serde_json::{Value, json};

use super::action::Action;
use super::argument::{Column, ColumnKind};
use super::log::Step;
use super::memory::RECENT;
use super::notes::{NOTES, fill};
use super::observation::{Observation, ObservationKind};
use super::run::{GivenFile, Purpose, Repair, Run, State};
use super::tools;
use crate::api::{ChatRequest, Message, SentCall, ToolCall};
use crate::gate::{Origin, Vault, placeholder};

const SYSTEM: &str = include_str!("prompts/system.md");
const ROWS: &str = include_str!("prompts/rows.md");
const SUMMARISE: &str = include_str!("prompts/summarise.md");

/// Most tokens of a decision, of rows, of a summary.
const DECISION_TOKENS: u32 = 2_000;
const ROWS_TOKENS: u32 = 8_000;
const SUMMARY_TOKENS: u32 = 1_200;
/// From so many steps left the model is told.
const FEW_STEPS: u32 = 3;

/// Words that every request has, whatever the run: no secret may be among them.
pub fn always_sent() -> String {
    let roles = r#""role":"system" "role":"user" "role":"assistant" "role":"tool" "author":"user" "author":"assistant""#;
    let tools = Value::from(tools::definitions(|_| true));
    format!("{SYSTEM} {ROWS} {SUMMARISE} {tools} {roles}")
}

/// The request for what the run asks now; `None` when it asks nothing. `nonce` is 128 random bits in hexadecimal, new for
/// each request; of the `vault` the model hears names.
pub fn request(run: &Run, nonce: &str, vault: &Vault) -> Option<ChatRequest> {
    let State::Asking { purpose, .. } = &run.state else { return None };
    Some(match purpose {
        Purpose::Decide { repairs } => decide(run, repairs, nonce, vault),
        Purpose::Rows { columns, page, repairs } => rows(columns, page, repairs, nonce),
        Purpose::Summarise { until } => summarise(run, *until, nonce),
    })
}

fn decide(run: &Run, repairs: &[Repair], nonce: &str, vault: &Vault) -> ChatRequest {
    let recent = run.log.len().saturating_sub(RECENT).max(run.memory.folded());
    let mut messages = vec![
        // The same each time, so that providers can keep it; the marker comes after it.
        Message::System { content: SYSTEM.into() },
        Message::User { content: task(run, recent, nonce, vault) },
    ];
    for step in &run.log[recent..] {
        messages.extend(spoken(step, nonce));
    }
    messages.push(Message::User { content: now(run, nonce) });
    push_repairs(&mut messages, repairs);
    ChatRequest {
        messages,
        tools: tools::definitions(|name| match name {
            "done" => true,
            "ask_user" => !run.closing && run.contract.terms().attended,
            "upload" => !run.closing && !run.files.is_empty(),
            _ => !run.closing,
        }),
        tool_choice: Some("required"),
        max_tokens: DECISION_TOKENS,
    }
}

/// Goal, answers, where it may go, notes, what was done before the `recent` steps.
fn task(run: &Run, recent: usize, nonce: &str, vault: &Vault) -> String {
    let mut text = format!("Marker of this request: {nonce}\nGoal: {}\n", run.goal.trim());
    for answer in &run.answers {
        // The question was the model's, under the eyes of a page; the answer is the person's.
        let question = between("question", &one_line(&answer.question), nonce);
        text.push_str(&format!("You asked:\n{question}The person answered: {}\n", answer.answer));
    }
    let admitted = run.approvals.admitted();
    let sites: Vec<String> = run.contract.origins().union(admitted).map(ToString::to_string).collect();
    text.push_str(&format!("Sites of this task: {}\n", sites.join(", ")));
    if !run.files.is_empty() {
        let line = |file: &GivenFile| format!("{} ({}, {} bytes)", file.name, file.media_type, file.bytes);
        let lines: Vec<String> = run.files.iter().map(|file| one_line(&line(file))).collect();
        // What files are called, others often chose.
        text.push_str(&format!("Files of the person:\n{}", between("files", &lines.join("\n"), nonce)));
    }
    let here = run.view.last().and_then(|last| last.origin.as_ref());
    let secrets: Vec<String> = here
        .into_iter()
        .flat_map(|origin| vault.names_for(origin).map(|(name, _)| placeholder(name)))
        .collect();
    if !secrets.is_empty() {
        text.push_str(&format!("Secrets for this site: {}\n", secrets.join(", ")));
    }
    if let Some(table) = &run.table {
        let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).collect();
        text.push_str(&format!("Table so far: {} rows ({})\n", table.rows().len(), names.join(", ")));
    }
    if let Some(plan) = plan(&run.log[..recent]) {
        text.push_str(&format!("Your plan:\n{}", between("plan", &plan, nonce)));
    }
    let notes: Vec<&str> = run.memory.notes().iter().map(|note| note.text.as_str()).collect();
    if !notes.is_empty() {
        text.push_str(&format!("Your notes:\n{}", between("notes", &notes.join("\n"), nonce)));
    }
    let before: Vec<String> = run.log[run.memory.folded().min(recent)..recent].iter().map(line).collect();
    if !before.is_empty() {
        text.push_str(&format!("What you did before:\n{}", between("steps", &before.join("\n"), nonce)));
    }
    text
}

/// A step as the model's own call and what came of it.
fn spoken(step: &Step, nonce: &str) -> [Message; 2] {
    let id = format!("step_{}", step.number);
    let call = SentCall { id: id.clone(), kind: "function", function: tools::call_of(&step.action) };
    let content = Some(step.thought.clone()).filter(|thought| !thought.is_empty());
    [
        Message::Assistant { content, tool_calls: vec![call] },
        Message::Tool { tool_call_id: id, content: outcome(step, nonce) },
    ]
}

fn outcome(step: &Step, nonce: &str) -> String {
    let Some(outcome) = &step.outcome else { return NOTES.dropped.clone() };
    match outcome.told() {
        (sentence, None) => sentence,
        (sentence, Some(detail)) => format!("{sentence}\n{}", between("result", detail, nonce)),
    }
}

/// A step in one line, for long memory.
pub(super) fn line(step: &Step) -> String {
    let ToolCall { name, arguments } = tools::call_of(&step.action);
    let (sentence, detail) = step.outcome.as_ref().map(|outcome| outcome.told()).unwrap_or_default();
    let came = [sentence.as_str(), detail.unwrap_or_default()].join(" ");
    one_line(&format!("{}. on {}: {name} {arguments} → {came}", step.number, step.seen.url))
}

/// The last plan among steps that are not shown one by one.
fn plan(before: &[Step]) -> Option<String> {
    let (steps, done) = before.iter().rev().find_map(|step| match &step.action {
        Action::Plan { steps, done } => Some((steps, *done as usize)),
        _ => None,
    })?;
    let lines = steps.iter().enumerate().map(|(at, step)| {
        let mark = if at < done { "done" } else { "open" };
        format!("{}. {mark}: {}", at + 1, one_line(step))
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// What the model sees now.
fn now(run: &Run, nonce: &str) -> String {
    let mut text = String::new();
    for sentence in &run.told {
        text.push_str(sentence);
        text.push('\n');
    }
    let left = run.contract.terms().limits.steps.saturating_sub(run.budget.used.steps);
    if left <= FEW_STEPS {
        text.push_str(&fill(&NOTES.last_steps, &[("steps", &left.to_string())]));
        text.push('\n');
    }
    let mut pages = String::new();
    if run.tabs.list().len() > 1 {
        for tab in run.tabs.list() {
            let mark = if tab.info.tab == run.tabs.current() { " (current)" } else { "" };
            let shown = match Origin::parse(&tab.info.url) {
                Ok(origin) if is_in_task(run, &origin) => {
                    format!("{} {}", one_line(&tab.info.title), one_line(&tab.info.url))
                }
                // What stands elsewhere is not shown, nor what it calls itself.
                Ok(origin) => origin.to_string(),
                Err(_) => NOTES.no_site.clone(),
            };
            pages.push_str(&format!("tab {}{mark}: {shown}\n", tab.number));
        }
    }
    for part in run.view.parts() {
        pages.push_str(heading(part.kind));
        if part.kind == ObservationKind::Full {
            pages.push_str(&format!("{} {}\n", one_line(&part.title), one_line(&part.url)));
        }
        pages.push_str(part.text.trim_end());
        pages.push('\n');
    }
    text.push_str(&between("page", pages.trim_end(), nonce));
    text
}

fn is_in_task(run: &Run, origin: &Origin) -> bool {
    let here = run.view.last().and_then(|last| last.origin.as_ref());
    let allowed = here == Some(origin) && run.withheld.is_none();
    allowed || run.contract.origins().contains(origin) || run.approvals.admitted().contains(origin)
}

fn heading(kind: ObservationKind) -> &'static str {
    match kind {
        ObservationKind::Full => "",
        ObservationKind::Diff => "changes:\n",
        ObservationKind::Part => "more:\n",
    }
}

fn rows(columns: &[Column], page: &Observation, repairs: &[Repair], nonce: &str) -> ChatRequest {
    let wanted: Vec<String> = columns
        .iter()
        .map(|column| match &column.about {
            Some(about) => format!("- {}: {}", one_line(&column.name), one_line(about)),
            None => format!("- {}", one_line(&column.name)),
        })
        .collect();
    let mut messages = vec![
        Message::System { content: ROWS.replace("{nonce}", nonce) },
        Message::User {
            // The names were the model's, under the eyes of a page.
            content: between("columns", &wanted.join("\n"), nonce) + &between("page", &page.text, nonce),
        },
    ];
    push_repairs(&mut messages, repairs);
    ChatRequest {
        messages,
        tools: vec![rows_tool(columns)],
        tool_choice: Some("required"),
        max_tokens: ROWS_TOKENS,
    }
}

fn rows_tool(columns: &[Column]) -> Value {
    let cells = columns.iter().map(|column| {
        let kind = match column.kind {
            ColumnKind::Text => "string",
            ColumnKind::Number => "number",
            ColumnKind::Boolean => "boolean",
        };
        (column.name.clone(), json!({ "type": [kind, "null"] }))
    });
    let row = json!({ "type": "object", "properties": Value::Object(cells.collect()) });
    json!({ "type": "function", "function": {
        "name": tools::ROWS,
        "parameters": { "type": "object", "required": ["rows"],
            "properties": { "rows": { "type": "array", "items": row } } },
    } })
}

fn summarise(run: &Run, until: usize, nonce: &str) -> ChatRequest {
    let notes = run.memory.notes().iter().map(|note| note.text.clone());
    let from = run.memory.folded().min(until);
    let steps = run.log[from..until].iter().map(line);
    let material: Vec<String> = notes.chain(steps).collect();
    let content = format!("Goal: {}\n{}", run.goal.trim(), between("notes", &material.join("\n"), nonce));
    ChatRequest {
        messages: vec![
            Message::System { content: SUMMARISE.replace("{nonce}", nonce) },
            Message::User { content },
        ],
        tools: Vec::new(),
        tool_choice: None,
        max_tokens: SUMMARY_TOKENS,
    }
}

/// The model's answers that were of no use, and what was wrong with them.
fn push_repairs(messages: &mut Vec<Message>, repairs: &[Repair]) {
    for (index, repair) in repairs.iter().enumerate() {
        let content = Some(repair.text.clone()).filter(|text| !text.is_empty());
        let Some(call) = &repair.call else {
            messages.push(Message::Assistant {
                content: content.or(Some(String::new())),
                tool_calls: Vec::new(),
            });
            messages.push(Message::User { content: repair.told.clone() });
            continue;
        };
        let id = format!("repair_{index}");
        // Upstreams refuse a history whose arguments are no JSON.
        let whole = serde_json::from_str::<Value>(&call.arguments).is_ok_and(|value| value.is_object());
        let arguments = if whole { call.arguments.clone() } else { "{}".to_owned() };
        let function = ToolCall { name: call.name.clone(), arguments };
        let tool_calls = vec![SentCall { id: id.clone(), kind: "function", function }];
        messages.push(Message::Assistant { content, tool_calls });
        messages.push(Message::Tool { tool_call_id: id, content: repair.told.clone() });
    }
}

/// Text of others between delimiters.
fn between(what: &str, text: &str, nonce: &str) -> String {
    format!("<<{what} {nonce}>>\n{}\n<<end of {what} {nonce}>>\n", escape(text))
}

/// Takes the delimiters' double brackets apart. Single ones stay as they are.
fn escape(text: &str) -> String {
    text.replace("<<", "< <").replace(">>", "> >")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
