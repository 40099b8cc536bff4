//! Where a value comes from, carried with it through memory, summaries and later runs.
//!
//! * Putting values together puts their labels together: concatenation, summary, extraction, a model's answer to a
//!   prompt. Nothing takes a label away.
//! * A value without labels is the program's own text.
//! * What a labelled value may do: be shown; be written to the origin it came from; with the class its label gives it,
//!   be written elsewhere ([`super::judge`]). It never names an origin, verb, limit, template or approval: contracts are
//!   made of the person's words alone.

use super::origin::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tagged::DeserializeTagged;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeserializeTagged)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum Label {
    /// Read from a page.
    Untrusted {
        /// Of this origin; `None` for a document without one.
        origin: Option<Origin>,
        /// When, in milliseconds.
        time_ms: u64,
    },
    /// From the person: the goal, an answer, the profile.
    User,
    /// From the vault.
    Secret {
        /// Its name.
        name: String,
        /// The only origin it may go to.
        origin: Origin,
    },
}

/// The labels of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Taint(BTreeSet<Label>);

impl Taint {
    /// The program's own.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// From the person.
    #[must_use]
    pub fn user() -> Self {
        Label::User.into()
    }

    /// Read from a page.
    #[must_use]
    pub fn page(origin: Option<Origin>, time_ms: u64) -> Self {
        Label::Untrusted { origin, time_ms }.into()
    }

    /// Both. Of one page read twice, the later time stays.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for label in &other.0 {
            self.add(label.clone());
        }
        self
    }

    /// Of everything together, as of a model's answer to a prompt made of them.
    #[must_use]
    pub fn of_all<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        all.into_iter().fold(Self::none(), Self::and)
    }

    /// The labels.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any of it was read from a page.
    #[must_use]
    pub fn is_untrusted(&self) -> bool {
        self.0.iter().any(|label| matches!(label, Label::Untrusted { .. }))
    }

    /// Whether all of it may go to `origin` without being moved there from another place: it came from there, or is the
    /// program's own. The person's data and secrets are not at home anywhere.
    #[must_use]
    pub fn is_at_home(&self, origin: &Origin) -> bool {
        self.0
            .iter()
            .all(|label| matches!(label, Label::Untrusted { origin: Some(from), .. } if from == origin))
    }

    /// The pages other than `origin` it was read from; `None` in it is a document without origin.
    pub fn read_elsewhere<'a>(&'a self, origin: &'a Origin) -> impl Iterator<Item = Option<&'a Origin>> {
        self.0.iter().filter_map(move |label| match label {
            Label::Untrusted { origin: from, .. } if from.as_ref() != Some(origin) => Some(from.as_ref()),
            _ => None,
        })
    }

    fn add(&mut self, label: Label) {
        if let Label::Untrusted { origin, time_ms } = &label {
            let known = self.0.iter().find_map(|known| match known {
                Label::Untrusted { origin: from, time_ms } if from == origin => Some(*time_ms),
                _ => None,
            });
            match known {
                Some(known) if known >= *time_ms => return,
                Some(known) => {
                    self.0.remove(&Label::Untrusted { origin: origin.clone(), time_ms: known });
                }
                None => {}
            }
        }
        self.0.insert(label);
    }
}

impl From<Label> for Taint {
    fn from(label: Label) -> Self {
        Self(BTreeSet::from([label]))
    }
}

/// A text with its labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tainted {
    /// The text.
    pub text: String,
    /// Where it comes from.
    pub taint: Taint,
}

impl Tainted {
    /// A text with labels.
    #[must_use]
    pub fn new(text: impl Into<String>, taint: Taint) -> Self {
        Self { text: text.into(), taint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label() -> impl Strategy<Value = Label> {
        let site = || {
            prop::option::of(0u8..3)
                .prop_map(|site| site.and_then(|site| Origin::parse(&format!("https://{site}.test")).ok()))
        };
        prop_oneof![
            (site(), 0u64..5).prop_map(|(origin, time_ms)| Label::Untrusted { origin, time_ms }),
            Just(Label::User),
        ]
    }

    fn taint() -> impl Strategy<Value = Taint> {
        prop::collection::vec(label(), 0..5)
            .prop_map(|labels| Taint::of_all(&labels.into_iter().map(Taint::from).collect::<Vec<_>>()))
    }

    /// The labels without their times.
    fn sources(taint: &Taint) -> BTreeSet<Option<Option<Origin>>> {
        let source = |label: &Label| match label {
            Label::Untrusted { origin, .. } => Some(origin.clone()),
            Label::User | Label::Secret { .. } => None,
        };
        taint.labels().map(source).collect()
    }

    proptest! {
        #[test]
        fn putting_together_loses_no_label(a in taint(), b in taint(), c in taint()) {
            let both = a.clone().and(&b);
            let expected = sources(&a).union(&sources(&b)).cloned().collect();
            prop_assert_eq!(sources(&both), expected);
            prop_assert_eq!(&both, &b.clone().and(&a));
            prop_assert_eq!(&both.clone().and(&c), &a.clone().and(&b.clone().and(&c)));
            prop_assert_eq!(&both.clone().and(&both), &both);
            prop_assert_eq!(both.is_untrusted(), a.is_untrusted() || b.is_untrusted());
        }

        #[test]
        fn labels_survive_being_stored(taint in taint()) {
            let json = serde_json::to_string(&taint).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Taint>(&json).expect("labels"), taint);
        }
    }

    #[test]
    fn a_value_is_at_home_where_it_was_read_and_nowhere_else() {
        let shop = Origin::parse("https://shop.test").expect("an origin");
        let mail = Origin::parse("https://mail.test").expect("an origin");
        let read = Taint::page(Some(shop.clone()), 1);
        assert!(read.is_at_home(&shop) && !read.is_at_home(&mail));
        assert!(!read.and(&Taint::user()).is_at_home(&shop));
        assert!(!Taint::page(None, 1).is_at_home(&shop));
        assert!(Taint::none().is_at_home(&mail));
    }

    #[test]
    fn of_one_page_read_twice_the_later_time_stays() {
        let taint = Taint::page(None, 9).and(&Taint::page(None, 3));
        assert_eq!(taint, Taint::page(None, 9));
    }
}
