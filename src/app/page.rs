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
    /// The officer's area, apart from the pages of a school: a council's own copy is made there.
    Council(Step),
}

/// A page of the officer's area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Whose copy it is, and its schemes.
    #[default]
    Copy,
    /// The scheme's words.
    Words,
    /// Its numbers.
    Numbers,
    /// Its measures.
    Measures,
    /// Its targets and milestones.
    Targets,
    /// The national figures.
    National,
    /// Its rules.
    Rules,
    /// The scheme's own test cases.
    Cases,
    /// Logo and colours.
    Look,
    /// Checked, previewed and downloaded.
    Finish,
}

impl Step {
    /// Every one, in order.
    pub const ALL: [Self; 10] = [
        Self::Copy,
        Self::Words,
        Self::Numbers,
        Self::Measures,
        Self::Targets,
        Self::National,
        Self::Rules,
        Self::Cases,
        Self::Look,
        Self::Finish,
    ];
}

impl Page {
    /// Every page of a school, in order.
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
            Self::Council(Step::Copy) => "Your copy",
            Self::Council(Step::Words) => "Words",
            Self::Council(Step::Numbers) => "Numbers",
            Self::Council(Step::Measures) => "Measures",
            Self::Council(Step::Targets) => "Targets and dates",
            Self::Council(Step::National) => "National figures",
            Self::Council(Step::Rules) => "Rules",
            Self::Council(Step::Cases) => "Try your rules",
            Self::Council(Step::Look) => "Logo and colours",
            Self::Council(Step::Finish) => "Check and download",
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
            Self::Council(Step::Copy) => "copy",
            Self::Council(Step::Words) => "copy-words",
            Self::Council(Step::Numbers) => "copy-numbers",
            Self::Council(Step::Measures) => "copy-measures",
            Self::Council(Step::Targets) => "copy-targets",
            Self::Council(Step::National) => "copy-national",
            Self::Council(Step::Rules) => "copy-rules",
            Self::Council(Step::Cases) => "copy-cases",
            Self::Council(Step::Look) => "copy-look",
            Self::Council(Step::Finish) => "copy-finish",
        }
    }

    /// The pages of the area that it belongs to, in order.
    pub fn area(self) -> Vec<Self> {
        match self {
            Self::Council(_) => Step::ALL.into_iter().map(Self::Council).collect(),
            _ => Self::ALL.to_vec(),
        }
    }

    /// The page with this name.
    pub fn named(name: &str) -> Option<Self> {
        let all = Self::ALL.into_iter().chain(Step::ALL.into_iter().map(Self::Council));
        all.into_iter().find(|page| page.name() == name)
    }

    /// The page before it.
    pub fn previous(self) -> Option<Self> {
        self.beside(|place| place.checked_sub(1))
    }

    /// The page after it.
    pub fn next(self) -> Option<Self> {
        self.beside(|place| Some(place + 1))
    }

    fn beside(self, other: fn(usize) -> Option<usize>) -> Option<Self> {
        let area = self.area();
        let place = area.iter().position(|page| *page == self)?;
        area.get(other(place)?).copied()
    }
}
