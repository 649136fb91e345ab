//! Text with marks, cut into runs that a template can write: marks may overlap, links may not.

use crate::findings::Severity;
use crate::reports::text::{Shown, is_rtl, shown};
use crate::text::Span;

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A finding.
    Finding(Severity),
    /// A finding that doesn't count.
    Suppressed,
    /// A glossary term.
    Term,
}

impl Kind {
    fn rank(self) -> u8 {
        match self {
            Kind::Finding(Severity::Error) => 4,
            Kind::Finding(Severity::Warning) => 3,
            Kind::Finding(Severity::Info) => 2,
            Kind::Suppressed => 1,
            Kind::Term => 0,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Kind::Finding(severity) => severity.name(),
            Kind::Suppressed => "suppressed",
            Kind::Term => "term",
        }
    }
}

/// A marked part of a text.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// Which finding or term.
    pub index: usize,
    /// What for.
    pub kind: Kind,
}

/// A piece of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it is the code of a character that would be invisible or move others.
    pub code: bool,
    /// Whether it is right-to-left text inside a line of ours.
    pub rtl: bool,
}

/// The link of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Classes: the gravest kind, and `term` where it is a term too.
    pub class: String,
    /// Identifier of the element it leads to.
    pub to: String,
    /// The findings, by number, separated by spaces.
    pub findings: String,
    /// The terms likewise.
    pub terms: String,
}

/// A part of a text that is marked the same all through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it leads, if it is marked.
    pub link: Option<Link>,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// Where nothing stands but something should.
const CARET: &str = "\u{2038}";

/// Cuts a text at the ends of its marks.
pub fn runs(text: &str, marks: &[Mark]) -> Vec<Run> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for mark in marks {
        cuts.extend([mark.span.start, mark.span.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<Run> = Vec::new();
    for (at, cut) in cuts.iter().copied().enumerate() {
        let empty: Vec<&Mark> = marks
            .iter()
            .filter(|mark| mark.span.is_empty() && mark.span.start == cut)
            .collect();
        if !empty.is_empty() {
            out.push(Run {
                link: link(&empty),
                pieces: pieces(CARET),
            });
        }
        let Some(end) = cuts.get(at + 1) else {
            break;
        };
        let span = Span::new(cut, *end);
        let over: Vec<&Mark> = marks
            .iter()
            .filter(|mark| !mark.span.is_empty() && mark.span.contains(span))
            .collect();
        out.push(Run {
            link: link(&over),
            pieces: of_text(span.of(text), false),
        });
    }
    out
}

fn link(marks: &[&Mark]) -> Option<Link> {
    let worst = marks.iter().max_by_key(|mark| mark.kind.rank())?;
    let numbers = |term: bool| {
        let mut numbers: Vec<usize> = marks
            .iter()
            .filter(|mark| (mark.kind == Kind::Term) == term)
            .map(|mark| mark.index)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        numbers.join(" ")
    };
    let is_term = marks.iter().any(|mark| mark.kind == Kind::Term);
    let mut class = String::from("m ");
    class.push_str(worst.kind.class());
    if is_term && worst.kind != Kind::Term {
        class.push_str(" term");
    }
    let lead = if worst.kind == Kind::Term { 'g' } else { 'f' };
    Some(Link {
        class,
        to: format!("{lead}{}", worst.index),
        findings: numbers(false),
        terms: numbers(true),
    })
}

/// The pieces of a line of ours, in which right-to-left words are isolated.
pub fn pieces(text: &str) -> Vec<Piece> {
    of_text(text, true)
}

fn of_text(text: &str, isolated: bool) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut add = |text: &str, code: bool, rtl: bool| match out.last_mut() {
        Some(last) if last.code == code && last.rtl == rtl && !code => last.text.push_str(text),
        _ => out.push(Piece {
            text: text.to_owned(),
            code,
            rtl,
        }),
    };
    let mut buffer = [0; 4];
    // What stands after a right-to-left letter and may yet turn out to stand between two of them.
    let mut waiting = String::new();
    let mut in_rtl = false;
    for c in text.chars() {
        let what = shown(c);
        if isolated && what == Shown::Itself && is_rtl(c) {
            add(&waiting, false, in_rtl);
            waiting.clear();
            in_rtl = true;
            add(c.encode_utf8(&mut buffer), false, true);
            continue;
        }
        match what {
            Shown::Code => {
                if !waiting.is_empty() {
                    add(&waiting, false, false);
                    waiting.clear();
                }
                in_rtl = false;
                add(&format!("U+{:04X}", c as u32), true, false);
            }
            Shown::Space => waiting.push(' '),
            Shown::Itself => {
                waiting.push(c);
                if c.is_alphabetic() || !in_rtl {
                    in_rtl = false;
                    add(&waiting, false, false);
                    waiting.clear();
                }
            }
        }
    }
    if !waiting.is_empty() {
        add(&waiting, false, false);
    }
    out.retain(|piece| !piece.text.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| {
                let text: String = run.pieces.iter().map(|piece| piece.text.as_str()).collect();
                match &run.link {
                    Some(link) => {
                        format!("[{text}|{}|{}|{}]", link.class, link.findings, link.terms)
                    }
                    None => text,
                }
            })
            .collect()
    }

    #[test]
    fn overlapping_marks_become_runs_side_by_side() {
        let mark = |start, end, index, kind| Mark {
            span: Span::new(start, end),
            index,
            kind,
        };
        let marks = [
            mark(0, 6, 3, Kind::Finding(Severity::Warning)),
            mark(4, 9, 1, Kind::Finding(Severity::Error)),
            mark(4, 6, 0, Kind::Term),
            mark(9, 9, 7, Kind::Finding(Severity::Info)),
        ];
        assert_eq!(
            drawn(&runs("one two three", &marks)),
            "[one |m warning|3|][tw|m error term|1 3|0][o t|m error|1|][\u{2038}|m info|7|]hree"
        );
        assert_eq!(drawn(&runs("one", &[])), "one");
        assert_eq!(runs("", &[]), []);
    }

    #[test]
    fn right_to_left_words_and_hidden_characters_are_pieces_of_their_own() {
        let drawn: Vec<(String, bool, bool)> = pieces("“خطة العمل” is\u{202E} 12")
            .into_iter()
            .map(|piece| (piece.text, piece.code, piece.rtl))
            .collect();
        let expected = [
            ("“", false, false),
            ("خطة العمل", false, true),
            ("” is", false, false),
            ("U+202E", true, false),
            (" 12", false, false),
        ]
        .map(|(text, code, rtl)| (text.to_owned(), code, rtl));
        assert_eq!(drawn, expected);
        assert_eq!(pieces("a\tb\nc")[0].text, "a b c");
    }
}
