//! Metering periods: calendar months on the workspace's anchor day, in its time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};

use crate::platform::clock::{Millis, timestamp};

/// A period, in milliseconds; the end is the next one's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First millisecond.
    pub start: Millis,
    /// First millisecond of the next period.
    pub end: Millis,
}

/// The period that `now` falls into. An unknown zone counts as UTC. A month too short for the anchor day starts its
/// period on its last day.
pub fn period(anchor_day: i64, time_zone: &str, now: Millis) -> Period {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let today = timestamp(now).to_zoned(zone.clone());
    let this = start_in_month(today.date(), anchor_day, &zone);
    let (start, end) = if this <= now {
        (this, start_in_month(month_after(&today, 1), anchor_day, &zone))
    } else {
        (start_in_month(month_after(&today, -1), anchor_day, &zone), this)
    };
    Period { start, end }
}

/// The day that `now` falls into.
pub fn day(time_zone: &str, now: Millis) -> Period {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let today = timestamp(now).to_zoned(zone.clone()).date();
    Period { start: midnight(today, &zone), end: midnight(today.saturating_add(1.days()), &zone) }
}

fn month_after(today: &Zoned, months: i64) -> Date {
    today.date().first_of_month().saturating_add(months.months())
}

fn start_in_month(month: Date, anchor_day: i64, zone: &TimeZone) -> Millis {
    let day = anchor_day.clamp(1, i64::from(month.days_in_month())) as i8;
    midnight(month.first_of_month().saturating_add((day - 1).days()), zone)
}

fn midnight(date: Date, zone: &TimeZone) -> Millis {
    // Midnight that a clock change skips becomes the first instant of the day.
    zone.to_ambiguous_timestamp(date.at(0, 0, 0, 0))
        .compatible()
        .map_or(Millis::MIN, |at| at.as_millisecond())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
    }

    fn assert_period(anchor: i64, zone: &str, now: &str, start: &str, end: &str) {
        assert_eq!(period(anchor, zone, at(now)), Period { start: at(start), end: at(end) }, "{now}");
    }

    #[test]
    fn a_period_is_a_calendar_month() {
        assert_period(1, "UTC", "2026-11-20T12:00:00Z", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");
        assert_period(1, "UTC", "2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z");
    }

    #[test]
    fn the_31st_falls_on_the_last_day_of_shorter_months() {
        assert_period(31, "UTC", "2026-02-27T23:59:59Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z");
        assert_period(31, "UTC", "2026-02-28T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
        assert_period(30, "UTC", "2028-02-29T01:00:00Z", "2028-02-29T00:00:00Z", "2028-03-30T00:00:00Z");
    }

    #[test]
    fn midnight_is_that_of_the_time_zone() {
        assert_period(
            1,
            "Asia/Colombo",
            "2026-11-30T19:00:00Z",
            "2026-11-30T18:30:00Z",
            "2026-12-31T18:30:00Z",
        );
    }

    #[test]
    fn a_day_is_that_of_the_time_zone_and_as_long_as_the_clock_makes_it() {
        let today = day("Asia/Colombo", at("2026-11-30T19:00:00Z"));
        assert_eq!(today, Period { start: at("2026-11-30T18:30:00Z"), end: at("2026-12-01T18:30:00Z") });
        let short = day("Europe/Berlin", at("2026-03-29T12:00:00Z"));
        assert_eq!(short.end - short.start, 23 * 3_600_000);
    }

    proptest! {
        #[test]
        fn every_instant_falls_into_exactly_one_period(anchor in 1i64..=31, seconds in 0i64..4_000_000_000) {
            let now = seconds * 1000;
            let this = period(anchor, "America/New_York", now);
            prop_assert!(this.start <= now && now < this.end);
            prop_assert_eq!(period(anchor, "America/New_York", this.end).start, this.end);
            prop_assert_eq!(period(anchor, "America/New_York", this.start), this);
        }
    }
}
