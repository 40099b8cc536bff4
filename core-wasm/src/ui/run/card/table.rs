//! Rows a run took out of pages.

use leptos::prelude::*;

use crate::protocol::{RunExport, RunRows};
use crate::ui::parts::CopyButton;
use crate::ui::run::Seat;
use crate::ui::text::t;

/// The first rows as a table, and copies of all of them.
#[component]
pub(super) fn Rows(seat: Seat) -> impl IntoView {
    move || seat.watch.rows.get().filter(|rows| rows.total > 0).map(|rows| table(seat, rows))
}

fn table(seat: Seat, rows: RunRows) -> impl IntoView {
    let RunRows { columns, rows, total } = rows;
    let watch = seat.watch;
    let count = |number: usize| number as u64;
    let caption = if rows.len() < total {
        t!("run_table_part", count(rows.len()), count(total))
    } else {
        t!("run_table_rows", count(total))
    };
    let head =
        columns.into_iter().map(|name| view! { <th scope="col" dir="auto">{name}</th> }).collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td dir="auto">{cell}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="run-rows prose">
            <p class="quotes-title">{caption}</p>
            <div class="table" tabindex="0" role="region" aria-label=t!("run_table")>
                <table>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <div class="actions">
                <CopyButton port=seat.port label=t!("run_copy_csv") text=move || watch.export(RunExport::RowsCsv) />
                <CopyButton port=seat.port label=t!("run_copy_json") text=move || watch.export(RunExport::RowsJson) />
            </div>
        </div>
    }
}
