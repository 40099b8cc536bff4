//! The tabs of a run as they are.

use super::Limbs;
use crate::agent::Run;
use crate::agent::observation::TabInfo;
use crate::browser::Browser;

impl<B: Browser> Limbs<B> {
    /// Those of the run that are open, with those its pages opened.
    pub(super) async fn open_tabs(&self, run: &Run) -> Vec<TabInfo> {
        let mut open = Vec::new();
        let mut waiting: Vec<i32> = run.tabs.list().iter().map(|tab| tab.info.tab).collect();
        let mut known = waiting.clone();
        while let Some(tab) = waiting.pop() {
            let Some(info) = self.browser.tab(tab, false).await else { continue };
            let text = |text: Option<String>| text.unwrap_or_default();
            open.push(TabInfo { tab, url: text(info.url), title: text(info.title) });
            for child in self.browser.opened_by(tab).await {
                if !known.contains(&child) {
                    known.push(child);
                    waiting.push(child);
                }
            }
        }
        open.sort_by_key(|info| known.iter().position(|tab| *tab == info.tab));
        open
    }
}
