//! `spacing`: a space too many or too few.

use super::shared::{
    Spot, habit, in_code, last_token, near_after, near_before, next_token, signs, slip_or_habit,
};
use super::{Check, Context};
use crate::document::InlineKind;
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Lang, Token, TokenKind, is_ignorable};
use crate::text::{Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Spacing;

static RULE: Rule = Rule {
    name: "spacing",
    category: Category::Typography,
    severity: Severity::Info,
    mqm: "design and markup",
    its: "whitespace",
    summary: "A space is doubled, stands before a mark, or is missing after one.",
    why: "Stray spaces are the traces of edits. They break lines in the wrong place, a mark may open the next line, and \
          words that run together are found by no search and aligned by no program.",
    what_to_do: "One space between words, none before a mark that belongs to the word before it, one after it.",
    limits: "Numbers, times, addresses, file names, abbreviations, initials, ellipses, faces and code are left alone, so \
             are tables drawn with spaces, two spaces after a full stop, and the spaces of French before ; : ? ! in \
             French words. Where the source runs two sentences together in the same way, the file lost something and \
             not the translator. All places of one kind are one finding.",
    examples: &[
        Example::wrong(
            "انتهى الاجتماع مساء.",
            "The meeting  ended in the evening.",
            "Two spaces.",
        ),
        Example::wrong(
            "The meeting, which was long, has ended.",
            "انتهى الاجتماع ، الذي كان طويلا.",
            "A space before the comma.",
        ),
        Example::wrong(
            "وصل الوفد. وبدأت المحادثات.",
            "The delegation arrived.The talks began.",
            "No space after the full stop.",
        ),
        Example::right(
            "بلغت النسبة 3.5 في المئة الساعة 10:30.",
            "It reached 3.5 per cent at 10:30, e.g. in the U.S.A.",
            "Numbers, times and abbreviations.",
        ),
        Example::right(
            "انتظر... ثم رحل.",
            "He waited ... then left.",
            "An ellipsis.",
        ),
        Example::right(
            "We use .NET and Node.js on example.com.",
            "نستخدم .NET وNode.js على example.com.",
            "Names with a point in them.",
        ),
    ],
    options: &[OptionDoc {
        key: "allow",
        default: "[]",
        doc: "kinds that are fine: \"double\", \"before\", \"after\", \"brackets\", \"joined\", \"scripts\"",
    }],
};

/// A kind of misplaced space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Two spaces or more.
    Double,
    /// A space before a mark.
    Before,
    /// No space after a mark.
    After,
    /// A space inside a bracket.
    Brackets,
    /// A space after a word that is written together with the next.
    Joined,
    /// No space between words of two scripts.
    Scripts,
}

impl Kind {
    const ALL: [Kind; 6] = [
        Kind::Double,
        Kind::Before,
        Kind::After,
        Kind::Brackets,
        Kind::Joined,
        Kind::Scripts,
    ];

    fn name(self) -> &'static str {
        match self {
            Kind::Double => "double",
            Kind::Before => "before",
            Kind::After => "after",
            Kind::Brackets => "brackets",
            Kind::Joined => "joined",
            Kind::Scripts => "scripts",
        }
    }

    fn message(self, shown: &str) -> String {
        match self {
            Kind::Double => "two or more spaces in a row".to_owned(),
            Kind::Before => format!("a space before the mark in “{shown}”"),
            Kind::After => format!("no space after the mark in “{shown}”"),
            Kind::Brackets => format!("a space inside the bracket in “{shown}”"),
            Kind::Joined => format!("“{shown}” is written with a space after the conjunction"),
            Kind::Scripts => format!("no space between the words in “{shown}”"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Kind::Double => "Leave one space.",
            Kind::Before | Kind::Brackets => "Delete the space.",
            Kind::After | Kind::Scripts => "Put a space.",
            Kind::Joined => "Write the conjunction together with the next word.",
        }
    }

    /// Whether a place of this kind can be mended without anybody looking.
    fn safe(self) -> bool {
        matches!(
            self,
            Kind::Double | Kind::Before | Kind::Brackets | Kind::Joined
        )
    }
}

/// A misplaced space: the words to show, and where what would be written.
struct Found {
    kind: Kind,
    segment: usize,
    shown: Span,
    edit: Span,
    replacement: &'static str,
}

impl Check for Spacing {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let allowed = cx.options.list(&RULE, "allow");
        let mut found = Vec::new();
        for bead in cx.beads() {
            // Two sentences that the source runs together as well: a line end or a note was lost in both files.
            let lost = bead
                .segments(Side::Source)
                .any(|(segment, text, analysis)| {
                    scan(text, &analysis.tokens, bead.cx.lang(Side::Source), segment)
                        .iter()
                        .any(|found| found.kind == Kind::After)
                });
            for (segment, text, analysis) in bead.segments(Side::Target) {
                let places = scan(text, &analysis.tokens, bead.cx.lang(Side::Target), segment);
                let marks = marks(cx, segment);
                found.extend(
                    places
                        .into_iter()
                        .filter(|place| !(lost && place.kind == Kind::After))
                        .filter(|place| {
                            !marks
                                .iter()
                                .any(|at| place.edit.start <= *at && *at <= place.edit.end)
                        }),
                );
            }
        }
        for kind in Kind::ALL {
            if allowed.contains(&kind.name()) {
                continue;
            }
            report(cx, kind, &found, out);
        }
    }
}

/// Where elements stand in a segment of which no text is shown: what a program will put there may be a word.
fn marks(cx: &Context<'_>, segment: usize) -> Vec<usize> {
    let segments = &cx.bitext.half(Side::Target).segments;
    let inlines = segments
        .get(segment)
        .into_iter()
        .flat_map(|found| &found.inlines);
    inlines
        .filter(|inline| inline.span.is_empty() && matches!(inline.kind, InlineKind::Tag(_)))
        .map(|inline| inline.span.start)
        .collect()
}

fn report(cx: &Context<'_>, kind: Kind, found: &[Found], out: &mut Vec<Finding>) {
    let of: Vec<&Found> = found.iter().filter(|place| place.kind == kind).collect();
    let Some(first) = of.first() else { return };
    let spots: Vec<Spot> = of
        .iter()
        .map(|place| Spot {
            segment: place.segment,
            span: place.edit,
            replacement: Some(place.replacement.to_owned()),
        })
        .collect();
    let shown = first.shown.of(cx.text(Side::Target, first.segment));
    let mut message = kind.message(shown);
    if of.len() > 1 {
        let more = of.len() - 1;
        let places = if more == 1 { "place" } else { "places" };
        message.push_str(&format!(", and in {more} more {places}"));
    }
    let finding = habit(cx, &RULE, 0.9, &spots, kind.safe(), message, kind.help());
    let severity = match kind {
        Kind::After | Kind::Scripts => slip_or_habit(of.len()),
        _ => Severity::Info,
    };
    out.extend(finding.map(|finding| finding.severity(severity)));
}

fn scan(text: &str, tokens: &[Token], lang: Lang, segment: usize) -> Vec<Found> {
    let mut out = Vec::new();
    let mut push = |kind, shown: Span, edit: Span, replacement| {
        out.push(Found {
            kind,
            segment,
            shown,
            edit,
            replacement,
        });
    };
    let gaps = gaps(text);
    let wide = gaps.iter().filter(|gap| gap.is_wide(text)).count();
    for gap in &gaps {
        let (Some(left), Some(right)) = (
            text[..gap.span.start].chars().next_back(),
            text[gap.span.end..].chars().next(),
        ) else {
            continue;
        };
        let before_mark = lang.typography().trailing.contains(&right)
            && takes_no_space(text, tokens, gap.span, right, lang);
        if before_mark {
            let shown = around(text, gap.span);
            push(Kind::Before, shown, gap.span, "");
        } else if gap.is_wide(text)
            && wide < 3
            && !matches!(left, '.' | '!' | '?' | '؟' | '…' | ':' | '|')
            && right != '|'
        {
            let narrow = Span::new(gap.span.start + 1, gap.span.end);
            if gap.starts_with_space(text) {
                push(Kind::Double, around(text, gap.span), narrow, "");
            }
        }
        let beside = matches!(left, '(' | '[') && is_word_side(right)
            || matches!(right, ')' | ']') && is_word_side(left);
        if beside && !is_face(text, gap.span) && closes_here(text, gap.span, left, right) {
            push(Kind::Brackets, around(text, gap.span), gap.span, "");
        }
    }
    for (at, mark) in signs(text, tokens) {
        if lang.typography().spaced.contains(&mark)
            && let Some(shown) = runs_on(text, tokens, at, mark, lang)
        {
            let end = at + mark.len_utf8();
            push(Kind::After, shown, Span::new(end, end), " ");
        }
    }
    for (index, pair) in tokens.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let words = first.kind == TokenKind::Word && second.kind == TokenKind::Word;
        if !words || first.lang.is_none() || second.lang.is_none() {
            continue;
        }
        let written = first.span.of(text);
        if !second.glued
            && first.lang == Some(lang)
            && second.lang == Some(lang)
            && lang.typography().never_alone.contains(&written)
            && !first.glued
            && index > 0
            && is_whole_word(text, &tokens[index - 1], second)
        {
            let gap = Span::new(first.span.end, second.span.start);
            push(Kind::Joined, first.span.cover(second.span), gap, "");
        } else if second.glued
            && first.lang != second.lang
            && (first.lang == Some(lang) || second.lang == Some(lang))
            && !lang.typography().is_joined(written)
            && long(first, text)
            && long(second, text)
        {
            let at = first.span.end;
            push(
                Kind::Scripts,
                first.span.cover(second.span),
                Span::new(at, at),
                " ",
            );
        }
    }
    out
}

/// Whether a word is no letter, clitic or suffix that may be joined to another script.
fn long(token: &Token, text: &str) -> bool {
    let written = token.span.of(text);
    written.chars().filter(|c| c.is_alphabetic()).count() > 2 && !written.ends_with('\u{0640}')
}

/// Whether the tokens around a conjunction are words of a sentence rather than letters of a list.
fn is_whole_word(text: &str, before: &Token, after: &Token) -> bool {
    let many = |token: &Token| token.span.of(text).chars().count() > 1;
    many(after) && (before.kind != TokenKind::Word || many(before)) && before.span.of(text) != "و"
}

/// A run of spaces.
struct Gap {
    span: Span,
}

impl Gap {
    /// Whether it is more than one space, other white space left out.
    fn is_wide(&self, text: &str) -> bool {
        let written = self.span.of(text);
        written.chars().filter(|c| *c == ' ').count() > 1
            && written.chars().all(|c| c == ' ' || is_ignorable(c))
    }

    fn starts_with_space(&self, text: &str) -> bool {
        self.span.of(text).starts_with(' ')
    }
}

fn gaps(text: &str) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    let first_bytes = memchr::memchr2_iter(b' ', 0xC2, text.as_bytes());
    for at in first_bytes {
        let space = text[at..].chars().next();
        let Some(c) = space.filter(|c| matches!(c, ' ' | '\u{00A0}')) else {
            continue;
        };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(gap) if gap.span.end == at => gap.span.end = end,
            _ => out.push(Gap {
                span: Span::new(at, end),
            }),
        }
    }
    out
}

/// The words on both sides of a gap.
fn around(text: &str, gap: Span) -> Span {
    let start = text[..gap.start]
        .rfind(char::is_whitespace)
        .map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
    let end = text[gap.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| gap.end + at);
    Span::new(start, end)
}

fn is_word_side(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | '"' | '\'')
}

/// Whether the bracket beside a gap has its partner in the text, so that it is no list marker or face.
fn closes_here(text: &str, gap: Span, left: char, right: char) -> bool {
    match (left, right) {
        ('(' | '[', _) => near_after(text, gap.end).contains([')', ']']),
        _ => near_before(text, gap.start).contains(['(', '[']) && right != ' ',
    }
}

fn is_face(text: &str, gap: Span) -> bool {
    text[..gap.start].ends_with([':', ';']) || text[gap.end..].starts_with([':', ';'])
}

/// Whether the space before a mark is one too many.
fn takes_no_space(text: &str, tokens: &[Token], gap: Span, mark: char, lang: Lang) -> bool {
    let rest = &text[gap.end..];
    let next = rest.chars().nth(1);
    // `.NET`, `.5`, `...`, `:)`, `?!`, ` . . . `, `:-`, `!important`, and a mark that stands for itself.
    let alone = next.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '"' | '»' | '\u{201D}' | '\'' | '\u{2019}')
            || c == ')' && !matches!(mark, ':' | ';')
    });
    let spaced_dots = mark == '.'
        && (text[..gap.start].ends_with('.')
            || rest
                .get(1..)
                .is_some_and(|rest| rest.trim_start().starts_with('.')));
    if !alone || spaced_dots || in_code(tokens, gap.end) {
        return false;
    }
    let Some(before) = last_token(tokens, gap.start) else {
        return false;
    };
    if before.span.end != gap.start
        || matches!(before.kind, TokenKind::Code)
        || before.kind == TokenKind::Punctuation
            && !matches!(before.span.of(text), ")" | "]" | "\"" | "»" | "\u{201D}")
    {
        return false;
    }
    // Words of another language keep its spaces (French `Qui ?`), and a ratio or a score stands between spaces.
    let foreign = before.lang.is_some_and(|of| of != lang);
    let ratio = mark == ':'
        && before.kind == TokenKind::Number
        && next_token(tokens, gap.end + 1).is_some_and(|token| token.kind == TokenKind::Number);
    !foreign && !ratio
}

/// The words that run together at the mark at `at`.
fn runs_on(text: &str, tokens: &[Token], at: usize, mark: char, lang: Lang) -> Option<Span> {
    let end = at + mark.len_utf8();
    let next = text[end..].chars().next()?;
    let before = last_token(tokens, at)?;
    let after = next_token(tokens, end)?;
    if before.span.end != at || after.span.start != end || after.kind != TokenKind::Word {
        return None;
    }
    let letters = |token: &Token| {
        token
            .span
            .of(text)
            .chars()
            .filter(|c| c.is_alphabetic())
            .count()
    };
    let shown = before.span.cover(after.span);
    match mark {
        // Only where a sentence plainly ends and another starts: abbreviations, names of files and hosts have points too.
        '.' | '!' | '?' | ':' => {
            let lower = |c: Option<char>| c.is_some_and(|c| !c.is_uppercase());
            let ends = before.kind == TokenKind::Word
                && before.lang == Some(lang)
                && letters(before) > 2
                && lower(before.span.of(text).chars().next_back())
                || before.kind == TokenKind::Punctuation
                    && matches!(before.span.of(text), ")" | "\"" | "»");
            let starts = after.lang == Some(lang)
                && letters(after) > 1
                && (!lang.has_case() || next.is_uppercase())
                && after
                    .span
                    .of(text)
                    .chars()
                    .skip(1)
                    .all(|c| !c.is_uppercase());
            let name = mark == '.' && is_dotted(text, before, after);
            let title = mark != '.' && before.span.of(text).chars().all(char::is_uppercase);
            (ends && starts && !name && !title && (mark != ':' || lang.right_to_left()))
                .then_some(shown)
        }
        _ => {
            let ends = before.kind == TokenKind::Word && letters(before) > 1
                || before.kind == TokenKind::Number
                || matches!(before.span.of(text), ")" | "\"" | "»" | "%");
            let starts = after.lang == Some(lang) && letters(after) > 1;
            (ends && starts).then_some(shown)
        }
    }
}

/// Whether more points or a host's name stand around a point: `example.Com.au`, `A.B.C`.
fn is_dotted(text: &str, before: &Token, after: &Token) -> bool {
    let glued_point = |at: usize| {
        text[at..].starts_with('.') && text[at + 1..].starts_with(char::is_alphanumeric)
    };
    let earlier = text[..before.span.start].ends_with(['.', '/', '@', '-', '_']);
    earlier
        || glued_point(after.span.end)
        || text[after.span.end..].starts_with(['(', '_', '/', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, flags, silent};

    #[test]
    fn misplaced_spaces_are_flagged() {
        for (source, target) in [
            ("وصل الوزير أمس.", "The minister arrived  yesterday."),
            ("نعم، بالطبع.", "Yes , of course."),
            ("انتهى الأمر.", "It is over ."),
            ("من أنت؟", "Who are you ?"),
            ("الآن؛ لا غدا.", "Now ; not tomorrow."),
            ("خبز وحليب وبيض.", "Bread,milk and eggs."),
            ("رحل. ثم عاد.", "He left.Then he returned."),
            ("أحقا؟ نعم.", "Really?Yes indeed."),
            (
                "الوكالة (الرسمية) نفت.",
                "The ( official) agency denied it.",
            ),
            (
                "الوكالة (الرسمية) نفت.",
                "The (official ) agency denied it.",
            ),
            (
                "انتهت الجولة (الأولى). ثم بدأت.",
                "The (first) round ended.(The second began).Then more.",
            ),
            // Into Arabic.
            ("Yes, of course.", "نعم ، بالطبع."),
            ("Yes, of course.", "نعم،بالطبع."),
            ("It is over.", "انتهى الأمر ."),
            ("Bread and milk.", "اشترينا الخبز و الحليب."),
            ("He said: come.", "قال:تعال إلينا."),
            ("The group TPUSA supported him.", "أيدته مجموعةTPUSA أمس."),
            ("He left. Then he returned.", "رحل صباحا.ثم عاد مساء."),
            ("Is it you?", "هل هذا أنت ؟"),
            ("The report  is out.", "صدر  التقرير."),
        ] {
            flags(&Spacing, source, target);
        }
    }

    #[test]
    fn spaces_that_belong_there_are_not() {
        for (source, target) in [
            (
                "الساعة 10:30 ونسبة 3.5.",
                "At 10:30, 3.5 per cent; 1,000 people.",
            ),
            (
                "الولايات المتحدة.",
                "The U.S.A. and the U.K., i.e. both, e.g.now.",
            ),
            ("ج. ر. ر. تولكين", "J.R.R. Tolkien and J.K.Rowling"),
            (
                "زوروا example.com.",
                "Visit www.Example.com, Booking.com or Node.js.",
            ),
            ("انتظر ... ثم رحل", "He waited ... then left . . . slowly."),
            ("لغة .NET", "The .NET language and a .22 rifle"),
            ("شكرا :)", "Thanks :) and bye ;)"),
            ("قال: \"Qui ?\"", "At 3 : 2 they lost."),
            ("الاسم    العمر    المدينة", "Name    Age    City    Land"),
            ("انتهى. ثم بدأ.", "It ended.  Then it began."),
            (
                "الملف README.md",
                "The file README.md and main.Rs are here.",
            ),
            ("قال: «نعم».", "He said \"yes\", \"no\"; (maybe)."),
            ("نص!", "What?! Really?!"),
            ("و/أو", "and/or, his/her"),
            ("المادة 5(أ)", "Article 5(a),(b)"),
            // The source runs together too.
            (
                "انتهى الوباء.ثم عادت الحياة.",
                "The plague was over.Life returned.",
            ),
            // Into Arabic.
            ("points a, b and c", "النقاط أ و ب و ج."),
            ("the GDP and NATO", "الـGDP والـNATO وبـCNN."),
            ("Dr. Ahmed", "د.أحمد وأ.د.محمود"),
            ("BC", "عام 30 ق.م."),
            ("At 5:30.", "الساعة 5:30، نعم."),
            ("iPhones", "هواتف الـiPhone وWindows."),
            ("He said...", "قال...ثم سكت."),
        ] {
            silent(&Spacing, source, target);
        }
    }

    #[test]
    fn a_kind_is_reported_once() {
        let found = findings(
            &Spacing,
            "One, two.\nThree, four.\nFive.",
            "واحد ، اثنان.\nثلاثة ، أربعة.\nخمسة  جديدة.",
        );
        assert_eq!(found.len(), 2);
        let fix = found[0].fix.as_ref().unwrap();
        assert!(found.iter().any(|finding| finding.related.len() == 1));
        assert!(fix.safe);
        assert!(
            fix.edits
                .iter()
                .all(|edit| edit.place.text().trim().is_empty())
        );
    }
}
