//! Proposing entries from aligned texts: abbreviations with their expansions, names that sound alike on both
//! sides, expressions of several words that go together on both.

use super::convert::entry_to_toml;
use super::entry::{Entry, PartOfSpeech, Text, slug};
use super::recurring::{Aligned, Evidence, Piece, Recurring, recurring};
use crate::lang::{Analysis, Lang, TokenKind};
use crate::text::{Map, Set, Span};
use std::fmt::Write;

fn joined(pieces: &[Piece<'_>]) -> String {
    pieces
        .iter()
        .map(|(text, _)| *text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What an expression must have to be proposed.
#[derive(Clone, Copy, Debug)]
pub struct ExtractOptions {
    /// In how many pairs it stands at least.
    pub least: usize,
    /// How many entries are proposed at most.
    pub most: usize,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        Self {
            least: 2,
            most: 500,
        }
    }
}

/// A proposed entry.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry.
    pub entry: Entry,
    /// Why.
    pub evidence: Evidence,
    /// In how many pairs both sides stand.
    pub count: usize,
    /// In how many pairs the source form stands.
    pub source_count: usize,
    /// How sure, 0 to 1.
    pub score: f64,
    /// The texts of one pair.
    pub example: (String, String),
}

/// Proposes entries, the most useful first.
pub fn extract(pairs: &[Aligned<'_>], options: ExtractOptions) -> Vec<Candidate> {
    let Some((source_lang, target_lang)) = pairs
        .iter()
        .find_map(|pair| Some((pair.source.first()?.1.lang, pair.target.first()?.1.lang)))
    else {
        return Vec::new();
    };
    let mut out: Vec<Candidate> = recurring(pairs, options.least)
        .iter()
        .map(|found| candidate(found, pairs, (source_lang, target_lang)))
        .collect();
    abbreviations(&mut out, pairs);
    settle(out, options)
}

/// Two expressions that render each other, as an entry.
fn candidate(found: &Recurring, pairs: &[Aligned<'_>], langs: (Lang, Lang)) -> Candidate {
    let (left, right) = (&found.source, &found.target);
    let example = left
        .pairs()
        .find(|pair| right.stands_in(*pair))
        .and_then(|pair| pairs.get(pair));
    let mut entry = Entry::new(
        slug(right.spelling()),
        vec![Text::made(left.spelling())],
        Text::made(right.spelling()),
    );
    let name = right.name && langs.1.has_case() || left.name && langs.0.has_case();
    entry.part_of_speech = Some(if name {
        PartOfSpeech::ProperNoun
    } else {
        PartOfSpeech::Noun
    });
    Candidate {
        entry,
        evidence: found.evidence,
        count: found.count,
        source_count: left.pairs().count(),
        score: found.score,
        example: example.map_or_else(Default::default, |pair| {
            (joined(&pair.source), joined(&pair.target))
        }),
    }
}

/// The candidates as a glossary in TOML, each with a comment that says why and an example.
pub fn to_toml(candidates: &[Candidate], langs: (Lang, Lang)) -> String {
    let mut out = format!(
        "# Proposed entries, the surest first. Delete what is no term, correct the rest.\n\n[glossary]\nsource-lang = \"{}\"\ntarget-lang = \"{}\"\n",
        langs.0, langs.1
    );
    for candidate in candidates {
        let _ = write!(
            out,
            "\n# {}, {} of {} places, {:.2}\n# {}\n# {}\n{}",
            candidate.evidence.name(),
            candidate.count,
            candidate.source_count,
            candidate.score,
            shortened(&candidate.example.0),
            shortened(&candidate.example.1),
            entry_to_toml(&candidate.entry)
        );
    }
    out
}

/// The beginning of a text on one line, without what nobody sees.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let plain: String = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !c.is_control() && !crate::lang::is_ignorable(*c))
        .collect();
    match plain.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", plain.get(..at).unwrap_or("")),
        None => plain,
    }
}

/// Abbreviations in brackets behind their expansion: `World Food Programme (WFP)`.
fn abbreviations(out: &mut [Candidate], pairs: &[Aligned<'_>]) {
    let mut found: Map<String, (String, usize)> = Map::default();
    for (text, analysis) in pairs.iter().flat_map(|pair| &pair.target) {
        if !analysis.lang.has_case() {
            return;
        }
        let tokens = &analysis.tokens;
        for (at, token) in tokens.iter().enumerate() {
            let short = token.span.of(text);
            let upper = short.chars().filter(|c| c.is_uppercase()).count();
            let opened = at
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(|before| before.span.of(text) == "(");
            let closed = tokens
                .get(at + 1)
                .is_some_and(|after| after.span.of(text) == ")");
            if token.kind != TokenKind::Word || upper < 2 || !opened || !closed {
                continue;
            }
            if let Some(span) = expansion(text, analysis, at - 1, short) {
                let entry = found
                    .entry(short.to_owned())
                    .or_insert_with(|| (span.of(text).to_owned(), 0));
                entry.1 += 1;
            }
        }
    }
    let mut found: Vec<(String, (String, usize))> = found.into_iter().collect();
    found.sort();
    for (short, (long, _)) in found {
        let known = out.iter_mut().find(|candidate| {
            let target = candidate.entry.target.to_lowercase();
            target == long.to_lowercase() || candidate.entry.target.text == short
        });
        if let Some(candidate) = known {
            candidate.evidence = Evidence::Abbreviation;
            candidate.score = (candidate.score + 0.2).min(1.0);
            candidate.entry.first_mention = Some(Text::made(format!("{long} ({short})")));
            candidate.entry.target = Text::made(long);
            candidate.entry.abbreviation = Some(Text::made(short));
            candidate.entry.id = slug(&candidate.entry.target);
            candidate.entry.part_of_speech = Some(PartOfSpeech::ProperNoun);
        }
    }
}

/// The words before a bracket whose initials are the abbreviation.
fn expansion(text: &str, analysis: &Analysis, bracket: usize, short: &str) -> Option<Span> {
    let mut letters: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
    let last = analysis.tokens.get(bracket.checked_sub(1)?)?;
    let mut first = None;
    for token in analysis.tokens.get(..bracket)?.iter().rev() {
        if token.kind == TokenKind::Punctuation && token.span.of(text) == "-" {
            continue;
        }
        if token.kind != TokenKind::Word {
            break;
        }
        let initial = token.span.of(text).chars().next()?;
        match letters.last() {
            Some(letter) if initial.to_uppercase().eq([*letter]) => {
                letters.pop();
                first = Some(token.span);
                if letters.is_empty() {
                    break;
                }
            }
            // “of”, “and the” have no letter of their own.
            _ if analysis.lang.is_stop_word(&token.norm) => {}
            _ => break,
        }
    }
    letters
        .is_empty()
        .then(|| first.map(|first| first.cover(last.span)))?
}

/// Takes parts of longer entries out that stand nowhere else, orders by use, and cuts.
fn settle(mut found: Vec<Candidate>, options: ExtractOptions) -> Vec<Candidate> {
    let worth = |candidate: &Candidate| candidate.score * (1.0 + (candidate.count as f64).ln());
    found.sort_by(|a, b| {
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| a.entry.id.cmp(&b.entry.id))
    });
    let texts: Vec<(String, String, usize)> = found
        .iter()
        .map(|candidate| {
            let source = candidate.entry.source.first().map_or("", |text| &text.text);
            (
                format!(" {source} "),
                format!(" {} ", candidate.entry.target.to_lowercase()),
                candidate.count,
            )
        })
        .collect();
    // A name that is proposed for itself is no part of a term whose target lacks it.
    let names: Vec<(String, String)> = found
        .iter()
        .filter(|candidate| candidate.evidence == Evidence::Name)
        .map(|candidate| {
            let source = candidate.entry.source.first().map_or("", |text| text);
            (format!(" {source} "), candidate.entry.target.to_lowercase())
        })
        .collect();
    let mut ids: Set<String> = Set::default();
    let mut number = 0;
    found.retain(|candidate| {
        let own = &texts[number];
        number += 1;
        let inside = texts.iter().any(|other| {
            other.0.len() > own.0.len()
                && (other.0.contains(own.0.trim()) && other.1.contains(own.1.trim()))
                && other.2 * 10 >= own.2 * 8
        });
        let torn = names.iter().any(|(source, target)| {
            own.0.contains(source.as_str()) != own.1.contains(target.as_str())
                && candidate.evidence != Evidence::Name
        });
        !inside && !torn && ids.insert(candidate.entry.id.clone())
    });
    found.truncate(options.most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: &[(&str, &str)] = &[
        (
            "قال المتحدث باسم برنامج الأغذية العالمي إن المساعدات تأخرت.",
            "A spokesman for the World Food Programme (WFP) said the aid was late.",
        ),
        (
            "ويعمل برنامج الأغذية العالمي في عشرين بلدا.",
            "The World Food Programme works in twenty countries.",
        ),
        (
            "ودعا كوستاريدس إلى رفع الحصار البحري فورا.",
            "Kostarides called for the naval blockade to be lifted at once.",
        ),
        (
            "وانتقد برنامج الأغذية العالمي الحصار البحري.",
            "The World Food Programme criticised the naval blockade.",
        ),
        (
            "والتقى كوستاريدس الوزير أمس.",
            "Kostarides met the minister yesterday.",
        ),
        (
            "وقالت إن الحصار البحري مخالف للقانون الدولي.",
            "She said the naval blockade violated international law.",
        ),
    ];

    fn proposals() -> Vec<Candidate> {
        let analysed: Vec<(Analysis, Analysis)> = PAIRS
            .iter()
            .map(|(ar, en)| {
                (
                    Analysis::new(ar, Lang::ARABIC, &[]),
                    Analysis::new(en, Lang::ENGLISH, &[]),
                )
            })
            .collect();
        let pairs: Vec<Aligned<'_>> = PAIRS
            .iter()
            .zip(&analysed)
            .map(|((ar, en), (source, target))| Aligned {
                source: vec![(*ar, source)],
                target: vec![(*en, target)],
            })
            .collect();
        extract(&pairs, ExtractOptions::default())
    }

    fn proposal(target: &str) -> Candidate {
        let all = proposals();
        let shown: Vec<_> = all
            .iter()
            .map(|candidate| {
                (
                    candidate.entry.source[0].text.clone(),
                    candidate.entry.target.text.clone(),
                )
            })
            .collect();
        all.into_iter()
            .find(|candidate| candidate.entry.target.text == target)
            .unwrap_or_else(|| panic!("{target} is not among {shown:?}"))
    }

    #[test]
    fn expressions_that_recur_together_are_proposed() {
        let blockade = proposal("naval blockade");
        assert_eq!(blockade.entry.source[0].text, "الحصار البحري");
        assert_eq!(blockade.count, 3);
    }

    #[test]
    fn abbreviations_come_with_their_expansion() {
        let programme = proposal("World Food Programme");
        assert_eq!(programme.evidence, Evidence::Abbreviation);
        assert_eq!(programme.entry.source[0].text, "برنامج الأغذية العالمي");
        assert_eq!(programme.entry.abbreviation.as_ref().unwrap().text, "WFP");
    }

    #[test]
    fn names_are_paired_by_their_sound() {
        let name = proposal("Kostarides");
        assert_eq!(name.evidence, Evidence::Name);
        assert_eq!(name.entry.source[0].text, "كوستاريدس");
    }

    #[test]
    fn the_proposals_read_as_a_glossary() {
        let text = to_toml(&proposals(), (Lang::ARABIC, Lang::ENGLISH));
        let source = std::sync::Arc::new(crate::text::Source::from_text("g", text));
        assert!(crate::glossary::from_toml(source).is_ok());
    }
}
