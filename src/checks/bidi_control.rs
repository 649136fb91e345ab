//! `bidi-control`: an invisible control turns text round, or runs on where it should have ended.

use super::shared::{Spot, after, beads, before, habit, in_code};
use super::{Check, Context};
use crate::findings::{Category, Example, Finding, Rule, Severity};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct BidiControl;

static RULE: Rule = Rule {
    name: "bidi-control",
    category: Category::Characters,
    severity: Severity::Warning,
    mqm: "linguistic conventions / character encoding",
    its: "characters",
    summary: "An invisible control of the writing direction is unbalanced, or makes text look like other text.",
    why: "These controls decide in which order a line is shown. One that is never closed turns everything up to the end \
          of the paragraph round; an override makes letters appear in another order than they are stored in, so that \
          what a person reads is not what a program finds, links or runs (the attack known as Trojan Source).",
    what_to_do: "Delete the control. Where a foreign word needs one, isolate it: U+2068 before, U+2069 after it.",
    limits: "Balanced isolates and embeddings are fine, and so are direction marks (U+200E, U+200F, U+061C) beside spaces \
             and punctuation, where writers of Arabic need them. A direction mark is reported inside a word, a number or \
             an address, and where several stand in a row.",
    examples: &[
        Example::wrong(
            "افتح الملف الآن.",
            "Open the file \u{202E}fdp.exe now.",
            "An override: the file looks like exe.pdf.",
        ),
        Example::wrong(
            "Version 2 (beta) is out.",
            "صدرت النسخة \u{2067}2 (beta) اليوم.",
            "The isolate is not closed.",
        ),
        Example::wrong(
            "زوروا الموقع.",
            "Visit https://example.org/\u{200E}help now.",
            "A mark inside an address.",
        ),
        Example::right(
            "The C++ language",
            "لغة C++\u{200E} مهمة",
            "A direction mark keeps the plus signs in place.",
        ),
        Example::right(
            "Call \u{2068}+20 100\u{2069} now.",
            "اتصل على \u{2068}+20 100\u{2069} الآن.",
            "The isolate is closed.",
        ),
        Example::right("نعم.", "Yes.", "No controls."),
    ],
    options: &[],
};

/// What a control does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    Embed,
    Override,
    EndEmbed,
    Isolate,
    EndIsolate,
    Mark,
}

fn control(c: char) -> Option<Control> {
    Some(match c {
        '\u{202A}' | '\u{202B}' => Control::Embed,
        '\u{202D}' | '\u{202E}' => Control::Override,
        '\u{202C}' => Control::EndEmbed,
        '\u{2066}'..='\u{2068}' => Control::Isolate,
        '\u{2069}' => Control::EndIsolate,
        '\u{200E}' | '\u{200F}' | '\u{061C}' => Control::Mark,
        _ => return None,
    })
}

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Override,
    Unclosed,
    Unopened,
    InWord,
    InAddress,
    Row,
}

impl Fault {
    const ALL: [Fault; 6] = [
        Fault::Override,
        Fault::Unclosed,
        Fault::Unopened,
        Fault::InWord,
        Fault::InAddress,
        Fault::Row,
    ];

    fn message(self) -> &'static str {
        match self {
            Fault::Override => "forces the letters after it into another order",
            Fault::Unclosed => {
                "is not closed, and turns everything up to the end of the paragraph round"
            }
            Fault::Unopened => "closes nothing",
            Fault::InWord => "stands inside a word or number, which no search finds any more",
            Fault::InAddress => "stands inside an address or code and becomes part of it",
            Fault::Row => "stands several times in a row",
        }
    }

    fn severity(self) -> Severity {
        match self {
            Fault::Override | Fault::InAddress => Severity::Error,
            Fault::Unclosed | Fault::InWord => Severity::Warning,
            Fault::Unopened | Fault::Row => Severity::Info,
        }
    }
}

struct Found {
    fault: Fault,
    control: char,
    segment: usize,
    span: Span,
}

impl Check for BidiControl {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let half = &cx.bitext.target;
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(first) = half.segments.get(from) {
            let length = half.segments[from..]
                .iter()
                .take_while(|segment| segment.block == first.block)
                .count();
            paragraph(cx, from..from + length, &mut found);
            from += length;
        }
        let of = beads(cx, Side::Target);
        for fault in Fault::ALL {
            let faults: Vec<&Found> = found.iter().filter(|found| found.fault == fault).collect();
            // Overrides are told one by one, what else there is once for the text.
            let groups: Vec<&[&Found]> = if fault == Fault::Override {
                faults.chunks(1).collect()
            } else {
                vec![&faults]
            };
            for group in groups {
                let Some(first) = group.first() else { continue };
                let spots: Vec<Spot> = group
                    .iter()
                    .map(|found| Spot {
                        segment: found.segment,
                        span: found.span,
                        replacement: Some(String::new()),
                    })
                    .collect();
                let message = format!(
                    "U+{:04X} {}{}",
                    u32::from(first.control),
                    fault.message(),
                    match group.len() {
                        1 => String::new(),
                        count => format!(" ({count} places)"),
                    }
                );
                let finding = habit(
                    cx,
                    &RULE,
                    0.95,
                    &spots,
                    matches!(fault, Fault::Unopened | Fault::Row),
                    message,
                    "Delete the control, or isolate the foreign words (U+2068 before, U+2069 after them).",
                );
                let source = of
                    .get(first.segment)
                    .and_then(|bead| cx.bead(*bead))
                    .and_then(|bead| bead.whole(Side::Source));
                out.extend(finding.map(|finding| {
                    let finding = finding.severity(fault.severity());
                    match source {
                        Some(place) => finding.source(place),
                        None => finding,
                    }
                }));
            }
        }
    }
}

/// The controls of one paragraph: their reach ends with it.
fn paragraph(cx: &Context<'_>, segments: std::ops::Range<usize>, found: &mut Vec<Found>) {
    let mut open: Vec<(Control, Found)> = Vec::new();
    for segment in segments {
        let text = cx.text(Side::Target, segment);
        let tokens = cx.tokens(Side::Target, segment);
        let mut last: Option<(usize, char)> = None;
        for (at, c) in text.char_indices() {
            let Some(kind) = control(c) else { continue };
            let span = Span::new(at, at + c.len_utf8());
            let here = |fault| Found {
                fault,
                control: c,
                segment,
                span,
            };
            if kind != Control::EndEmbed && kind != Control::EndIsolate && in_code(tokens, at) {
                found.push(here(Fault::InAddress));
                continue;
            }
            match kind {
                Control::Override => {
                    found.push(here(Fault::Override));
                    open.push((kind, here(Fault::Override)));
                }
                Control::Embed | Control::Isolate => open.push((kind, here(Fault::Unclosed))),
                Control::EndEmbed => match open.last() {
                    Some((Control::Embed | Control::Override, _)) => {
                        open.pop();
                    }
                    _ => found.push(here(Fault::Unopened)),
                },
                // An isolate that ends closes the embeddings that stand open in it.
                Control::EndIsolate => {
                    match open.iter().rposition(|(kind, _)| *kind == Control::Isolate) {
                        Some(from) => {
                            for (kind, inner) in open.drain(from..).skip(1) {
                                if kind == Control::Embed {
                                    found.push(inner);
                                }
                            }
                        }
                        None => found.push(here(Fault::Unopened)),
                    }
                }
                Control::Mark => {
                    let in_row = last.is_some_and(|(end, mark)| end == at && mark == c);
                    last = Some((span.end, c));
                    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    let (left, right) = (before(text, at), after(text, span.end));
                    let same_script = left.zip(right).is_some_and(|(left, right)| {
                        left.is_numeric() == right.is_numeric()
                            && crate::lang::Lang::all()
                                .all(|lang| lang.is_letter(left) == lang.is_letter(right))
                    });
                    if in_row {
                        found.push(here(Fault::Row));
                    } else if inside(left) && inside(right) && same_script {
                        found.push(here(Fault::InWord));
                    }
                }
            }
        }
    }
    found.extend(
        open.into_iter()
            .filter(|(kind, _)| *kind != Control::Override)
            .map(|(_, found)| found),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn harmful_controls_are_flagged() {
        for (source, target) in [
            ("نعم", "\u{202E}yes"),
            ("نعم", "\u{202D}yes\u{202C}"),
            ("نعم", "a \u{202A}b c"),
            ("نعم", "a \u{202B}b c"),
            ("نعم", "a \u{2066}b c"),
            ("نعم", "a \u{2067}b c"),
            ("نعم", "a \u{2068}b c"),
            ("نعم", "a b\u{2069} c"),
            ("نعم", "a b\u{202C} c"),
            ("نعم", "wo\u{200E}rd"),
            ("نعم", "wo\u{200F}rd"),
            ("نعم", "word\u{200E}\u{200E} here"),
            ("نعم", "1\u{200E}2 men"),
            ("نعم", "see https://exa\u{200E}mple.org now"),
            ("نعم", "\u{2068}a \u{202B}b\u{2069} c"),
            ("yes", "كل\u{200F}مة"),
            ("yes", "\u{202E}كلمة"),
            ("yes", "قال \u{2067}Yes ثم مضى"),
        ] {
            flags(&BidiControl, source, target);
        }
    }

    #[test]
    fn useful_controls_are_not() {
        for (source, target) in [
            ("نعم", "yes"),
            ("نعم", "a \u{2066}b\u{2069} c"),
            ("نعم", "a \u{202A}b\u{202C} c"),
            ("نعم", "a \u{2068}b \u{2067}c\u{2069} d\u{2069}"),
            ("نعم", "\u{200E}yes\u{200E}"),
            ("نعم", "yes (\u{200E}no)"),
            ("yes", "نعم\u{200F}."),
            ("yes", "(\u{200F}C++\u{200F})"),
            ("yes", "عام 2020\u{200F}، ثم"),
            ("yes", "ب\u{200E}NATO"),
            ("yes", "+20\u{200E} 100"),
            ("yes", "\u{200F}نعم"),
            ("yes", "ص\u{200F}5"),
            ("yes", "\u{061C}نعم 5%\u{061C}"),
            ("yes", "«\u{200E}Yes\u{200E}»"),
            ("yes", "\u{2068}Yes\u{2069} و\u{2068}No\u{2069}"),
        ] {
            silent(&BidiControl, source, target);
        }
    }

    #[test]
    fn the_reach_of_a_control_ends_with_its_paragraph() {
        let found = findings(&BidiControl, "أ\nب", "a \u{2067}b\nc\u{2069} d");
        assert_eq!(found.len(), 2);
    }
}
