//! A run of the past as a web page that needs nothing else: no script, no request, its pictures within.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::words;
use crate::protocol::{PastRunView, PastStep, RunQuote, RunStatus, RunStep};
use crate::ui::message::Message;
use crate::ui::run::{reason, step, wording};

const FRAME: &str = include_str!("page.html");

/// The page. `say` puts messages into words, `when` times; `pictures` are data URLs by the number of the step.
pub fn html(
    run: &PastRunView,
    pictures: &BTreeMap<u32, String>,
    say: &dyn Fn(&Message) -> String,
    when: &dyn Fn(u64) -> String,
) -> String {
    let past = &run.past;
    let mut body = format!("<h1 dir=\"auto\">{}</h1>\n", escaped(&past.goal));
    let facts = [
        past.site.clone(),
        when(past.started_ms),
        say(&words::end(past.end).1),
        say(&Message::new("run_used_tokens").with(past.used.tokens)),
        say(&wording::cost(&past.used)),
    ];
    let facts: Vec<String> = facts.iter().filter(|fact| !fact.is_empty()).map(|fact| escaped(fact)).collect();
    body.push_str(&format!("<p class=\"facts\">{}</p>\n", facts.join(" · ")));
    match &run.run.status {
        RunStatus::Done { answer, evidence, .. } => {
            body.push_str(&format!("<pre dir=\"auto\">{}</pre>\n", escaped(answer)));
            evidence.iter().for_each(|quote| quoted(&mut body, quote));
        }
        RunStatus::Ended { reason, detail } => {
            body.push_str(&format!("<p>{}</p>\n", escaped(&say(&reason::explain(reason, detail)))));
        }
        _ => {}
    }
    for (at, shown) in run.run.steps.iter().enumerate() {
        let kept = run.steps.get(at).cloned().unwrap_or_default();
        section(&mut body, shown, &kept, pictures.get(&shown.number), say);
    }
    let title = escaped(&past.goal.chars().take(80).collect::<String>());
    // The body last: whatever stands in it is no place to fill.
    FRAME
        .replace("{lang}", &escaped(&say(&Message::new("language_tag"))))
        .replace("{dir}", &escaped(&say(&Message::new("text_direction"))))
        .replacen("{title}", &title.replace('{', "&#123;"), 1)
        .replacen("{body}", &body, 1)
}

fn quoted(body: &mut String, quote: &RunQuote) {
    // Writing into a text can not fail.
    let _ = writeln!(
        body,
        "<blockquote dir=\"auto\">{}<br><small dir=\"ltr\">{}</small></blockquote>",
        escaped(&quote.text),
        escaped(&quote.url)
    );
}

fn section(
    body: &mut String,
    shown: &RunStep,
    kept: &PastStep,
    picture: Option<&String>,
    say: &dyn Fn(&Message) -> String,
) {
    let what = format!("{}. {} {}", shown.number, say(&step::action(&shown.action)), shown.target);
    body.push_str(&format!("<section>\n<h2 dir=\"auto\">{}</h2>\n", escaped(what.trim_end())));
    if let Some(source) = picture.filter(|source| is_picture(source)) {
        let alt = escaped(&say(&Message::new("history_picture").with(shown.number)));
        body.push_str(&format!("<p><img src=\"{source}\" alt=\"{alt}\"></p>\n"));
    }
    let verdict: Vec<String> = words::verdict(shown, kept).iter().map(say).collect();
    let outcome = words::came(&say(&step::outcome(shown, false).1), &shown.detail);
    body.push_str("<dl>\n");
    for (key, value) in [
        ("history_thought", shown.thought.as_str()),
        ("history_verdict", &verdict.join(" ")),
        ("history_outcome", outcome.as_str()),
        ("history_place", &shown.url),
    ] {
        if !value.is_empty() {
            let label = escaped(&say(&Message { key, args: Vec::new() }));
            body.push_str(&format!("<dt>{label}</dt><dd dir=\"auto\">{}</dd>\n", escaped(value)));
        }
    }
    body.push_str("</dl>\n");
    if !kept.seen.is_empty() {
        let label = escaped(&say(&Message::new("history_seen")));
        let seen = escaped(&kept.seen);
        body.push_str(&format!(
            "<details><summary>{label}</summary><pre dir=\"auto\">{seen}</pre></details>\n"
        ));
    }
    body.push_str("</section>\n");
}

/// What the background makes, and nothing that ends an attribute.
fn is_picture(source: &str) -> bool {
    let Some((kind, data)) = source.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"))
    else {
        return false;
    };
    kind.bytes().all(|byte| byte.is_ascii_lowercase())
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// For text and quoted attributes (HTML §13.3).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::Action;
    use crate::protocol::{PastEnd, PastRun, RunUse, RunView};

    const BAD: &str = "</pre></section><script>alert(1)</script><img src=x onerror=\"a\" {body}";

    fn run() -> PastRunView {
        let used = RunUse { steps: 1, time_ms: 2, tokens: 3, cost_nanos: None };
        let step = RunStep {
            number: 1,
            at_ms: 0,
            url: BAD.into(),
            thought: BAD.into(),
            action: Action::Type { target: crate::agent::Target::top(1), text: BAD.into(), replace: true },
            target: BAD.into(),
            class: None,
            approved: false,
            outcome: Some("done".into()),
            detail: BAD.into(),
            took_ms: 0,
        };
        let quote = RunQuote { text: BAD.into(), url: BAD.into() };
        let status = RunStatus::Done { answer: BAD.into(), evidence: vec![quote], unsupported: Vec::new() };
        PastRunView {
            past: PastRun {
                run: "r".into(),
                goal: BAD.into(),
                site: BAD.into(),
                started_ms: 1,
                heard_ms: 2,
                end: PastEnd::Done,
                used,
                bytes: 4,
            },
            run: RunView {
                run: "r".into(),
                tab: 1,
                goal: BAD.into(),
                status,
                used,
                limits: used,
                steps: vec![step],
                table: None,
            },
            rows: None,
            steps: vec![PastStep { number: 1, seen: BAD.into(), ..PastStep::default() }],
        }
    }

    fn page(pictures: &[(u32, &str)]) -> String {
        let pictures = pictures.iter().map(|(step, source)| (*step, (*source).to_owned())).collect();
        html(&run(), &pictures, &|message| message.key.to_owned(), &|ms| ms.to_string())
    }

    #[test]
    fn nothing_of_a_page_becomes_markup() {
        let page = page(&[]);
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert_eq!(page.matches("</html>").count(), 1);
        assert!(page.contains("run_cost_unknown"));
    }

    #[test]
    fn only_pictures_of_ours_are_put_in() {
        assert!(
            page(&[(1, "data:image/webp;base64,UklGRg==")])
                .contains("src=\"data:image/webp;base64,UklGRg==\"")
        );
        for bad in
            ["https://x.example/a.png", "data:image/png;base64,A\"onerror=", "data:text/html;base64,AA"]
        {
            assert!(!page(&[(1, bad)]).contains("<img"), "{bad}");
        }
    }
}
