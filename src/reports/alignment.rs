//! How `align` prints a bitext: a table of formats.

use super::excerpt::Joined;
use super::{html, moses, tmx, xliff12, xliff21};
use crate::bitext::{Bead, Bitext, Half, UnitState};
use crate::text::Side;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// A format of alignments.
pub struct AlignmentFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// What it keeps of the beads beside their texts, and what it doesn't.
    pub keeps: &'static str,
    /// The format of files that reads it back as the same beads; none where nothing does.
    pub read_as: Option<&'static str>,
    /// What it is written to.
    pub files: Files,
}

/// What an alignment is written to.
pub enum Files {
    /// One file, part by part.
    One(fn() -> Box<dyn Writer>),
    /// One file that shows all parts together.
    Whole(fn(&[Bitext], &mut dyn Write) -> io::Result<()>),
    /// A file for each side.
    Two(fn(Side) -> Box<dyn Writer>),
}

/// Writes an alignment, which may come in parts.
pub trait Writer {
    /// Writes what stands before the beads. `first` is the first part.
    ///
    /// # Errors
    /// What the output says.
    fn begin(&mut self, _first: &Bitext, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes the beads of the next part.
    ///
    /// # Errors
    /// What the output says.
    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what stands after the beads.
    ///
    /// # Errors
    /// What the output says.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Every format.
pub static ALIGNMENT_FORMATS: &[AlignmentFormat] = &[
    AlignmentFormat {
        name: "tsv",
        about: "score, kind, source text, target text: a bead a line",
        keeps: "scores, kinds, beads with one side; segments of a bead are joined, states are left out, tabs, line ends and controls are spaces",
        read_as: Some("tsv"),
        files: Files::One(|| Box::new(Tsv)),
    },
    AlignmentFormat {
        name: "jsonl",
        about: "one JSON object a bead, one a line",
        keeps: "all: scores, kinds, states, segments with lines and bytes",
        read_as: Some("jsonl"),
        files: Files::One(|| Box::new(Jsonl::default())),
    },
    AlignmentFormat {
        name: "html",
        about: "one page with both texts side by side, for a browser",
        keeps: "scores, kinds, segments",
        read_as: None,
        files: Files::Whole(html::write_alignment),
    },
    AlignmentFormat {
        name: "tmx",
        about: "TMX 1.4, a translation memory with a unit a bead",
        keeps: "scores, kinds and states as properties, beads with one side; segments of a bead are joined, controls that XML lacks are spaces",
        read_as: Some("tmx"),
        files: Files::One(|| Box::new(tmx::Tmx::default())),
    },
    AlignmentFormat {
        name: "xliff-1.2",
        about: "XLIFF 1.2 with a unit a bead",
        keeps: "scores and kinds as a note, beads with one side, states, `needs-review-translation` for a score below .5; segments of a bead are joined, controls that XML lacks are spaces",
        read_as: Some("xliff"),
        files: Files::One(|| Box::new(xliff12::Xliff12::default())),
    },
    AlignmentFormat {
        name: "xliff-2.1",
        about: "XLIFF 2.1 with a unit a bead",
        keeps: "scores and kinds as notes, beads with one side, states, `initial` for a score below .5; segments of a bead are joined, controls that XML lacks are spaces",
        read_as: Some("xliff"),
        files: Files::One(|| Box::new(xliff21::Xliff21::default())),
    },
    AlignmentFormat {
        name: "moses",
        about: "parallel text: two files, in which the same lines are a bead",
        keeps: "beads with one side as an empty line; segments of a bead are joined, line ends and controls are spaces",
        read_as: None,
        files: Files::Two(|side| Box::new(moses::Moses::new(side))),
    },
];

/// The format of this name. XLIFF without a version is 1.2, which more programs read; `xliff2` is 2.1.
pub fn format(name: &str) -> Option<&'static AlignmentFormat> {
    let name = match name {
        "xliff" => "xliff-1.2",
        "xliff2" => "xliff-2.1",
        name => name,
    };
    ALIGNMENT_FORMATS.iter().find(|format| format.name == name)
}

impl AlignmentFormat {
    /// Writes bitexts: one a pair, or several that are the parts of one large file.
    ///
    /// # Errors
    /// What the output says; also where the format has a file for each side.
    pub fn write(&self, parts: &[Bitext], out: &mut dyn Write) -> io::Result<()> {
        match self.files {
            Files::Whole(write) => write(parts, out),
            Files::One(start) => {
                let mut writer = start();
                if let Some(first) = parts.first() {
                    writer.begin(first, out)?;
                    parts.iter().try_for_each(|part| writer.part(part, out))?;
                    writer.end(out)?;
                }
                Ok(())
            }
            Files::Two(_) => Err(io::Error::other(format!(
                "{} has a file for each side",
                self.name
            ))),
        }
    }
}

/// The codes of the two languages.
pub fn codes(bitext: &Bitext) -> [&'static str; 2] {
    Side::BOTH.map(|side| bitext.half(side).lang.code())
}

/// Hands each part to each writer as it comes.
///
/// # Errors
/// What an output says; where it is the input that is broken, what is wrong with it is left in `broken`.
pub fn pour<E>(
    parts: &mut dyn Iterator<Item = Result<Bitext, E>>,
    outs: &mut [(Box<dyn Writer>, &mut dyn Write)],
    broken: &mut Option<E>,
) -> io::Result<()> {
    let mut begun = false;
    for part in parts {
        let part = match part {
            Ok(part) => part,
            Err(error) => {
                *broken = Some(error);
                return Err(io::Error::other("the input is broken"));
            }
        };
        for (writer, out) in outs.iter_mut() {
            if !begun {
                writer.begin(&part, *out)?;
            }
            writer.part(&part, *out)?;
        }
        begun = true;
    }
    outs.iter_mut().try_for_each(
        |(writer, out)| {
            if begun { writer.end(*out) } else { Ok(()) }
        },
    )
}

/// The text of one side of a bead, as one line. Tabs, line ends of any kind and other controls are spaces: what reads
/// lines takes some of them for ends.
pub(super) fn line(bitext: &Bitext, bead: &Bead, side: Side) -> String {
    let text = Joined::new(bitext.half(side), bead.side(side)).text;
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.replace(breaks, " ")
}

/// Text as the content of an XML element. Characters that XML doesn't have are spaces.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

/// The text of one side of a bead, as the content of an XML element.
pub(super) fn xml_text(bitext: &Bitext, bead: &Bead, side: Side) -> String {
    xml(&Joined::new(bitext.half(side), bead.side(side)).text)
}

/// What is said of a bead that was computed: its score and its kind.
pub(super) fn remark(bead: &Bead) -> Option<(String, String)> {
    (!bead.given).then(|| (format!("{:.3}", bead.score), bead.kind()))
}

/// Whether a person should look at a bead that was computed: it is less than likely to be right.
pub(super) fn is_doubtful(bead: &Bead) -> bool {
    !bead.given && bead.score < 0.5
}

/// What a file said of a bead, where it is more than that it is translated.
pub(super) fn remarkable(bead: &Bead) -> Option<&'static str> {
    (bead.state != UnitState::Translated).then(|| bead.state.name())
}

/// Counts what the parts before had of the same file.
#[derive(Default)]
struct Jsonl {
    path: String,
    beads: usize,
    source: usize,
    target: usize,
}

struct Tsv;

#[derive(Serialize)]
struct BeadJson {
    bead: usize,
    kind: String,
    score: f64,
    /// What the file says of the unit, where it is more than that it is translated.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    source: SideJson,
    target: SideJson,
}

#[derive(Serialize)]
struct SideJson {
    segments: Vec<usize>,
    lines: Vec<usize>,
    spans: Vec<[usize; 2]>,
    text: String,
}

impl Writer for Jsonl {
    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        if self.path != bitext.source.source.path() {
            *self = Self {
                path: bitext.source.source.path().to_owned(),
                ..Self::default()
            };
        }
        for (index, bead) in bitext.beads.iter().enumerate() {
            let json = BeadJson {
                bead: self.beads + index,
                kind: bead.kind(),
                score: super::json::rounded(bead.score),
                state: remarkable(bead),
                source: side(&bitext.source, bead.source.clone(), self.source),
                target: side(&bitext.target, bead.target.clone(), self.target),
            };
            serde_json::to_writer(&mut *out, &json)?;
            writeln!(out)?;
        }
        self.beads += bitext.beads.len();
        self.source += bitext.source.segments.len();
        self.target += bitext.target.segments.len();
        Ok(())
    }
}

fn side(half: &Half, segments: Range<usize>, before: usize) -> SideJson {
    let found = half.segments.get(segments.clone()).unwrap_or_default();
    let places: Vec<_> = found.iter().map(|segment| segment.text.whole()).collect();
    SideJson {
        segments: segments.clone().map(|segment| before + segment).collect(),
        lines: places
            .iter()
            .map(|span| half.source.line(span.start))
            .collect(),
        spans: places
            .iter()
            .map(|span| {
                let file = half.source.file_span(*span);
                [file.start, file.end]
            })
            .collect(),
        text: Joined::new(half, segments).text,
    }
}

impl Writer for Tsv {
    fn part(&mut self, bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
        for bead in &bitext.beads {
            writeln!(
                out,
                "{:.3}\t{}\t{}\t{}",
                bead.score,
                bead.kind(),
                line(bitext, bead, Side::Source),
                line(bitext, bead, Side::Target)
            )?;
        }
        Ok(())
    }
}
