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
    let changes: Vec<(&str, &str)> = changes(tables, pasted).collect();
    let change = |cell: &Option<(String, String)>| {
        let (id, now) = cell.as_ref()?;
        let (_, text) = changes.iter().find(|(other, _)| other == id)?;
        Some((instead(text, now.trim()), !now.trim().is_empty()))
    };
    let (mut columns, mut cells, mut has_others): (Vec<&String>, _, _) = (vec![], vec![], false);
    let mut first = "";
    // The columns in the order in which they stand, and not in that of the rows.
    for table in tables {
        for (place, heading) in table.columns.iter().enumerate() {
            let is_changed =
                table.rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| change(cell).is_some()));
            if is_changed && !columns.contains(&heading) {
                columns.push(heading);
            }
        }
    }
    for table in tables {
        let boxes = || table.rows.iter().flat_map(|row| row.cells.iter().flatten());
        let has_start = boxes().any(|(id, _)| *id == pasting.start);
        if has_start {
            first = &table.first;
        }
        for row in &table.rows {
            let name = if has_start {
                row.name.clone()
            } else {
                format!("{}: {}", table.caption, lower_first(&row.name))
            };
            for (heading, cell) in table.columns.iter().zip(&row.cells) {
                let Some((words, is_other)) = change(cell) else { continue };
                has_others |= is_other;
                let column = columns.iter().position(|known| *known == heading).unwrap_or(0);
                cells.push((name.clone(), column, Cell::Words(AttrValue::from(words))));
            }
        }
    }
    let count = changes.len();
    let heading = format!("What you pasted fills in {}", of(pasted, count));
    let mut blocks =
        vec![Block::Heading(3, AttrValue::from(heading), Some(AttrValue::Static("paste-heading")))];
    let mut sentences = vec![pasted.how.to_owned()];
    if has_others {
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
        blocks.push(preview_grid(
            "paste-preview",
            caption,
            first,
            columns.into_iter().cloned().collect(),
            cells,
        ));
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
