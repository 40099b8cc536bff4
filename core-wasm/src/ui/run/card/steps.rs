//! The steps of a run, as they come.

use leptos::prelude::*;

use crate::agent::Action;
use crate::protocol::{RunStatus, RunStep};
use crate::ui::markdown::link::Link;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::run::Watch;
use crate::ui::run::step::{self, Mark};
use crate::ui::text::{say, t};

/// The steps, oldest first. A new one is read out when the reader has nothing else to hear.
#[component]
pub(super) fn Steps(watch: Watch) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        watch.followed.with(|followed| {
            let steps =
                followed.as_ref().map(|known| known.run.steps.iter().map(|step| step.number).collect());
            steps.unwrap_or_else(Vec::new)
        })
    });
    view! {
        <div class="steps" role="log" aria-label=t!("run_steps")>
            <ol>
                <For each=move || numbers.get() key=|number| *number let:number>
                    <StepRow watch number />
                </For>
            </ol>
        </div>
    }
}

#[component]
fn StepRow(watch: Watch, number: u32) -> impl IntoView {
    let step = Memo::new(move |_| {
        watch
            .followed
            .with(|followed| followed.as_ref()?.run.steps.iter().find(|step| step.number == number).cloned())
    });
    let waits = move || {
        let asked = matches!(watch.status.get(), Some(RunStatus::WaitingForApproval { .. }));
        asked && step.with(|step| step.as_ref().is_some_and(|step| step.outcome.is_none()))
    };
    move || step.get().map(|step| row(&step, waits()))
}

fn row(step: &RunStep, waits: bool) -> impl IntoView + use<> {
    let (mark, word) = step::outcome(step, waits);
    let class = match mark {
        Mark::Open => "step open",
        Mark::Good => "step good",
        Mark::Held => "step held",
        Mark::Bad => "step bad",
    };
    let target =
        (!step.target.is_empty()).then(|| view! { <bdi class="step-target">{step.target.clone()}</bdi> });
    let place = Link::parse(&step.url).map(|link| t!("run_step_on", link.shown));
    // A good outcome speaks for itself; what an act could see is for the export. An answer is worth reading again.
    let told = matches!(mark, Mark::Held | Mark::Bad) || step.outcome.as_deref() == Some("answered");
    let detail = (told && !step.detail.trim().is_empty())
        .then(|| view! { <p class="step-detail" dir="auto">{step.detail.clone()}</p> });
    let thought = (!step.thought.is_empty())
        .then(|| view! { <p class="step-thought" dir="auto">{step.thought.clone()}</p> });
    let end = match mark {
        Mark::Open => None,
        Mark::Good => Some(Glyph::Check),
        Mark::Held => Some(Glyph::Shield),
        Mark::Bad => Some(Glyph::Alert),
    };
    view! {
        <li class=class>
            <span class="step-icon">
                <Icon glyph=glyph(&step.action) />
            </span>
            <div class="step-body">
                <p class="step-what" dir="auto">
                    {say(&step::action(&step.action))} " " {target}
                </p>
                {thought}
                <p class="step-end">
                    <span class="step-word">{end.map(|glyph| view! { <Icon glyph /> })} {say(&word)}</span>
                    <span class="step-place" dir="auto">{place}</span>
                </p>
                {detail}
            </div>
        </li>
    }
}

fn glyph(action: &Action) -> Glyph {
    use Action::*;
    match action {
        Click { .. }
        | Hover { .. }
        | Select { .. }
        | Check { .. }
        | Drag { .. }
        | Focus { .. }
        | Dialog { .. } => Glyph::Pointer,
        Type { .. } | Clear { .. } | Press { .. } => Glyph::Pencil,
        Scroll { .. } | Download { .. } => Glyph::Down,
        Upload { .. } => Glyph::Upload,
        Navigate { .. }
        | Back {}
        | Forward {}
        | Reload {}
        | OpenTab { .. }
        | SwitchTab { .. }
        | CloseTab { .. } => Glyph::Globe,
        Wait { .. } => Glyph::Clock,
        Extract { .. } | ReadMore { .. } => Glyph::Table,
        AskUser { .. } => Glyph::Speech,
        Remember { .. } | Plan { .. } => Glyph::Quote,
        Done { .. } => Glyph::Check,
    }
}
