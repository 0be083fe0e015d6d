//! Charts: a sentence that says what is shown, the drawing as SVG text, and the same figures as a table.
//!
//! Every drawing is 640 units wide, about one screen pixel each. It uses the classes of `styles/_charts.scss` and
//! presentation attributes only: a `style` attribute would be dropped without a word under the page's content security
//! policy. What is drawn is what is printed: positions come from the rounded value of the label. Nothing is told by
//! colour alone: series differ in their dashes and markers and have their names beside them.

mod axis;
mod gap;
mod groups;
mod growth;
mod milestones;
mod svg;
mod trajectory;
mod trend;

pub use gap::gap_chart;
pub use groups::groups_chart;
pub use growth::growth_chart;
pub use milestones::milestone_chart;
pub use svg::text_width;
pub use trajectory::trajectory_chart;
pub use trend::trend_chart;

use super::table::Table;

/// A chart, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What the chart is of; also the drawing's own title.
    pub title: String,
    /// What the chart shows, with values and direction.
    pub sentence: String,
    /// The drawing: an `svg` element as text, all words in it escaped.
    pub svg: String,
    /// The figures of the drawing.
    pub table: Table,
}
