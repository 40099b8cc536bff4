//! Numbers, money, sizes and times as the portal writes them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use super::texts::text;

/// `12345` as `12,345`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// US cents as `$99` or `$19.99`.
pub fn cents(cents: u32) -> String {
    let dollars = number(u64::from(cents / 100));
    match cents % 100 {
        0 => format!("${dollars}"),
        rest => format!("${dollars}.{rest:02}"),
    }
}

/// Nano-dollars as `$0.0042`, `$1.30` or `$12`: two digits of the cents, four below a dime.
pub fn nanos(nanos: u64) -> String {
    const DOLLAR: u64 = 1_000_000_000;
    if nanos == 0 {
        return "$0".into();
    }
    if nanos < DOLLAR / 10 {
        let ten_thousandths = nanos.div_ceil(DOLLAR / 10_000);
        return format!("$0.{ten_thousandths:04}");
    }
    let hundredths = (nanos + DOLLAR / 200) / (DOLLAR / 100);
    match hundredths % 100 {
        0 => format!("${}", number(hundredths / 100)),
        rest => format!("${}.{rest:02}", number(hundredths / 100)),
    }
}

/// A size in bytes, KB or MB (powers of 1,000).
pub fn bytes(n: u64) -> String {
    let (key, n) = match n {
        0..1_000 => (text("unit.bytes"), n.to_string()),
        1_000..1_000_000 => (text("unit.kilobytes"), n.div_ceil(1_000).to_string()),
        _ => (text("unit.megabytes"), format!("{}.{}", n / 1_000_000, n % 1_000_000 / 100_000)),
    };
    key.replace("{n}", &n)
}

/// An RFC 3339 time as `20 November 2026`, in UTC; `portal.js` turns it into the reader's zone.
pub fn day(rfc3339: &str) -> String {
    format_time(rfc3339, "%-d %B %Y")
}

/// An RFC 3339 time as `20 November 2026, 14:05 UTC`.
pub fn moment(rfc3339: &str) -> String {
    format!("{} {}", format_time(rfc3339, "%-d %B %Y, %H:%M"), text("unit.utc"))
}

/// A calendar date (`2026-11-20`) as `20 Nov`.
pub fn short_date(date: &str) -> String {
    date.parse::<Date>().map_or_else(|_| date.to_owned(), |date| date.strftime("%-d %b").to_string())
}

fn format_time(rfc3339: &str, format: &str) -> String {
    rfc3339
        .parse::<Timestamp>()
        .map_or_else(|_| rfc3339.to_owned(), |time| time.to_zoned(TimeZone::UTC).strftime(format).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown: Vec<_> = [0, 999, 1_000, 12_345, 1_234_567].into_iter().map(number).collect();
        assert_eq!(shown, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn prices_drop_cents_that_are_zero() {
        assert_eq!((cents(0), cents(1999), cents(9900)), ("$0".into(), "$19.99".into(), "$99".into()));
    }

    #[test]
    fn small_costs_stay_visible() {
        assert_eq!(nanos(0), "$0");
        assert_eq!(nanos(1), "$0.0001");
        assert_eq!(nanos(4_200_000), "$0.0042");
        assert_eq!(nanos(1_304_000_000), "$1.30");
        assert_eq!(nanos(8_000_000_000), "$8");
    }

    #[test]
    fn times_read_as_a_person_writes_them_and_nonsense_stays_as_it_is() {
        assert_eq!(day("2026-11-20T14:05:00Z"), "20 November 2026");
        assert_eq!(moment("2026-11-20T14:05:00Z"), "20 November 2026, 14:05 UTC");
        assert_eq!(short_date("2026-11-02"), "2 Nov");
        assert_eq!(day("soon"), "soon");
    }

    #[test]
    fn sizes_are_rounded_up_to_something_readable() {
        assert_eq!(
            (bytes(12), bytes(1_500), bytes(4_250_000)),
            ("12 bytes".into(), "2 KB".into(), "4.2 MB".into())
        );
    }
}
