//! XLIFF 2.1: a unit a bead, the score and the kind as notes.

use super::alignment::{Writer, is_doubtful, remark, xml, xml_text};
use crate::bitext::{Bead, Bitext, UnitState};
use crate::text::Side;
use std::io::{self, Write};

/// Writes XLIFF 2.1.
#[derive(Default)]
pub(super) struct Xliff21 {
    /// Units so far.
    units: usize,
}

impl Writer for Xliff21 {
    fn begin(&mut self, first: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        // Version 2.1 has the namespace of 2.0.
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"{}\" trgLang=\"{}\">\n  \
             <file id=\"f1\" original=\"{}\">",
            xml(first.source.lang.code()),
            xml(first.target.lang.code()),
            xml(first.source.source.path()),
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
        // A file without a unit is not allowed.
        if self.units == 0 {
            writeln!(
                out,
                "    <unit id=\"u1\"><segment><source/></segment></unit>"
            )?;
        }
        writeln!(out, "  </file>\n</xliff>")
    }
}

fn unit(number: usize, bitext: &Bitext, bead: &Bead, out: &mut dyn Write) -> io::Result<()> {
    let locked = if bead.state == UnitState::Locked {
        " translate=\"no\""
    } else {
        ""
    };
    let state = match bead.state {
        _ if bead.target.is_empty() => "initial",
        UnitState::Untranslated => "initial",
        // What has a text and isn't confirmed is in the first state too; the second part says which it is.
        UnitState::Fuzzy => concat!("initial\" subState=\"", env!("CARGO_PKG_NAME"), ":fuzzy"),
        _ if is_doubtful(bead) => {
            concat!("initial\" subState=\"", env!("CARGO_PKG_NAME"), ":doubtful")
        }
        _ => "translated",
    };
    writeln!(
        out,
        "    <unit id=\"u{number}\"{locked} xml:space=\"preserve\">"
    )?;
    if let Some((score, kind)) = remark(bead) {
        writeln!(
            out,
            "      <notes><note category=\"score\">{score}</note><note category=\"kind\">{kind}</note></notes>"
        )?;
    }
    writeln!(
        out,
        "      <segment state=\"{state}\">\n        <source>{}</source>",
        xml_text(bitext, bead, Side::Source)
    )?;
    if !bead.target.is_empty() {
        writeln!(
            out,
            "        <target>{}</target>",
            xml_text(bitext, bead, Side::Target)
        )?;
    }
    writeln!(out, "      </segment>\n    </unit>")
}
