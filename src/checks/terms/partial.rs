//! What renders a term though no listed form of it stands there in full: its words with others between, the word
//! that tells it apart without the general one before it, its adjective, another spelling of a foreign name, the
//! term left in its own script.

use super::{Asked, HitId, Matched, Rendering, Terms, words_in};
use crate::bitext::Bead;
use crate::glossary::{Entry, TermHit};
use crate::lang::{Analysis, Lang, Token, TokenKind, Traits, similarity, tokenize};
use crate::lexicon::{self, Key, PartOfSpeech as Pos};
use crate::text::Side;

/// How many words may stand between the words of a form.
const BETWEEN: usize = 3;
/// The shortest form, in letters, that is looked for inside words written together by mistake.
const GLUED: usize = 8;
/// How much a name of the target must sound like a word of the source to be that word's name.
const SOUNDS: f64 = 0.8;
/// A word this long is several with their spaces lost.
const DAMAGED: usize = 20;

/// Whether the bead's target renders an entry by something that the forms make plain.
pub(super) fn stands(asked: Asked<'_>, found: Option<&Rendering>) -> bool {
    let Asked {
        terms,
        on,
        bead,
        entry,
        source,
        ..
    } = asked;
    let lang = on.bitext.target.lang;
    let forms: Vec<Vec<String>> = terms
        .fine_forms_of(entry)
        .iter()
        .map(|(_, _, form)| content(lang, form))
        .collect();
    let analyses = || {
        bead.target
            .clone()
            .filter_map(|segment| on.target.get(segment))
    };
    let written = terms.hit(Side::Source, source).is_some_and(|hit| {
        let term = hit.span.of(on.text(Side::Source, source.0));
        bead.target
            .clone()
            .any(|segment| holds(on.text(Side::Target, segment), term, on.bitext.source.lang))
    });
    let part = found.is_some_and(|found| {
        // Forms that say how a term is recognised name it with more words than a translation needs.
        !terms.is_forward() && is_core(on, found, &forms)
    });
    let named = entry.is_name()
        && (relational(asked, found.is_none())
            || found.is_some_and(|found| {
                respelled(on, found, &forms) || is_other_name(terms, on, entry, source, found)
            })
            || without_class(terms, on, bead, entry, source)
            || family(terms, on, bead, entry));
    written
        || part
        || named
        || forms.iter().any(|form| {
            analyses().any(|analysis| {
                spread(analysis, form)
                    || glued(analysis, form)
                    || entry.is_name() && adjective(analysis, form)
            })
        })
}

/// Whether words of a bead's target were written together by mistake, so that nothing is found in them.
pub(super) fn is_damaged(on: Matched<'_>, bead: &Bead) -> bool {
    bead.target
        .clone()
        .filter_map(|segment| on.target.get(segment))
        .any(|analysis| {
            !analysis.lang.has_case()
                && analysis
                    .words()
                    .any(|(_, token)| token.norm.chars().count() > DAMAGED)
        })
}

/// Whether a hit stands in a longer name that the glossary doesn't have: Jordan Spieth, Korea Centers for Disease
/// Control, Central European Time.
pub(in crate::checks) fn in_longer_name(
    analysis: &Analysis,
    text: &str,
    entry: &Entry,
    hit: &TermHit,
) -> bool {
    if !entry.is_name() || !analysis.lang.has_case() {
        return false;
    }
    let lexicon = lexicon::builtin();
    let is = |token: &Token, class: fn(Pos) -> bool| {
        lexicon
            .keys_of(&token.norm)
            .iter()
            .any(|key| lexicon.pos_of(*key).any(class))
    };
    let common = |pos: Pos| matches!(pos, Pos::Noun | Pos::Verb | Pos::Adjective | Pos::Adverb);
    let word = |number: usize| {
        analysis.tokens.get(number).filter(|token| {
            let first = token.span.of(text).chars().next();
            token.kind == TokenKind::Word
                && token.lang == Some(analysis.lang)
                && first.is_some_and(char::is_uppercase)
                && !analysis.lang.is_stop_word(&token.norm)
                && !is(token, |pos| pos == Pos::Date)
        })
    };
    let possessive = |number: usize| {
        analysis.tokens.get(number).is_some_and(|token| {
            token.span.of(text).ends_with(['s', '\'', '\u{2019}'])
                && token.span.of(text).contains(['\'', '\u{2019}'])
        })
    };
    // A name that is a common word too is surely meant only where nothing else explains its capital.
    let ordinary = hit.tokens.len() == 1
        && analysis
            .tokens
            .get(hit.tokens.start)
            .is_some_and(|token| is(token, |pos| matches!(pos, Pos::Noun | Pos::Verb)));
    if ordinary && hit.tokens.start == 0 {
        return true;
    }
    // At the start of a sentence a title may be the adjective or noun that it is made of: The Independent candidate.
    if hit.tokens.start == 0 && heads_phrase(analysis, text, hit) {
        return true;
    }
    // The Liberation of Congo is no newspaper.
    let joined = analysis
        .tokens
        .get(hit.tokens.end)
        .is_some_and(|token| analysis.lang.is_genitive(&token.norm));
    if ordinary && joined && word(hit.tokens.end + 1).is_some() {
        return true;
    }
    let before = hit.tokens.start.checked_sub(1).filter(|at| {
        // The first word of a sentence has its capital from there, a title none of the name.
        word(*at).is_some_and(|token| *at > 0 && (ordinary || !is(token, common)))
            && !possessive(*at)
    });
    let after = word(hit.tokens.end).filter(|_| {
        hit.tokens
            .end
            .checked_sub(1)
            .is_some_and(|last| !possessive(last))
    });
    before.is_some() || after.is_some()
}

/// Whether a title of one common word behind its article stands before a noun in small letters.
fn heads_phrase(analysis: &Analysis, text: &str, hit: &TermHit) -> bool {
    let lang = analysis.lang;
    let lexicon = lexicon::builtin();
    // Behind a name in the singular a verb has an ending, so that the bare word is a noun.
    let is = |token: &Token, class: fn(Pos) -> bool| {
        lexicon
            .key(&token.norm)
            .is_some_and(|key| lexicon.pos_of(key).any(class))
    };
    let [article, title] = analysis.tokens.get(hit.tokens.clone()).unwrap_or_default() else {
        return false;
    };
    lang.is_determiner(&article.norm)
        && is(title, |pos| matches!(pos, Pos::Noun | Pos::Adjective))
        && analysis.tokens.get(hit.tokens.end).is_some_and(|next| {
            next.kind == TokenKind::Word
                && !next.is_capitalised(text)
                && !lang.is_stop_word(&next.norm)
                && is(next, |pos| pos == Pos::Noun)
        })
}

/// Whether a term of several common words stands before the noun that it belongs to, each of its words rendered: which
/// of them belong together is the translator's to see (foreign | aid workers).
pub(super) fn in_compound(
    on: Matched<'_>,
    entry: &Entry,
    (segment, hit): (usize, &TermHit),
    found: &Rendering,
) -> bool {
    let Some(analysis) = on
        .source
        .get(segment)
        .filter(|analysis| analysis.lang.has_case() && !entry.is_name())
    else {
        return false;
    };
    let lexicon = lexicon::builtin();
    let noun = analysis.tokens.get(hit.tokens.end).is_some_and(|token| {
        let keys = lexicon.keys_of(&token.norm);
        let mut parts = keys.iter().flat_map(|key| lexicon.pos_of(*key));
        token.kind == TokenKind::Word
            && !analysis.lang.is_stop_word(&token.norm)
            && parts.any(|pos| pos == Pos::Noun)
    });
    let content = analysis
        .tokens
        .get(hit.tokens.clone())
        .unwrap_or_default()
        .iter()
        .filter(|token| token.kind == TokenKind::Word && !analysis.lang.is_stop_word(&token.norm))
        .count();
    noun && content > 1 && found.linked >= content
}

/// Whether the name of a place qualifies a noun as its genitive: رئيس لبنان, Lebanon's president, banks of Lebanon.
pub(super) fn is_adjunct(
    on: Matched<'_>,
    entry: &Entry,
    (segment, hit): (usize, &TermHit),
) -> bool {
    let Some(analysis) = on.source.get(segment).filter(|_| entry.is_name()) else {
        return false;
    };
    let lexicon = lexicon::builtin();
    let is_place = analysis.tokens.get(hit.tokens.start).is_some_and(|token| {
        if analysis.lang == lexicon.from {
            let found = lexicon.find(&token.norm);
            found.is_some_and(|found| found.entries.iter().any(|entry| entry.pos == Pos::Place))
        } else {
            let keys = lexicon.keys_of(&token.norm);
            keys.iter()
                .any(|key| lexicon.pos_of(*key).any(|pos| pos == Pos::Place))
        }
    });
    let before = hit
        .tokens
        .start
        .checked_sub(1)
        .and_then(|at| analysis.tokens.get(at))
        .filter(|token| token.kind == TokenKind::Word);
    let genitive = before.is_some_and(|before| analysis.lang.is_genitive(&before.norm));
    // Where nothing is written between the two the noun stands bare before the name.
    let construct = !analysis.lang.has_case()
        && hit.clitics.is_empty()
        && before.is_some_and(|before| {
            analysis.lang.article(&before.norm).is_none()
                && lexicon.find(&before.norm).is_some_and(|found| {
                    let mut entries = found.entries.iter();
                    entries.any(|entry| entry.pos == Pos::Noun)
                })
        });
    is_place && (genitive || construct || hit.ending == "'s")
}

/// Whether a name with the article follows a noun with the article, whose adjective it must be: الرغبة القاهرة.
pub(super) fn is_adjective(on: Matched<'_>, (segment, hit): (usize, &TermHit)) -> bool {
    let Some(analysis) = on.source.get(segment) else {
        return false;
    };
    let definite = |number: usize| {
        analysis.tokens.get(number).is_some_and(|token| {
            let written = on.text(Side::Source, segment);
            token.kind == TokenKind::Word
                && analysis.lang.article(&token.norm).is_some()
                && analysis.lang.article(token.span.of(written)).is_some()
        })
    };
    let lexicon = lexicon::builtin();
    let common = |number: usize| {
        let token = analysis.tokens.get(number);
        let bare = token.and_then(|token| analysis.lang.article(&token.norm));
        bare.is_some_and(|(_, rest)| {
            let readings = analysis.lang.readings(rest);
            let bases = readings.iter().filter(|reading| reading.prefix.is_empty());
            bases
                .flat_map(|reading| lexicon.entries_of(&reading.base))
                .any(|entry| entry.pos == Pos::Adjective)
        })
    };
    hit.tokens.len() == 1
        && definite(hit.tokens.start)
        && common(hit.tokens.start)
        && hit.tokens.start.checked_sub(1).is_some_and(definite)
}

/// The folded words of a form that carry content, articles left off.
fn content(lang: Lang, form: &str) -> Vec<String> {
    tokenize(form, &[])
        .iter()
        .filter(|token| token.kind != TokenKind::Punctuation && !lang.is_stop_word(&token.norm))
        .map(|token| {
            // What is written with a hamza is no article.
            let written = lang.article(token.span.of(form)).is_some();
            lang.article(&token.norm)
                .filter(|_| written)
                .map_or(token.norm.as_ref(), |(_, rest)| rest)
                .to_owned()
        })
        .collect()
}

/// Whether a word of a text is a listed word, inflected or not; its adjective is another word.
fn is_form(lang: Lang, found: &str, listed: &str) -> bool {
    if found == listed {
        return true;
    }
    let readings = lang.readings(found);
    let adjective = |word: &str| lang.suggests(word).meets(Traits::ADJECTIVE);
    readings
        .iter()
        .filter(|reading| reading.cost <= 4 && reading.base == listed)
        .any(|reading| {
            let bare = readings
                .iter()
                .find(|other| other.prefix == reading.prefix && other.suffix.is_empty());
            bare.is_none_or(|bare| !adjective(&bare.base) || adjective(listed))
        })
}

/// Whether the words of a form stand in their order with a few others between.
fn spread(analysis: &Analysis, form: &[String]) -> bool {
    let Some(first) = form.first().filter(|_| form.len() > 1) else {
        return false;
    };
    let words: Vec<&str> = analysis
        .words()
        .map(|(_, token)| token.norm.as_ref())
        .collect();
    (0..words.len()).any(|start| {
        let mut rest = words.iter().skip(start);
        if !rest
            .next()
            .is_some_and(|word| is_form(analysis.lang, word, first))
        {
            return false;
        }
        let mut left = BETWEEN;
        form.iter().skip(1).all(|listed| {
            for word in rest.by_ref() {
                if is_form(analysis.lang, word, listed) {
                    return true;
                }
                if !analysis.lang.is_stop_word(word) {
                    if left == 0 {
                        return false;
                    }
                    left -= 1;
                }
            }
            false
        })
    })
}

/// Whether a form stands in a word that lost the spaces around it.
fn glued(analysis: &Analysis, form: &[String]) -> bool {
    let solid = form.concat();
    if analysis.lang.has_case() || solid.chars().count() < GLUED {
        return false;
    }
    let bare = |token: &Token| {
        let article = analysis.lang.article(&token.norm);
        article
            .map_or(token.norm.as_ref(), |(_, rest)| rest)
            .to_owned()
    };
    let words: Vec<String> = analysis.words().map(|(_, token)| bare(token)).collect();
    words.windows(form.len().max(1)).any(|window| {
        let found = window.concat();
        found.len() > solid.len() && found.ends_with(&solid)
    })
}

/// Whether the adjective of a name stands for it: الألمانية for ألمانيا, Jordanian for Jordan.
fn adjective(analysis: &Analysis, form: &[String]) -> bool {
    let [name] = form else {
        return false;
    };
    let lang = analysis.lang;
    let of_name = |base: &str| {
        lang.name_endings().iter().any(|(ending, instead)| {
            base.strip_suffix(ending).is_some_and(|stem| {
                stem.chars().count() >= 3
                    && instead
                        .iter()
                        .any(|end| name.strip_prefix(stem) == Some(*end))
            })
        })
    };
    analysis.words().any(|(_, token)| {
        lang.readings(&token.norm)
            .iter()
            .filter(|reading| reading.suffix.is_empty())
            .any(|reading| of_name(&reading.base))
    })
}

/// Whether the relational adjective of a place stands for it, though the two share no letters: الجيش الأمريكي for
/// the United States Army. The lexicon tells which adjective belongs to a name of the entry, and which names may stand
/// for it where nothing else does: a capital for its country.
fn relational(asked: Asked<'_>, alone: bool) -> bool {
    let Asked {
        terms,
        on,
        index,
        bead,
        entry,
        source: (segment, number),
    } = asked;
    let Some(hit) = terms.hit(Side::Source, (segment, number)) else {
        return false;
    };
    let lexicon = lexicon::builtin();
    let names: Vec<Key> = if terms.is_forward() {
        let words: Vec<String> = entry.source.first().map_or_else(Vec::new, |form| {
            let tokens = tokenize(form, &[]);
            tokens.iter().map(|token| token.norm.to_string()).collect()
        });
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let phrase = lexicon
            .phrase(&words)
            .filter(|(length, _)| *length == words.len());
        let own = lexicon.entries_of(words.first().copied().unwrap_or_default());
        let entries = phrase.map(|(_, entry)| entry).into_iter();
        entries
            .chain(own.filter(|_| words.len() == 1))
            .filter(|entry| entry.pos == Pos::Place)
            .flat_map(|entry| entry.keys.iter().copied())
            .collect()
    } else {
        std::iter::once(&entry.target)
            .chain(&entry.admitted)
            .filter_map(|form| lexicon.key(&lexicon.to.fold(form)))
            .collect()
    };
    let names = if alone {
        lexicon.stand_ins(&names)
    } else {
        names
    };
    let fits = |pos: Pos| pos == Pos::Nationality || alone && pos == Pos::Place;
    let adjective = |analysis: &Analysis, token: &Token| {
        if analysis.lang == lexicon.from {
            let found = lexicon.find(&token.norm);
            found.is_some_and(|found| {
                found.entries.iter().any(|entry| {
                    fits(entry.pos) && entry.keys.iter().any(|key| names.contains(key))
                })
            })
        } else {
            lexicon
                .key(&token.norm)
                .is_some_and(|key| names.contains(&key) && lexicon.pos_of(key).any(fits))
        }
    };
    // An adjective that renders another word of the source doesn't render this one.
    let taken = |target: (usize, usize)| {
        on.links.of(index).iter().any(|link| {
            link.target == target
                && link.strength >= 0.3
                && !(link.source.0 == segment && hit.tokens.contains(&link.source.1))
        })
    };
    !names.is_empty()
        && bead.target.clone().any(|segment| {
            on.target.get(segment).is_some_and(|analysis| {
                analysis
                    .words()
                    .any(|(number, token)| adjective(analysis, token) && !taken((segment, number)))
            })
        })
}

/// Whether what stands for a name is a form of it in another transliteration: the same consonants with other long
/// vowels, in a script that has no settled spelling for foreign names (فاراج, فارج).
fn respelled(on: Matched<'_>, found: &Rendering, forms: &[Vec<String>]) -> bool {
    let Some(analysis) = on.target.get(found.segment) else {
        return false;
    };
    let lang = analysis.lang;
    if lang.has_case() {
        return false;
    }
    let words: Vec<&str> = analysis
        .words()
        .filter(|(_, token)| found.span.contains(token.span))
        .map(|(_, token)| token.norm.as_ref())
        .collect();
    let consonants = |word: &str| -> Vec<u8> {
        let phones = lang.phones(word).0;
        let vowel = |phone: &u8| matches!(phone, b'a' | b'i' | b'u' | b'w' | b'y' | b'\'');
        phones.into_iter().filter(|phone| !vowel(phone)).collect()
    };
    // Two consonants are too little to know a name by.
    let same = |listed: &str, found: &str| {
        is_form(lang, found, listed) || {
            let own = consonants(listed);
            own.len() > 2 && own == consonants(found)
        }
    };
    forms.iter().any(|form| {
        !form.is_empty()
            && form.len() == words.len()
            && form
                .iter()
                .zip(&words)
                .all(|(listed, found)| same(listed, found))
    })
}

/// Whether somebody is called by the family name alone, as the entry admits it in its other language: بلير for Tony
/// Blair, for whom Blair is admitted.
fn family(terms: &Terms<'_>, on: Matched<'_>, bead: &Bead, entry: &Entry) -> bool {
    if terms.is_forward() {
        return false;
    }
    let full: Vec<&str> = entry.target.split(' ').collect();
    let left_out = entry
        .admitted
        .iter()
        .filter(|form| !form.is_empty())
        .filter_map(|form| {
            let words: Vec<&str> = form.split(' ').collect();
            full.ends_with(&words).then(|| full.len() - words.len())
        })
        .max();
    let Some(left_out) = left_out.filter(|left_out| *left_out > 0) else {
        return false;
    };
    let lang = on.bitext.target.lang;
    let lexicon = lexicon::builtin();
    // What is left out are names, or words that the lexicon doesn't have.
    let person = |words: &[String]| {
        words.iter().all(|word| {
            let found = lexicon.find(word);
            found.is_none_or(|found| {
                let mut entries = found.entries.iter();
                entries.any(|entry| entry.pos == Pos::GivenName)
            })
        })
    };
    let given = |token: &Token| {
        lexicon
            .entries_of(&token.norm)
            .any(|entry| entry.pos == Pos::GivenName)
    };
    entry.source.iter().any(|form| {
        let words: Vec<String> = form.split(' ').map(|word| lang.fold(word)).collect();
        let from = left_out.min(words.len().saturating_sub(1));
        let (first, rest) = words.split_at(from.max(1).min(words.len()));
        if rest.is_empty() || !person(first) {
            return false;
        }
        bead.target.clone().any(|segment| {
            on.target.get(segment).is_some_and(|analysis| {
                let tokens = &analysis.tokens;
                (0..tokens.len()).any(|start| {
                    let window = tokens.get(start..start + rest.len()).unwrap_or_default();
                    let before = start.checked_sub(1).and_then(|at| tokens.get(at));
                    window.len() == rest.len()
                        && window
                            .iter()
                            .zip(rest)
                            .all(|(token, word)| is_form(lang, &token.norm, word))
                        // With another given name it is somebody else.
                        && !before.is_some_and(given)
                })
            })
        })
    })
}

/// Whether a name stands without the noun that says what it is, and sounds like the term: الشرق الأوسط for Asharq
/// Al-Awsat, which the glossary has as صحيفة الشرق الأوسط.
fn without_class(
    terms: &Terms<'_>,
    on: Matched<'_>,
    bead: &Bead,
    entry: &Entry,
    source: HitId,
) -> bool {
    let (Some(hit), Some(from)) = (terms.hit(Side::Source, source), on.source.get(source.0)) else {
        return false;
    };
    let lang = on.bitext.target.lang;
    let term = hit.span.of(on.text(Side::Source, source.0));
    let sound = from.lang.phones(term);
    terms.fine_forms_of(entry).iter().any(|(_, _, form)| {
        let Some((_, name)) = form.split_once(' ') else {
            return false;
        };
        let words: Vec<String> = name.split(' ').map(|word| lang.fold(word)).collect();
        similarity(&sound, &lang.phones(name)) >= SOUNDS
            && bead.target.clone().any(|segment| {
                on.target.get(segment).is_some_and(|analysis| {
                    let found: Vec<&Token> = analysis.words().map(|(_, token)| token).collect();
                    found.windows(words.len()).any(|window| {
                        let mut pairs = window.iter().zip(&words);
                        pairs.all(|(token, word)| is_form(lang, &token.norm, word))
                    })
                })
            })
    })
}

/// Whether a word that was taken for an inflected or respelled name is another name, one that the target has: Caplan
/// for كابلان, which is no dual of Kabul.
fn is_other_name(
    terms: &Terms<'_>,
    on: Matched<'_>,
    entry: &Entry,
    source: HitId,
    found: &Rendering,
) -> bool {
    let (Some(hit), Some(from), Some(to)) = (
        terms.hit(Side::Source, source),
        on.source.get(source.0),
        on.target.get(found.segment),
    ) else {
        return false;
    };
    let [token] = from.tokens.get(hit.tokens.clone()).unwrap_or_default() else {
        return false;
    };
    let listed: Vec<String> = if terms.is_forward() {
        entry
            .source
            .iter()
            .map(|form| from.lang.fold(form))
            .collect()
    } else {
        vec![from.lang.fold(&entry.target)]
    };
    let as_listed = from
        .lang
        .unended(&token.norm)
        .iter()
        .any(|reading| listed.contains(&reading.base));
    if as_listed {
        return false;
    }
    let sound = from.lang.phones(&token.norm);
    let alike = |word: &str| similarity(&sound, &to.lang.phones(word));
    let own = terms
        .fine_forms_of(entry)
        .iter()
        .map(|(_, _, form)| alike(form))
        .fold(0.0, f64::max);
    let word = found.span.of(on.text(Side::Target, found.segment));
    found.words == 1 && alike(word) >= SOUNDS && alike(word) > own
}

/// Whether what stands for a term is the part of one of its forms that tells it apart: all that is left out are
/// common words.
fn is_core(on: Matched<'_>, found: &Rendering, forms: &[Vec<String>]) -> bool {
    let Some(analysis) = on.target.get(found.segment) else {
        return false;
    };
    let lang = analysis.lang;
    let words: Vec<&str> = analysis
        .words()
        .filter(|(_, token)| found.span.contains(token.span) && !lang.is_stop_word(&token.norm))
        .map(|(_, token)| token.norm.as_ref())
        .collect();
    let lexicon = lexicon::builtin();
    let common = |word: &str| lexicon.entries_of(word).any(|entry| !entry.pos.is_name());
    // A construct that goes on with another noun is another name: مجلس السلامة for مجلس الأمن.
    let last = analysis
        .words()
        .filter(|(_, token)| found.span.contains(token.span))
        .last();
    let goes_on = last.is_some_and(|(number, last)| {
        let next = analysis.tokens.get(number + 1);
        let next = next.filter(|next| next.kind == TokenKind::Word);
        lang.article(&last.norm).is_none()
            && next.is_some_and(|next| {
                let listed =
                    |form: &Vec<String>| form.iter().any(|word| is_form(lang, &next.norm, word));
                let behind = lang.article(&next.norm).map(|(_, rest)| rest);
                behind.is_some_and(|rest| {
                    !lexicon::builtin()
                        .entries_of(rest)
                        .any(|entry| entry.pos == Pos::Adjective)
                        && !forms.iter().any(listed)
                })
            })
    });
    !words.is_empty()
        && forms.iter().any(|form| {
            let has = |word: &&str| form.iter().any(|listed| is_form(lang, word, listed));
            let left_out = |listed: &&String| !words.iter().any(|word| is_form(lang, word, listed));
            // The head noun alone says what a body is, not which: المحكمة for المحكمة العليا.
            let parts: Vec<&str> = form.iter().map(String::as_str).collect();
            let head = lang.head(&parts).and_then(|head| form.get(head));
            let head = head.filter(|head| lang.is_body(head));
            let head_alone = form.len() > 1
                && head.is_some_and(|head| words.iter().all(|word| is_form(lang, word, head)));
            let mut rest = form.iter().filter(left_out).peekable();
            words.iter().all(has)
                && (rest.peek().is_none() || !goes_on && !head_alone)
                && rest.all(|word| common(word))
        })
}

/// What stands for a term with the noun that it qualifies, where that is another than the term's own: التحالف
/// الأوروبي for European Union.
/// Neither noun is known to render or to be rendered by anything else, nor is a word beside the term left over that
/// the other noun could render.
pub(super) fn with_other_head(
    terms: &Terms<'_>,
    on: Matched<'_>,
    index: usize,
    entry: &Entry,
    source: HitId,
    found: &Rendering,
) -> Option<Rendering> {
    let (Some(hit), Some(from), Some(analysis)) = (
        terms.hit(Side::Source, source),
        on.source.get(source.0),
        on.target.get(found.segment),
    ) else {
        return None;
    };
    let lang = analysis.lang;
    // Only where the head noun comes first is the word before what is found the head.
    if lang.head(&["", ""]) != Some(0) {
        return None;
    }
    let forms: Vec<Vec<String>> = terms
        .fine_forms_of(entry)
        .iter()
        .map(|(_, _, form)| content(lang, form))
        .collect();
    let mut words = analysis
        .words()
        .filter(|(_, token)| found.span.contains(token.span));
    let (first, _) = words.next()?;
    let has_head = analysis
        .words()
        .filter(|(_, token)| found.span.contains(token.span))
        .any(|(_, token)| {
            let mut heads = forms.iter().filter_map(|form| form.first());
            heads.any(|head| is_form(lang, &token.norm, head))
        });
    let before = analysis.tokens.get(first.checked_sub(1)?)?;
    let links = on.links.of(index);
    let lexicon = lexicon::builtin();
    let noun = before.kind == TokenKind::Word
        && !lang.is_stop_word(&before.norm)
        && lexicon.find(&before.norm).is_some_and(|found| {
            let mut entries = found.entries.iter();
            entries.all(|entry| matches!(entry.pos, Pos::Noun | Pos::Verb))
        })
        && !forms
            .iter()
            .flatten()
            .any(|word| is_form(lang, &before.norm, word))
        && !links
            .iter()
            .any(|link| link.target == (found.segment, first - 1));
    let own: Vec<usize> = words_in(from, hit.span).collect();
    let norms: Vec<&str> = own
        .iter()
        .filter_map(|number| from.tokens.get(*number))
        .map(|token| token.norm.as_ref())
        .collect();
    let unlinked = |number: usize| !links.iter().any(|link| link.source == (source.0, number));
    // The term's own head noun is a common word that nothing renders.
    let lost = own.len() > 1
        && from.lang.head(&norms).is_some_and(|head| {
            own.get(head).is_some_and(|number| unlinked(*number))
                && norms
                    .get(head)
                    .is_some_and(|norm| !lexicon.keys_of(norm).is_empty())
        });
    let beside = (hit.tokens.start.saturating_sub(2)..hit.tokens.end + 2).any(|number| {
        !hit.tokens.contains(&number)
            && from.tokens.get(number).is_some_and(|token| {
                token.kind == TokenKind::Word && !from.lang.is_stop_word(&token.norm)
            })
            && unlinked(number)
    });
    (!has_head && noun && lost && !beside).then(|| Rendering {
        span: before.span.cover(found.span),
        bare: false,
        ..found.clone()
    })
}

/// Whether a text holds a term of the other script as a word of its own; `lang` is the term's language.
fn holds(text: &str, term: &str, lang: Lang) -> bool {
    let term = term
        .strip_suffix("'s")
        .or_else(|| term.strip_suffix("\u{2019}s"))
        .unwrap_or(term);
    if !term.chars().any(|c| lang.is_letter(c)) {
        return false;
    }
    text.match_indices(term).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + term.len()..)
            .and_then(|after| after.chars().next());
        // What is written together with it in the text's own script is no part of it.
        ![before, after]
            .into_iter()
            .flatten()
            .any(|c| lang.is_letter(c))
    })
}
