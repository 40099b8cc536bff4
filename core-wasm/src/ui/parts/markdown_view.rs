//! Markdown nodes as elements. Only elements made here can ever stand in an answer.

use leptos::prelude::*;

use crate::ui::markdown::{Block, Inline, Numbered};
use crate::ui::text::t;

/// What the places of quotes do: which there are, and what a press on one does.
#[derive(Clone, Copy)]
pub(crate) struct OnQuote {
    /// The words of quote `n`, if there is one.
    pub(crate) words: Callback<u32, Option<String>>,
    /// Shows it in the page.
    pub(crate) show: Callback<u32>,
}

/// An answer under way; blocks that do not change are left alone.
#[component]
pub(crate) fn MarkdownView(blocks: RwSignal<Vec<Numbered>>, on_quote: OnQuote) -> impl IntoView {
    view! {
        <div class="prose" dir="auto">
            <For each=move || blocks.get() key=|numbered| numbered.number let:numbered>
                {block(numbered.block, on_quote)}
            </For>
        </div>
    }
}

fn block(node: Block, on_quote: OnQuote) -> AnyView {
    match node {
        Block::Paragraph(runs) => view! { <p dir="auto">{inlines(runs, on_quote)}</p> }.into_any(),
        Block::Plain(runs) => view! { <span>{inlines(runs, on_quote)}</span> }.into_any(),
        Block::Heading(1, runs) => view! { <h3 dir="auto">{inlines(runs, on_quote)}</h3> }.into_any(),
        Block::Heading(2, runs) => view! { <h4 dir="auto">{inlines(runs, on_quote)}</h4> }.into_any(),
        Block::Heading(3, runs) => view! { <h5 dir="auto">{inlines(runs, on_quote)}</h5> }.into_any(),
        Block::Heading(_, runs) => view! { <h6 dir="auto">{inlines(runs, on_quote)}</h6> }.into_any(),
        // Focusable, so that long lines can be scrolled with the keyboard.
        Block::Code(language, code) => {
            let name = language.unwrap_or_else(|| t!("code"));
            view! {
                <pre dir="ltr" tabindex="0" role="region" aria-label=name>
                    <code>{code}</code>
                </pre>
            }
            .into_any()
        }
        Block::List(None, items) => view! { <ul>{list_items(items, on_quote)}</ul> }.into_any(),
        Block::List(Some(start), items) => {
            view! { <ol start=start.to_string()>{list_items(items, on_quote)}</ol> }.into_any()
        }
        Block::Quote(blocks) => view! { <blockquote>{nested(blocks, on_quote)}</blockquote> }.into_any(),
        Block::Table(head, rows) => table(head, rows, on_quote),
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

/// Blocks within a block: headings there are not part of the answer's outline.
fn nested(blocks: Vec<Block>, on_quote: OnQuote) -> Vec<AnyView> {
    blocks
        .into_iter()
        .map(|node| match node {
            Block::Heading(_, runs) => {
                view! { <p dir="auto"><strong>{inlines(runs, on_quote)}</strong></p> }.into_any()
            }
            node => block(node, on_quote),
        })
        .collect()
}

fn list_items(items: Vec<Vec<Block>>, on_quote: OnQuote) -> Vec<AnyView> {
    items.into_iter().map(|item| view! { <li dir="auto">{nested(item, on_quote)}</li> }.into_any()).collect()
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, on_quote: OnQuote) -> AnyView {
    let head = head
        .into_iter()
        .map(|cell| view! { <th scope="col" dir="auto">{inlines(cell, on_quote)}</th> })
        .collect::<Vec<_>>();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .map(|cell| view! { <td dir="auto">{inlines(cell, on_quote)}</td> })
                .collect::<Vec<_>>();
            view! { <tr>{cells}</tr> }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="table" tabindex="0" role="region" aria-label=t!("table")>
            <table>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inlines(runs: Vec<Inline>, on_quote: OnQuote) -> Vec<AnyView> {
    runs.into_iter().map(|run| inline(run, on_quote)).collect()
}

fn inline(run: Inline, on_quote: OnQuote) -> AnyView {
    match run {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(runs) => view! { <strong>{inlines(runs, on_quote)}</strong> }.into_any(),
        Inline::Emphasis(runs) => view! { <em>{inlines(runs, on_quote)}</em> }.into_any(),
        Inline::Struck(runs) => view! { <s>{inlines(runs, on_quote)}</s> }.into_any(),
        Inline::Code(code) => view! { <code dir="auto">{code}</code> }.into_any(),
        Inline::Link(link, label) => {
            // The label can say anything; where it leads stands beside it.
            let host =
                (!link.is_said_by(&label)).then(|| view! { <bdi class="link-host">{link.shown}</bdi> });
            view! {
                <a href=link.href target="_blank" rel="noopener noreferrer">
                    <bdi>{inlines(label, on_quote)}</bdi>
                </a>
                {host}
            }
            .into_any()
        }
        Inline::Quote(n) => on_quote
            .words
            .run(n)
            .map(|words| {
                view! {
                    <button
                        type="button"
                        class="chip"
                        aria-label=t!("quote_show", n, words.clone())
                        title=words
                        on:click=move |_| on_quote.show.run(n)
                    >
                        {n}
                    </button>
                }
            })
            .into_any(),
        Inline::Break => view! { <br /> }.into_any(),
    }
}
