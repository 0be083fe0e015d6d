//! What is printed, copied and signed.

use crate::app::components::Block;
use crate::app::state::State;

/// The report page.
pub(super) fn blocks(_: &State) -> Vec<Block> {
    vec![]
}
