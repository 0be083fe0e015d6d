//! Facts as pairs of a name and a value, each perhaps with a way to change it.
//!
//! Accessibility: a description list; the words of each action say what it changes, for those who hear it alone.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::IArray;
use super::button::LinkButtonProps;

/// One pair.
#[derive(Clone, PartialEq)]
pub struct SummaryRow {
    /// The name.
    pub name: AttrValue,
    /// The value.
    pub value: Html,
    /// The id that `on_change` is told; empty for a row that cannot be changed.
    pub action: AttrValue,
}

impl ImplicitClone for SummaryRow {}

impl SummaryRow {
    /// A pair of words that cannot be changed.
    pub fn new(name: impl Into<AttrValue>, value: impl Into<AttrValue>) -> Self {
        let value: AttrValue = value.into();
        Self { name: name.into(), value: html! { { value } }, action: AttrValue::default() }
    }

    /// The same pair with a "Change" link whose id is `action`.
    #[must_use]
    pub fn action(mut self, action: impl Into<AttrValue>) -> Self {
        self.action = action.into();
        self
    }
}

/// What a [`SummaryList`] is told.
#[derive(Properties, PartialEq)]
pub struct SummaryListProps {
    /// The pairs.
    pub rows: IArray<SummaryRow>,
    /// Called with a row's `action` when its link is pressed.
    #[prop_or_default]
    pub on_change: Callback<AttrValue>,
}

/// Facts as pairs of a name and a value.
#[component]
pub fn SummaryList(props: &SummaryListProps) -> Html {
    props.view()
}

impl SummaryListProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let any_action = self.rows.iter().any(|row| !row.action.is_empty());
        html! {
            <dl class="govuk-summary-list">
                { for self.rows.iter().map(|row| {
                    let no_action = any_action && row.action.is_empty();
                    html! {
                        <div
                            key={row.name.to_string()}
                            class={classes!(
                                "govuk-summary-list__row", no_action.then_some("govuk-summary-list__row--no-actions"),
                            )}
                        >
                            <dt class="govuk-summary-list__key">{ &row.name }</dt>
                            <dd class="govuk-summary-list__value">{ row.value.clone() }</dd>
                            if !row.action.is_empty() {
                                <dd class="govuk-summary-list__actions">
                                    { yew::props!(LinkButtonProps {
                                    text: "Change",
                                    hidden_text: row.name.clone(),
                                    id: row.action.clone(),
                                    on_press: self.on_change.clone(),
                                }).view() }
                                </dd>
                            }
                        </div>
                    }
                }) }
            </dl>
        }
    }
}

/// Summary lists, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "with actions",
            html! {
                <SummaryList rows={IArray::from(vec![
                    SummaryRow::new("Phase", "Primary").action("summary-change-phase"),
                    SummaryRow::new("Pupils in year 6", "30").action("summary-change-cohort"),
                    SummaryRow::new("Scheme", "Doncaster 2015"),
                ])} />
            },
        ),
        (
            "plain",
            html! {
                <SummaryList rows={IArray::from(vec![
                    SummaryRow::new("Gap", "17.7 percentage points below"),
                    SummaryRow::new("In pupils", "6 of 30"),
                ])} />
            },
        ),
    ]
}
