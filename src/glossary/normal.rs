use crate::lang::{Lang, TokenKind, tokenize};

/// Equal for texts that are the same term in other spelling: folded words and numbers joined by a space,
/// marks left out.
pub(super) fn key(lang: Lang, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokenize(text, &[]) {
        if matches!(token.kind, TokenKind::Punctuation) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        match token.kind {
            TokenKind::Word if token.lang != Some(lang) => {
                out.push_str(&lang.fold(token.span.of(text)));
            }
            _ => out.push_str(&token.norm),
        }
    }
    out
}

/// Like [`key`] but apart for texts that differ in case or marks, where the script has case: what is forbidden
/// may be a spelling alone.
pub(super) fn spelling_key(lang: Lang, text: &str) -> String {
    if lang.has_case() {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        key(lang, text)
    }
}
