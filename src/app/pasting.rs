//! A pasted table: looked at under the table that it was pasted into, and filled in when a person says so, in one step of
//! undo.

use std::rc::Rc;

use crate::domain::Field;
use crate::present::import::counted;
use crate::present::pasting::{BoxRow, Boxes, Pasted, place_pasted};

use super::components::{Block, Cell, Grid};
use super::council::put_typed;
use super::keeping::Keeping;
use super::pages;
use super::state::{MOST_CHARACTERS, Notice, State, What};

/// What was pasted last on the page in view.
#[derive(Clone, Debug)]
pub(super) struct Pasting {
    /// The box that it was pasted into.
    pub(super) start: String,
    /// Where it goes.
    pub(super) pasted: Pasted,
    /// Whether it is being looked at. What was said of it stays in its place afterwards, so that no table moves.
    pub(super) is_open: bool,
    /// What is said of it afterwards.
    pub(super) said: String,
}

impl State {
    /// A table was pasted into a box.
    pub(super) fn pasted(&self, id: String, mut table: Vec<Vec<String>>) -> Self {
        for text in table.iter_mut().flatten() {
            if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
                text.truncate(end);
            }
        }
        match place_pasted(&self.boxes(&pages::show(self, Keeping::On).blocks), &id, &table) {
            Ok(pasted) => {
                let pasting = Pasting { start: id, pasted, is_open: true, said: String::new() };
                self.clone().with_pasting(pasting)
            }
            Err(words) => self.told(Notice::Paste(words)),
        }
    }

    /// What was pasted is filled in, or left.
    pub(super) fn pasting_pressed(&self, id: &str) -> Self {
        let Some(pasting) = self.pasting.as_ref().filter(|pasting| pasting.is_open) else {
            return self.clone();
        };
        let mut draft = (*self.draft).clone();
        let mut copy = self.making.as_ref().map(|making| making.draft.clone());
        let mut said = "Nothing was filled in.".to_owned();
        if id == "paste-in" {
            let tables = self.boxes(&pages::show(self, Keeping::On).blocks);
            let mut count = 0;
            for (id, text) in changes(&tables, &pasting.pasted) {
                if let Some(field) = self.field(id) {
                    self.set(&mut draft, &field, text);
                    count += 1;
                } else if copy.as_mut().is_some_and(|copy| put_typed(copy, id, text)) {
                    count += 1;
                }
            }
            if count > 0 {
                let is = if count == 1 { "is" } else { "are" };
                said =
                    format!("{} {is} filled in. Undo takes it back in one step.", of(&pasting.pasted, count));
            }
        }
        let mut next = self.changed(draft, What::Pasted);
        if let (Some(making), Some(copy)) = (&self.making, copy) {
            next.making = Some(Rc::new(making.changed(copy, "", &self.shipped)));
        }
        let pasting = Pasting { is_open: false, said, ..(**pasting).clone() };
        next.with_pasting(pasting)
    }

    fn with_pasting(mut self, pasting: Pasting) -> Self {
        self.pasting = Some(Rc::new(pasting));
        self.pastes += 1;
        self
    }

    /// What was pasted last, while it is being looked at.
    pub(super) fn is_pasting(&self) -> bool {
        self.pasting.as_ref().is_some_and(|pasting| pasting.is_open)
    }

    /// The tables of boxes among some blocks.
    pub(super) fn boxes(&self, blocks: &[Block]) -> Vec<Boxes> {
        let mut found = vec![];
        self.find_boxes(blocks, &mut found);
        found
    }

    fn find_boxes(&self, blocks: &[Block], found: &mut Vec<Boxes>) {
        for block in blocks {
            match block {
                Block::Grid(grid) => found.push(self.boxes_of(grid)),
                Block::Columns(inside, ..)
                | Block::Section(_, inside)
                | Block::Reading(inside)
                | Block::Boxed(_, inside)
                | Block::Panel(inside)
                | Block::Details(_, _, inside) => self.find_boxes(inside, found),
                _ => {}
            }
        }
    }

    fn boxes_of(&self, grid: &Grid) -> Boxes {
        let mut boxes = Boxes {
            caption: grid.caption.to_string(),
            first: grid.columns.first().cloned().unwrap_or_default(),
            columns: grid.columns.iter().skip(1).cloned().collect(),
            rows: vec![],
        };
        for row in &grid.rows {
            let mut cells = vec![];
            for cell in &row.cells {
                cells.push(match cell {
                    Cell::Box { id, value, .. } => Some((id.to_string(), value.to_string())),
                    _ => None,
                });
            }
            let first = cells.iter().flatten().next().and_then(|(id, _)| self.field(id));
            let measure = match first {
                Some(Field::Figure(key)) => key.measure.to_string(),
                _ => String::new(),
            };
            boxes.rows.push(BoxRow { name: row.heading.to_string(), measure, cells });
        }
        boxes
    }
}

/// What a paste would change.
pub(super) fn changes<'p>(
    tables: &'p [Boxes],
    pasted: &'p Pasted,
) -> impl Iterator<Item = (&'p str, &'p str)> {
    pasted.entries.iter().filter_map(|(id, text)| {
        let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten());
        let (_, now) = cells.into_iter().find(|(other, _)| other == id)?;
        (now.trim() != text).then_some((id.as_str(), text.as_str()))
    })
}

/// `6 figures`; of a table of dates, cells.
pub(super) fn of(pasted: &Pasted, count: usize) -> String {
    let has_dates = pasted.entries.iter().any(|(id, _)| id.starts_with("date-"));
    counted(count, if has_dates { "cell" } else { "figure" })
}
