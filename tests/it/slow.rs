//! A second category engine, slow and obvious: it lists every world of the unknowns, and in a world everything is
//! known, so that a rule simply holds or does not. What the real engine says of the unknowns is compared with it.

use attainment_planner::domain::category::{Input, Outcome};
use attainment_planner::domain::figure::{Assessment, Figure};
use attainment_planner::domain::framework::{
    Condition, Fact, FigureTest, MeasureSet, Over, Quantity, Relation, Trend, WhenMissing,
};
use attainment_planner::domain::ids::{AnswerId, CategoryId, MeasureId, QuestionId, ThresholdId};
use attainment_planner::domain::measure::{Better, Measure};
use attainment_planner::domain::quantity::{Difference, Exact, Level};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::school::{Grade, Status};
use attainment_planner::domain::{AcademicYear, Catalogue, Framework, Plan, Reference};

/// What a plan is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) framework: &'a Framework,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) reference: &'a Reference,
}

/// One value of an unknown.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Grade(Grade),
    Status(Status),
    Answer(AnswerId),
    Level(Level),
}

/// Every world of the unknowns, with the category in each: `None` where no rule fits.
pub(crate) struct Worlds {
    pub(crate) unknowns: Vec<(Input, Vec<Value>)>,
    /// In the order of counting: the last unknown changes fastest.
    pub(crate) categories: Vec<Option<usize>>,
}

impl Worlds {
    /// All worlds of what the rules of `desk` need and do not have; `levels` are the values that a figure may take.
    pub(crate) fn of(desk: Desk<'_>, levels: impl Fn(&Input) -> Vec<Level>) -> Self {
        // What counts as "does not hold" while it is missing is no unknown.
        let asked = rule_reads(desk).into_iter().filter(|read| !read.is_left_out).map(|read| read.input);
        let unknowns: Vec<(Input, Vec<Value>)> = asked
            .filter(|input| is_unknown(desk, input))
            .map(|input| {
                let values = match &input {
                    Input::Grade => {
                        let all = desk.framework.grades.iter().copied().chain([Grade::NeverInspected]);
                        all.map(Value::Grade).collect()
                    }
                    Input::Status => Status::ALL.map(Value::Status).to_vec(),
                    Input::Answer(question) => {
                        let asked = desk.framework.question(question).unwrap();
                        if let Some(range) = &asked.number {
                            let (from, to) = (range.lowest.exact().floor(), range.highest.exact().floor());
                            return (
                                input,
                                (from..=to).map(|number| Value::Level(Level::whole(number))).collect(),
                            );
                        }
                        let options = &asked.options;
                        options.iter().map(|option| Value::Answer(option.id.clone())).collect()
                    }
                    Input::Result(..) | Input::Teacher(..) | Input::National(..) => {
                        levels(&input).into_iter().map(Value::Level).collect()
                    }
                };
                (input, values)
            })
            .collect();
        let count = unknowns.iter().map(|(_, values)| values.len()).product();
        let categories =
            (0..count).map(|number| World { desk, values: choose(&unknowns, number) }.category()).collect();
        Self { unknowns, categories }
    }

    /// The categories that some world reaches, by their place, and `None` where some world reaches none.
    pub(crate) fn reached(&self) -> Vec<Option<usize>> {
        let mut reached = self.categories.clone();
        reached.sort_unstable();
        reached.dedup();
        reached
    }

    /// Whether knowing `inputs` always leaves one category, whatever else is unknown.
    pub(crate) fn settles(&self, inputs: &[&Input]) -> bool {
        // The worlds by what is known in them: a place for each choice of the values of `inputs`.
        let mut strides = Vec::new();
        let (mut all, mut known) = (1, 1);
        for (input, values) in self.unknowns.iter().rev() {
            let is_known = inputs.contains(&input);
            strides.push((all, values.len(), if is_known { known } else { 0 }));
            all *= values.len();
            known *= if is_known { values.len() } else { 1 };
        }
        let mut seen: Vec<Option<Option<usize>>> = vec![None; known];
        self.categories.iter().enumerate().all(|(number, category)| {
            let place: usize = strides.iter().map(|(all, count, known)| number / all % count * known).sum();
            seen[place].replace(*category).is_none_or(|earlier| earlier == *category)
        })
    }

    /// Says what is wrong with `outcome`: that it must be exactly what these worlds make of it.
    pub(crate) fn check(&self, framework: &Framework, outcome: &Outcome) -> Result<(), String> {
        let reached = self.reached();
        let place = |id: &CategoryId| framework.categories.iter().position(|category| category.id == *id);
        let (found, settled_by) = match outcome {
            Outcome::Decided { category, .. } => (vec![place(category)], None),
            Outcome::NoDescription { .. } => (vec![None], None),
            Outcome::Between { categories, or_none, settled_by } => {
                let none = or_none.then_some(None);
                (none.into_iter().chain(categories.iter().map(place)).collect(), Some(settled_by))
            }
            Outcome::NotApplicable(why) => return Err(format!("not applicable: {why:?}")),
        };
        if found != reached {
            return Err(format!("found {found:?}, but the worlds reach {reached:?}"));
        }
        let Some(settled_by) = settled_by else { return Ok(()) };
        let set: Vec<&Input> = settled_by.iter().collect();
        let is_held = |input: &&Input| !matches!(input, Input::National(..));
        let asked: Vec<&Input> = self.unknowns.iter().map(|(input, _)| input).filter(is_held).collect();
        // Where a national figure is missing too, nothing that the school can say may be enough.
        if self.settles(&asked) && !self.settles(&set) {
            return Err(format!("{set:?} does not settle it"));
        }
        for left_out in 0..set.len() {
            let rest: Vec<&Input> =
                set.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, s)| *s).collect();
            if self.settles(&rest) {
                return Err(format!("{rest:?} would be enough, without {:?}", set[left_out]));
            }
        }
        for (place, first) in asked.iter().enumerate() {
            if set.len() > 1 && self.settles(&[first]) {
                return Err(format!("{first:?} alone would be enough, not {set:?}"));
            }
            for second in &asked[place + 1..] {
                if set.len() > 2 && self.settles(&[first, second]) {
                    return Err(format!("{first:?} and {second:?} would be enough, not {set:?}"));
                }
            }
        }
        Ok(())
    }
}

fn choose(unknowns: &[(Input, Vec<Value>)], number: usize) -> Vec<(&Input, &Value)> {
    let mut rest = number;
    let choices = unknowns.iter().rev().map(|(input, values)| {
        let value = &values[rest % values.len()];
        rest /= values.len();
        (input, value)
    });
    choices.collect()
}

/// A plan in which every unknown has a value.
struct World<'a> {
    desk: Desk<'a>,
    values: Vec<(&'a Input, &'a Value)>,
}

impl World<'_> {
    fn category(&self) -> Option<usize> {
        let framework = self.desk.framework;
        let rule = framework.rules.iter().find(|rule| self.holds(&rule.when))?;
        framework.categories.iter().position(|category| category.id == rule.category)
    }

    fn value(&self, input: &Input) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == input).map(|(_, value)| *value)
    }

    fn grade(&self) -> Grade {
        match self.value(&Input::Grade) {
            Some(Value::Grade(grade)) => *grade,
            _ => self.desk.plan.school.grade.unwrap(),
        }
    }

    fn status(&self) -> Status {
        match self.value(&Input::Status) {
            Some(Value::Status(status)) => *status,
            _ => self.desk.plan.school.status.unwrap(),
        }
    }

    fn answer(&self, question: &QuestionId) -> &AnswerId {
        match self.value(&Input::Answer(question.clone())) {
            Some(Value::Answer(answer)) => answer,
            _ => self.desk.plan.answers.get(question).unwrap(),
        }
    }

    fn level(&self, input: &Input) -> Option<Level> {
        match self.value(input) {
            Some(Value::Level(level)) => Some(*level),
            _ => known_level(self.desk, input),
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::None(parts) => !parts.iter().any(|part| self.holds(part)),
            Condition::AtLeast { count, of } => {
                of.iter().filter(|part| self.holds(part)).count() >= self.desk.framework.count(count)
            }
            Condition::Score { of, relation, threshold } => {
                let framework = self.desk.framework;
                let items = framework.score(of).unwrap().items.iter().filter(|item| self.holds(&item.when));
                let points: usize = items.map(|item| framework.count(&item.points)).sum();
                compare(*relation, Level::whole(points as i64).exact(), self.count(threshold))
            }
            Condition::Indicator(id) => self.holds(&self.desk.framework.indicator(id).unwrap().when),
            Condition::Test(test) => self.fact(&test.fact),
        }
    }

    fn fact(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Inspection(grades) => grades.contains(&self.grade()),
            Fact::Answer { question, is } => is.contains(self.answer(question)),
            Fact::AnswerAtLeast { question, rung } => {
                let asked = self.desk.framework.question(question).unwrap();
                asked.rung(self.answer(question)) >= asked.rung(rung)
            }
            Fact::Number { question, relation, threshold } => {
                let number = match self.value(&Input::Answer(question.clone())) {
                    Some(Value::Level(number)) => *number,
                    _ => *self.desk.plan.numbers.get(question).unwrap(),
                };
                compare(*relation, number.exact(), self.count(threshold))
            }
            Fact::Phase(phases) => phases.contains(&self.desk.plan.school.phase.unwrap()),
            Fact::Status(statuses) => statuses.contains(&self.status()),
            Fact::Figure(test) => self.over(&test.measures, &test.over, |measure| self.figure(test, measure)),
            Fact::Trend { measures, over, trend } => {
                self.over(measures, over, |measure| self.trend(*trend, measure))
            }
            Fact::Outcome(_) => panic!("a rule cannot test its own outcome"),
        }
    }

    fn over(&self, set: &MeasureSet, over: &Over, holds: impl Fn(&Measure) -> bool) -> bool {
        let measures = measures(self.desk, set);
        let count = measures.iter().filter(|measure| holds(measure)).count();
        match over {
            Over::Any => count > 0,
            Over::Every => count > 0 && count == measures.len(),
            Over::AtLeast(needed) => count >= self.desk.framework.count(needed),
        }
    }

    fn count(&self, threshold: &ThresholdId) -> Exact {
        let framework = self.desk.framework;
        framework.threshold_value(threshold, None, framework.latest_results).unwrap().value.exact()
    }

    fn figure(&self, test: &FigureTest, measure: &Measure) -> bool {
        let years = years(self.desk, test, measure);
        let hold: Vec<bool> = years.iter().map(|year| self.compares(test, measure, *year)).collect();
        let count = hold.iter().filter(|holds| **holds).count();
        match test.in_years.as_ref().map(|years| &years.hold) {
            None => count == 1,
            Some(Over::Any) => count > 0,
            Some(Over::Every) => count > 0 && count == hold.len(),
            Some(Over::AtLeast(needed)) => count >= self.desk.framework.count(needed),
        }
    }

    fn compares(&self, test: &FigureTest, measure: &Measure, year: AcademicYear) -> bool {
        let Some((inputs, threshold)) = needs(self.desk, test, measure, year) else { return false };
        let Some(levels) = inputs.iter().map(|input| self.level(input)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let amount = match test.quantity {
            Quantity::Result => levels[0].exact(),
            Quantity::Gap | Quantity::Change(_) | Quantity::TestLessTeacher | Quantity::InSchoolGap => {
                (levels[0] - levels[1]).exact()
            }
            Quantity::RelativeChange(_) | Quantity::InSchoolGapChange(_) => {
                ((levels[0] - levels[1]) - (levels[2] - levels[3])).exact()
            }
            Quantity::Mean(_) => Level::mean(&levels).unwrap().exact(),
        };
        compare(test.relation, amount, threshold.exact())
    }

    fn trend(&self, trend: Trend, measure: &Measure) -> bool {
        let latest = self.desk.framework.latest_results;
        let Some([last, before]) = previous_two(measure, latest) else { return false };
        let of = |year| self.level(&Input::Result(measure.id.clone(), Group::All, year)).unwrap();
        let (now, last, before) = (of(latest), of(last), of(before));
        let pupil = one_pupil(self.desk, measure);
        let (fell, rose) = (last - now > pupil && now < before, now - last > pupil && now > before);
        match (trend, measure.better) {
            (Trend::Declining, Better::Higher) | (Trend::Improving, Better::Lower) => fell,
            (Trend::Improving, Better::Higher) | (Trend::Declining, Better::Lower) => rose,
        }
    }
}

pub(crate) fn measures<'a>(desk: Desk<'a>, set: &'a MeasureSet) -> Vec<&'a Measure> {
    let phase = desk.framework.measures(desk.plan.school.phase.unwrap()).unwrap();
    let ids: &[MeasureId] = match set {
        MeasureSet::Headline => &phase.headline,
        MeasureSet::Progress => &phase.progress,
        MeasureSet::TeacherAssessed => &phase.teacher,
        MeasureSet::Named(ids) => ids,
    };
    ids.iter().map(|id| desk.catalogue.get(id).unwrap()).collect()
}

fn compare(relation: Relation, amount: Exact, threshold: Exact) -> bool {
    match relation {
        Relation::Below => amount < threshold,
        Relation::AtMost => amount <= threshold,
        Relation::AtLeast => amount >= threshold,
        Relation::Above => amount > threshold,
    }
}

/// The years in which a test compares something.
pub(crate) fn years(desk: Desk<'_>, test: &FigureTest, measure: &Measure) -> Vec<AcademicYear> {
    let Some(last) = desk.framework.latest_results.back(test.years_back) else { return vec![] };
    let count = test.in_years.as_ref().map_or(1, |years| years.of);
    let all = (0..count).filter_map(|back| last.back(back));
    all.filter(|year| measure.same_series(*year, last))
        .filter(|year| needs(desk, test, measure, *year).is_some())
        .collect()
}

/// The figures that a test reads of a measure for a year, in the order in which they are reckoned with, and the
/// threshold; `None` where there is nothing to test.
pub(crate) fn needs(
    desk: Desk<'_>,
    test: &FigureTest,
    measure: &Measure,
    year: AcademicYear,
) -> Option<(Vec<Input>, Level)> {
    let threshold = desk.framework.threshold_value(&test.threshold, Some(&measure.id), year)?.value;
    let comparable = |other| measure.exists_in(other) && measure.same_series(other, year);
    let earlier = |years| year.back(years).filter(|other| comparable(*other));
    let result = |year| Input::Result(measure.id.clone(), test.group, year);
    let others = |year| Input::Result(measure.id.clone(), Group::Other, year);
    let national = |year| Input::National(measure.id.clone(), test.group, year);
    if !measure.exists_in(year) {
        return None;
    }
    let inputs = match test.quantity {
        Quantity::Result => vec![result(year)],
        Quantity::Gap => vec![result(year), national(year)],
        Quantity::TestLessTeacher => vec![result(year), Input::Teacher(measure.id.clone(), year)],
        Quantity::Change(years) => vec![result(year), result(earlier(years)?)],
        Quantity::RelativeChange(years) => {
            vec![result(year), result(earlier(years)?), national(year), national(earlier(years)?)]
        }
        Quantity::InSchoolGap => vec![result(year), others(year)],
        Quantity::InSchoolGapChange(years) => {
            vec![result(year), others(year), result(earlier(years)?), others(earlier(years)?)]
        }
        Quantity::Mean(years) => {
            let earlier = (1..years).map(|back| earlier(back).map(result)).collect::<Option<Vec<_>>>()?;
            [vec![result(year)], earlier].concat()
        }
    };
    Some((inputs, threshold))
}

/// The two years before `year` that have results of the same series, latest first.
pub(crate) fn previous_two(measure: &Measure, year: AcademicYear) -> Option<[AcademicYear; 2]> {
    let earlier = (1..20).filter_map(|back| year.back(back));
    let mut earlier = earlier.filter(|other| measure.exists_in(*other) && measure.same_series(*other, year));
    let (last, before) = (earlier.next()?, earlier.next()?);
    measure.exists_in(year).then_some([last, before])
}

pub(crate) fn one_pupil(desk: Desk<'_>, measure: &Measure) -> Difference {
    let year = desk.framework.latest_results;
    let pupils = desk.plan.figures.result(&measure.id, year).and_then(Figure::pupils).map(|pupils| pupils.of);
    let cohort = pupils.or_else(|| desk.plan.cohort(measure, year));
    cohort.map_or(Difference::ZERO, |cohort| Level::share(1, cohort.pupils()) - Level::hundredths(0))
}

pub(crate) fn known_level(desk: Desk<'_>, input: &Input) -> Option<Level> {
    let figures = &desk.plan.figures;
    match input {
        Input::Result(measure, group, year) => {
            figures.find(measure, *year, *group, Assessment::Result).map(Figure::level)
        }
        Input::Teacher(measure, year) => {
            figures.find(measure, *year, Group::All, Assessment::Teacher).map(Figure::level)
        }
        Input::National(measure, group, year) => {
            let phase = desk.plan.school.phase;
            desk.reference.national(measure, *year, *group, phase).map(|national| national.value)
        }
        Input::Grade | Input::Status | Input::Answer(_) => None,
    }
}

/// Something that a condition reads of a school.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Read {
    pub(crate) input: Input,
    /// Whether the test that reads it does without it while it is missing: then it is no unknown, and typing it may
    /// change even what is decided.
    pub(crate) is_left_out: bool,
}

/// Everything that the rules read of a school of the phase of `desk`, known or not.
pub(crate) fn rule_reads(desk: Desk<'_>) -> Vec<Read> {
    reads_of(desk, desk.framework.rules.iter().map(|rule| &rule.when))
}

/// The same of several conditions.
pub(crate) fn reads_of<'a>(desk: Desk<'a>, conditions: impl Iterator<Item = &'a Condition>) -> Vec<Read> {
    let mut found = Vec::new();
    conditions.for_each(|condition| collect_reads(desk, condition, &mut found));
    found.sort();
    found.dedup();
    found
}

fn collect_reads(desk: Desk<'_>, condition: &Condition, found: &mut Vec<Read>) {
    let test = match condition {
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeast { of: parts, .. } => {
            return parts.iter().for_each(|part| collect_reads(desk, part, found));
        }
        Condition::Score { of, .. } => {
            let items = &desk.framework.score(of).unwrap().items;
            return items.iter().for_each(|item| collect_reads(desk, &item.when, found));
        }
        Condition::Indicator(id) => {
            return collect_reads(desk, &desk.framework.indicator(id).unwrap().when, found);
        }
        Condition::Test(test) => test,
    };
    let inputs: Vec<Input> = match &test.fact {
        Fact::Inspection(_) => vec![Input::Grade],
        Fact::Status(_) => vec![Input::Status],
        Fact::Answer { question, .. }
        | Fact::AnswerAtLeast { question, .. }
        | Fact::Number { question, .. } => vec![Input::Answer(question.clone())],
        Fact::Figure(test) => measures(desk, &test.measures)
            .into_iter()
            .flat_map(|measure| {
                let years = years(desk, test, measure).into_iter();
                years.filter_map(|year| needs(desk, test, measure, year)).flat_map(|(inputs, _)| inputs)
            })
            .collect(),
        Fact::Trend { measures: set, .. } => {
            let latest = desk.framework.latest_results;
            let years = |measure: &Measure| {
                let [last, before] = previous_two(measure, latest)?;
                Some([latest, last, before].map(|year| Input::Result(measure.id.clone(), Group::All, year)))
            };
            measures(desk, set).into_iter().filter_map(years).flatten().collect()
        }
        Fact::Phase(_) | Fact::Outcome(_) => vec![],
    };
    let is_left_out = matches!(&test.fact, Fact::Figure(test)
        if test.when_missing == WhenMissing::False
            || test.in_years.as_ref().is_some_and(|years| years.known.is_some()));
    found.extend(inputs.into_iter().map(|input| Read { input, is_left_out }));
}

/// Whether the plan does not say.
pub(crate) fn is_unknown(desk: Desk<'_>, input: &Input) -> bool {
    let plan = desk.plan;
    match input {
        Input::Grade => plan.school.grade.is_none(),
        Input::Status => plan.school.status.is_none(),
        Input::Answer(question) => {
            !plan.answers.contains_key(question) && !plan.numbers.contains_key(question)
        }
        Input::Result(..) | Input::Teacher(..) | Input::National(..) => known_level(desk, input).is_none(),
    }
}
