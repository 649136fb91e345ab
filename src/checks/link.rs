//! `link`: an address of the source is changed or gone in the translation.

use super::{BeadContext, Check, Context};
use crate::document::InlineKind;
use crate::findings::{Category, Example, Finding, OptionDoc, Rule, Severity};
use crate::lang::{Lang, TokenKind};
use crate::text::{Set, Side, Span};

/// See [`RULE`].
#[derive(Debug)]
pub struct Link;

static RULE: Rule = Rule {
    name: "link",
    category: Category::Markup,
    severity: Severity::Warning,
    mqm: "design and markup / markup",
    its: "markup",
    summary: "A link, an e-mail address or a handle of the source is changed or lost.",
    why: "A link with one wrong letter leads nowhere, or to somebody else; an address that was left out can't be written \
          to. No reader of the translation can repair either.",
    what_to_do: "Copy the address from the source, or link the page in the reader's language.",
    limits: "The page of the other language is fine (/ar/ and /en/, ar.example.org and en.example.org, page.ar.md and \
             page.en.md), so are http for https, www., a slash at the end, letters written as %D9%85, places within \
             the page (#…), a handle named without its @, and an address that moved to another sentence.",
    examples: &[
        Example::wrong(
            "للتفاصيل زوروا https://example.org/report2023.",
            "For details visit https://example.org/report2032.",
            "Two digits changed places.",
        ),
        Example::wrong(
            "راسلونا على info@example.org.",
            "Write to us at inof@example.org.",
            "The address is another one.",
        ),
        Example::wrong(
            "See [the guide](https://example.org/guide) first.",
            "انظر الدليل أولا.",
            "The link is gone.",
        ),
        Example::right(
            "زوروا https://example.org/ar/news اليوم.",
            "Visit https://example.org/en/news today.",
            "The page in the reader's language.",
        ),
        Example::right(
            "تابعوا حسابنا @example_news الآن.",
            "Follow our account @example_news now.",
            "The handle is kept.",
        ),
        Example::right(
            "الموقع: http://www.example.org/",
            "Website: https://example.org",
            "The same site.",
        ),
    ],
    options: &[OptionDoc {
        key: "ignore",
        default: "[]",
        doc: "beginnings of addresses that need no counterpart, without http:// and www.",
    }],
};

/// From this likeness on an address is the other one with a fault.
const ALIKE: f64 = 0.75;

/// How many addresses of a bead are compared with each other.
const MANY: usize = 100;

/// An address in a text.
#[derive(Clone, Debug)]
struct Address {
    segment: usize,
    span: Span,
    /// As it is written.
    raw: String,
    /// Without what may differ: scheme, `www.`, names of languages, percent signs, slash at the end.
    key: String,
    /// The host without names of languages.
    host: String,
    /// Whether the name of a language stands in it.
    localised: bool,
}

impl Check for Link {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn bitext(&self, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let of =
            |side| -> Vec<Vec<Address>> { cx.beads().map(|bead| addresses(&bead, side)).collect() };
        let (source, target) = (of(Side::Source), of(Side::Target));
        let keys = |side: &[Vec<Address>]| -> Set<String> {
            side.iter()
                .flatten()
                .map(|found| found.key.clone())
                .collect()
        };
        let (in_source, in_target) = (keys(&source), keys(&target));
        let ignored = cx.options.list(&RULE, "ignore");
        for bead in cx.beads() {
            let (Some(wanted), Some(there)) = (source.get(bead.index), target.get(bead.index))
            else {
                continue;
            };
            if !bead.bead.is_paired() {
                continue;
            }
            let mut reported = Set::default();
            for address in wanted {
                let served = in_target.contains(&address.key)
                    || there.iter().take(MANY).any(|other| serves(address, other))
                    || ignored.iter().any(|start| address.key.starts_with(start))
                    || names(&bead, address);
                if !served && reported.insert(address.key.clone()) {
                    report(&bead, address, there, &in_source, out);
                }
            }
        }
    }
}

/// Whether the second address is the first in the reader's language.
fn serves(source: &Address, target: &Address) -> bool {
    source.key == target.key || source.localised && target.localised && source.host == target.host
}

/// Whether the translation names a handle without its sign.
fn names(bead: &BeadContext<'_>, address: &Address) -> bool {
    address.raw.strip_prefix('@').is_some_and(|name| {
        bead.text(Side::Target)
            .to_lowercase()
            .contains(&name.to_lowercase())
    })
}

fn report(
    bead: &BeadContext<'_>,
    address: &Address,
    there: &[Address],
    in_source: &Set<String>,
    out: &mut Vec<Finding>,
) {
    let changed = there
        .iter()
        .take(MANY)
        .filter(|other| !in_source.contains(&other.key))
        .map(|other| {
            (
                strsim::normalized_damerau_levenshtein(&address.key, &other.key),
                other,
            )
        })
        .filter(|(alike, other)| {
            *alike >= ALIKE || !address.host.is_empty() && other.host == address.host
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let place = |side, of: &Address| bead.place(side, of.segment, of.span);
    let mut finding = match &changed {
        Some((_, other)) => bead
            .finding(
                &RULE,
                0.95,
                format!("{} became {}", address.raw, other.raw),
                "Copy the address from the source.",
            )
            .severity(Severity::Error),
        None => bead.finding(
            &RULE,
            0.85,
            format!("{} is missing from the translation", address.raw),
            "Put the address where the source has it.",
        ),
    };
    let target = match changed {
        Some((_, other)) => {
            let target = place(Side::Target, other);
            if let Some(place) = &target
                && place.text() == other.raw
            {
                finding = finding.fix(false, place.clone(), address.raw.clone());
            }
            target
        }
        None => bead.whole(Side::Target),
    };
    if let Some(place) = target {
        finding = finding.target(place);
    }
    if let Some(place) = place(Side::Source, address) {
        finding = finding.source(place);
    }
    out.push(finding);
}

fn addresses(bead: &BeadContext<'_>, side: Side) -> Vec<Address> {
    let half = bead.cx.bitext.half(side);
    let mut out = Vec::new();
    for (segment, text, analysis) in bead.segments(side) {
        for token in analysis
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Code)
        {
            let raw = token.span.of(text);
            if is_address(raw) {
                out.push(Address::new(segment, token.span, raw));
            }
        }
        let inlines = half
            .segments
            .get(segment)
            .map(|found| found.inlines.as_slice());
        for inline in inlines.unwrap_or_default() {
            if let InlineKind::Link(address) = &inline.kind
                && !address.is_empty()
                && !address.starts_with('#')
            {
                out.push(Address::new(segment, inline.span, address));
            }
        }
    }
    out
}

/// Whether a token is an address rather than code: the tokenizer keeps both whole.
fn is_address(raw: &str) -> bool {
    let lower = raw.to_ascii_lowercase();
    let handle = raw.starts_with('@') && raw.len() > 1;
    let mail = raw
        .find('@')
        .is_some_and(|at| at > 0 && raw[at..].contains('.'));
    let link = ["http://", "https://", "ftp://", "www.", "mailto:"]
        .iter()
        .any(|start| lower.starts_with(start));
    !raw.contains(char::is_whitespace) && (handle || mail || link)
}

impl Address {
    fn new(segment: usize, span: Span, raw: &str) -> Self {
        let decoded = decode(raw);
        let mut bare = decoded.as_str();
        for start in ["mailto:", "https://", "http://", "ftp://", "//", "www."] {
            if bare
                .get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
            {
                bare = &bare[start.len()..];
            }
        }
        let bare = bare.split('#').next().unwrap_or(bare).trim_end_matches('/');
        let path = bare.find('/').unwrap_or(bare.len());
        let has_host = !raw.starts_with(['.', '/', '@']) && bare[..path].contains('.');
        // Hosts are written in any case, paths are not.
        let cased = if has_host {
            format!("{}{}", bare[..path].to_lowercase(), &bare[path..])
        } else {
            bare.to_owned()
        };
        let host = if has_host && !bare.contains('@') {
            unlocalised(&cased[..path.min(cased.len())])
        } else {
            String::new()
        };
        Self {
            segment,
            span,
            raw: raw.to_owned(),
            localised: words(&cased).any(names_language),
            key: unlocalised(&cased),
            host,
        }
    }
}

/// The words of an address: what stands between its marks.
fn words(address: &str) -> impl Iterator<Item = &str> {
    address.split(|c: char| !c.is_alphanumeric())
}

/// Whether a word of an address names a language: `ar`, `ara`, `arabic`.
fn names_language(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    Lang::all().any(|lang| {
        let name = lang.name().to_ascii_lowercase();
        word == lang.code() || word == name || word.len() == 3 && name.starts_with(&word)
    })
}

/// An address without the names of languages and the marks before them.
fn unlocalised(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut word_start = 0;
    let flush = |word: &str, out: &mut String| {
        if names_language(word) {
            out.pop();
        } else {
            out.push_str(word);
        }
    };
    for (at, c) in address.char_indices() {
        if !c.is_alphanumeric() {
            flush(&address[word_start..at], &mut out);
            if !out.is_empty() || c == '@' {
                out.push(c);
            }
            word_start = at + c.len_utf8();
        }
    }
    flush(&address[word_start..], &mut out);
    out
}

/// An address with its percent signs resolved where they stand for text.
fn decode(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::testing::{findings, findings_in_markdown, flags, silent};

    #[test]
    fn changed_and_lost_addresses_are_flagged() {
        for (source, target) in [
            (
                "زوروا https://example.org/a1.",
                "Visit https://example.org/a2.",
            ),
            ("زوروا https://example.org/a1.", "Visit our site."),
            ("زوروا https://example.org.", "Visit https://exmaple.org."),
            ("البريد: ali@example.org", "E-mail: ali@example.com"),
            ("البريد: ali@example.org", "E-mail available."),
            ("تابعوا @qanat_news.", "Follow our channel."),
            (
                "الموقع www.example.net/help هنا.",
                "The site www.example.net/hlep is here.",
            ),
            (
                "https://example.org/ar/report-5",
                "https://example.com/report-5",
            ),
            (
                "الملف على ftp://example.org/x.zip.",
                "The file is on the server.",
            ),
            (
                "انظر https://example.org/a وhttps://example.org/b.",
                "See https://example.org/a and the other one.",
            ),
            (
                "الرابط https://example.org/?id=10.",
                "The link https://example.org/?id=100.",
            ),
            // Into Arabic.
            (
                "Visit https://example.org/jobs.",
                "زوروا https://example.org/job.",
            ),
            ("Write to press@example.org.", "اكتبوا إلى الصحافة."),
            ("Follow @example_ar.", "تابعونا."),
            (
                "See https://example.org/Report.pdf.",
                "انظر https://example.org/report.pdf.",
            ),
        ] {
            flags(&Link, source, target);
        }
    }

    #[test]
    fn the_same_address_is_not() {
        for (source, target) in [
            (
                "زوروا https://example.org/a1.",
                "Visit https://example.org/a1.",
            ),
            (
                "زوروا https://example.org/ar/a1.",
                "Visit https://example.org/en/a1.",
            ),
            (
                "https://ar.example.org/wiki/مصر",
                "https://en.example.org/wiki/Egypt",
            ),
            ("http://example.org/", "https://www.example.org"),
            (
                "https://example.org/%D9%85%D8%B5%D8%B1",
                "https://example.org/مصر",
            ),
            ("https://EXAMPLE.org/a", "https://example.org/a"),
            ("راسلوا ali@example.org.", "Write to ali@example.org!"),
            ("تابعوا @ali.", "Follow Ali on his account."),
            ("https://example.org/a\nنص.", "Text.\nhttps://example.org/a"),
            ("لا رابط هنا.", "See https://example.org."),
            (
                "https://example.org/docs?lang=ar",
                "https://example.org/docs?lang=en",
            ),
            (
                "https://example.org/page_ar.html",
                "https://example.org/page_en.html",
            ),
            (
                "https://example.org/a#فقرة",
                "https://example.org/a#section",
            ),
            // Into Arabic.
            ("(https://example.org/a)", "(https://example.org/a)،"),
            (
                "https://example.org/english/",
                "https://example.org/arabic/",
            ),
            (
                "Mail mailto:a@example.org now.",
                "راسلوا a@example.org الآن.",
            ),
            ("Thanks @everyone, see #news", "شكرا everyone، انظر #أخبار"),
        ] {
            silent(&Link, source, target);
        }
    }

    #[test]
    fn links_of_markdown_are_compared_by_address() {
        let found = findings_in_markdown(
            &Link,
            "انظر [الدليل](guide.ar.md) و[الشروط](https://example.org/terms).",
            "See [the guide](guide.en.md) and [the terms](https://example.org/trems).",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn a_changed_address_has_the_right_one_as_its_fix() {
        let found = findings(
            &Link,
            "زوروا https://example.org/a1.",
            "Visit https://example.org/a2.",
        );
        let edit = &found[0].fix.as_ref().unwrap().edits[0];
        assert_eq!(edit.replacement, "https://example.org/a1");
        assert_eq!(edit.place.text(), "https://example.org/a2");
    }
}
