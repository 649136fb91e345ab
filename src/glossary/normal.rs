use crate::lang::{Lang, TokenKind, tokenize};

/// Equal for texts that are the same term in other spelling: folded words and numbers joined by a space,
/// marks left out.
pub(super) fn key(lang: Lang, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if is_plain(text) {
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            lang.fold_onto(word, &mut out);
        }
        return out;
    }
    for token in tokenize(text, &[]) {
        if matches!(token.kind, TokenKind::Punctuation) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.norm);
    }
    out
}

/// Whether a text is words of one script with spaces between them and nothing else, as most terms are: then it
/// needs no tokeniser.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ')
        || text
            .chars()
            .all(|c| matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | ' '))
}

/// The spelling of a text, apart for texts that differ in case or marks: what is forbidden may be a spelling
/// alone.
pub(super) fn spelling(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
