//! Learning word translations from sentences that are translations of each other.
//!
//! IBM Model 1 (Brown et al. 1993, section 4.2) in both directions; a pair of words is kept where both directions
//! agree on it and where the two occur together more than chance allows by the log-likelihood ratio test (Dunning
//! 1993; for word translations Moore 2004).

use crate::lang::{Lang, TokenKind, tokenize};
use crate::text::{Map, Set};
use rayon::prelude::*;

/// A learned translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Word of the first language, folded, without its clitics.
    pub head: String,
    /// Word of the second language, in its base form.
    pub translation: String,
    /// How far to trust it, 0 to 1: the geometric mean of the two directions' probabilities.
    pub trust: f64,
    /// In how many pairs the two occur together.
    pub together: u32,
}

/// What is asked of a pair of words before it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Demands {
    /// Fewest pairs of sentences with both.
    pub together: u32,
    /// Least trust, 0 to 1.
    pub trust: f64,
    /// Least log-likelihood ratio (G²); 10.83 is chance at one in a thousand.
    pub association: f64,
}

impl Default for Demands {
    fn default() -> Self {
        Self {
            together: 2,
            trust: 0.15,
            association: 10.83,
        }
    }
}

/// Rounds of expectation maximisation. Model 1 has one optimum; after five rounds the ranking stands still.
const ROUNDS: usize = 5;
/// Longest sentence that is learned from, in words: longer ones are mostly badly paired.
const LONGEST: usize = 100;

/// The words of a language, numbered.
struct Words {
    lang: Lang,
    ids: Map<String, u32>,
    names: Vec<String>,
}

impl Words {
    /// Numbers the words of sentences, each in the form under which it is counted: the barest reading that stands as
    /// a word of its own somewhere in the sentences.
    fn new(lang: Lang, sentences: &[Vec<String>]) -> (Self, Vec<Vec<u32>>) {
        let mut seen: Map<&str, u32> = Map::default();
        for word in sentences.iter().flatten() {
            *seen.entry(word).or_insert(0) += 1;
        }
        let mut forms: Vec<&str> = seen.keys().copied().collect();
        forms.sort_unstable();
        let bare: Map<&str, String> = forms
            .par_iter()
            .map(|form| (*form, bare(lang, form, &seen)))
            .collect();
        let mut words = Self {
            lang,
            ids: Map::default(),
            names: Vec::new(),
        };
        let numbered = sentences
            .iter()
            .map(|sentence| {
                let mut ids: Vec<u32> = sentence
                    .iter()
                    .filter_map(|word| bare.get(word.as_str()))
                    .map(|base| words.id(base))
                    .collect();
                ids.sort_unstable();
                ids.dedup();
                ids
            })
            .collect();
        (words, numbered)
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.ids.insert(word.to_owned(), id);
        self.names.push(word.to_owned());
        id
    }
}

/// A word without what the sentences show to be affixes: a reading counts where its base stands as a word at least
/// half as often as the word itself does.
fn bare(lang: Lang, word: &str, seen: &Map<&str, u32>) -> String {
    let own = seen.get(word).copied().unwrap_or(0);
    lang.readings(word)
        .into_iter()
        .filter(|reading| reading.cost <= 3 && reading.base.chars().count() >= 3)
        .filter(|reading| {
            reading.base == word
                || seen
                    .get(reading.base.as_str())
                    .is_some_and(|count| 2 * count >= own)
        })
        .min_by_key(|reading| (reading.base.chars().count(), reading.cost))
        .map_or_else(|| word.to_owned(), |reading| reading.base)
}

/// Learns word translations from pairs of sentences, in order of trust.
pub fn train(from: Lang, to: Lang, pairs: &[(&str, &str)], demands: Demands) -> Vec<Learned> {
    let split = |lang: Lang, text: &str| -> Vec<String> {
        tokenize(text, &[])
            .into_iter()
            .filter(|token| token.kind == TokenKind::Word && token.lang == Some(lang))
            .filter(|token| !lang.is_stop_word(&token.norm))
            .map(|token| token.norm.into())
            .collect()
    };
    let (heads, words): (Vec<Vec<String>>, Vec<Vec<String>>) = pairs
        .par_iter()
        .map(|(source, target)| (split(from, source), split(to, target)))
        .filter(|(s, t)| !s.is_empty() && !t.is_empty() && s.len() <= LONGEST && t.len() <= LONGEST)
        .unzip();
    let (heads, head_sentences) = Words::new(from, &heads);
    let (words, word_sentences) = Words::new(to, &words);
    let forward = model(&head_sentences, &word_sentences);
    let backward = model(&word_sentences, &head_sentences);
    let count = |sentences: &[Vec<u32>], size: usize| {
        let mut counts = vec![0u32; size];
        for id in sentences.iter().flatten() {
            counts[*id as usize] += 1;
        }
        counts
    };
    let head_counts = count(&head_sentences, heads.names.len());
    let word_counts = count(&word_sentences, words.names.len());
    let sentences = head_sentences.len() as f64;
    let mut learned: Vec<Learned> = forward
        .iter()
        .filter_map(|((head, word), (probability, together))| {
            let (back, _) = backward.get(&(*word, *head))?;
            let trust = (f64::from(*probability) * f64::from(*back)).sqrt();
            let g2 = association(
                f64::from(*together),
                f64::from(head_counts[*head as usize]),
                f64::from(word_counts[*word as usize]),
                sentences,
            );
            let kept = *together >= demands.together
                && trust >= demands.trust
                && g2 >= demands.association;
            kept.then(|| Learned {
                head: heads.names[*head as usize].clone(),
                translation: words.names[*word as usize].clone(),
                trust,
                together: *together,
            })
        })
        .collect();
    debug_assert!(heads.lang != words.lang);
    learned.sort_by(|a, b| {
        b.trust
            .total_cmp(&a.trust)
            .then_with(|| a.head.cmp(&b.head))
            .then_with(|| a.translation.cmp(&b.translation))
    });
    learned
}

type Table = Map<(u32, u32), (f32, u32)>;

/// P(to | from) of every pair that occurs together, with the number of sentences in which it does.
fn model(from: &[Vec<u32>], to: &[Vec<u32>]) -> Table {
    /// The word that stands for none: what has no counterpart is explained by it.
    const NONE: u32 = u32::MAX;
    let mut table: Table = Map::default();
    for (s, t) in from.iter().zip(to) {
        for x in s.iter().chain(&[NONE]) {
            for y in t {
                table.entry((*x, *y)).or_insert((1.0, 0)).1 += 1;
            }
        }
    }
    for _ in 0..ROUNDS {
        let mut counts: Map<(u32, u32), f32> = Map::default();
        let mut totals: Map<u32, f32> = Map::default();
        for (s, t) in from.iter().zip(to) {
            for y in t {
                let probability = |x: u32| table.get(&(x, *y)).map_or(0.0, |(p, _)| *p);
                let sum: f32 = s.iter().chain(&[NONE]).map(|x| probability(*x)).sum();
                if sum <= 0.0 {
                    continue;
                }
                for x in s.iter().chain(&[NONE]) {
                    let share = probability(*x) / sum;
                    *counts.entry((*x, *y)).or_insert(0.0) += share;
                    *totals.entry(*x).or_insert(0.0) += share;
                }
            }
        }
        for (pair, count) in counts {
            if let (Some(entry), Some(total)) = (table.get_mut(&pair), totals.get(&pair.0)) {
                entry.0 = count / total.max(f32::MIN_POSITIVE);
            }
        }
    }
    table.retain(|(x, _), (p, _)| *x != NONE && *p >= 0.01);
    table
}

/// Dunning's log-likelihood ratio of two words that occur in `a` and `b` of `n` sentences, `both` times together.
fn association(both: f64, a: f64, b: f64, n: f64) -> f64 {
    let term = |observed: f64, row: f64, column: f64| {
        if observed <= 0.0 {
            0.0
        } else {
            observed * (observed * n / (row * column)).ln()
        }
    };
    let chance = a * b / n.max(1.0);
    if both <= chance {
        return 0.0;
    }
    2.0 * (term(both, a, b)
        + term(a - both, a, n - b)
        + term(b - both, n - a, b)
        + term(n - a - b + both, n - a, n - b))
}

/// The learned words as a lexicon file.
pub fn to_file(learned: &[Learned]) -> String {
    let mut out = String::from("# part of speech\tform\tplurals\ttranslation\ttrust\n");
    let mut seen: Set<(&str, &str)> = Set::default();
    for word in learned {
        if seen.insert((&word.head, &word.translation)) {
            out.push_str(&format!(
                "?\t{}\t\t{}\t{:.2}\n",
                word.head, word.translation, word.trust
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: &[(&str, &str)] = &[
        ("وصل الزعفور إلى المدينة", "The zafur arrived in the city"),
        ("غادر الزعفور المدينة", "The zafur left the city"),
        ("رأيت زعفورا في القرية", "I saw a zafur in the village"),
        ("القرية جميلة", "The village is beautiful"),
        ("المدينة كبيرة", "The city is large"),
        ("القرية صغيرة", "The village is small"),
        ("هذا زعفور كبير", "This is a large zafur"),
        ("الطقس بارد", "The weather is cold"),
        ("الطقس حار", "The weather is hot"),
        ("كتاب جديد", "A new book"),
        ("كتاب قديم", "An old book"),
        ("بيت جديد", "A new house"),
    ];

    #[test]
    fn words_that_go_together_are_learned_and_others_are_not() {
        let demands = Demands {
            association: 3.8,
            ..Demands::default()
        };
        let learned = train(Lang::ARABIC, Lang::ENGLISH, PAIRS, demands);
        let of = |head: &str| -> Vec<&str> {
            learned
                .iter()
                .filter(|word| word.head == head)
                .map(|word| word.translation.as_str())
                .collect()
        };
        assert!(
            of("زعفور").contains(&"zafur") || of("الزعفور").contains(&"zafur"),
            "{learned:?}"
        );
        assert!(
            !learned
                .iter()
                .any(|word| word.head == "طقس" && word.translation == "book")
        );
        assert!(learned.iter().all(|word| (0.0..=1.0).contains(&word.trust)));
    }

    #[test]
    fn a_trained_lexicon_reads_back() {
        let demands = Demands {
            association: 0.0,
            ..Demands::default()
        };
        let learned = train(Lang::ARABIC, Lang::ENGLISH, PAIRS, demands);
        let lexicon =
            crate::lexicon::read("learned", &to_file(&learned), Lang::ARABIC, Lang::ENGLISH)
                .unwrap();
        assert!(lexicon.find("بيت").is_some() || lexicon.find("كتاب").is_some());
    }
}
