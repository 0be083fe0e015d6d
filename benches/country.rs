//! How long the category alone takes for every school of a country: `cargo bench --no-default-features --bench country`.
//! The budget is in `budgets.toml`; `cargo xtask bench` holds it.
//!
//! The country is generated: as many schools as England has, with phases, sizes, results and grades spread about as they
//! are there, three years of figures for everything that a scheme looks at, and some answers and figures that are not
//! known. The same seed always gives the same country.

use std::hint::black_box;
use std::time::Instant;

use attainment_planner::domain::cohort::Cohort;
use attainment_planner::domain::figure::{Assessment, Figure, FigureKey, Typed};
use attainment_planner::domain::framework::Question;
use attainment_planner::domain::measure::{Better, Measure, Unit};
use attainment_planner::domain::nearest::Then;
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::school::{Grade, Phase, Status};
use attainment_planner::domain::{Catalogue, Framework, Plan, Prepared};
use attainment_planner::format;

const SCHOOLS: usize = 24_000;
const ROUNDS: usize = 9;

fn main() {
    // Other ways to run it, such as `cargo test --benches`, only see that it works.
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let (schools, rounds) = if is_measured { (SCHOOLS, ROUNDS) } else { (50, 1) };
    let catalogue = format::catalogue();
    let reference = format::reference(&catalogue);
    let mut slowest: f64 = 0.0;
    for framework in format::shipped_frameworks() {
        let phases = framework.phases();
        let prepare = |phase: &Phase| Prepared::new(&framework, *phase, &catalogue, &reference).ok();
        let prepared: Vec<Prepared<'_>> = phases.iter().filter_map(prepare).collect();
        let country = country(&framework, &catalogue, schools, true);
        let mut times: Vec<f64> = (0..rounds).map(|_| round(&prepared, &country)).collect();
        times.sort_by(f64::total_cmp);
        // Other programs only ever make a round longer, but the shortest of all may be luck.
        let time = times[rounds / 2];
        slowest = slowest.max(time);
        println!("{}: {time:.2} µs a school ({:.2} to {:.2})", framework.id, times[0], times[rounds - 1]);
        // An outcome that is open costs more: two worlds with two categories have to be found.
        let is_open = |(place, plan): &(usize, Plan)| prepared[*place].category(plan) == Ok(Then::Open);
        let (open, clear): (Vec<_>, Vec<_>) = country.into_iter().partition(is_open);
        for (what, some) in [("clear", clear), ("open", open)] {
            let (share, time) = (some.len() * 100 / schools, round(&prepared, &some));
            println!("    {what}: {share}% of {schools} schools, {time:.2} µs each");
        }
        let known = self::country(&framework, &catalogue, schools, false);
        println!("    with nothing missing: {:.2} µs a school", round(&prepared, &known));
    }
    println!("country_microseconds = {slowest:.2}");
}

/// Judges the whole country once: the time for a school, in microseconds.
fn round(prepared: &[Prepared<'_>], country: &[(usize, Plan)]) -> f64 {
    let start = Instant::now();
    for (place, plan) in country {
        let _ = black_box(prepared[*place].category(black_box(plan)));
    }
    start.elapsed().as_secs_f64() * 1e6 / country.len() as f64
}

/// The schools, each with the place of its phase among those of the framework; with gaps in what is known, or without.
fn country(
    framework: &Framework,
    catalogue: &Catalogue,
    schools: usize,
    has_gaps: bool,
) -> Vec<(usize, Plan)> {
    let mut dice = Dice { state: 2_026, has_gaps };
    let phases = framework.phases();
    (0..schools)
        .map(|_| {
            // A phase that the scheme does not cover is thrown again.
            let place = loop {
                let thrown = dice.one_of(&PHASES);
                if let Some(place) = phases.iter().position(|phase| *phase == thrown) {
                    break place;
                }
            };
            (place, school(framework, catalogue, phases[place], &mut dice))
        })
        .collect()
}

/// Phases, each as many times in a hundred or so as there are schools of it.
const PHASES: [(Phase, u32); 9] = [
    (Phase::EarlyYears, 20),
    (Phase::Infant, 70),
    (Phase::First, 35),
    (Phase::Junior, 50),
    (Phase::Primary, 600),
    (Phase::Middle, 15),
    (Phase::Secondary, 145),
    (Phase::Special, 50),
    (Phase::Pru, 15),
];

fn school(framework: &Framework, catalogue: &Catalogue, phase: Phase, dice: &mut Dice) -> Plan {
    let mut plan = Plan::default();
    plan.school.phase = Some(phase);
    plan.school.status = Some(dice.one_of(&[
        (Status::Maintained, 60),
        (Status::SponsoredAcademy, 10),
        (Status::ConverterAcademy, 30),
    ]));
    let known_grades: Vec<(Grade, u32)> = [
        (Grade::Outstanding, 18),
        (Grade::Good, 62),
        (Grade::RequiresImprovement, 14),
        (Grade::Satisfactory, 10),
        (Grade::SeriousWeaknesses, 1),
        (Grade::SpecialMeasures, 2),
    ]
    .into_iter()
    .filter(|(grade, _)| framework.grades.contains(grade))
    .collect();
    if !known_grades.is_empty() && !dice.is_missing(2) {
        let grade = if dice.chance(3) { Grade::NeverInspected } else { dice.one_of(&known_grades) };
        plan.school.grade = Some(grade);
    }
    // How well the school does, in standard deviations from the middle: its results and its answers go by it.
    let quality = dice.bell();
    let size = match phase {
        Phase::Secondary => 180.0 + 60.0 * dice.bell(),
        Phase::Special | Phase::Pru => 12.0 + 5.0 * dice.bell(),
        _ => 38.0 + 20.0 * dice.bell(),
    };
    let size = size.clamp(5.0, 400.0);
    // Some schools have answered nothing yet.
    let unanswered = if dice.chance(4) { 100 } else { 8 };
    for question in &framework.questions {
        if !dice.is_missing(unanswered) {
            answer(&mut plan, question, quality, dice);
        }
    }
    let Some(measures) = framework.measures(phase) else { return plan };
    for measure in measures.all.iter().filter_map(|id| catalogue.get(id)) {
        let level = quality + 0.4 * dice.bell();
        for year in framework.result_years().into_iter().filter(|year| measure.exists_in(*year)) {
            // Results of very small groups are not published, and some are not in yet.
            if dice.is_missing(4) {
                continue;
            }
            let of = (size * (1.0 + 0.08 * dice.bell())).clamp(3.0, 500.0);
            let level = level + 0.35 * dice.bell();
            let mut put = |group, assessment, level: f64, of: f64, dice: &mut Dice| {
                let key = FigureKey { group, assessment, ..FigureKey::result(measure.id.clone(), year) };
                plan.figures.put(&key, figure(measure, level, of, dice));
            };
            put(Group::All, Assessment::Result, level, of, dice);
            if measures.teacher.contains(&measure.id) {
                put(Group::All, Assessment::Teacher, level + 0.2, of, dice);
            }
            if measures.groups.contains(&measure.id) && !dice.is_missing(15) {
                put(Group::Disadvantaged, Assessment::Result, level - 0.9, of * 0.25, dice);
                put(Group::Other, Assessment::Result, level + 0.2, of * 0.75, dice);
            }
        }
    }
    plan
}

/// An answer: the better the school, the further along the options, in whichever order they are.
fn answer(plan: &mut Plan, question: &Question, quality: f64, dice: &mut Dice) {
    let place = (0.5 + 0.25 * quality + 0.25 * dice.bell()).clamp(0.0, 0.999);
    if let Some(range) = &question.number {
        let (lowest, highest) = (range.lowest.exact().floor(), range.highest.exact().floor());
        let number = lowest + ((highest - lowest) as f64 * (1.0 - place) * 0.3) as i64;
        plan.numbers.insert(question.id.clone(), Level::whole(number));
    } else if !question.options.is_empty() {
        // Yes is mostly bad news, and mostly not the answer.
        let yes_or_no = question.options.len() == 2;
        let place = if yes_or_no {
            usize::from(dice.chance(12))
        } else {
            (place * question.options.len() as f64) as usize
        };
        let option = if yes_or_no && question.options[0].id.as_str() == "yes" {
            &question.options[1 - place]
        } else {
            &question.options[place]
        };
        plan.answers.insert(question.id.clone(), option.id.clone());
    }
}

/// A figure at so many standard deviations from the middle of all schools.
fn figure(measure: &Measure, level: f64, of: f64, dice: &mut Dice) -> Figure {
    let level = if measure.better == Better::Lower { -level } else { level };
    let decimal = |value: f64| {
        let (lowest, highest) =
            (measure.lowest.exact().floor() as f64, measure.highest.exact().floor() as f64);
        let hundredths = (value.clamp(lowest, highest) * 10.0).round() as i32 * 10;
        Figure::new(Typed::Decimal { hundredths, decimals: 1 }, None)
    };
    match measure.unit {
        // Attendance and absence are typed as they are; other percentages are counts of a cohort.
        Unit::Percent if measure.key_stage.is_empty() => {
            let (middle, spread) = if measure.better == Better::Lower { (14.0, 5.0) } else { (94.8, 1.2) };
            decimal(middle + spread * level)
        }
        Unit::Percent => {
            let of = (of.round() as u32).max(1);
            let share = (0.74 + 0.12 * level).clamp(0.0, 1.0);
            let count = ((share * f64::from(of)).round() as u32).min(of);
            match Cohort::new(of) {
                Some(of) => Figure::new(Typed::Share { count, of }, None),
                None => decimal(100.0 * share),
            }
        }
        Unit::Count => {
            let count = if dice.chance(70) { 0.0 } else { (2.0 - level).clamp(0.0, 9.0).round() };
            Figure::new(Typed::Decimal { hundredths: count as i32 * 100, decimals: 0 }, None)
        }
        Unit::Points => decimal(46.0 + 7.0 * level),
        Unit::Score => decimal(20.0 + 1.5 * level),
    }
}

/// Random numbers that are the same for the same seed (SplitMix64).
struct Dice {
    state: u64,
    /// Whether things may be missing.
    has_gaps: bool,
}

impl Dice {
    fn throw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.throw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something comes about that does so many times in a hundred.
    fn chance(&mut self, in_a_hundred: u64) -> bool {
        self.throw() % 100 < in_a_hundred
    }

    /// Whether something is missing that is so many times in a hundred.
    fn is_missing(&mut self, in_a_hundred: u64) -> bool {
        self.chance(in_a_hundred) && self.has_gaps
    }

    /// About a standard normal number.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// One of these, each with its weight.
    fn one_of<T: Copy>(&mut self, weighted: &[(T, u32)]) -> T {
        let all: u32 = weighted.iter().map(|(_, weight)| weight).sum();
        let mut left = (self.throw() % u64::from(all)) as u32;
        for (one, weight) in weighted {
            if left < *weight {
                return *one;
            }
            left -= weight;
        }
        unreachable!("the weights add up to more than what is left")
    }
}
