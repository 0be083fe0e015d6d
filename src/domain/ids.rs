//! Names that tie data together: a measure, a question, a threshold, …

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        ///
        /// Cheap to clone; ordered as text.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// A measure of the catalogue, such as `ks2.rwm.l4`.
    MeasureId,
    /// A framework, such as `doncaster/2015-16`.
    FrameworkId,
    /// A category of a framework, such as `4`.
    CategoryId,
    /// A rule of a framework, such as `2b`.
    RuleId,
    /// A question that a framework asks of the school.
    QuestionId,
    /// One of the answers to a question.
    AnswerId,
    /// A number that a framework's rules use.
    ThresholdId,
    /// A named fact built on figures, used by several rules.
    IndicatorId,
    /// A score of a framework, whose points rules count.
    ScoreId,
    /// A source document of a framework.
    DocumentId,
    /// Something that a framework derives beside the category, such as Doncaster's proposed tiers.
    OverlayId,
}

impl RuleId {
    /// Whether a rule of this name has a code, such as 2b or D1, and is known by it.
    pub fn is_code_of(&self, category: &CategoryId) -> bool {
        self.as_str() != category.as_str() && self.as_str().bytes().any(|byte| byte.is_ascii_digit())
    }
}
