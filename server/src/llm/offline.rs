//! The offline answerer: picks the sentences that answer best and writes nothing of its own.

use text::{Bm25, sentences, words};

/// A sentence and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Index of the passage.
    pub passage: usize,
    /// The sentence as it stands there.
    pub text: &'a str,
}

/// Longest sentence quoted, in characters: beyond, it is not a sentence.
const LONGEST: usize = 500;

/// Up to `most` sentences that answer the question best, in reading order.
///
/// A sentence's rank is its own BM25 score and a part of its passage's, so that "It costs 12 euros." is found by
/// the question its heading or neighbour answers to.
pub fn best_sentences<'a>(
    question: &str,
    passages: &[&'a str],
    context: &[String],
    most: usize,
) -> Vec<Sentence<'a>> {
    let all: Vec<Sentence<'a>> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, text)| {
            let cut = sentences(text).into_iter().filter_map(|range| text.get(range));
            cut.map(move |text| Sentence { passage, text: text.trim() })
        })
        .filter(|sentence| !sentence.text.is_empty() && sentence.text.chars().count() <= LONGEST)
        .collect();
    let whole: Vec<String> = passages
        .iter()
        .enumerate()
        .map(|(index, text)| format!("{} {text}", context.get(index).map_or("", String::as_str)))
        .collect();
    let mut of_passage = vec![0.0; passages.len()];
    for (index, score) in Bm25::new(whole.iter().map(String::as_str)).rank(question) {
        of_passage[index] = score;
    }
    let mut scores: Vec<f32> = all.iter().map(|sentence| of_passage[sentence.passage] * 0.4).collect();
    for (index, score) in Bm25::new(all.iter().map(|sentence| sentence.text)).rank(question) {
        scores[index] += score;
    }
    let mut order: Vec<usize> = (0..all.len()).filter(|&index| scores[index] > 0.0).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let mut chosen: Vec<usize> = Vec::new();
    for index in order {
        let best = chosen.first().map_or(0.0, |&first| scores[first]);
        if chosen.len() == most || scores[index] < best * 0.35 {
            break;
        }
        // A page repeats itself (teaser and article): the same words are quoted once.
        let new = words(all[index].text);
        if chosen.iter().all(|&other| words(all[other].text) != new) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|index| all[index].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_that_answers_is_found() {
        let passages = [
            "The museum was founded in 1902. It moved twice.",
            "Opening hours are 9 to 17. The museum is closed on Mondays.",
            "Our shop sells posters.",
        ];
        let best = best_sentences("When is the museum closed?", &passages, &[], 1);
        assert_eq!(best, [Sentence { passage: 1, text: "The museum is closed on Mondays." }]);
    }

    #[test]
    fn a_heading_helps_the_sentences_below_it() {
        let passages = ["It is 12 euros for adults.", "It is near the station."];
        let context = ["Ticket price".to_owned(), "Directions".to_owned()];
        assert_eq!(best_sentences("what is the price of a ticket", &passages, &context, 1)[0].passage, 0);
    }

    #[test]
    fn a_question_about_something_else_finds_nothing() {
        assert!(best_sentences("zebra", &["The museum is closed."], &[], 3).is_empty());
    }
}
