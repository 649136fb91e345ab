//! Names that stand for a place or a government and are no form of it: الولايات المتحدة for Washington, Moscow for
//! the Kremlin. Which names may do so is the lexicon's to say.

use super::{Asked, Terms, is_taken};
use crate::glossary::Entry;
use crate::lang::{Analysis, Token, TokenKind};
use crate::lexicon::{self, Key, PartOfSpeech as Pos};
use crate::text::{Set, Side};

/// The longest name that is looked for, in words.
const LONGEST: usize = 4;

/// Whether a name that may stand for the entry's does so in the bead's target.
pub(super) fn stands(asked: Asked<'_>) -> bool {
    let Asked {
        terms,
        on,
        index,
        bead,
        entry,
        source,
    } = asked;
    let names = names_for(terms, entry);
    if names.is_empty() {
        return false;
    }
    let own = terms.hit(Side::Source, source);
    // What renders another term of the bead has its work already.
    let asked: Set<usize> = bead
        .source
        .clone()
        .flat_map(|segment| terms.hits(Side::Source, segment))
        .filter(|hit| terms.asks(hit))
        .map(|hit| hit.entry)
        .collect();
    let own_entry = own.map(|hit| hit.entry);
    let renders = |(segment, token): (usize, usize)| {
        terms.hits(Side::Target, segment).iter().any(|hit| {
            Some(hit.entry) != own_entry
                && hit.tokens.contains(&token)
                && !hit.derived
                && terms.is_fine(hit)
                && asked.contains(&hit.entry)
        })
    };
    let taken = |target| renders(target) || is_taken(on, index, (source.0, own), target);
    bead.target.clone().any(|segment| {
        let text = on.text(Side::Target, segment);
        on.target.get(segment).is_some_and(|analysis| {
            analysis.words().any(|(number, _)| {
                found(analysis, text, number, &names)
                    .is_some_and(|length| !(number..number + length).all(|at| taken((segment, at))))
            })
        })
    })
}

/// Whether one entry's name may stand for the other's.
pub(super) fn are_akin(terms: &Terms<'_>, entry: &Entry, other: &Entry) -> bool {
    let lexicon = lexicon::builtin();
    let keys = lexicon.keys_of_name(spelling(terms, other));
    !keys.is_empty() && names_for(terms, entry).contains(&keys)
}

/// The names that may stand for an entry's, as the keys of their words.
fn names_for(terms: &Terms<'_>, entry: &Entry) -> Vec<Vec<Key>> {
    if !entry.is_name() {
        return Vec::new();
    }
    lexicon::builtin().metonyms(spelling(terms, entry))
}

/// The entry's name in the language in which the lexicon lists names that stand for each other.
fn spelling<'e>(terms: &Terms<'_>, entry: &'e Entry) -> &'e str {
    let listed = lexicon::builtin().to;
    let source = terms
        .glossary
        .is_some_and(|glossary| glossary.source_lang == listed);
    match entry.source.first() {
        Some(first) if source => first,
        _ => &entry.target,
    }
}

/// How many words one of the names takes that start at a word.
fn found(analysis: &Analysis, text: &str, number: usize, names: &[Vec<Key>]) -> Option<usize> {
    let lexicon = lexicon::builtin();
    let fits = |entry: &lexicon::Entry<'_>| {
        (entry.pos.is_name() || entry.pos == Pos::Nationality)
            && names
                .iter()
                .any(|name| name.iter().all(|key| entry.keys.contains(key)))
    };
    let run: Vec<&Token> = analysis
        .tokens
        .iter()
        .skip(number)
        .take(LONGEST)
        .take_while(|token| token.kind == TokenKind::Word)
        .collect();
    let first = run.first()?;
    if analysis.lang == lexicon.from {
        let words: Vec<&str> = run.iter().map(|token| token.norm.as_ref()).collect();
        if let Some((length, entry)) = lexicon.phrase(&words) {
            return fits(&entry).then_some(length);
        }
        let hit = lexicon.find(&first.norm)?;
        return hit.entries.iter().any(fits).then_some(1);
    }
    // In small letters it is a name only where something says that it is known: the kingdom.
    let determined = || {
        let before = number.checked_sub(1).and_then(|at| analysis.tokens.get(at));
        before.is_some_and(|before| analysis.lang.is_determiner(&before.norm))
    };
    if !first.is_capitalised(text) && !determined() {
        return None;
    }
    let key = |token: &&Token| {
        lexicon.key(&token.norm).or_else(|| {
            let readings = analysis.lang.readings(&token.norm);
            let owner = readings.iter().find(|reading| reading.suffix == "'s")?;
            lexicon.key(&owner.base)
        })
    };
    let keys: Vec<Option<Key>> = run.iter().map(key).collect();
    let whole = names.iter().find(|name| {
        name.len() <= keys.len() && name.iter().zip(&keys).all(|(a, b)| Some(*a) == *b)
    });
    let of_people = || {
        let own = keys.first().copied().flatten()?;
        let nationality = lexicon
            .entries_with(own)
            .any(|entry| entry.pos == Pos::Nationality && fits(&entry));
        (nationality && first.is_capitalised(text)).then_some(1)
    };
    whole.map(Vec::len).or_else(of_people)
}
