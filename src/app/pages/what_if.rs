//! Other results supposed, for meetings.

use crate::app::components::Block;
use crate::app::state::State;

/// The what-if page.
pub(super) fn blocks(_: &State) -> Vec<Block> {
    vec![]
}
