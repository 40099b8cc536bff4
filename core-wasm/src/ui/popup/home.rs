//! The popup of somebody who is signed in.

use leptos::prelude::*;

use super::Desk;
use super::account::{AccountRows, AccountRowsProps};
use super::ask::{AskThisPage, AskThisPageProps};
use super::confirm_mail::{ConfirmMail, ConfirmMailProps};
use super::frames::{FramesSection, FramesSectionProps};
use super::resume::{ResumeSection, ResumeSectionProps};
use super::run::{RunSection, RunSectionProps};
use super::trusted::{TrustedSection, TrustedSectionProps};
use super::usage::{UsageSection, UsageSectionProps};
use crate::ui::parts::{Glyph, Icon};
use crate::ui::recipe::{RecipeSection, RecipeSectionProps};
use crate::ui::text::t;

/// What is under way, one thing to do first, then how much is left, what is kept and what is allowed.
#[component]
pub(super) fn Home(desk: Desk) -> impl IntoView {
    view! {
        <h1 class="unseen">{t!("home_title")}</h1>
        {ConfirmMail(ConfirmMailProps { desk })}
        {RunSection(RunSectionProps { desk })}
        {AskThisPage(AskThisPageProps { desk })}
        {RecipeSection(RecipeSectionProps { book: desk.book })}
        <button
            type="button"
            class="button wide"
            on:click=move |_| desk.port.host(|host| host.open_panel(host.tab()))
        >
            <Icon glyph=Glyph::Panel />
            {t!("open_panel")}
        </button>
        {UsageSection(UsageSectionProps { desk })}
        {ResumeSection(ResumeSectionProps { desk })}
        {FramesSection(FramesSectionProps { desk })}
        {TrustedSection(TrustedSectionProps { desk })}
        {AccountRows(AccountRowsProps { desk })}
    }
}
