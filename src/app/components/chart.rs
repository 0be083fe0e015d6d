//! A chart: a sentence that says what it shows, the drawing, and the same figures as a table.
//!
//! Accessibility: a `figure` named by its sentence; the drawing carries its own title; the table holds every figure of
//! the drawing, so that nothing is in the picture alone. On a narrow screen the drawing scrolls in its own region,
//! rather than shrink its words.

use yew::prelude::*;

use super::details::DetailsProps;
use super::field::join;

/// What a [`Chart`] is told.
#[derive(Properties, PartialEq)]
pub struct ChartProps {
    /// The id of the figure, unique on the page; the sentence's is `{id}-sentence`.
    pub id: AttrValue,
    /// What the chart shows, with values and direction.
    pub sentence: AttrValue,
    /// The drawing, as SVG text made by `present` and by nothing else: it is put into the page as it is.
    pub svg: AttrValue,
    /// The line that opens the table.
    #[prop_or_else(|| AttrValue::Static("Show the figures as a table"))]
    pub table_summary: AttrValue,
    /// The same figures as a table.
    pub children: Html,
}

/// A chart with its sentence and its table.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    props.view()
}

impl ChartProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let sentence_id = join(&self.id, "-sentence");
        html! {
            <figure class="planner-chart" id={self.id.clone()} aria-labelledby={sentence_id.clone()}>
                <figcaption class="planner-chart__sentence" id={sentence_id.clone()}>{ &self.sentence }</figcaption>
                <div class="planner-chart__drawing" role="group" aria-labelledby={sentence_id} tabindex="0">
                    // The one place where text becomes markup. The text is made by our own `present` room, which escapes
                    // every name and figure that it puts in.
                    { Html::from_html_unchecked(self.svg.clone()) }
                </div>
                { yew::props!(DetailsProps { summary: self.table_summary.clone(), children: self.children.clone() }).view() }
            </figure>
        }
    }
}

/// A chart that uses each class of the chart styles, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    use super::IArray;
    use super::table::{Column, Row, Table};
    vec![(
        "school against national",
        html! {
            <Chart id="chart-reading" svg={EXAMPLE_SVG}
                sentence="Reading rose from 56% in 2013 to 62% in 2015, 18 percentage points below national">
                <Table id="chart-reading-table" caption="Reading, school and national, percent" caption_hidden=true
                    columns={IArray::from(vec![
                        Column::text("Year"), Column::number("School"), Column::number("National"), Column::number("Target"),
                    ])}
                    rows={IArray::from(vec![
                        Row::words("2013", ["56.0", "75.0", ""]),
                        Row::words("2014", ["60.0", "78.0", ""]),
                        Row::words("2015", ["62.3", "80.0", ""]),
                        Row::words("2016", ["", "", "73.0"]),
                    ])} />
            </Chart>
        },
    )]
}

/// A drawing by hand that uses the classes of `styles/_charts.scss`.
const EXAMPLE_SVG: &str = concat!(
    r#"<svg class="chart" viewBox="0 0 640 320" role="img" aria-labelledby="chart-reading-title">"#,
    r#"<title id="chart-reading-title">Reading, school and national, 2013 to 2016</title>"#,
    r#"<path class="chart-grid" d="M52 20H520M52 84H520M52 148H520M52 212H520"/>"#,
    r#"<path class="chart-axis" d="M52 276H520"/>"#,
    r#"<text class="chart-label chart-label--end" x="44" y="25">100%</text>"#,
    r#"<text class="chart-label chart-label--end" x="44" y="153">50%</text>"#,
    r#"<text class="chart-label chart-label--end" x="44" y="281">0%</text>"#,
    r#"<text class="chart-label chart-label--middle" x="68" y="300">2013</text>"#,
    r#"<text class="chart-label chart-label--middle" x="212" y="300">2014</text>"#,
    r#"<text class="chart-label chart-label--middle" x="356" y="300">2015</text>"#,
    r#"<text class="chart-label chart-label--middle" x="500" y="300">2016</text>"#,
    r#"<path class="chart-band chart-series-1" d="M68 115 212 104 356 99V136L212 142 68 152Z"/>"#,
    r#"<path class="chart-line chart-series-2" d="M68 84 212 76 356 71"/>"#,
    r#"<path class="chart-line chart-series-1" d="M68 133 212 122 356 117"/>"#,
    r#"<path class="chart-line chart-line--planned chart-series-1" d="M356 117 500 89"/>"#,
    r#"<circle class="chart-marker chart-series-1" cx="68" cy="133" r="5"/>"#,
    r#"<circle class="chart-marker chart-series-1" cx="212" cy="122" r="5"/>"#,
    r#"<circle class="chart-marker chart-series-1" cx="356" cy="117" r="5"/>"#,
    r#"<circle class="chart-marker chart-marker--hollow chart-series-1" cx="500" cy="89" r="5"/>"#,
    r#"<path class="chart-marker chart-series-2" d="M63 79h10v10H63zM207 71h10v10H207zM351 66h10v10H351z"/>"#,
    r#"<path class="chart-whisker" d="M500 74V104M494 74h12M494 104h12"/>"#,
    r#"<text class="chart-value" x="366" y="76">National 80.0%</text>"#,
    r#"<text class="chart-value" x="366" y="132">School 62.3%</text>"#,
    r#"<text class="chart-value" x="512" y="94">Target 73%</text>"#,
    r#"</svg>"#,
);
