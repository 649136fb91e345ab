//! What the build script too has to know of Arabic: it compiles this file.

use crate::lang::letters::is_letter;
use unicode_normalization::UnicodeNormalization;

/// Whether `c` is an Arabic letter.
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}'
        | '\u{08A0}'..='\u{08C9}' | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
        && c != '\u{0640}'
}

/// Folds an Arabic word: compatibility forms resolved, vowel marks and tatweel dropped, alef with any hamza
/// and alef wasla as `ا`, `ى` and Farsi ya as `ي`, ta marbuta as `ه`, Farsi kaf as `ك`.
///
/// `ؤ`, `ئ` and `ء` stay: they part words (`سأل`, `سئل`), and the affix rules know where they change seats.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_onto(word, &mut out);
    out
}

/// [`fold`], behind what is there.
pub fn fold_onto(word: &str, out: &mut String) {
    let presentation = word
        .chars()
        .any(|c| matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'));
    if presentation {
        fold_into(word.nfkc(), out);
    } else {
        fold_into(word.chars(), out);
    }
}

fn fold_into(chars: impl Iterator<Item = char>, out: &mut String) {
    let start = out.len();
    for c in chars {
        let folded = match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            // Nearly all letters there are.
            '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => c,
            'ٱ' | 'ٲ' | 'ٳ' => 'ا',
            'ی' | 'ې' | 'ے' => 'ي',
            'ۃ' | 'ہ' | 'ھ' | 'ە' => 'ه',
            'ک' | 'ڪ' => 'ك',
            '\u{0640}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06ED}' => {
                // A combining hamza makes the letter before it a hamza seat.
                if c == '\u{0654}' && out.len() > start {
                    match out.pop() {
                        Some('و') => out.push('ؤ'),
                        Some('ي') => out.push('ئ'),
                        Some(other) => out.push(other),
                        None => {}
                    }
                }
                continue;
            }
            c if is_letter(c) => c,
            _ => continue,
        };
        out.push(folded);
    }
}
