use crate::text::Map;

/// A closed list of words, each with what it is.
///
/// Every word of a text is looked up in several of them, in most several times (behind each clitic that it may
/// have), and hardly any is there: nearly all others are told by their last letters, without a search.
#[derive(Debug)]
pub(crate) struct Closed<T> {
    words: Map<Box<str>, T>,
    ends: Ends,
}

impl<T: Copy> Closed<T> {
    /// What a word is.
    pub fn get(&self, word: &str) -> Option<T> {
        if self.may_end(word) {
            self.words.get(word).copied()
        } else {
            None
        }
    }

    /// Whether a listed word may be the last part of a word, or all of it.
    pub fn may_end(&self, word: &str) -> bool {
        self.ends.may_have(word)
    }
}

impl<T, W: Into<Box<str>>> FromIterator<(W, T)> for Closed<T> {
    /// Of a word that comes again the last counts.
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        let words: Map<Box<str>, T> = words
            .into_iter()
            .map(|(word, what)| (word.into(), what))
            .collect();
        let mut ends = Ends::default();
        words.keys().for_each(|word| ends.add(word));
        Self { words, ends }
    }
}

/// The last bytes of words, as many as go into a number, so that one bit tells most other words from them.
#[derive(Debug)]
struct Ends {
    bits: [u64; Self::BITS / 64],
    /// How many bytes of a word were filed: the lengths as bits.
    lengths: u16,
}

impl Default for Ends {
    fn default() -> Self {
        Self {
            bits: [0; Self::BITS / 64],
            lengths: 0,
        }
    }
}

impl Ends {
    const BITS: usize = 8192;

    fn add(&mut self, word: &str) {
        let length = word.len().min(8);
        self.lengths |= 1 << length;
        let (at, bit) = Self::place(last_bytes(word), length);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_have(&self, word: &str) -> bool {
        let end = last_bytes(word);
        let mut lengths = self.lengths & ((2 << word.len().min(8)) - 1);
        while lengths != 0 {
            let (at, bit) = Self::place(end, lengths.trailing_zeros() as usize);
            if self.bits.get(at).is_some_and(|bits| bits & bit != 0) {
                return true;
            }
            lengths &= lengths - 1;
        }
        false
    }

    /// The bit of the last `length` bytes: where its number is, and the bit in it.
    fn place(end: u64, length: usize) -> (usize, u64) {
        let kept = end & u64::MAX.checked_shr(64 - 8 * length as u32).unwrap_or(0);
        // The golden ratio's digits, as in every multiplicative hash: the high bits depend on all the bytes.
        let hash = kept.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS.trailing_zeros());
        ((hash / 64) as usize, 1 << (hash % 64))
    }
}

/// The last eight bytes of a word as a number, the very last its lowest byte.
fn last_bytes(word: &str) -> u64 {
    match word.as_bytes().last_chunk() {
        Some(last) => u64::from_be_bytes(*last),
        None => word
            .bytes()
            .fold(0, |bytes, byte| bytes << 8 | u64::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_word_is_found_and_told_behind_what_is_glued_to_it() {
        let list: Closed<u8> = [
            ("ثلاثه", 3),
            ("ست", 6),
            ("م", 1),
            ("km", 2),
            ("a", 4),
            ("", 5),
        ]
        .into_iter()
        .collect();
        for (word, what) in [
            ("ثلاثه", 3),
            ("ست", 6),
            ("م", 1),
            ("km", 2),
            ("a", 4),
            ("", 5),
        ] {
            assert_eq!(list.get(word), Some(what));
            for glued in ["و", "وال", "un", "١"] {
                assert!(list.may_end(&format!("{glued}{word}")), "{glued}{word}");
            }
        }
        assert_eq!(list.get("وست"), None);
        assert_eq!(list.get("كتاب"), None);
    }

    #[test]
    fn most_other_words_are_told_by_their_ends() {
        let list: Closed<u8> = [("ثلاثه", 3), ("سته", 6), ("مليون", 1)]
            .into_iter()
            .collect();
        for word in ["كتاب", "في", "المدرسه", "و", "book", ""] {
            assert!(!list.may_end(word), "{word}");
        }
        // It is no more than their ends.
        assert!(list.may_end("الحراسته"));
    }
}
