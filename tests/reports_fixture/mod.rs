//! Two pairs with findings of every kind, built by hand: what the reports' tests write.
#![allow(dead_code)]

use mutabiq::bitext::{Bead, Bitext, Half, UnitState};
use mutabiq::document::{Block, BlockKind, Segment};
use mutabiq::findings::{
    Category, Example, Finding, Rule, Severity, TermEntry, TermStatus, TermUse,
};
use mutabiq::lang::Lang;
use mutabiq::reports::{Report, Style};
use mutabiq::text::{Mapped, Place, Side, Source, Span};
use std::sync::Arc;

const EXAMPLES: &[Example] = &[
    Example::wrong("وصل ٣٠ وفدا.", "13 delegations arrived.", "Another figure."),
    Example::right(
        "وصل ٣٠ وفدا.",
        "30 delegations arrived.",
        "The same figure.",
    ),
];

/// A rule as the checks declare theirs.
const fn rule(
    name: &'static str,
    category: Category,
    severity: Severity,
    summary: &'static str,
) -> Rule {
    Rule {
        name,
        category,
        severity,
        mqm: "accuracy / mistranslation",
        its: "mistranslation",
        summary,
        why: "Readers trust what stands there. Nobody compares it with the original again.",
        what_to_do: "Compare both texts.",
        limits: "Rounded figures are left alone.",
        examples: EXAMPLES,
        options: &[],
    }
}

pub static NUMBER: Rule = rule(
    "number-mismatch",
    Category::Accuracy,
    Severity::Error,
    "A number differs.",
);
pub static FORBIDDEN: Rule = rule(
    "term-forbidden",
    Category::Terminology,
    Severity::Error,
    "A term is rendered by a forbidden form.",
);
pub static OMISSION: Rule = rule(
    "omission",
    Category::Accuracy,
    Severity::Error,
    "A passage is not translated.",
);
pub static ADDITION: Rule = rule(
    "addition",
    Category::Accuracy,
    Severity::Warning,
    "A passage has no source.",
);
pub static REPEATED: Rule = rule(
    "repeated-word",
    Category::Typography,
    Severity::Warning,
    "A word stands twice in a row.",
);
pub static QUOTES: Rule = rule(
    "quotes",
    Category::Typography,
    Severity::Info,
    "A quotation mark is missing.",
);
pub static COUNTERPART: Rule = rule(
    "missing-counterpart",
    Category::Project,
    Severity::Warning,
    "A text has no translation.",
);
pub static VARIANTS: Rule = rule(
    "name-variants",
    Category::Consistency,
    Severity::Info,
    "A name is written in two ways.",
);

/// All the rules, as a run lists them.
pub static RULES: [&Rule; 8] = [
    &NUMBER,
    &FORBIDDEN,
    &OMISSION,
    &ADDITION,
    &REPEATED,
    &QUOTES,
    &VARIANTS,
    &COUNTERPART,
];

/// One side of a pair: a segment a line.
pub fn half(path: &str, text: &str, lang: Lang) -> Half {
    let source = Arc::new(Source::from_text(path, text));
    let (mut blocks, mut segments) = (Vec::new(), Vec::new());
    for line in 1..=source.lines() {
        let span = source.line_span(line);
        let content = span.of(text);
        let trimmed = content.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = span.start + content.len() - content.trim_start().len();
        let block = Block::new(
            BlockKind::Paragraph,
            Mapped::verbatim(text, Span::new(start, start + trimmed.len())),
        );
        segments.push(Segment::cut(
            blocks.len(),
            &block,
            Span::new(0, trimmed.len()),
        ));
        blocks.push(block);
    }
    Half {
        source,
        lang,
        blocks,
        segments,
    }
}

/// Beads of so many segments each, with falling scores.
pub fn beads(kinds: &[(usize, usize)]) -> Vec<Bead> {
    let (mut i, mut j) = (0, 0);
    kinds
        .iter()
        .enumerate()
        .map(|(index, (s, t))| {
            let bead = Bead {
                source: i..i + s,
                target: j..j + t,
                score: 1.0 - 0.07 * (index % 14) as f64,
                given: false,
                state: UnitState::Translated,
            };
            (i, j) = (i + s, j + t);
            bead
        })
        .collect()
}

/// The place of the `nth` (from 0) `words` of a side.
pub fn place(half: &Half, words: &str, nth: usize) -> Place {
    let (start, found) = half
        .source
        .text()
        .match_indices(words)
        .nth(nth)
        .expect("the words stand in the text");
    Place {
        source: Arc::clone(&half.source),
        span: Span::new(start, start + found.len()),
        label: None,
    }
}

/// The place right after `words`.
pub fn after(half: &Half, words: &str) -> Place {
    let mut place = place(half, words, 0);
    place.span.start = place.span.end;
    place
}

const ARABIC: &str = "# اجتماع جنيف

أعلنت الوزارة أن 30 وفدا وصلت إلى جنيف لبحث خطة العمل الشاملة المشتركة، وأن المحادثات ستبدأ صباح الغد في مقر الأمم المتحدة بحضور ممثلين عن الدول الكبرى.
وقال المتحدث إن الوفود «متفائلة» بنتائجها.
ولم يذكر المتحدث موعدا لانتهاء المحادثات.
ووصلت الوفود الأخيرة مساء الأحد.
ومن المقرر أن يصدر بيان ختامي. ويعقد المتحدث مؤتمرا صحفيا.
";

const ENGLISH: &str = "# The Geneva meeting

The ministry announced that 13 delegations had arrived in Geneva to discuss the Common Comprehensive Plan, and that the talks would begin tomorrow morning at the United Nations headquarters with representatives of the great powers attending.
The spokesman said the delegations were “optimistic about the the results.
The last delegations arrived on Sunday evening.
Observers expect a long night.
A final statement is due.
The spokesman, al-Hashimi, will hold a press conference. Al Hashemi declined to comment.
";

/// What must do no harm in any format.
pub const HOSTILE: &str = "Bad </script><script>alert(1)</script> <b>&amp;</b> ]]> <![CDATA[ \u{1b}[31mred\u{1b}[0m \u{202E}evil\u{2069}\u{200B} %0A::error::x [a](http://b) \"'`{{ x }} end.";
const HOSTILE_ARABIC: &str =
    "نص سيئ \u{202E}مقلوب\u{2066} <img src=x onerror=alert(1)> \u{1b}]0;t\u{7} ⟦هنا⟧ 5 NATO.";

/// What a run found.
pub struct Found {
    pub bitexts: Vec<Bitext>,
    pub findings: Vec<Finding>,
    pub terms: Vec<TermUse>,
    pub entries: Vec<TermEntry>,
}

impl Found {
    /// As a report in this style.
    pub fn report(&self, style: Style) -> Report<'_> {
        Report {
            bitexts: &self.bitexts,
            findings: &self.findings,
            terms: &self.terms,
            entries: &self.entries,
            rules: &RULES,
            fails_at: Some(Severity::Warning),
            style,
            ..Report::default()
        }
    }
}

/// The first pair, with findings of every kind; the second one, hostile, where asked for.
pub fn found(hostile: bool) -> Found {
    let source = half("ar/news.md", ARABIC, Lang::ARABIC);
    let target = half("en/news.md", ENGLISH, Lang::ENGLISH);
    let bitext = Bitext {
        beads: beads(&[(1, 1), (1, 1), (1, 1), (1, 0), (1, 1), (0, 1), (1, 2)]),
        source,
        target,
        parallel: 1.0,
    };
    let (source, target) = (&bitext.source, &bitext.target);
    let whole = |side: Side, bead: usize| {
        let half = bitext.half(side);
        half.place_of(bitext.beads[bead].side(side))
            .expect("the bead has that side")
    };
    let mut findings = vec![
        Finding::new(
            &NUMBER,
            0.97,
            "The source has 30, the translation 13",
            "Correct the figure, or the source if it is wrong there.",
        )
        .in_bead(1)
        .source(place(source, "30", 0))
        .target(place(target, "13", 0))
        .fix(false, place(target, "13", 0), "30"),
        Finding::new(
            &FORBIDDEN,
            0.99,
            "“Common Comprehensive Plan” is a forbidden form of «خطة العمل الشاملة المشتركة»",
            "Write “Joint Comprehensive Plan of Action”.",
        )
        .in_bead(1)
        .source(place(source, "خطة العمل الشاملة المشتركة", 0))
        .target(place(target, "Common Comprehensive Plan", 0))
        .fix(
            true,
            place(target, "Common Comprehensive Plan", 0),
            "Joint Comprehensive Plan of Action",
        ),
        Finding::new(
            &QUOTES,
            0.9,
            "The quotation is opened and not closed",
            "Close it.",
        )
        .in_bead(2)
        .source(place(source, "«متفائلة»", 0))
        .target(after(target, "“optimistic"))
        .fix(true, after(target, "“optimistic"), "”"),
        Finding::new(
            &REPEATED,
            0.95,
            "“the” stands twice in a row",
            "Delete one of the two.",
        )
        .in_bead(2)
        .source(whole(Side::Source, 2))
        .target(place(target, "the the", 0))
        .fix(false, place(target, " the results", 0), " results"),
        Finding::new(
            &OMISSION,
            0.62,
            "A sentence of the source is not translated",
            "Translate it.",
        )
        .in_bead(3)
        .source(whole(Side::Source, 3)),
        Finding::new(
            &ADDITION,
            0.85,
            "A sentence has no source",
            "Delete it, or mark it as a note of the editors.",
        )
        .in_bead(5)
        .target(whole(Side::Target, 5)),
        Finding::new(
            &VARIANTS,
            0.9,
            "“al-Hashimi” is written “Al Hashemi” elsewhere",
            "Decide on one spelling.",
        )
        .in_bead(6)
        .target(place(target, "al-Hashimi", 0))
        .related(place(target, "Al Hashemi", 0), "written so here"),
        Finding::new(
            &COUNTERPART,
            1.0,
            "ar/new.md has no counterpart en/new.md",
            "Translate it, or exclude it in mutabiq.toml.",
        ),
    ];
    let mut known = Finding::new(
        &NUMBER,
        0.9,
        "The source has no figure here",
        "Look at both texts.",
    )
    .in_bead(4)
    .target(place(target, "Sunday", 0));
    known.suppressed = Some("baseline".to_owned());
    findings.insert(5, known);
    let term = |id: &str, bead, status, source: Place, target: Option<Place>| TermUse {
        id: id.to_owned(),
        bead,
        status,
        source: Some(source),
        target,
    };
    let terms = vec![
        term(
            "jcpoa",
            1,
            TermStatus::Forbidden,
            place(source, "خطة العمل الشاملة المشتركة", 0),
            Some(place(target, "Common Comprehensive Plan", 0)),
        ),
        term(
            "un",
            1,
            TermStatus::Ok,
            place(source, "الأمم المتحدة", 0),
            Some(place(target, "United Nations", 0)),
        ),
        term(
            "geneva",
            0,
            TermStatus::Ok,
            place(source, "جنيف", 0),
            Some(place(target, "Geneva", 0)),
        ),
        term(
            "geneva",
            1,
            TermStatus::Ok,
            place(source, "جنيف", 1),
            Some(place(target, "Geneva", 1)),
        ),
    ];
    let entries = vec![
        TermEntry {
            id: "jcpoa".to_owned(),
            source: vec![
                "خطة العمل الشاملة المشتركة".to_owned(),
                "خطة العمل المشتركة الشاملة".to_owned(),
            ],
            target: "Joint Comprehensive Plan of Action".to_owned(),
            abbreviation: Some("JCPOA".to_owned()),
            first_mention: Some("Joint Comprehensive Plan of Action (JCPOA)".to_owned()),
            admitted: vec!["Iran nuclear deal".to_owned()],
            forbidden: vec![(
                "Common Comprehensive Plan".to_owned(),
                Some("a literal rendering".to_owned()),
            )],
            note: Some("Signed in Vienna in July 2015 <b>".to_owned()),
            glossary: Some("Diplomacy".to_owned()),
        },
        TermEntry {
            id: "geneva".to_owned(),
            source: vec!["جنيف".to_owned()],
            target: "Geneva".to_owned(),
            ..TermEntry::default()
        },
    ];
    let mut bitexts = vec![bitext];
    if hostile {
        let source = half("en/a b,c:d.txt", HOSTILE, Lang::ENGLISH);
        let target = half("ar/\u{1b}[31m<i>.txt", HOSTILE_ARABIC, Lang::ARABIC);
        let whole = |half: &Half| half.place_of(0..1).expect("there is a segment");
        let mut five = place(&target, "5", 0);
        five.label = Some("cell <B2>\u{202E}".to_owned());
        findings.push(
            Finding::new(
                &NUMBER,
                0.9,
                format!("{HOSTILE}\r\n{HOSTILE_ARABIC}"),
                HOSTILE,
            )
            .in_bead(0)
            .source(place(&source, "<script>alert(1)</script>", 0))
            .target(five)
            .related(whole(&source), HOSTILE)
            .fix(true, place(&target, "5", 0), HOSTILE),
        );
        bitexts.push(Bitext {
            source,
            target,
            beads: beads(&[(1, 1)]),
            parallel: 1.0,
        });
    }
    for (index, finding) in findings.iter_mut().enumerate() {
        finding.fingerprint = format!("{index:020x}");
    }
    Found {
        bitexts,
        findings,
        terms,
        entries,
    }
}

/// A pair of `count` beads with a finding in every tenth and a term in every fifth.
pub fn large(count: usize) -> Found {
    let (mut arabic, mut english) = (String::new(), String::new());
    for index in 0..count {
        arabic.push_str(&format!(
            "أعلن المتحدث في اليوم رقم {index} أن الوفود وصلت إلى جنيف لبحث الخطة، وأن المحادثات ستبدأ صباح الغد في مقر المنظمة.\n"
        ));
        english.push_str(&format!(
            "On day number {index} the spokesman announced that the delegations had arrived in Geneva to discuss the plan, and that the talks would begin tomorrow morning at the organisation's headquarters.\n"
        ));
    }
    let source = half("big.ar.txt", &arabic, Lang::ARABIC);
    let target = half("big.en.txt", &english, Lang::ENGLISH);
    let (mut findings, mut terms) = (Vec::new(), Vec::new());
    let in_segment = |half: &Half, segment: usize, words: &str| {
        let text = half.segments[segment].as_str();
        let start = text.find(words).expect("the words stand in the text");
        half.place(segment, Span::new(start, start + words.len()))
            .expect("the segment is there")
    };
    for index in 0..count {
        let number = index.to_string();
        if index % 10 == 3 {
            let rule = RULES[index / 10 % 6];
            findings.push(
                Finding::new(
                    rule,
                    0.9,
                    format!("{number} looks doubtful"),
                    "Compare both texts.",
                )
                .in_bead(index)
                .source(in_segment(&source, index, &number))
                .target(in_segment(&target, index, &number)),
            );
        }
        if index % 5 == 0 {
            terms.push(TermUse {
                id: "geneva".to_owned(),
                bead: index,
                status: TermStatus::Ok,
                source: Some(in_segment(&source, index, "جنيف")),
                target: Some(in_segment(&target, index, "Geneva")),
            });
        }
    }
    for (index, finding) in findings.iter_mut().enumerate() {
        finding.fingerprint = format!("{index:020x}");
    }
    Found {
        bitexts: vec![Bitext {
            source,
            target,
            beads: beads(&vec![(1, 1); count]),
            parallel: 1.0,
        }],
        findings,
        terms,
        entries: Vec::new(),
    }
}
