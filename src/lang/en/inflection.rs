//! Taking the endings off an English word.

use super::fold::{american, data_lines};
use crate::lang::Reading;
use crate::text::Map;
use std::sync::LazyLock;

/// Irregular forms and the bases they belong to.
static IRREGULAR: LazyLock<Map<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut map: Map<_, Vec<_>> = Map::default();
    for line in data_lines(include_str!("irregular.tsv")) {
        if let Some((base, forms)) = line.split_once('\t') {
            for form in forms.split(',') {
                map.entry(form.trim()).or_default().push(base);
            }
        }
    }
    map
});

/// Whether a folded word is an irregular form.
pub(super) fn is_irregular(word: &str) -> bool {
    IRREGULAR.contains_key(word)
}

/// The readings of a folded word, the word itself first.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    let mut out = Vec::new();
    push(&mut out, word, "", 0);
    let bare = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix('\''))
        .unwrap_or(word);
    if bare != word {
        push(&mut out, bare, "'s", 1);
    }
    let base_cost = u8::from(bare != word);
    if let Some(bases) = IRREGULAR.get(bare) {
        for base in bases {
            push(&mut out, base, "irregular", base_cost + 1);
        }
    }
    regular(bare, base_cost, &mut out);
    out.sort_by_key(|reading| reading.cost);
    out
}

fn push(out: &mut Vec<Reading>, base: &str, suffix: &'static str, cost: u8) {
    out.push(Reading {
        base: american(base).to_owned(),
        prefix: "",
        suffix,
        cost,
    });
}

fn regular(word: &str, cost: u8, out: &mut Vec<Reading>) {
    if !word.is_ascii() || word.len() < 4 {
        if word.len() == 3 && word.ends_with('s') && !word.ends_with("ss") {
            push(out, &word[..2], "s", cost + 2);
        }
        return;
    }
    let stem = |cut: usize| &word[..word.len() - cut];
    let undoubled = |stem: &str| -> Option<String> {
        let bytes = stem.as_bytes();
        let last = *bytes.last()?;
        (bytes.len() > 2 && bytes[bytes.len() - 2] == last && !b"aeiou".contains(&last))
            .then(|| stem[..stem.len() - 1].to_owned())
    };
    let verb = |out: &mut Vec<Reading>, ending: &'static str, plain: &str| {
        push(out, plain, ending, cost + 1);
        push(out, &format!("{plain}e"), ending, cost + 1);
        if let Some(single) = undoubled(plain) {
            push(out, &single, ending, cost + 1);
        }
        if let Some(head) = plain.strip_suffix('i') {
            push(out, &format!("{head}y"), ending, cost + 1);
        }
        if let Some(head) = plain.strip_suffix('y') {
            push(out, &format!("{head}ie"), ending, cost + 2);
        }
    };
    if word.ends_with("ed") {
        verb(out, "ed", stem(2));
    } else if word.ends_with("ing") && word.len() > 5 {
        verb(out, "ing", stem(3));
    } else if word.ends_with("est") && word.len() > 5 {
        verb(out, "est", stem(3));
    } else if word.ends_with("er") && word.len() > 4 {
        verb(out, "er", stem(2));
    } else if word.ends_with("ers") && word.len() > 5 {
        push(out, stem(1), "s", cost + 1);
        verb(out, "ers", stem(3));
    } else if word.ends_with("ings") && word.len() > 6 {
        push(out, stem(1), "s", cost + 1);
        verb(out, "ings", stem(4));
    } else if word.ends_with("ies") {
        push(out, &format!("{}y", stem(3)), "ies", cost + 1);
        push(out, stem(1), "s", cost + 1);
    } else if word.ends_with("ves") {
        push(out, stem(1), "s", cost + 1);
        push(out, &format!("{}f", stem(3)), "ves", cost + 2);
        push(out, &format!("{}fe", stem(3)), "ves", cost + 2);
    } else if word.ends_with("es") {
        push(out, stem(1), "s", cost + 1);
        push(out, stem(2), "es", cost + 1);
    } else if word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
    {
        push(out, stem(1), "s", cost + 1);
    } else if word.ends_with("ly") && word.len() > 4 {
        push(out, stem(2), "ly", cost + 2);
        push(out, &format!("{}le", stem(2)), "ly", cost + 2);
        if word.ends_with("ily") {
            push(out, &format!("{}y", stem(3)), "ly", cost + 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_read_as_their_bases() {
        for (word, base) in [
            ("stopped", "stop"),
            ("making", "make"),
            ("countries", "country"),
            ("wolves", "wolf"),
            ("said", "say"),
            ("children", "child"),
            ("iran's", "iran"),
            ("agreements", "agreement"),
            ("buses", "bus"),
            ("easily", "easy"),
            ("largest", "large"),
            ("ministers", "minister"),
            ("colour", "color"),
            ("organised", "organize"),
        ] {
            assert!(
                readings(word).iter().any(|reading| reading.base == base),
                "{word} does not read as {base}"
            );
        }
    }

    #[test]
    fn words_that_only_look_inflected_come_first_as_themselves() {
        for word in ["news", "bus", "this", "united", "nothing"] {
            assert_eq!(readings(word)[0].base, word);
        }
    }
}
