//! What a run uses of its limits.

use serde::{Deserialize, Serialize};

use crate::api::TurnUsage;
use crate::gate::{Limit, Limits, Used};

/// What the model's tokens cost, in nano-dollars each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// A token sent.
    pub input: u64,
    /// A token written.
    pub output: u64,
}

/// What a run has used, and the clock it is measured by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    /// Used so far.
    pub used: Used,
    /// Prices, as far as anybody knows them: without, no cost is counted and [`Budget::cost_nanos`] is unknown.
    pub price: Option<Price>,
    /// When time was measured last.
    last_ms: u64,
}

impl Budget {
    /// A budget of which nothing is used.
    pub fn new(price: Option<Price>) -> Self {
        Self { price, ..Self::default() }
    }

    /// Time went on. It counts while the run was `working`, not while it waited for a person or was not alive; a clock
    /// that went back counts nothing.
    pub fn tick(&mut self, now_ms: u64, working: bool) {
        if working {
            self.used.time_ms += now_ms.saturating_sub(self.last_ms);
        }
        self.last_ms = now_ms;
    }

    /// A turn of the model.
    pub fn turn(&mut self, usage: TurnUsage) {
        let TurnUsage { prompt_tokens, completion_tokens } = usage;
        self.used.tokens = self.used.tokens.saturating_add(prompt_tokens).saturating_add(completion_tokens);
        let Some(price) = self.price else { return };
        let cost = prompt_tokens
            .saturating_mul(price.input)
            .saturating_add(completion_tokens.saturating_mul(price.output));
        self.used.cost_nanos = self.used.cost_nanos.saturating_add(cost);
    }

    /// What the tokens cost so far; `None` when nobody knows, which is not nothing.
    pub fn cost_nanos(&self) -> Option<u64> {
        self.price.map(|_| self.used.cost_nanos)
    }

    /// Begins a step, unless it would be one too many or another limit is passed.
    ///
    /// # Errors
    ///
    /// Which limit is reached.
    pub fn begin_step(&mut self, limits: &Limits) -> Result<(), Limit> {
        let next = Used { steps: self.used.steps.saturating_add(1), ..self.used.clone() };
        match limits.passed(&next) {
            Some(limit) => Err(limit),
            None => {
                self.used = next;
                Ok(())
            }
        }
    }

    /// The limit that keeps the next step from beginning.
    pub fn reached(&self, limits: &Limits) -> Option<Limit> {
        self.clone().begin_step(limits).err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_is_allowed_and_the_next_is_not() {
        let limits = Limits { steps: 2, ..Limits::default() };
        let mut budget = Budget::default();
        assert_eq!([(); 3].map(|()| budget.begin_step(&limits)), [Ok(()), Ok(()), Err(Limit::Steps)]);
        assert_eq!(budget.used.steps, 2);
    }

    #[test]
    fn only_working_time_counts() {
        let mut budget = Budget::default();
        budget.tick(1_000, false);
        budget.tick(1_500, true);
        budget.tick(60_000, false);
        budget.tick(50_000, true);
        budget.tick(50_010, true);
        assert_eq!(budget.used.time_ms, 510);
    }

    #[test]
    fn tokens_cost_what_they_cost() {
        let mut budget = Budget::new(Some(Price { input: 2, output: 10 }));
        budget.turn(TurnUsage { prompt_tokens: 100, completion_tokens: 5 });
        assert_eq!((budget.used.tokens, budget.used.cost_nanos), (105, 250));
        let limits = Limits { cost_nanos: 249, ..Limits::default() };
        assert_eq!(budget.reached(&limits), Some(Limit::Cost));
    }

    #[test]
    fn an_unknown_price_is_not_a_price_of_nothing() {
        let usage = TurnUsage { prompt_tokens: 100, completion_tokens: 5 };
        let mut budget = Budget::new(None);
        budget.turn(usage);
        assert_eq!((budget.used.tokens, budget.cost_nanos()), (105, None));
        let mut free = Budget::new(Some(Price { input: 0, output: 0 }));
        free.turn(usage);
        assert_eq!(free.cost_nanos(), Some(0));
    }
}
