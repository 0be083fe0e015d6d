//! The pages, in the order in which a person goes through them.

/// A page of the planner. The page in view is state, not an address: a router would touch history in ways that throw
/// in a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// Choose a scheme, begin, open or carry on.
    #[default]
    Start,
    /// The school itself.
    School,
    /// Its figures.
    Figures,
    /// The scheme's questions.
    Judgements,
    /// The category and its reasons.
    Category,
    /// The gap to national.
    Gap,
    /// Targets and the paths to them.
    Trajectory,
    /// Other results supposed, for meetings.
    WhatIf,
    /// What is printed, copied and signed.
    Report,
    /// The schemes: side by side, their numbers, and others from files.
    Rules,
    /// What the planner is, and what it does with figures.
    About,
}

impl Page {
    /// Every page, in order.
    pub const ALL: [Self; 11] = [
        Self::Start,
        Self::School,
        Self::Figures,
        Self::Judgements,
        Self::Category,
        Self::Gap,
        Self::Trajectory,
        Self::WhatIf,
        Self::Report,
        Self::Rules,
        Self::About,
    ];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::School => "School",
            Self::Figures => "Figures",
            Self::Judgements => "Judgements",
            Self::Category => "Category",
            Self::Gap => "Gap to national",
            Self::Trajectory => "Trajectory",
            Self::WhatIf => "What if",
            Self::Report => "Report",
            Self::Rules => "Schemes and rules",
            Self::About => "About",
        }
    }

    /// Its name in the browser's history and in the navigation's ids.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::School => "school",
            Self::Figures => "figures",
            Self::Judgements => "judgements",
            Self::Category => "category",
            Self::Gap => "gap",
            Self::Trajectory => "trajectory",
            Self::WhatIf => "what-if",
            Self::Report => "report",
            Self::Rules => "rules",
            Self::About => "about",
        }
    }

    /// The page with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }

    /// The page before it.
    pub fn previous(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|page| *page == self)?;
        place.checked_sub(1).map(|place| Self::ALL[place])
    }

    /// The page after it.
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|page| *page == self)?;
        Self::ALL.get(place + 1).copied()
    }
}
