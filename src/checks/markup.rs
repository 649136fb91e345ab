//! `markup`: the structure of the source is changed: headings, lists, tags, code, emphasis, notes.

use super::placeholder::is_placeholder;
use super::shared::beads;
use super::{BeadContext, Check, Context};
use crate::document::{BlockKind, InlineKind};
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::text::{Set, Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Markup;

static RULE: Rule = Rule {
    name: "markup",
    category: Category::Markup,
    severity: Severity::Warning,
    mqm: "design and markup / markup",
    its: "markup",
    summary: "Markup of the source is changed or lost: a heading's level, list items, tags, code, emphasis, notes.",
    why: "A heading of the wrong level breaks the table of contents, a lost tag the layout, a changed name in code the \
          instruction; and a mark that the format does not recognise (** text **) stands in the text for all to see.",
    what_to_do: "Give the translation the structure of the source.",
    limits: "Emphasis that was left out is a matter of style, since Arabic has no italics: it is reported (info) only \
             where a sentence had some and has none. Headings count only where they are written as such (#), code and \
             notes only where they are nowhere in the translation. Addresses are the matter of `link`, fields that a \
             program fills in of `placeholder`.",
    examples: &[
        Example::wrong(
            "## الخطوة الأولى",
            "### The first step",
            "The level of the heading is another one.",
        ),
        Example::wrong(
            "- القراءة\n- الكتابة\n- الحساب",
            "- reading\n- writing and arithmetic",
            "The list has an item less.",
        ),
        Example::wrong(
            "هذا **مهم جدا** لنا.",
            "This is ** very important ** to us.",
            "The stars stand in the text.",
        ),
        Example::wrong(
            "Run `make test` first.",
            "شغل `اختبار make` أولا.",
            "The code was translated.",
        ),
        Example::right(
            "## الخطوة الأولى\n\nنص *قصير*.",
            "## The first step\n\nA *short* text.",
            "The same structure.",
        ),
        Example::right(
            "Press <b>Save</b> or run `make`.",
            "اضغط <b>حفظ</b> أو شغل `make`.",
            "Tags and code are kept.",
        ),
    ],
    options: &[OptionDoc {
        key: "emphasis",
        default: "true",
        doc: "report sentences that have lost all their emphasis",
    }],
};

impl Check for Markup {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let kept = Kept::of(cx);
        for bead in cx.beads().filter(|bead| bead.bead.is_paired()) {
            headings(&bead, out);
            tags(&bead, out);
            code(&bead, &kept, out);
            visible(&bead, out);
            if cx.options.flag(&RULE, "emphasis", true) {
                emphasis(&bead, out);
            }
        }
        notes(cx, out);
        lists(cx, out);
    }
}

/// The markup of a bead's side, with its segment.
fn inlines<'a>(
    bead: &BeadContext<'a>,
    side: Side,
) -> impl Iterator<Item = (usize, Span, &'a InlineKind)> {
    let half = bead.cx.bitext.half(side);
    bead.bead.side(side).flat_map(move |segment| {
        half.segments
            .get(segment)
            .into_iter()
            .flat_map(move |found| {
                found
                    .inlines
                    .iter()
                    .map(move |inline| (segment, inline.span, &inline.kind))
            })
    })
}

fn finding(bead: &BeadContext<'_>, confidence: f64, message: String, help: &str) -> Finding {
    let mut finding = bead.finding(&RULE, confidence, message, help);
    if let Some(place) = bead.whole(Side::Target) {
        finding = finding.target(place);
    }
    if let Some(place) = bead.whole(Side::Source) {
        finding = finding.source(place);
    }
    finding
}

/// Characters before a heading's text in which its mark is looked for.
const MARK: usize = 64;

/// The kind of the block of a bead's first segment, and whether it is written as a heading rather than taken for one.
fn block(bead: &BeadContext<'_>, side: Side) -> Option<(BlockKind, bool)> {
    let half = bead.cx.bitext.half(side);
    let segment = half.segments.get(bead.bead.side(side).start)?;
    let block = half.blocks.get(segment.block)?;
    let start = block.text.whole().start;
    // The mark stands right before the text; a line may be as long as the file.
    let before = half.source.text().get(..start)?.chars().rev();
    let marked = before
        .take(MARK)
        .take_while(|c| *c != '\n')
        .any(|c| c == '#');
    Some((block.kind, marked))
}

fn headings(bead: &BeadContext<'_>, out: &mut Vec<Finding>) {
    let (Some((source, marked)), Some((target, marked_too))) =
        (block(bead, Side::Source), block(bead, Side::Target))
    else {
        return;
    };
    let message = match (source, target) {
        (BlockKind::Heading(a), BlockKind::Heading(b)) if a != b && marked && marked_too => {
            format!("the heading has level {a} in the source and {b} in the translation")
        }
        (BlockKind::Heading(_), BlockKind::Paragraph | BlockKind::ListItem) if marked => {
            "the heading of the source is none in the translation".to_owned()
        }
        (BlockKind::Paragraph | BlockKind::ListItem, BlockKind::Heading(_)) if marked_too => {
            "the translation is a heading, and the source is none".to_owned()
        }
        _ => return,
    };
    out.push(finding(
        bead,
        0.9,
        message,
        "Give the heading the level of the source.",
    ));
}

/// Tags of HTML and XML formats: every one of the source stands in the translation as often.
fn tags(bead: &BeadContext<'_>, out: &mut Vec<Finding>) {
    let of = |side| {
        let mut names: Vec<&str> = inlines(bead, side)
            .filter_map(|(_, _, kind)| match kind {
                InlineKind::Tag(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let texts: Vec<&str> = bead
            .segments(side)
            .flat_map(|(_, text, _)| written_tags(text))
            .collect();
        names.extend(texts);
        names.sort_unstable();
        names
    };
    let (source, target) = (of(Side::Source), of(Side::Target));
    if source == target {
        return;
    }
    let (lost, added) = (without(&source, &target), without(&target, &source));
    let list = |names: &[&str]| {
        let named: Vec<String> = names
            .iter()
            .take(6)
            .map(|name| format!("<{name}>"))
            .collect();
        named.join(", ")
    };
    let message = match (lost.is_empty(), added.is_empty()) {
        (false, true) => format!("the tag {} is lost", list(&lost)),
        (true, _) => format!("the tag {} has no counterpart in the source", list(&added)),
        _ => format!("the tag {} became {}", list(&lost), list(&added)),
    };
    out.push(finding(bead, 0.9, message, "Copy the tags of the source."));
}

/// What the first sorted list has more of.
fn without<'a>(list: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut rest = other.iter().peekable();
    let mut out = Vec::new();
    for name in list {
        while rest.next_if(|next| *next < name).is_some() {}
        if rest.next_if(|next| *next == name).is_none() {
            out.push(*name);
        }
    }
    out
}

/// Tags that stand in the text itself, as in software messages: `b` for `<b>`, `/b` for `</b>`.
fn written_tags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').filter_map(|(at, _)| {
        let inner = text.get(at + 1..)?;
        let inner = inner.get(..inner.find(['>', '<'])?)?;
        let closing = usize::from(inner.starts_with('/'));
        let name = inner.get(closing..)?;
        let length = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
            .unwrap_or(name.len());
        let rest = name.get(length..)?;
        let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && (rest.is_empty() || rest.starts_with([' ', '/']))
            && text.get(at + 1 + inner.len()..)?.starts_with('>')
            && length <= 12
            && !inner.contains('@');
        plain.then(|| &inner[..closing + length])
    })
}

/// The code of both texts.
struct Kept {
    target: Set<String>,
}

impl Kept {
    fn of(cx: &Context<'_>) -> Self {
        let mut target = Set::default();
        for segment in &cx.bitext.target.segments {
            for inline in &segment.inlines {
                if inline.kind == InlineKind::Code {
                    target.insert(bare(inline.span.of(segment.as_str())));
                }
            }
        }
        Self { target }
    }
}

/// Code without spaces, which a line end may change.
fn bare(code: &str) -> String {
    code.split_whitespace().collect()
}

fn code(bead: &BeadContext<'_>, kept: &Kept, out: &mut Vec<Finding>) {
    let of = |side| -> Vec<(usize, Span, &str)> {
        inlines(bead, side)
            .filter(|(_, span, kind)| **kind == InlineKind::Code && !span.is_empty())
            .map(|(segment, span, _)| (segment, span, span.of(bead.cx.text(side, segment))))
            .collect()
    };
    let target = of(Side::Target);
    let text: String = bare(&bead.text(Side::Target));
    let mut seen = Set::default();
    for (segment, span, written) in of(Side::Source) {
        let key = bare(written);
        // Words in code that are no names are translated with reason: comments, sample output.
        let technical = key.is_ascii();
        // What a program fills in is the business of `placeholder`.
        if !technical
            || is_placeholder(&key)
            || kept.target.contains(&key)
            || text.contains(&key)
            || !seen.insert(key)
        {
            continue;
        }
        let other = target
            .iter()
            .map(|(segment, span, other)| {
                let alike = strsim::normalized_damerau_levenshtein(&bare(other), &bare(written));
                (alike, *segment, *span, *other)
            })
            .filter(|(alike, ..)| *alike > 0.3)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let message = match other {
            Some((_, _, _, other)) => format!("the code {written} became {other}"),
            None => format!("the code {written} is lost"),
        };
        let mut finding = finding(bead, 0.85, message, "Copy the code of the source.");
        if let Some(place) = bead.place(Side::Source, segment, span) {
            finding = finding.source(place);
        }
        if let Some((_, segment, span, _)) = other
            && let Some(place) = bead.place(Side::Target, segment, span)
        {
            finding = finding.target(place);
        }
        out.push(finding);
    }
}

/// Marks of Markdown that the format did not recognise, so that they stand in the text.
fn visible(bead: &BeadContext<'_>, out: &mut Vec<Finding>) {
    const MARKS: [&str; 4] = ["**", "__", "](", "] ("];
    let source = bead.text(Side::Source);
    for (segment, text, _) in bead.segments(Side::Target) {
        let Some(found) = bead.cx.bitext.target.segments.get(segment) else {
            continue;
        };
        for mark in MARKS {
            if source.contains(mark) {
                continue;
            }
            let at = text.match_indices(mark).map(|(at, _)| at).find(|at| {
                let span = Span::new(*at, at + mark.len());
                let held = found
                    .inlines
                    .iter()
                    .any(|inline| inline.kind == InlineKind::Code && inline.span.overlaps(span));
                // `file__name`, `[1] (see …)`.
                let link = !mark.starts_with(']')
                    || text
                        .get(at + mark.len()..)
                        .is_some_and(|rest| rest.starts_with("http") || rest.starts_with("www."));
                let name = mark == "__"
                    && text[..*at].ends_with(|c: char| c.is_alphanumeric())
                    && text[at + 2..].starts_with(|c: char| c.is_alphanumeric());
                found.text.is_verbatim(span) && !held && link && !name && !is_rule(text)
            });
            let Some(at) = at else { continue };
            let mut finding = finding(
                bead,
                0.9,
                format!("the mark {mark} stands in the text"),
                "Write the mark without the space that keeps it from being one.",
            );
            if let Some(place) = bead.place(Side::Target, segment, Span::new(at, at + mark.len())) {
                finding = finding.target(place);
            }
            out.push(finding);
            return;
        }
    }
}

/// Whether a text is a line drawn with marks, or a field to be filled in.
fn is_rule(text: &str) -> bool {
    text.contains("___") || text.contains("***") || !text.contains(char::is_alphabetic)
}

fn emphasis(bead: &BeadContext<'_>, out: &mut Vec<Finding>) {
    let count = |side| {
        inlines(bead, side)
            .filter(|(_, _, kind)| matches!(kind, InlineKind::Emphasis | InlineKind::Strong))
            .count()
    };
    if count(Side::Source) > 0 && count(Side::Target) == 0 {
        out.push(
            finding(
                bead,
                0.8,
                "the emphasis of the source is lost".to_owned(),
                "Emphasise the words that the source emphasises.",
            )
            .severity(Severity::Info),
        );
    }
}

/// References to notes that stand nowhere in the translation.
fn notes(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let labels = |side| -> Set<&str> {
        cx.bitext
            .half(side)
            .segments
            .iter()
            .flat_map(|segment| &segment.inlines)
            .filter_map(|inline| match &inline.kind {
                InlineKind::NoteReference(label) => Some(label.as_str()),
                _ => None,
            })
            .collect()
    };
    let target = labels(Side::Target);
    // Labels may be renamed throughout; then their number tells.
    let source = labels(Side::Source);
    if source.is_subset(&target) || !source.is_empty() && source.len() == target.len() {
        return;
    }
    for bead in cx.beads().filter(|bead| bead.bead.is_paired()) {
        for (segment, span, kind) in inlines(&bead, Side::Source) {
            let InlineKind::NoteReference(label) = kind else {
                continue;
            };
            let served = inlines(&bead, Side::Target)
                .any(|(_, _, kind)| matches!(kind, InlineKind::NoteReference(_)));
            if target.contains(label.as_str()) || served {
                continue;
            }
            let mut finding = finding(
                &bead,
                0.85,
                format!("the note [{label}] is lost"),
                "Put the reference to the note where the source has it.",
            );
            if let Some(place) = bead.place(Side::Source, segment, span) {
                finding = finding.source(place);
            }
            out.push(finding);
        }
    }
}

/// Runs of list items, each as the blocks from the first to one past the last.
fn runs(cx: &Context<'_>, side: Side) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, block) in cx.bitext.half(side).blocks.iter().enumerate() {
        if block.kind != BlockKind::ListItem {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Lists that have more items on one side, where each is paired with the other and with nothing else.
fn lists(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let source = runs(cx, Side::Source);
    let target = runs(cx, Side::Target);
    if source.is_empty() || target.is_empty() {
        return;
    }
    let of = beads(cx, Side::Target);
    // Which run of the other side the segments of each run are paired with; none where there are several.
    let partner = |side: Side, run: &std::ops::Range<usize>, others: &[std::ops::Range<usize>]| {
        let mut found: Option<usize> = None;
        for bead in &cx.bitext.beads {
            let mut blocks = bead.side(side).filter_map(|segment| {
                cx.bitext
                    .half(side)
                    .segments
                    .get(segment)
                    .map(|segment| segment.block)
            });
            if !blocks.any(|block| run.contains(&block)) {
                continue;
            }
            for segment in bead.side(side.other()) {
                let block = cx.bitext.half(side.other()).segments.get(segment)?.block;
                let other = others.iter().position(|other| other.contains(&block))?;
                if found.is_some_and(|found| found != other) {
                    return None;
                }
                found = Some(other);
            }
        }
        found
    };
    if source.len() * cx.bitext.beads.len() > 5_000_000 {
        return;
    }
    for (index, run) in source.iter().enumerate() {
        let Some(other) = partner(Side::Source, run, &target) else {
            continue;
        };
        let Some(there) = target.get(other) else {
            continue;
        };
        if run.len() == there.len() || partner(Side::Target, there, &source) != Some(index) {
            continue;
        }
        let first = cx
            .bitext
            .target
            .segments
            .iter()
            .position(|segment| segment.block == there.start);
        let Some(bead) = first
            .and_then(|segment| of.get(segment))
            .and_then(|bead| cx.bead(*bead))
        else {
            continue;
        };
        out.push(finding(
            &bead,
            0.85,
            format!(
                "the list has {} items in the source and {} in the translation",
                run.len(),
                there.len()
            ),
            "Give the list the items of the source.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, findings_in_markdown};

    #[test]
    fn changed_markup_is_flagged() {
        for (source, target) in [
            ("# عنوان", "## Title"),
            ("## عنوان\n\nنص.", "Title\n\nText."),
            ("عنوان\n\nنص.", "## Title\n\nText."),
            ("- أ\n- ب\n- ج\n- د", "- a\n- b\n- c"),
            ("1. أولا\n2. ثانيا", "1. first\n2. second\n3. third"),
            ("نص **مهم** هنا.", "An **important ** text here."),
            ("نص **مهم** هنا.", "An important text here."),
            (
                "انظر [هنا](https://example.org).",
                "See [here] (https://example.org).",
            ),
            ("شغل `cargo test` أولا.", "Run `cargo tset` first."),
            ("شغل `cargo test` أولا.", "Run the tests first."),
            ("الماء H<sub>2</sub>O.", "Water is H2O."),
            ("اضغط <b>حفظ</b>.", "Press Save."),
            ("نص[^1] مهم.\n\n[^1]: حاشية.", "An important text.\n\nNote."),
            ("كلمة *مهمة*.", "A word."),
            ("نص ~~محذوف~~ هنا.", "A deleted text here."),
            ("Some __bold__ text.", "نص __عريض __ هنا."),
        ] {
            let found = findings_in_markdown(&Markup, source, target);
            assert!(!found.is_empty(), "silent on {source:?} / {target:?}");
        }
    }

    #[test]
    fn kept_markup_is_not() {
        for (source, target) in [
            ("# عنوان\n\nنص.", "# Title\n\nText."),
            ("Title\n=====\n\nText.", "# عنوان\n\nنص."),
            ("- أ\n- ب", "- a\n- b"),
            ("* أ\n* ب", "1. a\n2. b"),
            ("نص **مهم** هنا.", "An *important* text here."),
            ("نص مهم هنا.", "An **important** text here."),
            ("شغل `make`.", "Run `make`."),
            ("اكتب `مرحبا`.", "Write `hello`."),
            ("شغل `make` ثم `test`.", "First `test`, then `make`."),
            (
                "انظر [هنا](https://example.org).",
                "See [here](https://example.org).",
            ),
            ("نص[^1].\n\n[^1]: حاشية.", "Text.[^1]\n\n[^1]: Note."),
            ("نص[^أ].\n\n[^أ]: حاشية.", "Text[^a].\n\n[^a]: Note."),
            ("H<sub>2</sub>O ماء", "H<sub>2</sub>O is water"),
            ("الملف my__file__name.", "The file my__file__name."),
            ("2 \\*\\* 3 يساوي 8", "2 \\*\\* 3 is 8"),
            ("املأ: ______", "Fill in: ______"),
            ("> اقتباس", "> Quotation"),
            (
                "| أ | ب |\n|---|---|\n| ج | د |",
                "| a | b |\n|---|---|\n| c | d |",
            ),
        ] {
            let found = findings_in_markdown(&Markup, source, target);
            let messages: Vec<_> = found.iter().map(|finding| &finding.message).collect();
            assert!(found.is_empty(), "{source:?} / {target:?}: {messages:?}");
        }
    }

    #[test]
    fn tags_that_stand_in_a_message_are_compared() {
        let found = findings(&Markup, "Press <b>Save</b> now.", "اضغط <b>حفظ<b> الآن.");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("</b>"));
        assert!(findings(&Markup, "x < y and y > z", "س < ص وص > ع").is_empty());
    }

    #[test]
    fn a_placeholder_in_code_is_left_to_its_own_rule() {
        let changed = |from: &str, to: &str| {
            let source = format!("اكتب `{from}` في الحقل الأول.");
            let target = format!("Type `{to}` in the first field.");
            findings_in_markdown(&Markup, &source, &target)
        };
        assert!(changed("{city}", "{town}").is_empty());
        assert_eq!(changed("city_name", "town_name").len(), 1);
    }
}
