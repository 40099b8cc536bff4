//! Whether a run gets anywhere: the same act over and over, going round in circles, nothing that changes.

use serde::{Deserialize, Serialize};

/// The same act this often in the same scene is repeating.
const REPEATS: usize = 3;
/// Steps in the same scene, whatever they are.
const STILL: usize = 6;
/// Longest circle that is recognised, in steps; it must be gone round twice.
const LONGEST_CYCLE: usize = 5;
/// Steps looked back on.
const KEPT: usize = 24;

/// A step that was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    /// Hash of the action.
    pub act: u64,
    /// Hash of all the run had then: page, notes, rows, answers.
    pub scene: u64,
}

/// How a run does not get on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standstill {
    /// The same act in the same scene, so often.
    Repeating(usize),
    /// The same steps lead to the same scenes again.
    Cycling,
    /// So many steps and nothing changed.
    Still(usize),
}

/// The last steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    beats: Vec<Beat>,
    /// Scenes known from before the run was told to try something else.
    known: Vec<u64>,
    told: bool,
}

impl Progress {
    /// Takes a decided step. A standstill means: do not do it.
    pub fn decide(&mut self, beat: Beat) -> Option<Standstill> {
        if !self.known.contains(&beat.scene) && !self.beats.iter().any(|known| known.scene == beat.scene) {
            // Something new came of it.
            self.told = false;
        }
        self.beats.push(beat);
        let surplus = self.beats.len().saturating_sub(KEPT);
        self.beats.drain(..surplus);
        let found = self.standstill()?;
        self.known = self.beats.iter().map(|beat| beat.scene).collect();
        self.beats.clear();
        Some(found)
    }

    /// Whether the run was told before and still got nowhere: then a person must help. Remembers that it is told now.
    pub fn was_told(&mut self) -> bool {
        std::mem::replace(&mut self.told, true)
    }

    /// A person helped: start afresh.
    pub fn forgive(&mut self) {
        *self = Self::default();
    }

    fn standstill(&self) -> Option<Standstill> {
        let last = self.beats.last()?;
        let run = self.beats.iter().rev().take_while(|beat| *beat == last).count();
        if run >= REPEATS {
            return Some(Standstill::Repeating(run));
        }
        let still = self.beats.iter().rev().take_while(|beat| beat.scene == last.scene).count();
        if still >= STILL {
            return Some(Standstill::Still(still));
        }
        let circles = |length: usize| {
            let (Some(b), Some(a)) = (
                self.beats.len().checked_sub(length).map(|from| &self.beats[from..]),
                self.beats.len().checked_sub(2 * length).map(|from| &self.beats[from..from + length]),
            ) else {
                return false;
            };
            a == b
        };
        (2..=LONGEST_CYCLE).any(circles).then_some(Standstill::Cycling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(beats: &[(u64, u64)]) -> Vec<Option<Standstill>> {
        let mut progress = Progress::default();
        beats.iter().map(|&(act, scene)| progress.decide(Beat { act, scene })).collect()
    }

    #[test]
    fn standstills_are_told_apart() {
        for (beats, expected) in [
            (&[(1, 1), (1, 1), (1, 1)][..], Some(Standstill::Repeating(3))),
            (&[(1, 1), (2, 2), (1, 1), (2, 2)], Some(Standstill::Cycling)),
            (&[(1, 1), (2, 2), (3, 3), (1, 1), (2, 2), (3, 3)], Some(Standstill::Cycling)),
            (&[(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1)], Some(Standstill::Still(6))),
            // Paging: the same act, another page each time.
            (&[(1, 1), (1, 2), (1, 3), (1, 4)], None),
            // There and back once.
            (&[(1, 1), (2, 2), (1, 1)], None),
        ] {
            assert_eq!(*run(beats).last().unwrap(), expected, "{beats:?}");
        }
    }

    #[test]
    fn who_was_told_and_finds_nothing_new_was_told() {
        let mut progress = Progress::default();
        let mut repeat = |act, scene| (0..3).filter_map(|_| progress.decide(Beat { act, scene })).count();
        assert_eq!(repeat(1, 1), 1);
        assert!(!progress.was_told());
        let mut repeat = |act, scene| (0..3).filter_map(|_| progress.decide(Beat { act, scene })).count();
        assert_eq!(repeat(2, 1), 1);
        assert!(progress.was_told());
        progress.decide(Beat { act: 1, scene: 9 });
        assert!(!progress.was_told());
    }

    proptest! {
        #[test]
        fn new_scenes_are_progress(acts in proptest::collection::vec(0u64..3, 0..60)) {
            let beats: Vec<_> = acts.into_iter().enumerate().map(|(scene, act)| (act, scene as u64)).collect();
            prop_assert!(run(&beats).iter().all(Option::is_none));
        }

        #[test]
        fn few_acts_in_few_scenes_are_found_out(beats in proptest::collection::vec((0u64..2, 0u64..1), 6..40)) {
            prop_assert!(run(&beats).iter().any(Option::is_some));
        }
    }
}
