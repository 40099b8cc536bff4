//! Arithmetic of a meter row: pure, so that it can be tried with every order of events.

/// A meter row in memory while a group of operations is folded into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The plan's limit now; `None` is no limit.
    pub limit: Option<i64>,
    /// Settled and held units.
    pub granted: i64,
    /// Settled units.
    pub settled: i64,
}

impl Balance {
    /// Units that may still be granted; `None` is no limit.
    pub fn remaining(&self) -> Option<i64> {
        self.limit.map(|limit| (limit - self.granted).max(0))
    }

    /// Whether `units` more may be held.
    pub fn allows(&self, units: i64) -> bool {
        units >= 0 && self.remaining().is_none_or(|remaining| units <= remaining)
    }

    /// Holds `units`. The caller asked [`Balance::allows`] for every meter of the reservation first.
    pub fn hold(&mut self, units: i64) {
        self.granted += units;
    }

    /// Ends a hold of `held` units of which `used` are charged: never more than was held.
    pub fn settle(&mut self, held: i64, used: i64) {
        let used = used.clamp(0, held);
        self.granted -= held - used;
        self.settled += used;
    }

    /// The limit to store: never below what is granted, so that a smaller plan does not contradict the past.
    pub fn stored_limit(&self) -> Option<i64> {
        self.limit.map(|limit| limit.max(self.granted))
    }
}

/// What a call costs, in nano-dollars; saturates far above every ceiling.
pub fn cost_nanos(price: (u64, u64), input_tokens: u64, output_tokens: u64) -> u64 {
    input_tokens.saturating_mul(price.0).saturating_add(output_tokens.saturating_mul(price.1)).min(1 << 52)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_order_of_holds_and_endings_exceeds_the_limit(
            limit in 0i64..200,
            steps in prop::collection::vec((any::<bool>(), 1i64..20, 0i64..30), 0..200),
        ) {
            let mut balance = Balance { limit: Some(limit), granted: 0, settled: 0 };
            let mut holds: Vec<i64> = Vec::new();
            for (reserve, units, used) in steps {
                if reserve && balance.allows(units) {
                    balance.hold(units);
                    holds.push(units);
                } else if let Some(held) = holds.pop() {
                    balance.settle(held, used);
                }
                prop_assert!(balance.granted <= limit);
                prop_assert_eq!(balance.granted, balance.settled + holds.iter().sum::<i64>());
            }
        }
    }

    #[test]
    fn a_smaller_plan_refuses_and_keeps_what_was_granted() {
        let balance = Balance { limit: Some(10), granted: 40, settled: 40 };
        assert!(!balance.allows(1));
        assert_eq!(balance.stored_limit(), Some(40));
    }

    #[test]
    fn no_limit_counts_and_never_refuses() {
        let mut balance = Balance { limit: None, granted: 0, settled: 0 };
        assert!(balance.allows(i64::MAX));
        balance.hold(5);
        balance.settle(5, 5);
        assert_eq!((balance.granted, balance.settled), (5, 5));
    }
}
