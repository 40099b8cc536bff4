//! How failures of the server look to a run.

use api_types::Code;

use super::event::ModelFault;
use crate::api::ApiError;

impl From<ApiError> for ModelFault {
    fn from(error: ApiError) -> Self {
        let problem = match error {
            ApiError::Offline | ApiError::Interrupted => {
                return Self::Passing { detail: String::new(), wait_s: 0 };
            }
            ApiError::SignedOut => return Self::SignedOut,
            // Something else than our server answered, or a model wrote without end.
            ApiError::Malformed => return Self::Passing { detail: String::new(), wait_s: 0 },
            ApiError::Problem(problem) => problem,
        };
        let wait_s = problem.retry_after.unwrap_or(0);
        let detail = problem.detail;
        match problem.code {
            Code::LimitReached | Code::SubscriptionNeeded => Self::PlanLimit { detail },
            Code::Unauthorized => Self::SignedOut,
            Code::TooManyRequests
            | Code::Internal
            | Code::UpstreamFailed
            | Code::Unavailable
            | Code::UpstreamBusy
            | Code::UpstreamTimeout
            | Code::Conflict => Self::Passing { detail, wait_s },
            _ => Self::Refused { detail },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::Problem;

    fn of(code: Code) -> ModelFault {
        ApiError::Problem(Box::new(Problem::new(code, "d"))).into()
    }

    #[test]
    fn only_what_passes_is_tried_again() {
        let detail = || "d".to_owned();
        for (code, expected) in [
            (Code::TooManyRequests, ModelFault::Passing { detail: detail(), wait_s: 0 }),
            (Code::UpstreamFailed, ModelFault::Passing { detail: detail(), wait_s: 0 }),
            (Code::LimitReached, ModelFault::PlanLimit { detail: detail() }),
            (Code::SubscriptionNeeded, ModelFault::PlanLimit { detail: detail() }),
            (Code::EmailNotVerified, ModelFault::Refused { detail: detail() }),
            (Code::TooLarge, ModelFault::Refused { detail: detail() }),
        ] {
            assert_eq!(of(code), expected);
        }
        assert_eq!(ModelFault::from(ApiError::SignedOut), ModelFault::SignedOut);
        let mut busy = Problem::new(Code::UpstreamBusy, "d");
        busy.retry_after = Some(7);
        let fault = ModelFault::from(ApiError::Problem(Box::new(busy)));
        assert_eq!(fault, ModelFault::Passing { detail: detail(), wait_s: 7 });
    }
}
