//! Folding letters and endings so that a question's word meets the page's: `Résumés` and `resume`, `prices` and
//! `pricing`, `المنتجات` and `منتج`.

/// Pairs of folded letter and the letters that fold to it, lower case.
const LETTERS: &[(char, &str)] = &[
    ('a', "àáâãäåāăą"),
    ('c', "çćĉċč"),
    ('d', "ďđð"),
    ('e', "èéêëēĕėęě"),
    ('g', "ĝğġģ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįı"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņňŉ"),
    ('o', "òóôõöøōŏő"),
    ('r', "ŕŗř"),
    ('s', "śŝşšș"),
    ('t', "ţťŧț"),
    ('u', "ùúûüũūŭůűų"),
    ('w', "ŵ"),
    ('y', "ýÿŷ"),
    ('z', "źżž"),
    ('ا', "أإآٱ"),
    ('ي', "ىی"),
    ('ه', "ة"),
    ('ك', "ک"),
];

/// The letter without its accent, or `None` for marks that stand on another letter (accents, Arabic vowels, tatweel).
pub(crate) fn letter(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    match c {
        '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' => None,
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        '\u{FF10}'..='\u{FF19}' => char::from_digit(c as u32 - 0xFF10, 10),
        '\u{FF41}'..='\u{FF5A}' => char::from_u32(c as u32 - 0xFF41 + 'a' as u32),
        _ => Some(LETTERS.iter().find(|(_, from)| from.contains(c)).map_or(c, |(to, _)| *to)),
    }
}

/// The word without its ending, for English and Arabic; other words stay.
pub(crate) fn stem(word: String) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        english(&word)
    } else if word.chars().all(|c| matches!(c, '\u{620}'..='\u{64A}')) {
        arabic(&word)
    } else {
        word
    }
}

/// A light stemmer: plural, -ed, -ing, -ly, -ment, then a final `e` and doubled consonants. It need not give real
/// words, only the same one for forms of the same word.
fn english(word: &str) -> String {
    let mut stem = word;
    let mut add = "";
    if stem.len() > 4 && (stem.ends_with("ies") || stem.ends_with("ied")) {
        (stem, add) = (&stem[..stem.len() - 3], "y");
    } else if stem.len() > 3
        && stem.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| stem.ends_with(end))
    {
        stem = &stem[..stem.len() - 1];
        // boxes, classes, dishes: the `e` came with the `s`. The final `e` goes below in any case.
    }
    if add.is_empty() {
        for (end, least) in [("ing", 3), ("ed", 3), ("ly", 3), ("ment", 3)] {
            if let Some(rest) = stem.strip_suffix(end)
                && rest.len() >= least
                && rest.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            {
                stem = rest;
                break;
            }
        }
        if stem.len() > 3 {
            stem = stem.strip_suffix('e').unwrap_or(stem);
        }
        let bytes = stem.as_bytes();
        if let [.., a, b] = bytes
            && a == b
            && stem.len() > 3
        {
            stem = &stem[..stem.len() - 1];
        }
    }
    format!("{stem}{add}")
}

/// After "light10": article with its proclitics off the front, the commonest endings off the back.
fn arabic(word: &str) -> String {
    let long = |rest: &str, least: usize| rest.chars().count() >= least;
    let mut stem = word;
    for front in ["وال", "بال", "كال", "فال", "ال", "لل"] {
        if let Some(rest) = stem.strip_prefix(front).filter(|rest| long(rest, 2)) {
            stem = rest;
            break;
        }
    }
    if let Some(rest) = stem.strip_prefix('و').filter(|rest| long(rest, 3)) {
        stem = rest;
    }
    for back in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        if let Some(rest) = stem.strip_suffix(back).filter(|rest| long(rest, 2)) {
            stem = rest;
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_an_english_word_meet() {
        for forms in [
            &["price", "prices", "pricing", "priced"][..],
            &["ship", "ships", "shipping", "shipped", "shipment"],
            &["carry", "carries", "carried"],
            &["require", "requires", "required", "requirement", "requirements"],
            &["class", "classes"],
            &["month", "monthly", "months"],
            &["sell", "sells", "selling"],
            &["pay", "pays", "paying", "payment", "payments"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem((*form).to_owned())).collect();
            assert!(stems.iter().all(|stem| stem == &stems[0]), "{forms:?} became {stems:?}");
        }
    }

    #[test]
    fn short_words_keep_their_letters() {
        for word in ["is", "us", "bus", "red", "bed", "king", "sing", "the"] {
            assert_eq!(stem(word.to_owned()), if word == "bus" { "bus" } else { word });
        }
    }

    #[test]
    fn forms_of_an_arabic_word_meet() {
        assert_eq!(stem("المنتجات".into()), stem("منتج".into()));
        assert_eq!(stem("والشحن".into()), stem("شحن".into()));
    }
}
