//! Filling a form from the profile: field by field, edited and approved here, never in a page. Nothing is sent.

use std::collections::HashMap;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::Desk;
use crate::protocol::{Failure, FillField, FillValue, FilledField, ViewRequest, ViewResult};
use crate::ui::parts::{Attempt, FailureNote, Glyph, Icon, Notice, Tone};
use crate::ui::port::unexpected;
use crate::ui::text::t;

/// How far it came.
#[derive(Clone)]
enum Stage {
    /// Nothing was asked for.
    Idle,
    /// These can be edited and approved; the host of the page.
    Proposed(String, Vec<Row>),
    /// This came of it: so many fields were filled, and these were not.
    Filled(usize, Vec<String>),
}

/// A field as it is edited.
#[derive(Clone)]
struct Row {
    field: FillField,
    text: RwSignal<String>,
    wanted: RwSignal<bool>,
}

/// The button that proposes, then the table, then what came of it.
#[component]
pub(super) fn Fill(desk: Desk) -> impl IntoView {
    let stage = RwSignal::new(Stage::Idle);
    let attempt = Attempt::new();
    // Another tab came to the front: what was proposed is not about it.
    Effect::new(move |_| {
        desk.tab.track();
        stage.set(Stage::Idle);
        attempt.failure.set(None);
    });
    let propose = move |_| {
        let asked = async move {
            match desk.port.call(ViewRequest::ProposeFill { tab: desk.tab.get_untracked() }).await? {
                ViewResult::FillProposed { host, fields } => Ok((host, fields)),
                _ => Err(unexpected()),
            }
        };
        attempt.run(asked, move |(host, fields)| stage.set(Stage::Proposed(host, rows(fields))));
    };
    view! {
        <section class="fill" aria-label=t!("fill_title")>
            {move || attempt.failure.get().map(|failure| view! { <FailureNote failure port=desk.port sign_in=true /> })}
            {move || match stage.get() {
                Stage::Idle => ().into_any(),
                Stage::Proposed(_, rows) if rows.is_empty() => view! {
                    <p class="quiet" role="status">
                        {t!("fill_nothing")}
                    </p>
                }
                .into_any(),
                Stage::Proposed(host, rows) => table(desk, stage, attempt, host, rows).into_any(),
                Stage::Filled(done, missed) => came(done, missed).into_any(),
            }}
            {move || {
                (!matches!(stage.get(), Stage::Proposed(_, rows) if !rows.is_empty()))
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button small"
                                aria-disabled=move || attempt.busy.get().then_some("true")
                                on:click=propose
                            >
                                <Icon glyph=Glyph::Pencil />
                                {t!("fill_propose")}
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// A field that holds something already, or is another site's, is left alone unless the person wants it otherwise.
fn rows(fields: Vec<FillField>) -> Vec<Row> {
    let row = |field: FillField| Row {
        text: RwSignal::new(field.value.clone()),
        wanted: RwSignal::new(!field.filled && field.host.is_none()),
        field,
    };
    fields.into_iter().map(row).collect()
}

fn table(
    desk: Desk,
    stage: RwSignal<Stage>,
    attempt: Attempt,
    host: String,
    rows: Vec<Row>,
) -> impl IntoView {
    let lines = rows.clone().into_iter().map(line).collect_view();
    let labels: HashMap<u32, String> =
        rows.iter().map(|row| (row.field.n, row.field.label.clone())).collect();
    let count = {
        let rows = rows.clone();
        Memo::new(move |_| rows.iter().filter(|row| row.wanted.get()).count())
    };
    let approve = move |press: MouseEvent| {
        if !press.is_trusted() || count.get_untracked() == 0 {
            return;
        }
        let wanted = rows.iter().filter(|row| row.wanted.get_untracked());
        let values = wanted.map(|row| FillValue { n: row.field.n, text: row.text.get_untracked() }).collect();
        let labels = labels.clone();
        attempt.run(fill(desk, values), move |filled| {
            let missed = filled.iter().filter(|field| !field.done);
            let missed = missed.filter_map(|field| labels.get(&field.n).cloned()).collect();
            stage.set(Stage::Filled(filled.iter().filter(|field| field.done).count(), missed));
        });
    };
    view! {
        <h2>{t!("fill_title")}</h2>
        <p class="quiet" dir="auto">{t!("fill_text", host)}</p>
        <ul class="fill-rows">{lines}</ul>
        <div class="row">
            <button
                type="button"
                class="button primary small"
                aria-disabled=move || (attempt.busy.get() || count.get() == 0).then_some("true")
                on:click=approve
            >
                {move || t!("fill_approve", count.get() as u64)}
            </button>
            <button type="button" class="button small" on:click=move |_| stage.set(Stage::Idle)>
                {t!("cancel")}
            </button>
        </div>
    }
}

async fn fill(desk: Desk, values: Vec<FillValue>) -> Result<Vec<FilledField>, Failure> {
    let tab = desk.tab.get_untracked();
    match desk.port.call(ViewRequest::ApproveFill { tab, values }).await? {
        ViewResult::Filled { fields } => Ok(fields),
        _ => Err(unexpected()),
    }
}

fn line(row: Row) -> impl IntoView {
    let Row { field, text, wanted } = row;
    let id = format!("fill-{}", field.n);
    let name = if field.label.is_empty() { t!("approval_field_unnamed") } else { field.label };
    let wanted_name = t!("fill_wanted", name.clone());
    view! {
        <li>
            <input
                type="checkbox"
                aria-label=wanted_name
                prop:checked=move || wanted.get()
                on:change=move |event| wanted.set(event_target_checked(&event))
            />
            <div class="fill-field">
                <label for=id.clone()>
                    <bdi>{name}</bdi>
                    {field.filled.then(|| view! { <span class="quiet">{t!("fill_filled")}</span> })}
                    {field.host.map(|host| view! { <span class="quiet">{t!("fill_host", host)}</span> })}
                </label>
                {entry(id, field.options, text, wanted)}
            </div>
        </li>
    }
}

/// Where the value is typed, or chosen of what the page has.
fn entry(id: String, options: Vec<String>, text: RwSignal<String>, wanted: RwSignal<bool>) -> impl IntoView {
    let changed = move |event| {
        text.set(event_target_value(&event));
        wanted.set(true);
    };
    if options.is_empty() {
        return view! {
            <input id=id type="text" dir="auto" maxlength="2000" prop:value=move || text.get() on:input=changed />
        }
        .into_any();
    }
    let option = |label: String| {
        let (own, shown) = (label.clone(), label.clone());
        view! {
            <option value=label prop:selected=move || text.get() == own>
                {shown}
            </option>
        }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <select id=id dir="auto" on:change=changed>
            {options}
        </select>
    }
    .into_any()
}

fn came(done: usize, missed: Vec<String>) -> impl IntoView {
    let tone = if missed.is_empty() { Tone::Success } else { Tone::Warning };
    view! {
        <Notice tone spoken=true>
            <p>{t!("fill_done", done as u64)}</p>
            {(!missed.is_empty()).then(|| view! { <p dir="auto">{t!("fill_missed", missed.join(", "))}</p> })}
        </Notice>
    }
}
