//! The last step of every kind: what a person would see, and nothing else.

/// `raw` without invisible characters (a resume can carry orders to a model in them), with `\n` line ends, no blanks at
/// line ends and at most two blank lines in a row.
pub fn tidy(raw: &str) -> String {
    let lined = raw.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}'], "\n");
    let seen = text::clean(&lined).replace('\u{A0}', " ");
    let mut out = String::with_capacity(seen.len());
    let mut blank = 0;
    for line in seen.lines().map(str::trim_end) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.extend(std::iter::repeat_n('\n', 1 + blank.min(2)));
        }
        blank = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_blank_lines_are_evened_out() {
        assert_eq!(tidy("\n\na \r\nb\rc\n\n\n\n\nd\u{C}e\n"), "a\nb\nc\n\n\nd\ne");
    }

    #[test]
    fn invisible_orders_do_not_survive() {
        assert_eq!(tidy("hire\u{200B}\u{E0069}\u{E0067}\u{202E} me"), "hire me");
    }
}
