//! XLIFF 1.2: a unit a bead, the score and the kind in a note.

use super::alignment::{Writer, is_doubtful, remark, xml, xml_text};
use crate::bitext::{Bead, Bitext, UnitState};
use crate::text::Side;
use std::io::{self, Write};

/// Writes XLIFF 1.2.
#[derive(Default)]
pub(super) struct Xliff12 {
    /// Units so far.
    units: usize,
}

impl Writer for Xliff12 {
    fn begin(&mut self, first: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  \
             <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">\n    <body>",
            xml(first.source.source.path()),
            xml(first.source.lang.code()),
            xml(first.target.lang.code()),
        )
    }

    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        for bead in &bitext.beads {
            self.units += 1;
            unit(self.units, bitext, bead, out)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "    </body>\n  </file>\n</xliff>")
    }
}

fn unit(number: usize, bitext: &Bitext, bead: &Bead, out: &mut dyn Write) -> io::Result<()> {
    let locked = if bead.state == UnitState::Locked {
        " translate=\"no\""
    } else {
        ""
    };
    let state = match bead.state {
        UnitState::Untranslated => " state=\"needs-translation\"",
        UnitState::Fuzzy => " state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\"",
        UnitState::Translated if is_doubtful(bead) => " state=\"needs-review-translation\"",
        UnitState::Translated => " state=\"translated\"",
        UnitState::Locked => "",
    };
    writeln!(
        out,
        "      <trans-unit id=\"{number}\"{locked} xml:space=\"preserve\">\n        <source>{}</source>",
        xml_text(bitext, bead, Side::Source)
    )?;
    if !bead.target.is_empty() {
        writeln!(
            out,
            "        <target{state}>{}</target>",
            xml_text(bitext, bead, Side::Target)
        )?;
    }
    if let Some((score, kind)) = remark(bead) {
        writeln!(
            out,
            "        <note from=\"{}\">score {score}, {kind}</note>",
            env!("CARGO_PKG_NAME")
        )?;
    }
    writeln!(out, "      </trans-unit>")
}
