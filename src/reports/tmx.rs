//! TMX 1.4: a unit a bead, the score, the kind and the state as properties.

use super::alignment::{Writer, remark, remarkable, xml, xml_text};
use crate::bitext::{Bead, Bitext};
use crate::text::Side;
use std::io::{self, Write};

/// Writes a translation memory.
#[derive(Default)]
pub(super) struct Tmx {
    /// Units so far.
    units: usize,
}

impl Writer for Tmx {
    fn begin(&mut self, first: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        // No date: the same input gives the same bytes.
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  \
             <header creationtool=\"{}\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"{0}\" adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\"/>\n  <body>",
            env!("CARGO_PKG_NAME"),
            env!("CARGO_PKG_VERSION"),
            xml(first.source.lang.code()),
        )
    }

    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        for bead in &bitext.beads {
            self.units += 1;
            writeln!(out, "    <tu tuid=\"{}\">", self.units)?;
            if let Some((score, kind)) = remark(bead) {
                writeln!(
                    out,
                    "      <prop type=\"x-score\">{score}</prop>\n      <prop type=\"x-kind\">{kind}</prop>"
                )?;
            }
            if let Some(state) = remarkable(bead) {
                writeln!(out, "      <prop type=\"x-state\">{state}</prop>")?;
            }
            for side in Side::BOTH {
                text(bitext, bead, side, out)?;
            }
            writeln!(out, "    </tu>")?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  </body>\n</tmx>")
    }
}

fn text(bitext: &Bitext, bead: &Bead, side: Side, out: &mut dyn Write) -> io::Result<()> {
    if bead.side(side).is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "      <tuv xml:lang=\"{}\"><seg>{}</seg></tuv>",
        xml(bitext.half(side).lang.code()),
        xml_text(bitext, bead, side)
    )
}
