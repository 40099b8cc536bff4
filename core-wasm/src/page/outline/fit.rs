//! Keeps an outline within a budget: long lists and tables in part, then what matters least for the goal goes.

use std::collections::HashMap;

use text::{Bm25, estimate_tokens};

use super::line::{Line, LineKind, Outline};

/// Items of a list or table up to which it is shown whole.
const SHORT_GROUP: usize = 16;
/// Items of a longer one that are shown from its start.
const HEAD: usize = 6;
/// Items of a longer one that are shown because they are in view or about the goal.
const PICKED: usize = 12;

/// The outline as text of at most `budget` tokens.
pub fn fit(lines: &[Line], goal: &str, budget: u32) -> String {
    let scores = relevance(lines, goal);
    let mut kept = shorten_groups(lines, &scores);
    let cost: Vec<u32> = lines.iter().map(|line| estimate_tokens(&line.text) + 2).collect();
    let total: u32 = kept.iter().zip(&cost).filter(|(kept, _)| **kept).map(|(_, cost)| *cost).sum();
    if total > budget {
        choose(lines, &scores, &cost, &mut kept, budget);
    }
    write(lines, &kept)
}

/// How much each line is about the goal, 0 to 1.
fn relevance(lines: &[Line], goal: &str) -> Vec<f32> {
    let mut scores = vec![0.0; lines.len()];
    let ranked = Bm25::new(lines.iter().map(|line| line.text.as_str())).rank(goal);
    let best = ranked.first().map_or(1.0, |(_, score)| *score);
    for (index, score) in ranked {
        scores[index] = score / best;
    }
    scores
}

fn shorten_groups(lines: &[Line], scores: &[f32]) -> Vec<bool> {
    let mut kept = vec![true; lines.len()];
    let mut groups: HashMap<(i32, u32), Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.group != 0) {
        groups.entry((line.frame, line.group)).or_default().push(index);
    }
    for items in groups.into_values().filter(|items| items.len() > SHORT_GROUP) {
        let mut rest: Vec<usize> = items[HEAD..].to_vec();
        let wanted =
            |index: usize| scores[index] + f32::from(u8::from(lines[index].in_view == Some(true))) * 0.5;
        rest.sort_by(|a, b| wanted(*b).total_cmp(&wanted(*a)));
        let picked = rest.iter().take(PICKED).take_while(|index| wanted(**index) > 0.0).count();
        for index in &rest[picked..] {
            kept[*index] = false;
        }
    }
    kept
}

fn choose(lines: &[Line], scores: &[f32], cost: &[u32], kept: &mut [bool], budget: u32) {
    let weight = |index: usize| {
        let line = &lines[index];
        let own = match line.kind {
            LineKind::Frame | LineKind::Structure => 0.5,
            LineKind::Heading => 0.8,
            LineKind::Operable => 0.7,
            LineKind::Row => 0.3,
            LineKind::Text => 0.2,
        };
        let urgent = line.kind == LineKind::Structure && is_urgent(&line.text);
        own + 2.0 * scores[index]
            + if line.in_view == Some(true) { 1.5 } else { 0.0 }
            + if urgent { 3.0 } else { 0.0 }
    };
    let mut order: Vec<usize> = (0..lines.len()).filter(|index| kept[*index]).collect();
    order.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
    let mut left = budget.saturating_sub(budget / 16);
    for index in order {
        if cost[index] <= left {
            left -= cost[index];
        } else {
            kept[index] = false;
        }
    }
}

/// Whether the line of a structure, numbered or not, is that of a dialog or an alert.
fn is_urgent(text: &str) -> bool {
    let role = match text.strip_prefix('[') {
        Some(numbered) => numbered.split_once(' ').map_or("", |(_, role)| role),
        None => text,
    };
    role.starts_with("dialog") || role.starts_with("alert")
}

/// Writes the kept lines, and where others were left out, how many and how to get them.
fn write(lines: &[Line], kept: &[bool]) -> String {
    let mut out = String::new();
    let mut gap: Vec<&Line> = Vec::new();
    for (line, kept) in lines.iter().zip(kept) {
        if *kept {
            close(&mut gap, &mut out);
            line.write(&mut out);
        } else {
            gap.push(line);
        }
    }
    close(&mut gap, &mut out);
    out
}

fn close(gap: &mut Vec<&Line>, out: &mut String) {
    let Some(first) = gap.first() else { return };
    let group = first.group;
    let text = if group != 0 && gap.iter().all(|line| line.group == group) {
        let number = if first.frame == 0 { group.to_string() } else { format!("f{}:{group}", first.frame) };
        format!("… {} more of [{number}]", gap.len())
    } else {
        format!("… {} lines left out", gap.len())
    };
    Line { text, ..(*first).clone() }.write(out);
    gap.clear();
}

impl Outline {
    /// The whole within `budget` tokens; what is left out is said to be.
    pub fn fitted(&self, goal: &str, budget: u32) -> String {
        fit(&self.lines, goal, budget)
    }

    /// The lines within the element `node` of `frame`, from line `from` on and up to `budget` tokens, and where the next
    /// part begins. `None` when there is no such element.
    pub fn part(
        &self,
        frame: i32,
        node: u32,
        from: usize,
        budget: u32,
    ) -> Option<(Vec<&Line>, Option<usize>)> {
        let start =
            self.lines.iter().position(|line| line.frame == frame && line.node == node && node != 0)?;
        let depth = self.lines[start].depth;
        let within =
            self.lines[start + 1..].iter().take_while(|line| line.frame == frame && line.depth > depth);
        let mut left = budget;
        let mut part = Vec::new();
        for (index, line) in within.enumerate().skip(from) {
            let cost = estimate_tokens(&line.text) + 2;
            if cost > left && !part.is_empty() {
                return Some((part, Some(index)));
            }
            left = left.saturating_sub(cost);
            part.push(line);
        }
        Some((part, None))
    }
}
