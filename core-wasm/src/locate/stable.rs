//! Which names of programs look as if they were there tomorrow.

/// Longest mark that is kept, in characters.
const LONGEST: usize = 80;
/// What frameworks begin the names with that they count up.
const COUNTED: [&str; 9] =
    ["ember", "mui-", "radix-", "headlessui-", "react-", "ng-", "cdk-", "mat-", "yui_"];

/// Whether a mark names the element rather than this rendering of it. Frameworks make `:r1:`, `ember123`,
/// `input-5f3a9c` and the like, which are others tomorrow.
pub fn is_stable(mark: &str) -> bool {
    let length = mark.chars().count();
    if length == 0 || length > LONGEST || mark.contains([':', '«', ' ']) {
        return false;
    }
    let counted =
        COUNTED.iter().any(|start| mark.starts_with(start)) && mark.contains(|c: char| c.is_ascii_digit());
    !counted && !mark.split(['-', '_', '.']).any(is_random)
}

/// Digits between letters, or too many of them.
fn is_random(part: &str) -> bool {
    let digits = part.chars().filter(char::is_ascii_digit).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let first = part.find(|c: char| c.is_ascii_digit());
    let mixed = first.is_some_and(|at| part[at..].contains(|c: char| c.is_alphabetic()));
    digits > 3 || (mixed && digits + letters >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_people_give_are_kept() {
        for mark in ["email", "add-to-cart", "address2", "btn_save", "item-3", "user.name"] {
            assert!(is_stable(mark), "{mark}");
        }
    }

    #[test]
    fn names_made_up_at_each_rendering_are_not() {
        let long = "x".repeat(81);
        for mark in ["", ":r1:", "ember123", "mui-42", "input-5f3a9c", "field_20261121", "«r4»", &long] {
            assert!(!is_stable(mark), "{mark}");
        }
    }
}
