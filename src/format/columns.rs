//! Which column of a published file holds what.
//!
//! A performance table's heading is a measure's column with parts joined by `_`: a group of pupils, a year before the
//! file's own, and marks of method that change nothing here (`PTQ`, `EE`). So one table of columns serves every year, and
//! the catalogue says in which years a measure has results.
//!
//! Columns of 2016/17 on were read in real files or in the department's descriptions of them. Those of 2011/12 to
//! 2015/16 (levels, and A* to C) are known from other people's code only, and **unverified**: no file of those years was
//! at hand.

use crate::domain::cohort::CohortGroup;
use crate::domain::figure::{Assessment, FigureKey};
use crate::domain::import::{FileKind, Release};
use crate::domain::reference::Group;
use crate::domain::{AcademicYear, Field};

/// What a column holds: a measure's figures of a group, or the sizes of a year group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place in a row, from 0.
    pub(super) place: usize,
    /// The measure, or the year group.
    holds: Holds,
    group: Group,
    year: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Result(&'static str),
    Teacher(&'static str),
    Cohort(CohortGroup),
}

/// The year of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// The file's own.
    Own,
    /// The year that ends in this calendar year: `_16`.
    Ending(u16),
    /// So many years before the file's own: `_PREV`, `_PREV2`.
    Back(u16),
}

impl Column {
    /// The field that it fills in a file of `year`; `None` where the year is not known, or where it repeats the file's
    /// own year beside the column for that.
    pub(super) fn field(&self, year: Option<AcademicYear>) -> Option<Field> {
        let of = match self.year {
            When::Own => year?,
            When::Ending(end) => AcademicYear::starting(end - 1).filter(|of| Some(*of) != year)?,
            When::Back(years) => year?.back(years)?,
        };
        Some(self.field_in(of, self.group))
    }

    /// The field that it fills for a year and a group.
    pub(super) fn field_in(&self, year: AcademicYear, group: Group) -> Field {
        let figure = |id: &str, assessment| {
            let result = FigureKey::result(id.into(), year);
            Field::Figure(FigureKey { group, assessment, ..result })
        };
        match self.holds {
            Holds::Result(id) => figure(id, Assessment::Result),
            Holds::Teacher(id) => figure(id, Assessment::Teacher),
            Holds::Cohort(group) => Field::Cohort(group, year),
        }
    }

    /// The last calendar year that it names, where it names one.
    pub(super) fn ending(&self) -> Option<u16> {
        match self.year {
            When::Ending(end) => Some(end),
            _ => None,
        }
    }

    /// Whether it is a size and not a result.
    pub(super) fn is_cohort(&self) -> bool {
        matches!(self.holds, Holds::Cohort(_))
    }
}

/// Columns of key stage 2, without groups and years.
const KEY_STAGE_2: &[(&str, Holds)] = &[
    ("TELIG", Holds::Cohort(CohortGroup::Year6)),
    ("PTRWM_EXP", Holds::Result("ks2.rwm.exs")),
    ("PTRWM_HIGH", Holds::Result("ks2.rwm.high")),
    ("PTREAD_EXP", Holds::Result("ks2.reading.exs")),
    ("PTREAD_HIGH", Holds::Result("ks2.reading.high")),
    ("READ_AVERAGE", Holds::Result("ks2.reading.scaled")),
    ("PTMAT_EXP", Holds::Result("ks2.maths.exs")),
    ("PTMAT_HIGH", Holds::Result("ks2.maths.high")),
    ("MAT_AVERAGE", Holds::Result("ks2.maths.scaled")),
    ("PTGPS_EXP", Holds::Result("ks2.gps.exs")),
    ("PTGPS_HIGH", Holds::Result("ks2.gps.high")),
    ("GPS_AVERAGE", Holds::Result("ks2.gps.scaled")),
    ("PTWRITTA_EXP", Holds::Result("ks2.writing.exs")),
    ("PTWRITTA_HIGH", Holds::Result("ks2.writing.gds")),
    ("PTSCITA_EXP", Holds::Result("ks2.science.exs")),
    ("READPROG", Holds::Result("ks2.reading.progress")),
    ("WRITPROG", Holds::Result("ks2.writing.progress")),
    ("MATPROG", Holds::Result("ks2.maths.progress")),
    ("PTREADTA_EXP", Holds::Teacher("ks2.reading.exs")),
    ("PTMATTA_EXP", Holds::Teacher("ks2.maths.exs")),
    // Unverified from here on. English and mathematics together (PTENGMATX) is another measure, and English (PT2ENG12)
    // is not reading.
    ("PTREADWRITMATX", Holds::Result("ks2.rwm.l4")),
    ("PTREADWRITTAMATX", Holds::Result("ks2.rwm.l4")),
    ("PTREADWRITTAMAT4B", Holds::Result("ks2.rwm.l4b")),
    ("PTREADWRITTAMATAX", Holds::Result("ks2.rwm.l5")),
    ("PTREADX", Holds::Result("ks2.reading.l4")),
    ("PTREAD4B", Holds::Result("ks2.reading.l4b")),
    ("PTREADAX", Holds::Result("ks2.reading.l5")),
    ("PTMATX", Holds::Result("ks2.maths.l4")),
    ("PTMAT4B", Holds::Result("ks2.maths.l4b")),
    ("PTMATAX", Holds::Result("ks2.maths.l5")),
    ("PTWRITX", Holds::Result("ks2.writing.l4")),
    ("PTWRITXTA", Holds::Result("ks2.writing.l4")),
    ("PTWRITAXTA", Holds::Result("ks2.writing.l5")),
    ("PTGPS4B", Holds::Result("ks2.gps.l4b")),
    ("PTGPSAX", Holds::Result("ks2.gps.l5")),
    ("PT2READ", Holds::Result("ks2.reading.expected_progress")),
    ("PT2WRITTA", Holds::Result("ks2.writing.expected_progress")),
    ("PT2MATH", Holds::Result("ks2.maths.expected_progress")),
    ("PT2MATH12", Holds::Result("ks2.maths.expected_progress")),
];

/// Columns of key stage 4, without groups and years. Grades 9 to 4 in five subjects with English and mathematics
/// (`PT5EM_94`) is none of the planner's measures: so the 1% that the final file of 2018/19 has for 2017/18 is never read.
const KEY_STAGE_4: &[(&str, Holds)] = &[
    ("TPUP", Holds::Cohort(CohortGroup::Year11)),
    ("ATT8SCR", Holds::Result("ks4.a8")),
    ("P8MEA", Holds::Result("ks4.p8")),
    ("PTL2BASICS_94", Holds::Result("ks4.em94")),
    ("PTL2BASICS_95", Holds::Result("ks4.em95")),
    ("PTEBACC_E", Holds::Result("ks4.ebacc_entry")),
    ("EBACCAPS", Holds::Result("ks4.ebacc_aps")),
    // Read in files of 2016/17 and 2017/18, for the years before.
    ("AC5EM", Holds::Result("ks4.five_ac_em")),
    // Unverified.
    ("PTAC5EM", Holds::Result("ks4.five_ac_em")),
];

/// Columns of key stage 4 whose group stands inside a part.
const WITH_GROUP: &[(&str, &str, Group)] = &[
    ("PTFSM6CLA1ABASICS_94", "PTL2BASICS_94", Group::Disadvantaged),
    ("PTFSM6CLA1ABASICS_95", "PTL2BASICS_95", Group::Disadvantaged),
    ("PTNOTFSM6CLA1ABASICS_94", "PTL2BASICS_94", Group::Other),
    ("PTNOTFSM6CLA1ABASICS_95", "PTL2BASICS_95", Group::Other),
    // So the final file of 2018/19 has it for 2016/17.
    ("PTNOTFSMBASICS_94", "PTL2BASICS_94", Group::Other),
    ("PTEBACC_EFSM6CLA1A", "PTEBACC_E", Group::Disadvantaged),
    ("PTEBACC_ENFSM6CLA1A", "PTEBACC_E", Group::Other),
];

/// Indicators of the department's open data. Read in other people's code, and in no file: **unverified**.
const OPEN_DATA: &[(&str, Holds)] = &[
    ("T_PUPILS", Holds::Cohort(CohortGroup::Year11)),
    ("PUPIL_COUNT", Holds::Cohort(CohortGroup::Year11)),
    ("AVG_ATT8", Holds::Result("ks4.a8")),
    ("ATTAINMENT8_AVERAGE", Holds::Result("ks4.a8")),
    ("AVG_P8SCORE", Holds::Result("ks4.p8")),
    ("PROGRESS8_AVERAGE", Holds::Result("ks4.p8")),
    ("PT_L2BASICS_94", Holds::Result("ks4.em94")),
    ("ENGMATH_94_PERCENT", Holds::Result("ks4.em94")),
    ("PT_L2BASICS_95", Holds::Result("ks4.em95")),
    ("ENGMATH_95_PERCENT", Holds::Result("ks4.em95")),
    ("PT_EBACC_E_PTQ_EE", Holds::Result("ks4.ebacc_entry")),
    ("EBACC_ENTERING_PERCENT", Holds::Result("ks4.ebacc_entry")),
    ("AVG_EBACCAPS", Holds::Result("ks4.ebacc_aps")),
    ("EBACC_APS_AVERAGE", Holds::Result("ks4.ebacc_aps")),
    ("T_RWM_ELIGIBLE_PUPILS", Holds::Cohort(CohortGroup::Year6)),
    ("PT_RWM_MET_EXPECTED_STANDARD", Holds::Result("ks2.rwm.exs")),
    ("PT_READ_MET_EXPECTED_STANDARD", Holds::Result("ks2.reading.exs")),
    ("PT_MAT_MET_EXPECTED_STANDARD", Holds::Result("ks2.maths.exs")),
    ("PT_WRITTA_MET_EXPECTED_STANDARD", Holds::Result("ks2.writing.exs")),
    ("PT_GPS_MET_EXPECTED_STANDARD", Holds::Result("ks2.gps.exs")),
    ("PT_SCITA_MET_EXPECTED_STANDARD", Holds::Result("ks2.science.exs")),
];

fn holds(table: &[(&str, Holds)], name: &str) -> Option<Holds> {
    table.iter().find(|(column, _)| *column == name).map(|(_, holds)| *holds)
}

/// The column of a heading (in capitals) of a performance table or of open data; `None` where the planner has no place
/// for it.
pub(super) fn column(kind: FileKind, heading: &str, place: usize) -> Option<Column> {
    let column = |holds, group, year| Column { place, holds, group, year };
    let table = match kind {
        FileKind::Tidy => return holds(OPEN_DATA, heading).map(|holds| column(holds, Group::All, When::Own)),
        FileKind::KeyStage2 => KEY_STAGE_2,
        FileKind::KeyStage4 => KEY_STAGE_4,
    };
    let (mut name, mut group, mut year) = (String::new(), Group::All, When::Own);
    for part in heading.split('_') {
        let mut part = part;
        // The year stands inside the part in `AC5EM15_PTQ_EE`.
        if let Some(end) = part.strip_prefix("AC5EM").and_then(year_ending) {
            (part, year) = ("AC5EM", When::Ending(end));
        }
        match part {
            "PTQ" | "EE" => {}
            "PREV" => year = When::Back(1),
            "PREV2" => year = When::Back(2),
            "FSM6CLA1A" | "FSMCLA" => group = Group::Disadvantaged,
            "NOTFSM6CLA1A" | "NOTFSMCLA" | "NFSM6CLA1A" | "NFSMCLA" => group = Group::Other,
            _ => match year_ending(part) {
                Some(end) => year = When::Ending(end),
                None => {
                    if !name.is_empty() {
                        name.push('_');
                    }
                    name.push_str(part);
                }
            },
        }
    }
    if let Some((_, all, of)) =
        WITH_GROUP.iter().find(|(column, ..)| kind == FileKind::KeyStage4 && *column == name)
    {
        (name, group) = ((*all).to_owned(), *of);
    }
    Some(column(holds(table, &name)?, group, year))
}

/// Columns in which the department published wrong figures: the heading, the year that the file's own year starts in,
/// and the release that has them right, where one does.
///
/// The revised file of 2017/18 has the figure of 2016/17 in the column of 2015/16, the final one has it right (37 and 41.1
/// for England). Other known errors stand in columns that no measure of the planner's takes: `PT5EM_94_18` (1% for 60.1%)
/// and `PTEBACC_94_NFSM6CLA1A_17` (10% for 28%) of the final file of 2018/19.
const WRONG: &[(&str, u16, Option<Release>)] = &[
    ("ATT8SCR_FSM6CLA1A_16", 2017, Some(Release::Final)),
    ("PT5EM_94_18", 2018, None),
    ("PTEBACC_94_NFSM6CLA1A_17", 2018, None),
];

/// Whether figures under this heading are known to be wrong in a file of this year and release.
pub(super) fn is_wrong(heading: &str, year: Option<AcademicYear>, release: Release) -> bool {
    WRONG.iter().any(|(name, start, right)| {
        *name == heading && year.is_some_and(|year| year.start() == *start) && *right != Some(release)
    })
}

/// The calendar year of a part such as `16`. Grades, such as `94` and `95`, are not years.
fn year_ending(part: &str) -> Option<u16> {
    let number: u16 = part.parse().ok().filter(|_| part.len() == 2)?;
    (10..=50).contains(&number).then_some(2000 + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: FileKind, heading: &str, expected: Option<&str>) {
        let year = AcademicYear::starting(2018);
        let field = column(kind, heading, 0).and_then(|column| column.field(year));
        let words = field.map(|field| match field {
            Field::Figure(key) => {
                let teacher = if key.assessment == Assessment::Teacher { " teacher" } else { "" };
                format!("{} {} {:?}{teacher}", key.measure, key.year, key.group)
            }
            Field::Cohort(group, year) => format!("{group:?} {year}"),
            _ => "other".to_owned(),
        });
        assert_eq!(words.as_deref(), expected, "{heading}");
    }

    /// Of a file of 2018/19. Each was met in a real file or in the department's description of one, but for `_PREV`.
    #[test]
    fn years_groups_and_grades_are_told_apart() {
        use FileKind::{KeyStage2, KeyStage4};
        for (kind, heading, expected) in [
            (KeyStage2, "PTRWM_EXP", Some("ks2.rwm.exs 2018/19 All")),
            (KeyStage2, "PTRWM_EXP_NOTFSM6CLA1A_17", Some("ks2.rwm.exs 2016/17 Other")),
            (KeyStage2, "PTRWM_EXP_FSM6CLA1A", Some("ks2.rwm.exs 2018/19 Disadvantaged")),
            (KeyStage2, "PTRWM_EXP_3YR", None),
            (KeyStage2, "PTRWM_EXP_B", None),
            (KeyStage2, "TELIG_18", Some("Year6 2017/18")),
            (KeyStage2, "TELIG_3YR", None),
            (KeyStage2, "READPROG_LOWER_18", None),
            (KeyStage2, "READPROG_UNADJUSTED", None),
            (KeyStage2, "READPROG_FSM6CLA1A_UPPER", None),
            (KeyStage2, "READPROG_DESCR_18", None),
            (KeyStage2, "PTMATTA_EXP", Some("ks2.maths.exs 2018/19 All teacher")),
            (KeyStage2, "PTENGMATX", None),
            (KeyStage2, "TPUP", None),
            (KeyStage4, "PTL2BASICS_94", Some("ks4.em94 2018/19 All")),
            (KeyStage4, "PTL2BASICS_95_17_PTQ_EE", Some("ks4.em95 2016/17 All")),
            (KeyStage4, "PTL2BASICS_16_PTQ_EE", None),
            (KeyStage4, "PTL2BASICSEAL_94", None),
            (KeyStage4, "PTNOTFSM6CLA1ABASICS_95_17", Some("ks4.em95 2016/17 Other")),
            (KeyStage4, "PTNOTFSMBASICS_94_17", Some("ks4.em94 2016/17 Other")),
            (KeyStage4, "PTEBACC_E_15_PTQ_EE", Some("ks4.ebacc_entry 2014/15 All")),
            (KeyStage4, "PTEBACC_ENFSM6CLA1A_16_PTQ_EE", Some("ks4.ebacc_entry 2015/16 Other")),
            (KeyStage4, "PTEBACC_94_NFSM6CLA1A_17", None),
            (KeyStage4, "AC5EM15_PTQ_EE", Some("ks4.five_ac_em 2014/15 All")),
            (KeyStage4, "PT5EM_94_18", None),
            (KeyStage4, "PT5EM_94", None),
            (KeyStage4, "ATT8SCR_NFSM6CLA1A", Some("ks4.a8 2018/19 Other")),
            (KeyStage4, "ATT8SCRENG", None),
            (KeyStage4, "P8MEA_ORIG", None),
            (KeyStage4, "P8MEA_FSM6CLA1A_ORIG", None),
            (KeyStage4, "P8MEA_PREV", Some("ks4.p8 2017/18 All")),
            (KeyStage4, "ATT8SCR_FSM6CLA1A_PREV2", Some("ks4.a8 2016/17 Disadvantaged")),
            (KeyStage4, "ADMPOL_2017", None),
            (KeyStage4, "P8_BANDING", None),
            // The file's own year once more is not a year before it.
            (KeyStage4, "PTL2BASICS_94_19", None),
        ] {
            check(kind, heading, expected);
        }
    }
}
