//! The bar chart of the usage page, worked out to attributes: the template only writes them down.
//!
//! Widths are percentages of the drawing, heights pixels, so that text keeps its size from 360 pixels to wide.

use api_types::usage::DayUsage;

use super::figures;

/// Height of the plot in pixels.
const PLOT: f64 = 160.0;
/// Part of its slot that a bar fills.
const FILL: f64 = 0.68;

/// A bar chart of questions by day.
pub struct Chart {
    /// Bars, oldest first.
    pub bars: Vec<Bar>,
    /// Horizontal lines with their numbers, from 0.
    pub lines: Vec<Line>,
    /// Dates under the bars.
    pub dates: Vec<Label>,
    /// All questions.
    pub total: u64,
    /// Most questions of a day.
    pub peak: u64,
}

/// One day.
pub struct Bar {
    /// Left edge, percent.
    pub x: String,
    /// Top edge, pixels.
    pub y: String,
    /// Width, percent.
    pub width: String,
    /// Height, pixels.
    pub height: String,
    /// The day, short.
    pub date: String,
    /// Questions.
    pub value: u64,
}

/// A line of the scale.
pub struct Line {
    /// Height of the line, pixels from the top.
    pub y: String,
    /// Its number.
    pub value: u64,
}

/// A text under the plot.
pub struct Label {
    /// Middle, percent.
    pub x: String,
    /// The day, short.
    pub date: String,
}

impl Chart {
    /// The chart of `days`, oldest first.
    pub fn of(days: &[DayUsage]) -> Self {
        let peak = days.iter().map(|day| day.questions).max().unwrap_or(0);
        let step = step(peak);
        let top = step * peak.div_ceil(step).max(1);
        let slot = 100.0 / days.len().max(1) as f64;
        let height = |value: u64| value as f64 / top as f64 * PLOT;
        let bar = |(i, day): (usize, &DayUsage)| Bar {
            x: figure(slot * (i as f64 + (1.0 - FILL) / 2.0)),
            y: figure(PLOT - height(day.questions)),
            width: figure(slot * FILL),
            height: figure(height(day.questions)),
            date: figures::short_date(&day.date),
            value: day.questions,
        };
        // A date a week, counted from today, because today is what one looks for.
        let label = |(i, day): (usize, &DayUsage)| Label {
            x: figure(slot * (i as f64 + 0.5)),
            date: figures::short_date(&day.date),
        };
        Self {
            bars: days.iter().enumerate().map(bar).collect(),
            lines: (0..=top / step)
                .map(|n| Line { y: figure(PLOT - height(n * step)), value: n * step })
                .collect(),
            dates: days
                .iter()
                .enumerate()
                .filter(|(i, _)| (days.len() - 1 - i).is_multiple_of(7))
                .map(label)
                .collect(),
            total: days.iter().map(|day| day.questions).sum(),
            peak,
        }
    }
}

/// The distance of lines: 1, 2 or 5 times a power of ten, at most four of them to the peak.
fn step(peak: u64) -> u64 {
    let mut decade = 1;
    loop {
        if let Some(step) = [1, 2, 5].map(|n| n * decade).into_iter().find(|step| peak.div_ceil(*step) <= 4) {
            return step;
        }
        decade *= 10;
    }
}

fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(questions: &[u64]) -> Vec<DayUsage> {
        let day = |(i, n): (usize, &u64)| DayUsage {
            date: format!("2026-11-{:02}", i + 1),
            questions: *n,
            agent_steps: 0,
            input_tokens: 0,
            output_tokens: 0,
            cost_nanos: 0,
        };
        questions.iter().enumerate().map(day).collect()
    }

    #[test]
    fn the_highest_bar_stays_under_the_highest_line() {
        for peak in [1, 3, 7, 10, 48, 99, 1_000, 12_345] {
            let chart = Chart::of(&days(&[0, peak]));
            let top = chart.lines.last().unwrap().value;
            assert!(top >= peak && chart.lines.len() <= 5, "{peak} under {top}");
        }
    }

    #[test]
    fn a_bar_is_as_high_as_its_share_of_the_scale() {
        let chart = Chart::of(&days(&[0, 2, 4]));
        let heights: Vec<_> = chart.bars.iter().map(|bar| bar.height.as_str()).collect();
        assert_eq!(heights, ["0", "80", "160"]);
        assert_eq!((chart.total, chart.peak), (6, 4));
    }

    #[test]
    fn today_has_a_date_under_it_and_so_has_each_week_before() {
        let chart = Chart::of(&days(&[0; 30]));
        let dates: Vec<_> = chart.dates.iter().map(|label| label.date.as_str()).collect();
        assert_eq!(dates, ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]);
    }

    #[test]
    fn no_days_at_all_draw_an_empty_scale() {
        assert_eq!(Chart::of(&[]).lines.len(), 2);
    }
}
