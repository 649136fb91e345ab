//! What a language knows of its marks: which it writes, where spaces stand around them, which words ask.
//!
//! The tables are data of each language; the checks of marks and spaces read them and know no language.

/// A language's marks and what belongs to them. Words are folded.
#[derive(Clone, Copy, Debug)]
pub struct Typography {
    /// The mark that ends a question.
    pub question: char,
    /// Marks of other scripts that slip into its text, each with the one that it writes instead.
    pub foreign: &'static [ForeignMark],
    /// Marks that stand directly after a word and before a space.
    pub trailing: &'static [char],
    /// Marks of [`Typography::trailing`] after which a space always stands before a word, outside numbers,
    /// addresses and abbreviations.
    pub spaced: &'static [char],
    /// Words that are written without a space before what follows them, a quotation mark or a foreign word.
    pub joined: &'static [&'static str],
    /// Joined words that stand alone with a space only by mistake.
    pub never_alone: &'static [&'static str],
    /// Whether it marks quotations with single marks too, and words with apostrophes.
    pub single_quotes: bool,
    /// Words that start with an apostrophe, without it.
    pub elided: &'static [&'static str],
    /// Words that ask wherever they stand.
    pub asking: &'static [&'static str],
    /// Words that ask where they open a sentence.
    pub opening_question: &'static [&'static str],
    /// Words, or two words parted by a space, with which a question is reported instead of asked.
    pub reported_question: &'static [&'static str],
    /// Conjunctions, after which the marker of a list item may stand within a sentence (“and b)”).
    pub joins_markers: &'static [&'static str],
    /// Words that link a word with itself: “again and again and again”.
    pub linking: &'static [&'static str],
    /// Words of which two may meet by grammar, each with words that announce it: “what it is is …”.
    pub meeting: &'static [(&'static str, &'static [&'static str])],
    /// Words that number list items: “first)”.
    pub ordinals: &'static [&'static str],
    /// Letters of the same script that other languages write, each with the one that this language writes.
    pub lookalikes: &'static [(char, char)],
}

/// A mark of another script and the own one in its stead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignMark {
    /// The mark that slipped in.
    pub mark: char,
    /// What stands there in this language.
    pub own: &'static str,
    /// Whether many of its writers use the foreign mark, so that it is a matter of style.
    pub habit: bool,
}

impl Typography {
    /// Whether a word is written without a space before what follows it, tatweel left out of account.
    pub fn is_joined(&self, word: &str) -> bool {
        let bare: String = word.chars().filter(|c| *c != '\u{0640}').collect();
        self.joined.contains(&bare.as_str())
    }
}
