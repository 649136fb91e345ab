//! Text as people are shown it: made harmless, measured, wrapped, shortened around what is marked.

use crate::text::Span;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// First strong isolate: what follows is laid out for itself, in the direction of its first letter.
pub const FSI: char = '\u{2068}';
/// Pop directional isolate: its end.
pub const PDI: char = '\u{2069}';
/// Right-to-left mark: a letter without shape, for a line whose first letter is of the other script.
pub const RLM: char = '\u{200F}';

/// What is shown of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The character.
    Itself,
    /// A space: it ends a line or is a tab.
    Space,
    /// Its code: it would be invisible, or move what stands around it.
    Code,
}

/// What is shown of `c` where control characters, line ends and direction controls must not get through.
pub fn shown(c: char) -> Shown {
    match c {
        '\n' | '\r' | '\t' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Shown::Space,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Shown::Code,
        c if c.is_control() => Shown::Code,
        _ => Shown::Itself,
    }
}

/// The code that stands for a character that is not shown itself.
pub fn code(c: char) -> String {
    format!("\\u{{{:04X}}}", c as u32)
}

/// Text for a terminal or a line: control characters and bidi controls, which could hide or reorder what is
/// shown, as escapes; line ends as spaces.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match shown(c) {
            Shown::Itself => out.push(c),
            Shown::Space if c == '\r' && chars.peek() == Some(&'\n') => {}
            Shown::Space => out.push(' '),
            Shown::Code => out.push_str(&code(c)),
        }
    }
    out
}

/// What is wrong and what to do, as a line.
pub fn sentences(message: &str, help: &str) -> String {
    let (message, help) = (plain(message), plain(help));
    if help.is_empty() {
        return message;
    }
    let stop = if message.ends_with(['.', '!', '?', '…', '؟']) {
        ""
    } else {
        "."
    };
    format!("{message}{stop} {help}")
}

/// Columns that a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Whether a character is written from right to left.
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && c.is_alphabetic()
}

/// Puts each run of right-to-left words between isolates, so that a terminal can't mix it with what stands beside
/// it (“٣٠”, a dash, a number of the sentence around).
pub fn isolate_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // End of the last right-to-left letter of the run that is open.
    let mut open: Option<(usize, usize)> = None;
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if is_rtl(c) {
            let end = at + c.len_utf8();
            open = Some(open.map_or((at, end), |(start, _)| (start, end)));
        } else if c.is_alphabetic()
            && let Some((start, end)) = open.take()
        {
            push_isolated(&mut out, text, &mut done, Span::new(start, end));
        }
    }
    if let Some((start, end)) = open {
        push_isolated(&mut out, text, &mut done, Span::new(start, end));
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

fn push_isolated(out: &mut String, text: &str, done: &mut usize, run: Span) {
    out.push_str(text.get(*done..run.start).unwrap_or(""));
    out.push(FSI);
    out.push_str(run.of(text));
    out.push(PDI);
    *done = run.end;
}

/// Breaks text at spaces into lines of at most `width` columns; a word that is longer is broken where it must be.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_after(0, text, width)
}

/// The same where `lead` columns of the first line are taken; what follows them starts with a space.
pub fn wrap_after(lead: usize, text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), lead);
    for word in text.split_whitespace() {
        let long = columns(word);
        if used > 0 && used + 1 + long > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if long <= width {
            line.push_str(word);
            used += long;
            continue;
        }
        for grapheme in word.graphemes(true) {
            let wide = columns(grapheme);
            if used + wide > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += wide;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The first sentence of a text that is written as this crate's rule pages are.
pub fn first_sentence(text: &str) -> &str {
    text.split_sentence_bounds()
        .next()
        .unwrap_or(text)
        .trim_end()
}

/// At most `most` characters of a text, with an ellipsis where there were more.
pub fn at_most(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.push('…');
    out
}

/// A word of an excerpt, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text, harmless.
    pub text: String,
    /// Which mark it is in.
    pub mark: Option<usize>,
    /// Whether a space stands before it.
    pub spaced: bool,
}

impl Word {
    fn columns(&self) -> usize {
        columns(&self.text)
    }
}

/// A word longer than this is shortened like a sentence: texts without spaces must not fill the screen.
const LONGEST_WORD: usize = 20;

/// Cuts a text into words that lie inside or outside the marks; `marks` are in order and don't overlap. An empty
/// mark becomes an empty word.
pub fn words(text: &str, marks: &[Span]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut marks = marks.iter().copied().enumerate().peekable();
    let (mut spaced, mut joins, mut wide) = (false, false, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        while let Some((index, mark)) = marks.peek().copied() {
            if mark.is_empty() && mark.start <= at {
                out.push(Word {
                    text: String::new(),
                    mark: Some(index),
                    spaced: std::mem::take(&mut spaced),
                });
                joins = false;
            } else if mark.is_empty() || at < mark.end {
                break;
            }
            marks.next();
        }
        let mark = marks
            .peek()
            .filter(|(_, mark)| mark.start <= at)
            .map(|(index, _)| *index);
        let piece = match grapheme.chars().all(|c| shown(c) == Shown::Itself) {
            true => Cow::Borrowed(grapheme),
            false => Cow::Owned(plain(grapheme)),
        };
        if piece.trim().is_empty() {
            spaced = !out.is_empty();
            joins = false;
            continue;
        }
        let columns = columns(&piece);
        match out.last_mut() {
            Some(word) if joins && word.mark == mark && wide + columns <= LONGEST_WORD => {
                word.text.push_str(&piece);
                wide += columns;
            }
            _ => {
                out.push(Word {
                    text: piece.into_owned(),
                    mark,
                    spaced: std::mem::take(&mut spaced),
                });
                wide = columns;
            }
        }
        joins = true;
    }
    for (index, mark) in marks {
        if mark.is_empty() {
            out.push(Word {
                text: String::new(),
                mark: Some(index),
                spaced: std::mem::take(&mut spaced),
            });
        }
    }
    out
}

const GAP: &str = "…";

/// Columns of words in a row: each run of marked words stands between two brackets.
fn width_of(words: &[Word]) -> usize {
    let measured = words
        .iter()
        .map(|word| (word.columns(), word.mark, word.spaced));
    width_of_row(measured)
}

/// The same of words of which the columns, the mark and the space before are known.
fn width_of_row(words: impl Iterator<Item = (usize, Option<usize>, bool)>) -> usize {
    let mut sum = 0;
    let mut before: Option<usize> = None;
    for (index, (columns, mark, spaced)) in words.enumerate() {
        sum += columns + usize::from(spaced && index > 0);
        if mark.is_some() && (index == 0 || before != mark) {
            sum += 2;
        }
        before = mark;
    }
    sum
}

/// A word of an excerpt that was shortened, or an ellipsis.
struct Kept {
    /// Which of the words; none for an ellipsis.
    word: Option<usize>,
    mark: Option<usize>,
    spaced: bool,
}

/// The words at `kept`, which is sorted, with an ellipsis wherever words between them are left out.
fn with_gaps(words: &[Word], kept: &[usize]) -> Vec<Kept> {
    let mut out: Vec<Kept> = Vec::with_capacity(2 * kept.len() + 1);
    let mut next = 0;
    for index in kept.iter().copied() {
        let Some(word) = words.get(index) else {
            continue;
        };
        if index > next {
            let mark = out
                .last()
                .map_or(word.mark, |last| last.mark)
                .filter(|mark| word.mark == Some(*mark));
            out.push(Kept {
                word: None,
                // A cut at the start of a mark belongs to the mark only where the mark began before it.
                mark: mark.filter(|mark| {
                    words
                        .get(index - 1)
                        .is_some_and(|left| left.mark == Some(*mark))
                }),
                spaced: words.get(next).is_some_and(|left| left.spaced),
            });
        }
        out.push(Kept {
            word: Some(index),
            mark: word.mark,
            spaced: word.spaced,
        });
        next = index + 1;
    }
    if next < words.len() {
        let mark = out.last().and_then(|last| last.mark);
        out.push(Kept {
            word: None,
            mark: mark.filter(|mark| {
                words
                    .get(next)
                    .is_some_and(|right| right.mark == Some(*mark))
            }),
            spaced: words.get(next).is_some_and(|left| left.spaced),
        });
    }
    out
}

/// A place from which an excerpt grows, word by word, in one direction.
struct Front {
    next: usize,
    /// Words that it may still take.
    left: usize,
    forward: bool,
}

impl Front {
    fn step(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let index = self.next;
        if self.forward {
            self.next += 1;
        } else if index > 0 {
            self.next -= 1;
        } else {
            self.left = 0;
        }
        Some(index)
    }
}

/// Leaves out words, those farthest from the marks first, until the rest takes at most `width` columns. Without
/// marks the start is kept. Of marks that are too long the ends are kept.
pub fn shorten(words: &[Word], width: usize) -> Vec<Word> {
    if width_of(words) <= width {
        return words.to_vec();
    }
    let widths: Vec<usize> = words.iter().map(Word::columns).collect();
    let gap = columns(GAP);
    let fits = |kept: &[usize]| {
        let kept = with_gaps(words, kept);
        let measured = kept.iter().map(|kept| {
            let columns = kept.word.map_or(gap, |word| widths[word]);
            (columns, kept.mark, kept.spaced)
        });
        width_of_row(measured) <= width
    };
    // Runs of words in the same mark.
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut before = None;
    for (index, word) in words.iter().enumerate() {
        match ranges.last_mut() {
            Some((_, end)) if word.mark.is_some() && word.mark == before => *end = index + 1,
            _ if word.mark.is_some() => ranges.push((index, index + 1)),
            _ => {}
        }
        before = word.mark;
    }
    let mut kept: Vec<usize> = Vec::new();
    let front = |next, left, forward| Front {
        next,
        left,
        forward,
    };
    if ranges.is_empty() {
        grow(&fits, &mut kept, vec![front(0, words.len(), true)]);
    }
    let inner = ranges.iter().flat_map(|(start, end)| {
        let half = (end - start).div_ceil(2);
        [
            front(*start, half, true),
            front(end - 1, end - start - half, false),
        ]
    });
    grow(&fits, &mut kept, inner.collect());
    let outer = ranges.iter().flat_map(|(start, end)| {
        [
            front(start.saturating_sub(1), *start, false),
            front(*end, words.len() - end, true),
        ]
    });
    grow(&fits, &mut kept, outer.collect());
    let gaps = with_gaps(words, &kept).into_iter();
    gaps.map(|kept| Word {
        text: match kept.word {
            Some(index) => words[index].text.clone(),
            None => GAP.to_owned(),
        },
        mark: kept.mark,
        spaced: kept.spaced,
    })
    .collect()
}

/// Lets the fronts advance in turn; one that meets a word which doesn't fit stops, so that no islands arise.
fn grow(fits: &dyn Fn(&[usize]) -> bool, kept: &mut Vec<usize>, mut fronts: Vec<Front>) {
    while !fronts.is_empty() {
        fronts.retain_mut(|front| {
            let Some(index) = front.step() else {
                return false;
            };
            let Err(at) = kept.binary_search(&index) else {
                return true;
            };
            kept.insert(at, index);
            // The first word stays, whatever its width: an excerpt without its mark is none.
            let fits = kept.len() == 1 || fits(kept);
            if !fits {
                kept.remove(at);
            }
            fits
        });
    }
}

/// Breaks words into rows of at most `width` columns.
pub fn rows(words: Vec<Word>, width: usize) -> Vec<Vec<Word>> {
    let mut out: Vec<Vec<Word>> = Vec::new();
    let mut row: Vec<Word> = Vec::new();
    for word in words {
        row.push(word);
        if row.len() > 1
            && width_of(&row) > width
            && let Some(word) = row.pop()
        {
            out.push(std::mem::replace(&mut row, vec![word]));
        }
    }
    if !row.is_empty() {
        out.push(row);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, marks: &[Span], width: usize) -> String {
        let mut out = String::new();
        let mut before = None;
        for (index, word) in shorten(&words(text, marks), width).iter().enumerate() {
            if before != word.mark && before.is_some() {
                out.push('⟧');
            }
            if index > 0 && word.spaced {
                out.push(' ');
            }
            if before != word.mark && word.mark.is_some() {
                out.push('⟦');
            }
            out.push_str(&word.text);
            before = word.mark;
        }
        if before.is_some() {
            out.push('⟧');
        }
        out
    }

    fn mark(text: &str, word: &str) -> Span {
        let at = text.find(word).unwrap();
        Span::new(at, at + word.len())
    }

    #[test]
    fn what_fits_is_shown_whole() {
        let text = "He came on 13 January, they say.";
        assert_eq!(
            drawn(text, &[mark(text, "13")], 40),
            "He came on ⟦13⟧ January, they say."
        );
        assert_eq!(
            drawn(text, &[mark(text, "January")], 40),
            "He came on 13 ⟦January⟧, they say."
        );
        assert_eq!(
            drawn(text, &[Span::new(2, 2), Span::new(32, 32)], 40),
            "He⟦⟧ came on 13 January, they say.⟦⟧"
        );
    }

    #[test]
    fn the_words_around_the_mark_stay() {
        let text = "The minister said on Monday that the second round of talks would begin on 13 January in Geneva, \
                    without naming a place.";
        let short = drawn(text, &[mark(text, "13")], 40);
        assert!(columns(&short) <= 40, "{short}");
        assert!(short.contains("on ⟦13⟧ January"), "{short}");
        assert!(short.starts_with('…') && short.ends_with('…'), "{short}");
        let two = drawn(text, &[mark(text, "minister"), mark(text, "Geneva")], 40);
        assert!(
            two.contains("⟦minister⟧") && two.contains("⟦Geneva⟧"),
            "{two}"
        );
        assert!(columns(&two) <= 40, "{two}");
        let whole = drawn(text, &[Span::new(0, text.len())], 40);
        assert!(
            whole.starts_with("⟦The") && whole.ends_with("place.⟧"),
            "{whole}"
        );
        assert!(drawn(text, &[], 40).starts_with("The minister said"));
    }

    #[test]
    fn long_words_and_hostile_characters_do_not_break_the_row() {
        let text = "a".repeat(500);
        let short = drawn(&text, &[Span::new(0, 500)], 60);
        assert!(columns(&short) <= 60, "{short}");
        assert_eq!(
            plain("a\u{1b}[31m\u{202E}b\nc"),
            "a\\u{001B}[31m\\u{202E}b c"
        );
        let text = "x\u{202E}y z";
        assert_eq!(drawn(text, &[mark(text, "z")], 40), "x\\u{202E}y ⟦z⟧");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("abcdefghijkl", 8), ["abcdefgh", "ijkl"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap_after(6, "one two", 10), [" one", "two"]);
        assert_eq!(wrap_after(12, "one two", 10), ["", "one two"]);
        assert_eq!(first_sentence("A slip. It is bad."), "A slip.");
    }

    #[test]
    fn arabic_in_a_latin_line_is_isolated() {
        assert_eq!(
            isolate_runs("“خطة العمل” is 12, not الاتفاق"),
            "“\u{2068}خطة العمل\u{2069}” is 12, not \u{2068}الاتفاق\u{2069}"
        );
        assert_eq!(isolate_runs("plain"), "plain");
    }
}
