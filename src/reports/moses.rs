//! Parallel text, as Moses and most trainers of translation want it: a line a bead, in a file for each side.

use super::alignment::{Writer, line};
use crate::bitext::Bitext;
use crate::text::Side;
use std::io::{self, Write};

/// Writes one side of parallel text.
pub(super) struct Moses {
    side: Side,
}

impl Moses {
    pub(super) fn new(side: Side) -> Self {
        Self { side }
    }
}

impl Writer for Moses {
    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        // Where a side is missing the line is empty, so that the lines keep step.
        bitext
            .beads
            .iter()
            .try_for_each(|bead| writeln!(out, "{}", line(bitext, bead, self.side)))
    }
}
