//! What a pasted table will fill in, under the table that it was pasted into.

use std::mem::replace;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Look};
use crate::app::pasting::{Pasting, changes, of};
use crate::app::state::State;
use crate::present::name::lower_first;
use crate::present::pasting::Boxes;

use super::fill::{instead, preview_grid};
use super::{bullets, small, text};

/// Puts what was pasted under its table.
pub(super) fn show(state: &State, blocks: &mut [Block]) {
    let Some(pasting) = &state.pasting else { return };
    let mut shown = Some(if pasting.is_open { preview(pasting, &state.boxes(blocks)) } else { vec![] });
    put(blocks, pasting, &mut shown);
}

fn put(blocks: &mut [Block], pasting: &Pasting, shown: &mut Option<Vec<Block>>) {
    for block in blocks {
        match block {
            Block::Grid(grid) => {
                let mut cells = grid.rows.iter().flat_map(|row| &row.cells);
                let has_start =
                    cells.any(|cell| matches!(cell, Cell::Box { id, .. } if **id == *pasting.start));
                if let Some(shown) = shown.take_if(|_| has_start) {
                    let table = replace(block, Block::Reading(vec![]));
                    let said = Block::Status(AttrValue::from(pasting.said.clone()));
                    *block = Block::Boxed(
                        "planner-pasting",
                        vec![table, said, Block::Boxed("planner-pasting__preview", shown)],
                    );
                }
            }
            Block::Columns(inside, ..)
            | Block::Section(_, inside)
            | Block::Reading(inside)
            | Block::Boxed(_, inside)
            | Block::Panel(inside)
            | Block::Details(_, _, inside) => put(inside, pasting, shown),
            _ => {}
        }
    }
}

fn preview(pasting: &Pasting, tables: &[Boxes]) -> Vec<Block> {
    let pasted = &pasting.pasted;
    let mut columns: Vec<String> = vec![];
    let mut cells = vec![];
    let changes: Vec<(&str, &str)> = changes(tables, pasted).collect();
    let mut others = 0;
    // Twice: first the columns, in the order in which they stand.
    for is_first in [true, false] {
        for table in tables {
            let has_start = table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().flatten())
                .any(|(id, _)| *id == pasting.start);
            for row in &table.rows {
                for (place, cell) in row.cells.iter().enumerate() {
                    let Some((id, now)) = cell else { continue };
                    let Some((_, text)) = changes.iter().find(|(other, _)| other == id) else {
                        continue;
                    };
                    let heading = &table.columns[place];
                    let column = columns.iter().position(|known| known == heading);
                    if is_first {
                        if column.is_none() {
                            columns.push(heading.clone());
                        }
                        continue;
                    }
                    others += usize::from(!now.trim().is_empty());
                    let name = if has_start {
                        row.name.clone()
                    } else {
                        format!("{}: {}", table.caption, lower_first(&row.name))
                    };
                    let words = instead(text, now.trim());
                    cells.push((name, column.unwrap_or(0), Cell::Words(AttrValue::from(words))));
                }
            }
        }
    }
    let count = changes.len();
    let heading = format!("What you pasted fills in {}", of(pasted, count));
    let mut blocks =
        vec![Block::Heading(3, AttrValue::from(heading), Some(AttrValue::Static("paste-heading")))];
    let mut sentences = vec![pasted.how.to_owned()];
    if others > 0 {
        sentences.push("“63 for 50” is 63 in the place of 50.".to_owned());
    }
    let same = pasted.entries.len() - count;
    if same > 0 {
        sentences.push(format!("What stands there already: {}.", of(pasted, same)));
    }
    sentences.push(
        if count > 0 {
            "Press Enter to fill in, Escape to leave everything as it is."
        } else {
            "Escape closes this."
        }
        .to_owned(),
    );
    blocks.push(small(sentences.join(" ")));
    if count > 0 {
        let caption = "What will be filled in";
        blocks.push(preview_grid("paste-preview", caption, "Row", columns, cells));
    }
    if !pasted.left.is_empty() {
        blocks.push(text("Left out:"));
        blocks.push(bullets(&pasted.left));
    }
    let mut buttons = vec![];
    if count > 0 {
        buttons.push(Button::new("paste-in", format!("Fill in {}", of(pasted, count)), Look::Primary));
    }
    buttons.push(Button::new("paste-leave", "Do not fill in", Look::Secondary));
    blocks.push(Block::Buttons(buttons));
    blocks
}
