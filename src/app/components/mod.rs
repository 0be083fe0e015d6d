//! The parts that pages are made of: GOV.UK Design System markup, without its brand.
//!
//! Each file holds one component, what it promises to people who use assistive technology, and its examples. The
//! examples are its documentation, its gallery entry and its test fixtures. A component keeps no state of the plan: it
//! is told what to show, and tells its page what a person did through a callback that carries the id of the control,
//! so that one stable callback serves a whole page.
//!
//! Every component of Yew's costs over a kilobyte of the gzipped file, whatever it draws. Those that keep nothing of their
//! own can therefore be had as plain markup too: `<Tag text="Met" />` is `props!(TagProps { text: "Met" }).view()`. A page
//! chooses the component where it saves drawing (it is drawn again only when its props change: cells, charts, tables), and
//! the markup elsewhere, as components do among themselves.

mod button;
mod cell_input;
mod chart;
mod checkboxes;
mod date_input;
mod details;
mod error_summary;
mod field;
mod fieldset;
mod footer;
pub mod gallery;
mod header;
mod heading;
mod headline;
mod inset_text;
mod navigation;
mod notification_banner;
mod pagination;
mod radios;
mod reason;
mod select;
mod skip_link;
mod status_bar;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text_input;
mod textarea;
mod toolbar;
mod warning_text;

pub use button::{
    Button, ButtonGroup, ButtonGroupProps, ButtonKind, ButtonProps, LinkButton, LinkButtonProps,
};
pub use cell_input::{CellInput, CellInputProps};
pub use chart::{Chart, ChartProps};
pub use checkboxes::{Checkbox, CheckboxProps, Checkboxes, CheckboxesProps};
pub use date_input::{DateInput, DateInputProps, DatePart};
pub use details::{Details, DetailsProps};
pub use error_summary::{ErrorSummary, ErrorSummaryProps, Problem};
pub use field::{Choice, Pasted, Size, Ticked, Typed, focus_by_id};
pub use fieldset::{Fieldset, FieldsetProps};
pub use footer::{Footer, FooterProps};
pub use header::{Header, HeaderProps};
pub use heading::{Heading, HeadingProps};
pub use headline::{Headline, HeadlineProps};
pub use implicit_clone::unsync::IArray;
pub use inset_text::{InsetText, InsetTextProps};
pub use navigation::{NavItem, Navigation, NavigationProps, Progress};
pub use notification_banner::{BannerKind, NotificationBanner, NotificationBannerProps};
pub use pagination::{PageLink, Pagination, PaginationProps};
pub use radios::{Radios, RadiosProps};
pub use reason::{Reason, ReasonProps};
pub use select::{Select, SelectProps};
pub use skip_link::{SkipLink, SkipLinkProps};
pub use status_bar::{StatusBar, StatusBarProps};
pub use summary_list::{SummaryList, SummaryListProps, SummaryRow};
pub use table::{Column, Row, Table, TableFrame, TableFrameProps, TableProps};
pub use tag::{Meaning, Tag, TagProps};
pub use task_list::{Task, TaskList, TaskListProps};
pub use text_input::{TextInput, TextInputProps};
pub use textarea::{Textarea, TextareaProps};
pub use toolbar::{ToolBar, ToolBarProps};
pub use warning_text::{WarningText, WarningTextProps};
