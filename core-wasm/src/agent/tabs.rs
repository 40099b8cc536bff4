//! The tabs of a run: the one it was given and those it opened. It goes to no others.

use serde::{Deserialize, Serialize};

use super::observation::TabInfo;

/// A tab of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTab {
    /// Its number to the model, from 1, never used again.
    pub number: u32,
    /// What the browser tells.
    pub info: TabInfo,
}

/// The tabs of a run; there is always one that is current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabs {
    list: Vec<RunTab>,
    current: i32,
    last_number: u32,
}

impl Tabs {
    /// The tab the run was given.
    pub fn given(tab: i32) -> Self {
        let mut tabs = Self { list: Vec::new(), current: tab, last_number: 0 };
        tabs.add(tab);
        tabs
    }

    /// A tab the run or one of its pages opened.
    pub fn add(&mut self, tab: i32) {
        if self.list.iter().all(|known| known.info.tab != tab) {
            self.last_number += 1;
            let info = TabInfo { tab, url: String::new(), title: String::new() };
            self.list.push(RunTab { number: self.last_number, info });
        }
    }

    /// Takes over what the browser tells of the open tabs: new ones, closed ones, titles. `false` when the current one is
    /// closed; then the newest other is, if there is one.
    pub fn update(&mut self, open: &[TabInfo]) -> bool {
        for info in open {
            self.add(info.tab);
        }
        self.list.retain_mut(|known| match open.iter().find(|info| info.tab == known.info.tab) {
            Some(info) => {
                known.info = info.clone();
                true
            }
            None => false,
        });
        self.settle()
    }

    /// A tab is closed.
    pub fn remove(&mut self, tab: i32) -> bool {
        self.list.retain(|known| known.info.tab != tab);
        self.settle()
    }

    fn settle(&mut self) -> bool {
        if self.list.iter().any(|known| known.info.tab == self.current) {
            return true;
        }
        if let Some(newest) = self.list.last() {
            self.current = newest.info.tab;
        }
        false
    }

    /// The browser's number of the current tab.
    pub fn current(&self) -> i32 {
        self.current
    }

    /// Goes to another tab of the run.
    pub fn switch(&mut self, tab: i32) {
        if self.list.iter().any(|known| known.info.tab == tab) {
            self.current = tab;
        }
    }

    /// The browser's number of the run's tab `number`.
    pub fn by_number(&self, number: u32) -> Option<i32> {
        self.list.iter().find(|known| known.number == number).map(|known| known.info.tab)
    }

    /// All of them, oldest first.
    pub fn list(&self) -> &[RunTab] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(tab: i32) -> TabInfo {
        TabInfo { tab, url: format!("https://x.example/{tab}"), title: String::new() }
    }

    #[test]
    fn numbers_are_the_runs_own_and_never_given_again() {
        let mut tabs = Tabs::given(70);
        tabs.add(81);
        tabs.add(81);
        assert_eq!((tabs.by_number(1), tabs.by_number(2), tabs.by_number(3)), (Some(70), Some(81), None));
        assert!(tabs.remove(81));
        tabs.add(92);
        assert_eq!((tabs.by_number(2), tabs.by_number(3)), (None, Some(92)));
    }

    #[test]
    fn it_goes_to_tabs_of_its_own_only() {
        let mut tabs = Tabs::given(70);
        tabs.switch(5);
        assert_eq!(tabs.current(), 70);
        assert!(tabs.update(&[info(70), info(81)]));
        tabs.switch(81);
        assert_eq!(tabs.current(), 81);
        assert!(!tabs.update(&[info(70)]));
        assert_eq!(tabs.current(), 70);
    }
}
