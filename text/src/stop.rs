//! Words that say nothing about what a question is after, as [`crate::words`] gives them before stemming.

const ENGLISH: &str = "a about am an and any are as at be been but by can could did do does doing for from had has have he her \
    him his how i if in into is it its just me my no not of on or our please she should so some tell than that the their them \
    then there these they this those to us was we were what when where which who whom why will with would you your";

const ARABIC: &str = "من في على الى إلى عن مع هل ما ماذا متى اين أين كيف كم هو هي هذا هذه ذلك تلك التي الذي و او أو ان أن إن لا لم لن قد كان كانت";

/// Pairs of Chinese and Japanese characters that ask or join.
const CJK: &str =
    "什么 怎么 多少 哪些 哪里 如何 是否 可以 这个 那个 请问 为什 的是 是什 有什 ですか ます です した から";

/// Whether the word, lower case and not stemmed, is a stop word.
pub(crate) fn is_stop_word(word: &str) -> bool {
    [ENGLISH, ARABIC, CJK].iter().any(|list| list.split_ascii_whitespace().any(|stop| stop == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_are_stop_words_and_nouns_are_not() {
        assert!(["what", "the", "هل", "什么"].iter().all(|word| is_stop_word(word)));
        assert!(!["return", "policy", "سعر", "退货"].iter().any(|word| is_stop_word(word)));
    }
}
