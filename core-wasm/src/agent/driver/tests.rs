//! Whole runs on a simulated shop: killed, stopped and hung at every point.

mod shop;

use shop::{Hung, Shop};

use super::*;
use crate::agent::run::{Ending, Halt, State};

fn is_done(run: &Run) -> bool {
    matches!(&run.state, State::Ended { ending: Ending::Done { evidence, .. } } if evidence.len() == 1)
}

#[test]
fn a_run_fills_the_cart_orders_once_and_quotes_the_page() {
    let shop = Shop::new(1);
    let run = shop.run_through();
    assert!(is_done(&run), "{:?}", run.state);
    assert_eq!((shop.added(), shop.orders()), (vec![1; shop::ITEMS], 1));
    let approved = run.log.iter().filter_map(|step| step.allowed).filter(|allowed| allowed.approved);
    assert_eq!(approved.count(), 1);
}

#[test]
fn killed_at_200_random_points_no_act_is_repeated_and_no_run_is_stuck() {
    let points = {
        let shop = Shop::new(0);
        shop.run_through();
        shop.points()
    };
    assert!(points > 50, "{points}");
    let mut kills = 0;
    for seed in 1.. {
        if kills >= 200 {
            break;
        }
        let shop = Shop::new(seed);
        // One to three kills in each run.
        let lives = (0..1 + seed % 3).map(|_| 1 + shop.random_below(points)).collect::<Vec<_>>();
        for life in lives {
            kills += usize::from(shop.run_until_killed(life).is_none());
        }
        let run = shop.run_through();
        assert!(is_done(&run), "seed {seed}: {:?}", run.state);
        assert_eq!((shop.added(), shop.orders()), (vec![1; shop::ITEMS], 1), "seed {seed}");
        assert!(shop.each_act_began_once(), "seed {seed}");
    }
}

#[test]
fn killed_at_every_single_point_it_goes_on() {
    let points = {
        let shop = Shop::new(0);
        shop.run_through();
        shop.points()
    };
    for point in 1..=points {
        let shop = Shop::new(0);
        assert!(shop.run_until_killed(point).is_none(), "point {point}");
        let run = shop.run_through();
        assert!(is_done(&run), "point {point}: {:?}", run.state);
        assert_eq!((shop.added(), shop.orders()), (vec![1; shop::ITEMS], 1), "point {point}");
    }
}

#[test]
fn stop_ends_it_within_200_ms_whenever_it_comes() {
    let whole = {
        let shop = Shop::new(2);
        shop.run_through();
        shop.told_over_at() - shop::STARTED_MS
    };
    for at in (1..whole).step_by(29) {
        let shop = Shop::new(2);
        shop.person_says(at, What::Stop);
        let run = shop.run_through();
        assert_eq!(run.state, State::Ended { ending: Ending::Stopped {} }, "at {at}");
        let stopped = shop::STARTED_MS + at;
        assert!(shop.told_over_at() - stopped <= 200, "told after {}", shop.told_over_at() - stopped);
        assert!(shop.last_effect() <= stopped + 200, "acted after {}", shop.last_effect() - stopped);
    }
}

#[test]
fn stop_works_while_anything_hangs() {
    for hung in [Hung::Save, Hung::Observe, Hung::Ask, Hung::Resolve, Hung::Act, Hung::Cancel] {
        let shop = Shop::new(3);
        shop.hang(hung);
        shop.person_says(700, What::Stop);
        let run = shop.run_through();
        assert!(matches!(run.state, State::Ended { .. }), "{hung:?}");
        let late = shop.told_over_at().saturating_sub(shop::STARTED_MS + 700);
        assert!(late <= 200 && shop.last_effect() <= shop::STARTED_MS + 900, "{hung:?}: {late}");
    }
}

#[test]
fn whatever_hangs_is_given_up_in_time() {
    for (hung, expected) in [
        (Hung::Save, "not_saved"),
        (Hung::Observe, "page_away"),
        (Hung::Ask, "model_away"),
        (Hung::Resolve, "waiting_for_user"),
        (Hung::Act, "waiting_for_user"),
    ] {
        let shop = Shop::new(4);
        shop.hang(hung);
        let run = shop.run_through();
        let found = match &run.state {
            State::Paused { reason: Halt::NotSaved {} } => "not_saved",
            State::Paused { reason: Halt::PageAway { .. } } => "page_away",
            State::Paused { reason: Halt::ModelAway { .. } } => "model_away",
            State::WaitingForUser { .. } => "waiting_for_user",
            other => panic!("{hung:?}: {other:?}"),
        };
        assert_eq!(found, expected, "{hung:?}");
    }
}

#[test]
fn a_pause_holds_and_goes_on_where_it_was() {
    let shop = Shop::new(5);
    shop.person_says(333, What::Pause);
    shop.person_says(90_000, What::Resume);
    let run = shop.run_through();
    assert!(is_done(&run));
    assert_eq!((shop.added(), shop.orders()), (vec![1; shop::ITEMS], 1));
    assert!(run.budget.used.time_ms < 20_000, "{}", run.budget.used.time_ms);
}

#[test]
fn a_secret_is_masked_in_what_is_read_and_stops_a_prompt_it_gets_into() {
    let shop = Shop::new(6);
    shop.keeps_secret("correct horse battery");
    assert!(is_done(&shop.run_through()));
    assert!(
        shop.asked().iter().all(|body| !body.contains("correct horse") && body.contains("{{secret:shop}}"))
    );

    let leaky = Shop::new(6);
    leaky.keeps_secret("correct horse battery");
    leaky.writes_into_its_address("?p=correct%20horse%20battery");
    let run = leaky.run_through();
    assert_eq!((run.state, leaky.asked().len()), (State::Paused { reason: Halt::SecretInPrompt {} }, 0));
}
