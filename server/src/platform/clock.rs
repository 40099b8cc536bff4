//! Time: milliseconds since 1970 inside, RFC 3339 UTC outside.

use jiff::Timestamp;

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// One minute in milliseconds.
pub const MINUTE: Millis = 60_000;
/// One hour in milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// Now.
pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// RFC 3339 with seconds, as the API writes times.
pub fn rfc3339(at: Millis) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The instant of `at`; out of range becomes the nearest bound.
pub fn timestamp(at: Millis) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or(if at < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_written_in_utc_with_seconds() {
        assert_eq!(super::rfc3339(1_763_674_500_123), "2025-11-20T21:35:00Z");
    }
}
