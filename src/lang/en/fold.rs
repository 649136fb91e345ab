//! What the build script too has to know of English: it compiles this file.

use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds an English word: lower case, accents off, typographic apostrophes as `'`.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| match c {
            '\u{2019}' | '\u{02BC}' | '\u{2018}' => '\''.to_lowercase(),
            'ø' | 'Ø' => 'o'.to_lowercase(),
            'ł' | 'Ł' => 'l'.to_lowercase(),
            'đ' | 'Đ' => 'd'.to_lowercase(),
            'ı' => 'i'.to_lowercase(),
            c => c.to_lowercase(),
        })
        .collect()
}

/// British spellings and the American ones.
static AMERICAN: LazyLock<HashMap<&'static str, &'static str, FixedState>> = LazyLock::new(|| {
    data_lines(include_str!("spelling.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The lines of a table that ships with the program.
pub fn data_lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The American spelling of a base, or the base itself.
pub fn american(base: &str) -> &str {
    AMERICAN.get(base).copied().unwrap_or(base)
}

/// Whether a folded word carries no content of its own.
pub fn is_stop_word(folded: &str) -> bool {
    static SET: LazyLock<HashSet<&str, FixedState>> =
        LazyLock::new(|| STOP_WORDS.iter().copied().collect());
    SET.contains(folded)
}

/// Words without content of their own, sorted.
static STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "being", "but", "by", "can", "could", "did", "do", "does", "each", "for",
    "from", "had", "has", "have", "he", "her", "hers", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "it's", "its", "just", "may", "me", "might", "more", "most", "must", "my",
    "no", "not", "of", "on", "one", "or", "other", "our", "out", "over", "s", "shall", "she",
    "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "to", "up", "us", "very", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "whom", "whose", "will", "with", "would",
    "you", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_apostrophes_fold() {
        assert_eq!(fold("Erdoğan’s"), "erdogan's");
        assert_eq!(fold("Malmö"), "malmo");
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }
}
