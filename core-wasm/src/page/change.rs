//! A frame that was read again: what its content script tells of it is the difference to the read before.
//!
//! Records that did not change are taken over in runs, with their parents' numbers moved along; some of them differ in
//! their boxes or flags all the same. `extension/content/delta.ts` is the writer's half.

use super::buffer::STRIDE;

/// Place of the parent's number in a record.
const PARENT: usize = 1;

/// What a read tells against the read before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameChange {
    /// Number of the read it is the difference to.
    pub base: u32,
    /// Pairs: from which record of the base so many are taken over, or −1 for so many of `nodes`.
    pub runs: Vec<i32>,
    /// Records taken over that differ: the number in the new read, then the record.
    pub patches: Vec<i32>,
    /// Records that are new.
    pub nodes: Vec<i32>,
    /// Strings that are new, each after a U+0000.
    pub strings: String,
    /// Strings of the base that say something else.
    pub replaced: Vec<(u32, String)>,
}

impl FrameChange {
    /// The records and the string table of the new read, from those of the base. `None` when it does not fit them.
    pub fn onto(&self, nodes: &[i32], strings: &str) -> Option<(Vec<i32>, String)> {
        Some((self.nodes_onto(nodes)?, self.strings_onto(strings)))
    }

    fn nodes_onto(&self, base: &[i32]) -> Option<Vec<i32>> {
        let mut nodes = Vec::with_capacity(base.len() + self.nodes.len());
        let mut added = self.nodes.as_slice();
        // Where runs of the base are now: first record, end, how much further on.
        let mut moved: Vec<(i32, i32, i32)> = Vec::with_capacity(self.runs.len() / 2);
        for run in self.runs.chunks_exact(2) {
            let count = usize::try_from(run[1]).ok()?.checked_mul(STRIDE)?;
            if run[0] < 0 {
                let (taken, rest) = added.split_at_checked(count)?;
                nodes.extend_from_slice(taken);
                added = rest;
                continue;
            }
            let from = usize::try_from(run[0]).ok()?.checked_mul(STRIDE)?;
            let start = nodes.len();
            nodes.extend_from_slice(base.get(from..from.checked_add(count)?)?);
            moved.push((run[0], run[0] + run[1], i32::try_from(start / STRIDE).ok()? - run[0]));
            for parent in nodes[start..].iter_mut().skip(PARENT).step_by(STRIDE) {
                *parent = settled(&moved, *parent)?;
            }
        }
        for patch in self.patches.chunks_exact(STRIDE + 1) {
            let at = usize::try_from(patch[0]).ok()?.checked_mul(STRIDE)?;
            nodes.get_mut(at..at.checked_add(STRIDE)?)?.copy_from_slice(&patch[1..]);
        }
        Some(nodes)
    }

    fn strings_onto(&self, base: &str) -> String {
        let added = |table: String| table + &self.strings;
        if self.replaced.is_empty() {
            return added(base.to_owned());
        }
        let mut table: Vec<&str> = base.split('\0').collect();
        for (index, text) in &self.replaced {
            if let Some(entry) = table.get_mut(*index as usize) {
                *entry = text;
            }
        }
        added(table.join("\0"))
    }
}

/// Where a record of the base is now; a parent is always taken over before what is in it.
fn settled(moved: &[(i32, i32, i32)], parent: i32) -> Option<i32> {
    if parent < 0 {
        return Some(parent);
    }
    let run = moved.iter().rev().find(|(from, end, _)| (*from..*end).contains(&parent))?;
    Some(parent + run.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record whose reference, parent and string are told.
    fn record(node: i32, parent: i32, string: i32) -> [i32; STRIDE] {
        let mut record = [0; STRIDE];
        (record[0], record[1], record[3]) = (node, parent, string);
        record
    }

    fn read(records: &[[i32; STRIDE]]) -> Vec<i32> {
        records.concat()
    }

    #[test]
    fn what_was_taken_over_finds_its_parents_again() {
        let base =
            read(&[record(0, -1, 0), record(1, 0, 1), record(2, 1, 2), record(3, 0, 1), record(4, 3, 2)]);
        let change = FrameChange {
            runs: vec![0, 1, -1, 3, 3, 2],
            nodes: read(&[record(1, 0, 1), record(5, 1, 3), record(6, 1, 3)]),
            strings: "\0new".into(),
            ..FrameChange::default()
        };
        let (nodes, strings) = change.onto(&base, "\0p\0text").expect("it fits");
        let expected = [
            record(0, -1, 0),
            record(1, 0, 1),
            record(5, 1, 3),
            record(6, 1, 3),
            record(3, 0, 1),
            record(4, 4, 2),
        ];
        assert_eq!((nodes, strings.as_str()), (read(&expected), "\0p\0text\0new"));
    }

    #[test]
    fn a_patch_says_what_differs_and_strings_are_replaced() {
        let base = read(&[record(0, -1, 0), record(1, 0, 1)]);
        let mut patch = vec![1];
        patch.extend(record(1, 0, 2));
        let change = FrameChange {
            runs: vec![0, 2],
            patches: patch,
            replaced: vec![(2, "f7".into()), (99, "nothing".into())],
            ..FrameChange::default()
        };
        let (nodes, strings) = change.onto(&base, "\0p\0f3").expect("it fits");
        assert_eq!((nodes, strings.as_str()), (read(&[record(0, -1, 0), record(1, 0, 2)]), "\0p\0f7"));
    }

    #[test]
    fn what_does_not_fit_is_no_read() {
        let base = read(&[record(0, -1, 0)]);
        let of = |runs: Vec<i32>, patches: Vec<i32>| FrameChange { runs, patches, ..FrameChange::default() };
        for change in [
            of(vec![0, 2], vec![]),
            of(vec![-1, 1], vec![]),
            of(vec![0, -1], vec![]),
            of(vec![i32::MAX, i32::MAX], vec![]),
            of(vec![0, 1], [vec![7], record(0, 0, 0).to_vec()].concat()),
        ] {
            assert_eq!(change.onto(&base, ""), None, "{change:?}");
        }
        // A child whose parent was not taken over.
        let two = read(&[record(0, -1, 0), record(1, 0, 0)]);
        assert_eq!(of(vec![1, 1], vec![]).onto(&two, ""), None);
    }
}
