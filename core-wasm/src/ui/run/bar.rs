//! Where a live run stands, and the way to steer it: in the place of the input.

use leptos::html;
use leptos::prelude::*;

use super::approval::{Approval, ApprovalProps};
use super::phase::{self, Control, Phase};
use super::question::{Question, QuestionProps};
use super::{BudgetLine, BudgetLineProps, Seat, reason, wording};
use crate::protocol::RunStatus;
use crate::ui::parts::{Glyph, Icon, Notice, Tone};
use crate::ui::text::{say, t};
use crate::ui::wording::Remedy;

/// State, what it waits for, what it has used, and the buttons. "Stop" is always there.
#[component]
pub(crate) fn RunBar(seat: Seat) -> impl IntoView {
    let watch = seat.watch;
    let bar = NodeRef::<html::Footer>::new();
    // What had the focus goes with its state (the input, "Pause", a question): Escape and Tab go on from here. While the
    // run types into the page the focus is there, and taken away it would break the act off.
    Effect::new(move |_| {
        watch.status.track();
        request_animation_frame(move || {
            let ours = document().has_focus().unwrap_or(false);
            let lost = ours && document().active_element().is_none_or(|focused| focused.tag_name() == "BODY");
            if let Some(bar) = bar.get_untracked().filter(|_| lost) {
                let _ = bar.focus();
            }
        });
    });
    on_cleanup(move || seat.conflict.set(None));
    let word = move || watch.status.get().map(|status| say(&wording::status(&status)));
    let working = move || watch.phase.get() == Some(Phase::Working);
    let controls = Memo::new(move |_| {
        watch.status.with(|status| status.as_ref().map(phase::controls).unwrap_or_default().to_vec())
    });
    view! {
        <footer class="run-bar" tabindex="-1" aria-label=t!("run_title") node_ref=bar>
            <Trouble seat />
            <Wanted seat />
            <p class="run-state" class:working=working>
                <span class="run-light" aria-hidden="true"></span>
                {word}
            </p>
            {BudgetLine(BudgetLineProps { watch })}
            <div class="run-controls">
                <For each=move || controls.get() key=|control| *control as u8 let:control>
                    {
                        let (glyph, label, primary) = shown(control);
                        view! {
                            <button
                                type="button"
                                class="button small"
                                class:primary=primary
                                on:click=move |_| watch.control(control)
                            >
                                <Icon glyph />
                                {label}
                            </button>
                        }
                    }
                </For>
                <button
                    type="button"
                    class="button small run-stop"
                    aria-keyshortcuts="Escape"
                    on:click=move |_| watch.stop()
                >
                    <Icon glyph=Glyph::Stop />
                    {t!("run_stop")}
                </button>
            </div>
        </footer>
    }
}

/// What a control shows, and whether it is the one thing to do.
fn shown(control: Control) -> (Glyph, String, bool) {
    match control {
        Control::Pause => (Glyph::Pause, t!("run_pause"), false),
        Control::Resume => (Glyph::Play, t!("run_resume"), true),
        Control::TakeOver => (Glyph::Person, t!("run_take_over"), false),
        Control::HandBack => (Glyph::Play, t!("run_hand_back"), true),
    }
}

/// What was wanted and not done.
#[component]
fn Trouble(seat: Seat) -> impl IntoView {
    let watch = seat.watch;
    move || {
        let conflict = seat.conflict.get().map(|goal| t!("run_conflict", goal));
        let unheard = || watch.failure.with(Option::is_some).then(|| t!("run_unreachable"));
        conflict.or_else(unheard).map(|sentence| {
            view! {
                <Notice tone=Tone::Warning spoken=true>
                    <p dir="auto">{sentence}</p>
                </Notice>
            }
        })
    }
}

/// What the run wants of the person.
#[component]
fn Wanted(seat: Seat) -> impl IntoView {
    let Seat { port, watch, .. } = seat;
    move || match watch.status.get()? {
        RunStatus::WaitingForApproval { request, approval } if seat.approves => {
            Some(Approval(ApprovalProps { watch, request, approval }).into_any())
        }
        RunStatus::WaitingForApproval { .. } => Some(
            view! {
                <div class="run-wanted approval-wanted">
                    <p>{t!("run_approval_text")}</p>
                    <button type="button" class="button primary small" on:click=move |_| port.open_popup()>
                        <Icon glyph=Glyph::Shield />
                        {t!("run_approval_open")}
                    </button>
                </div>
            }
            .into_any(),
        ),
        RunStatus::WaitingForUser { request, question, choices, .. } => {
            Some(Question(QuestionProps { watch, request, question, choices }).into_any())
        }
        RunStatus::Paused { reason, detail } => {
            let server = reason::server_sentence(&reason, &detail).map(str::to_owned);
            let remedy = reason::remedy(&reason).map(|remedy| {
                let (label, sign_in) = match remedy {
                    Remedy::SignIn => (t!("open_sign_in"), true),
                    _ => (t!("see_plans"), false),
                };
                let act = move |_| if sign_in { port.open_popup() } else { port.open_portal("/pricing") };
                view! {
                    <button type="button" class="button small" on:click=act>
                        {label}
                    </button>
                }
            });
            Some(
                view! {
                    <div class="run-wanted">
                        <p>{say(&reason::explain(&reason, &detail))}</p>
                        {server.map(|sentence| view! { <p class="quiet" dir="auto">{sentence}</p> })}
                        {remedy}
                    </div>
                }
                .into_any(),
            )
        }
        RunStatus::TakenOver {} => Some(
            view! {
                <div class="run-wanted">
                    <p>{t!("run_taken_over_text")}</p>
                </div>
            }
            .into_any(),
        ),
        _ => None,
    }
}
