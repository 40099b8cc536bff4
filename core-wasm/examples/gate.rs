//! What judging costs a run that holds 400 kB of text: `cargo run --release -p core-wasm --example gate`. A line each kind
//! of act, in milliseconds of CPU (of the clock, where the system does not tell): the first judgement, which reads what is new among what is held, and the mean of later ones.

use std::io::{self, Write};
use std::time::Instant;

use core_wasm::gate::{
    Approvals, Contract, DataClass, Datum, Editable, HeldIndex, Origin, Proposal, Taint, Tainted,
    TargetFacts, Terms, Verb, judge_held,
};

const HELD_BYTES: usize = 400_000;
const LATER: usize = 60;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (script, words) in [("latin", LATIN), ("cyrillic", CYRILLIC), ("chinese", CHINESE)] {
        let held = held(words);
        for (act, proposal) in acts(words) {
            let mut index = HeldIndex::default();
            let times: Vec<f64> = (0..=LATER).map(|_| timed(&mut index, &held, &proposal)).collect();
            let (first, later) = times.split_at(1);
            let (first, later) = (first.first().copied().unwrap_or_default(), mean(later));
            writeln!(out, "{script:8} {act:22} first {first:7.2} ms   later {later:7.2} ms")?;
        }
    }
    Ok(())
}

const LATIN: &[&str] = &[
    "the",
    "merger",
    "is",
    "signed",
    "on",
    "Friday",
    "order",
    "48291",
    "jo@corp.test",
    "harbour",
    "Ngũgĩ",
    "lamp",
];
const CYRILLIC: &[&str] =
    &["договор", "подписан", "в", "пятницу", "заказ", "48291", "гавань", "лампа", "свет"];
const CHINESE: &[&str] = &["合同", "星期五签署", "订单48291", "港口", "灯", "价格", "机密文件"];

/// Words in an order that never repeats for long.
fn prose(words: &[&str], bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    while text.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let index = usize::try_from(state % words.len() as u64).unwrap_or_default();
        text.push_str(words.get(index).copied().unwrap_or_default());
        text.push_str(&format!("{} ", state % 89));
    }
    text
}

/// What a run that read 16 pages of two sites holds.
fn held(words: &[&str]) -> Vec<Tainted> {
    let whole = prose(words, HELD_BYTES);
    let mut rest = whole.as_str();
    (0..16)
        .map(|page| {
            let cut = rest.floor_char_boundary(HELD_BYTES / 16);
            let (part, after) = rest.split_at(cut);
            rest = after;
            let site = if page % 2 == 0 { "https://shop.test" } else { "https://mail.test" };
            Tainted::new(part, Taint::page(Origin::parse(site).ok(), page))
        })
        .collect()
}

fn acts(words: &[&str]) -> Vec<(&'static str, Proposal)> {
    let page = Origin::parse("https://shop.test").ok();
    let go = Proposal {
        destination: Some(
            "https://shop.test/products/12345?page=2&sort=price&ref=bG9uZyBvcmRlcnMgb2YgbGFtcHM&session=9f86d081884c7d65"
                .into(),
        ),
        ..Proposal::new(Verb::Navigate, page.clone())
    };
    let write = |bytes: usize| Proposal {
        target: Some(TargetFacts {
            tag: "textarea".into(),
            editable: Editable::Text,
            visible: true,
            fingerprint: "f".into(),
            document_url: "https://shop.test/page".into(),
            ..TargetFacts::default()
        }),
        data: vec![Datum {
            value: Tainted::new(prose(words, bytes), Taint::none()),
            class: DataClass::Plain,
        }],
        ..Proposal::new(Verb::Type, page.clone())
    };
    vec![("go to an address", go), ("type 200 bytes", write(200)), ("type 20,000 bytes", write(20_000))]
}

fn timed(index: &mut HeldIndex, held: &[Tainted], proposal: &Proposal) -> f64 {
    let contract =
        Contract::from_goal("order a lamp", Origin::parse("https://shop.test").ok(), Terms::default()).0;
    let proposal = Proposal { held: held.to_vec(), ..proposal.clone() };
    let start = Clock::now();
    let verdict = judge_held(index, &contract, &proposal, &mut Approvals::default(), 1);
    let ms = start.elapsed_ms();
    drop(verdict);
    ms
}

/// Time this thread ran: what else the machine does matters little.
struct Clock {
    started: Instant,
    ran_ns: Option<u64>,
}

impl Clock {
    fn now() -> Self {
        Self { started: Instant::now(), ran_ns: ran_ns() }
    }

    fn elapsed_ms(&self) -> f64 {
        match (self.ran_ns, ran_ns()) {
            (Some(from), Some(to)) => to.saturating_sub(from) as f64 / 1e6,
            _ => self.started.elapsed().as_secs_f64() * 1_000.0,
        }
    }
}

/// What Linux tells of this thread, the first figure.
fn ran_ns() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

/// Clocks of threads go in leaps of some milliseconds: of many judgements together they tell more.
fn mean(times: &[f64]) -> f64 {
    times.iter().sum::<f64>() / times.len().max(1) as f64
}
