/// Whether `c` is a letter of any script; the letters of nearly all texts are told without a table.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => true,
        '\u{0000}'..='\u{007F}' | '\u{0640}' | '\u{064B}'..='\u{066D}' => false,
        c => c.is_alphabetic(),
    }
}
