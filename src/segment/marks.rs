//! Characters and what they may do at the end of a sentence.

use crate::lang::is_letter;

/// How much a mark says that a sentence has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop.
    Stop,
    /// A question or exclamation mark, alone or with others.
    Strong,
    /// A full stop of a script that has no other use for it; no space need follow.
    Wide,
    /// Two or more full stops, an ellipsis.
    Pause,
}

/// What the mark `c` is; a full stop alone is [`Mark::Stop`].
pub(super) fn mark(c: char) -> Option<Mark> {
    match c {
        '.' => Some(Mark::Stop),
        '!' | '?' | '؟' | '\u{203C}' | '\u{203D}' | '\u{2047}'..='\u{2049}' | '۔' => {
            Some(Mark::Strong)
        }
        '…' => Some(Mark::Pause),
        '。' | '！' | '？' | '｡' => Some(Mark::Wide),
        _ => None,
    }
}

/// Format characters that stand after what they act on: they stay with the sentence before.
pub(super) fn is_trailing_format(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'
            | '\u{200C}'
            | '\u{200D}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202C}'
            | '\u{2060}'
            | '\u{2069}'
            | '\u{061C}'
            | '\u{FEFF}'
            | '\u{FE0F}'
    )
}

/// Marks that close and never open.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '”' | '»' | '›' | '）' | '」' | '』' | '】' | '\u{FD3E}'
    )
}

/// Marks that open a quotation or a bracket and never close in Arabic and English.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '“' | '„' | '«' | '‹' | '‘' | '\u{FD3F}'
    )
}

/// Whether the closer `c` ends a quotation rather than a bracket.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '’' | '»' | '›' | '」' | '』')
}

/// Marks before which a sentence is never over.
pub(super) fn goes_on(c: char) -> bool {
    matches!(c, ',' | '،' | ';' | '؛' | ':')
}

/// Line ends that the text itself holds.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Raised digits, with which notes are numbered.
pub(super) fn is_raised_digit(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Value of a decimal digit of the scripts that Arabic and English texts use.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(c as u32 - 0x06F0),
        _ => None,
    }
}

/// Whether `c` is a letter or a digit: what a sentence can't be without.
pub(super) fn is_text(c: char) -> bool {
    is_letter(c)
        || match c {
            '\0'..='\u{06FF}' => digit(c).is_some(),
            c => c.is_numeric(),
        }
}

/// Whether a byte can be the first of a character that the scan must look at.
pub(super) static INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let ascii = b".!?\"()\n\r";
    let mut at = 0;
    while at < ascii.len() {
        table[ascii[at] as usize] = true;
        at += 1;
    }
    // First bytes of: « »; ؟; ۔; … “ ” „ ‹ › and line separators; 。 and brackets; ！ ？ ）.
    let leads = [0xC2, 0xD8, 0xDB, 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < leads.len() {
        table[leads[at]] = true;
        at += 1;
    }
    table
};

/// Whether the character that starts with `bytes` is one that the scan must look at, told without decoding
/// for the first byte that every second Arabic letter has.
pub(super) fn is_candidate(bytes: &[u8]) -> bool {
    match bytes {
        [0xD8, second, ..] => *second == 0x9F,
        [0xDB, second, ..] => *second == 0x94,
        [0xC2, second, ..] => matches!(second, 0xAB | 0xBB),
        _ => true,
    }
}
