//! Which runs are kept: so many, and so many bytes. The oldest go first.

use serde::{Deserialize, Serialize};

use crate::protocol::PastRun;

/// Most runs that are kept.
pub(super) const MOST_RUNS: usize = 50;
/// Most bytes of all of them.
pub(super) const MOST_BYTES: u64 = 40_000_000;
/// Bytes of one run beyond which no more pictures of it are kept.
pub(super) const MOST_OF_ONE: u64 = 8_000_000;

/// The runs that are kept, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Shelf(Vec<Kept>);

/// A run that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) past: PastRun,
    /// Steps of it that something is kept beside.
    pub(super) steps: u32,
    /// Bytes of the record, without what is kept beside its steps.
    record: u64,
}

impl Shelf {
    /// Takes a run in, or what is new of it. `record` are the bytes it takes now. Gives what has to go for it.
    pub(super) fn put(&mut self, mut past: PastRun, record: u64) -> Vec<Kept> {
        match self.0.iter_mut().find(|kept| kept.past.run == past.run) {
            Some(kept) => {
                past.started_ms = kept.past.started_ms;
                past.bytes = kept.past.bytes - kept.record + record;
                (kept.past, kept.record) = (past, record);
            }
            None => {
                past.bytes = record;
                self.0.push(Kept { past, steps: 0, record });
            }
        }
        self.make_room()
    }

    /// Something of `bytes` is kept beside a step. Gives what has to go for it; `None` when the run is not kept.
    pub(super) fn add(&mut self, run: &str, step: u32, bytes: u64) -> Option<Vec<Kept>> {
        let kept = self.0.iter_mut().find(|kept| kept.past.run == run)?;
        kept.steps = kept.steps.max(step);
        kept.past.bytes += bytes;
        Some(self.make_room())
    }

    pub(super) fn get(&self, run: &str) -> Option<&Kept> {
        self.0.iter().find(|kept| kept.past.run == run)
    }

    /// The newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &PastRun> {
        self.0.iter().rev().map(|kept| &kept.past)
    }

    /// Takes a run away, or all of them.
    pub(super) fn take(&mut self, run: Option<&str>) -> Vec<Kept> {
        self.0.extract_if(.., |kept| run.is_none_or(|run| kept.past.run == run)).collect()
    }

    /// The newest stays, however large it is: it may be under way.
    fn make_room(&mut self) -> Vec<Kept> {
        let mut gone = Vec::new();
        while self.0.len() > 1 && (self.0.len() > MOST_RUNS || self.bytes() > MOST_BYTES) {
            gone.push(self.0.remove(0));
        }
        gone
    }

    fn bytes(&self) -> u64 {
        self.0.iter().map(|kept| kept.past.bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{PastEnd, RunUse};

    fn past(run: &str, started_ms: u64) -> PastRun {
        PastRun {
            run: run.into(),
            goal: String::new(),
            site: String::new(),
            started_ms,
            heard_ms: started_ms,
            end: PastEnd::Done,
            used: RunUse::default(),
            bytes: 0,
        }
    }

    fn names(shelf: &Shelf) -> Vec<&str> {
        shelf.newest_first().map(|past| past.run.as_str()).collect()
    }

    #[test]
    fn a_run_put_again_is_the_same_run_and_began_when_it_began() {
        let mut shelf = Shelf::default();
        shelf.put(past("a", 1), 100);
        shelf.put(past("b", 2), 100);
        assert_eq!(shelf.add("a", 3, 50), Some(vec![]));
        shelf.put(past("a", 9), 120);
        let kept = shelf.get("a").unwrap();
        assert_eq!((kept.past.started_ms, kept.past.bytes, kept.steps), (1, 170, 3));
        assert_eq!(names(&shelf), ["b", "a"]);
        assert_eq!(shelf.add("unknown", 1, 1), None);
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_they_are_too_large() {
        let mut shelf = Shelf::default();
        let gone: Vec<Kept> =
            (0..MOST_RUNS as u64 + 2).flat_map(|n| shelf.put(past(&n.to_string(), n), 1)).collect();
        assert_eq!(gone.iter().map(|kept| kept.past.run.as_str()).collect::<Vec<_>>(), ["0", "1"]);
        shelf.put(past("large", 99), MOST_BYTES + 1);
        assert_eq!(names(&shelf), ["large"]);
    }

    #[test]
    fn one_is_taken_away_or_all() {
        let mut shelf = Shelf::default();
        for run in ["a", "b", "c"] {
            shelf.put(past(run, 1), 1);
        }
        assert_eq!(shelf.take(Some("b")).len(), 1);
        assert_eq!(names(&shelf), ["c", "a"]);
        assert_eq!(shelf.take(None).len(), 2);
        assert!(names(&shelf).is_empty());
    }
}
