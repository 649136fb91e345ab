use super::marks::{self, Mark};
use crate::document::BlockKind;
use crate::lang::{After, Breaks, Lang, is_letter};
use crate::text::Span;

/// How far a decision looks back or ahead, in bytes. No word that matters is longer, and an enormous line
/// stays linear.
const REACH: usize = 64;
/// How far ahead the second number of an enumeration is looked for, in bytes.
const ITEM_REACH: usize = 600;
/// Words a sentence must have before a pause may end it: fewer are a headline's catchword (`عاجل..`).
const PAUSE_WORDS: usize = 4;

/// The sentences of a block's text, with the white space between them. `code` are the spans that are not
/// text of a language, in order.
pub(super) fn sentences(text: &str, lang: Lang, code: &[Span], kind: BlockKind) -> Vec<Span> {
    let mut scan = Scan {
        text,
        lang,
        kind,
        start: 0,
        seen: 0,
        has_text: false,
        quote: None,
        bracket: None,
        item: None,
        limit: text.len(),
    };
    scan.run(code)
}

/// A mark with everything that stays with the sentence before it.
struct Cluster {
    /// Start of the first mark.
    first: usize,
    /// The last run of marks: `".` ends with a stop of its own.
    run: Span,
    mark: Mark,
    /// Where the next sentence would start, white space aside.
    end: usize,
    /// Whether a quotation or a bracket was closed after the last run.
    closed_quote: bool,
    closed_bracket: bool,
    /// Where the quotation or bracket that was closed had been opened.
    opened: Option<usize>,
}

/// What comes after a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Case {
    Lower,
    Upper,
    /// A letter of a script without case.
    None,
    Digit,
    /// No letter or digit near.
    Nothing,
}

struct Next<'a> {
    case: Case,
    word: &'a str,
    /// Where the word starts.
    at: usize,
    /// The character after the word.
    tail: Option<char>,
    lang: Lang,
}

struct Scan<'a> {
    text: &'a str,
    lang: Lang,
    kind: BlockKind,
    /// Where the current sentence starts.
    start: usize,
    /// How far the current sentence was searched for a letter or a digit, and whether one was found.
    seen: usize,
    has_text: bool,
    /// The quotation and the bracket that are open.
    quote: Option<usize>,
    bracket: Option<usize>,
    /// The last item of an enumeration.
    item: Option<u32>,
    /// Where the next code starts: its characters are no marks.
    limit: usize,
}

impl<'a> Scan<'a> {
    fn run(&mut self, code: &[Span]) -> Vec<Span> {
        let bytes = self.text.as_bytes();
        let mut out = Vec::new();
        let mut code = code.iter().peekable();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if !marks::INTERESTING[usize::from(byte)]
                || !marks::is_candidate(bytes.get(at..).unwrap_or_default())
            {
                at += 1;
                continue;
            }
            while code.next_if(|span| span.end <= at).is_some() {}
            if let Some(span) = code.peek()
                && span.start <= at
            {
                at = span.end;
                continue;
            }
            let Some(c) = self.char_at(at) else {
                at += 1;
                continue;
            };
            if marks::mark(c).is_some() {
                self.limit = code.peek().map_or(self.text.len(), |span| span.start);
                let cluster = self.cluster(at);
                if self.ends(&cluster) {
                    out.push(Span::new(self.start, cluster.end));
                    self.begin(cluster.end);
                }
                at = cluster.end;
                continue;
            }
            if marks::is_line_end(c) {
                if self.kind != BlockKind::Cue {
                    out.push(Span::new(self.start, at));
                    self.begin(at);
                }
            } else {
                self.follow(c, at);
            }
            at += c.len_utf8();
        }
        out.push(Span::new(self.start, self.text.len()));
        out
    }

    fn begin(&mut self, at: usize) {
        self.start = at;
        self.seen = at;
        self.has_text = false;
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Keeps track of quotations and brackets.
    fn follow(&mut self, c: char, at: usize) {
        match c {
            '(' => self.bracket = Some(at),
            ')' => self.bracket = None,
            '«' | '“' | '„' | '‹' => self.quote = Some(at),
            '»' | '”' | '›' => self.quote = None,
            '"' => {
                let before = self.char_before(at);
                let after = self.char_at(at + 1);
                let open_side = before.is_none_or(|c| c.is_whitespace() || marks::is_opener(c));
                let close_side = after.is_none_or(|c| !marks::is_text(c));
                let opens = match (open_side, close_side) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => self.quote.is_none(),
                };
                self.quote = opens.then_some(at);
            }
            _ => {}
        }
    }

    /// Takes the marks at `at`, then the closing marks, then more of both.
    fn cluster(&mut self, at: usize) -> Cluster {
        let mut cluster = Cluster {
            first: at,
            run: Span::new(at, at),
            mark: Mark::Stop,
            end: at,
            closed_quote: false,
            closed_bracket: false,
            opened: None,
        };
        loop {
            self.take_marks(&mut cluster);
            let before = cluster.end;
            self.take_closers(&mut cluster);
            let closed = cluster.end > before;
            let rest = self.text.get(cluster.end..self.limit).unwrap_or("");
            let more = rest
                .chars()
                .next()
                .is_some_and(|c| marks::mark(c).is_some());
            if !closed || !more {
                // `" .`: a stop after the quotation and a space still ends the same sentence.
                let spaced = closed && rest.strip_prefix(' ').is_some_and(is_lone_mark);
                if !spaced {
                    break;
                }
                cluster.end += 1;
            }
        }
        cluster
    }

    fn take_marks(&self, cluster: &mut Cluster) {
        let rest = self.text.get(cluster.end..self.limit).unwrap_or("");
        let mut length = 0;
        let mut stops = 0usize;
        let mut mark = Mark::Stop;
        let spaced = [". . .", ".\u{A0}.\u{A0}."]
            .iter()
            .find(|dots| rest.starts_with(**dots));
        if let Some(dots) = spaced {
            let step = dots.len().saturating_sub(1) / 2;
            length = dots.len();
            mark = Mark::Pause;
            let gap = dots.get(1..step + 1).unwrap_or(" .");
            while rest.get(length..).is_some_and(|r| r.starts_with(gap)) {
                length += gap.len();
            }
        }
        let mut marks_end = length;
        for c in rest.get(length..).unwrap_or("").chars() {
            match marks::mark(c) {
                Some(Mark::Stop) => stops += 1,
                Some(Mark::Pause) if mark != Mark::Strong => mark = Mark::Pause,
                Some(Mark::Pause) => {}
                Some(found) => mark = found,
                None if marks::is_trailing_format(c) => {
                    length += c.len_utf8();
                    continue;
                }
                None => break,
            }
            length += c.len_utf8();
            marks_end = length;
        }
        if stops > 1 && mark == Mark::Stop {
            mark = Mark::Pause;
        }
        cluster.run = Span::new(cluster.end, cluster.end + marks_end);
        cluster.mark = mark;
        cluster.end += length;
        cluster.closed_quote = false;
        cluster.closed_bracket = false;
    }

    fn take_closers(&mut self, cluster: &mut Cluster) {
        loop {
            let rest = self.text.get(cluster.end..self.limit).unwrap_or("");
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { return };
            let after = chars.next();
            let word_follows = after.is_some_and(marks::is_text);
            let closes = match c {
                '"' => self.quote.is_some() || !word_follows,
                '\'' | '’' | '“' => !word_follows,
                c if marks::is_closer(c) => true,
                c if marks::is_trailing_format(c) || marks::is_raised_digit(c) => {
                    cluster.end += c.len_utf8();
                    continue;
                }
                '[' | '(' => {
                    let Some(length) = note_number(rest) else {
                        return;
                    };
                    cluster.end += length;
                    continue;
                }
                ' ' | '\u{A0}' | '\u{202F}' => {
                    let Some(length) = self.spaced_closer(rest) else {
                        return;
                    };
                    cluster.end += length;
                    continue;
                }
                _ => return,
            };
            if !closes {
                return;
            }
            self.close(c, cluster);
            cluster.end += c.len_utf8();
        }
    }

    /// Length of the white space before a closing mark that belongs to what stands before it (`. "`).
    fn spaced_closer(&self, rest: &str) -> Option<usize> {
        let kept = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let space = rest.len() - kept.len();
        let mut chars = kept.chars();
        let c = chars.next()?;
        let open_after = chars.next().is_some_and(marks::is_text);
        let closes = match c {
            '"' => self.quote.is_some() && !open_after,
            c => marks::is_closer(c) && !open_after,
        };
        (space <= 4 && closes).then_some(space)
    }

    fn close(&mut self, c: char, cluster: &mut Cluster) {
        if marks::is_quote(c) {
            cluster.closed_quote = true;
            if !matches!(c, '\'' | '’') {
                cluster.opened = self.quote.take();
            }
        } else {
            cluster.closed_bracket = true;
            cluster.opened = self.bracket.take();
        }
    }

    /// Whether the sentence is over after the cluster.
    fn ends(&mut self, cluster: &Cluster) -> bool {
        let rest = self.text.get(cluster.end..).unwrap_or("");
        let kept = rest.trim_start();
        let Some(following) = kept.chars().next() else {
            return false;
        };
        let space = rest.len() - kept.len();
        if !self.has_text_before(cluster.run.start)
            || self.is_alone(cluster)
            || marks::goes_on(following)
        {
            return false;
        }
        if cluster.mark == Mark::Wide {
            return true;
        }
        let next = self.next(cluster.end + space);
        if space == 0 {
            return self.ends_glued(cluster, &next);
        }
        match cluster.mark {
            Mark::Pause => self.ends_after_pause(cluster, &next),
            Mark::Strong | Mark::Wide => self.ends_after_strong(cluster, &next),
            Mark::Stop => self.ends_after_stop(cluster, &next),
        }
    }

    /// Whether the current sentence has a letter or a digit before `at`. Each character is looked at once.
    fn has_text_before(&mut self, at: usize) -> bool {
        if !self.has_text && self.seen < at {
            let piece = self.text.get(self.seen..at).unwrap_or("");
            self.has_text = piece.chars().any(marks::is_text);
            self.seen = at;
        }
        self.has_text
    }

    /// Whether the mark is all that its brackets or quotation marks hold: `12 (!) goals`.
    fn is_alone(&self, cluster: &Cluster) -> bool {
        (cluster.closed_bracket || cluster.closed_quote)
            && self.char_before(cluster.first).is_some_and(|c| {
                marks::is_opener(c)
                    || (c == '"' && cluster.opened == Some(cluster.first.saturating_sub(1)))
            })
    }

    fn language_of(&self, word: &str) -> Lang {
        word.chars()
            .filter(|c| is_letter(*c))
            .find_map(|c| Lang::all().find(|lang| lang.is_letter(c)))
            .unwrap_or(self.lang)
    }

    /// The first word at or after `at`, past marks and signs.
    fn next(&self, at: usize) -> Next<'a> {
        let rest = reach(self.text, at);
        let mut from = at;
        let mut first = None;
        for c in rest.chars() {
            if marks::is_line_end(c) {
                break;
            }
            if marks::is_text(c) {
                first = Some(c);
                break;
            }
            from += c.len_utf8();
        }
        let tail = reach(self.text, from);
        let length = tail
            .char_indices()
            .find(|(_, c)| !is_word_char(*c))
            .map_or(tail.len(), |(at, _)| at);
        let word = tail
            .get(..length)
            .unwrap_or("")
            .trim_end_matches(['\'', '’']);
        let case = match first {
            None => Case::Nothing,
            Some(c) if c.is_uppercase() => Case::Upper,
            // A capital later in the word is a product's name: iPhone, eBay.
            Some(c) if c.is_lowercase() => {
                if word.chars().skip(1).take(2).any(char::is_uppercase) {
                    Case::Upper
                } else {
                    Case::Lower
                }
            }
            Some(c) if is_letter(c) => Case::None,
            Some(_) => Case::Digit,
        };
        let mut next = Next {
            case,
            word,
            at: from,
            tail: self.char_at(from + word.len()),
            lang: self.language_of(word),
        };
        if next.case == Case::Lower && next.tail == Some('-') {
            let capital = self
                .char_at(from + word.len() + 1)
                .is_some_and(char::is_uppercase);
            if capital && next.lang.breaks().is_particle(word) {
                next.case = Case::Upper;
            }
        }
        next
    }

    /// The word that ends before `at`, with stops and hyphens inside it, and where it starts.
    fn word_before(&self, at: usize) -> (&'a str, usize) {
        let mut from = at.saturating_sub(REACH);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let from = from.max(self.start);
        let piece = self.text.get(from..at).unwrap_or("");
        let start = piece
            .char_indices()
            .rev()
            .find(|(_, c)| !(is_word_char(*c) || matches!(c, '.' | '-' | '&')))
            .map_or(0, |(at, c)| at + c.len_utf8());
        (piece.get(start..).unwrap_or(""), from + start)
    }

    /// Whether the next word is one that opens a sentence.
    fn opens(&self, next: &Next) -> bool {
        let plain = next
            .tail
            .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '،' | '’' | '\''));
        let case = match next.case {
            Case::Upper => true,
            Case::None => !next.lang.has_case(),
            _ => false,
        };
        plain && case && next.lang.breaks().is_opener(next.word)
    }

    fn ends_after_pause(&self, cluster: &Cluster, next: &Next) -> bool {
        if matches!(self.kind, BlockKind::Heading(_) | BlockKind::TableCell) {
            return false;
        }
        match next.case {
            Case::Upper => !next.lang.breaks().is_always_capital(next.word),
            Case::None => {
                self.words_before(cluster.first) >= PAUSE_WORDS
                    && !self.reports(cluster, next)
                    && self.opens(next)
            }
            _ => false,
        }
    }

    /// Words of the current sentence before `at`, counted up to [`PAUSE_WORDS`].
    fn words_before(&self, at: usize) -> usize {
        reach(self.text.get(..at).unwrap_or(""), self.start)
            .split_whitespace()
            .filter(|word| word.chars().any(marks::is_text))
            .take(PAUSE_WORDS)
            .count()
    }

    fn ends_after_strong(&self, cluster: &Cluster, next: &Next) -> bool {
        let (word, _) = self.word_before(cluster.run.start);
        let breaks = self.language_of(word).breaks();
        if !word.is_empty() && breaks.is_marked_name(word) {
            return self.opens(next);
        }
        match next.case {
            // A text that starts its sentences in lower case (a chat, a transcript) goes on so.
            Case::Lower => cluster.end == cluster.run.end && self.starts_in_lower_case(),
            Case::Upper => !(cluster.closed_quote && self.names_reporter(next)),
            Case::None | Case::Digit => {
                !self.reports(cluster, next) && (!self.is_embedded(cluster) || self.opens(next))
            }
            Case::Nothing => false,
        }
    }

    fn starts_in_lower_case(&self) -> bool {
        reach(self.text, self.start)
            .chars()
            .find(|c| marks::is_text(*c))
            .is_some_and(char::is_lowercase)
    }

    fn ends_after_stop(&mut self, cluster: &Cluster, next: &Next) -> bool {
        let (word, from) = self.word_before(cluster.run.start);
        if cluster.end == cluster.run.end && self.is_item(word, from, cluster, next) {
            return false;
        }
        let cased = self.language_of(word).has_case();
        let ordinary = match next.case {
            Case::Lower => !cased,
            Case::Nothing => false,
            Case::Upper | Case::None | Case::Digit => true,
        };
        if cluster.end != cluster.run.end && (cluster.closed_quote || cluster.closed_bracket) {
            return ordinary
                && !self.reports(cluster, next)
                && !(cluster.closed_bracket
                    && next.case == Case::None
                    && self.is_embedded(cluster)
                    && !self.opens(next));
        }
        match self.abbreviated(word, from) {
            None => {
                ordinary
                    && !(next.case == Case::Digit
                        && is_short_number(word)
                        && is_short_number(next.word))
            }
            Some(After::Never) => false,
            Some(After::Digits) => ordinary && next.case != Case::Digit,
            Some(After::Numeral) => ordinary && next.case != Case::Digit && !is_roman(next.word),
            Some(After::Opener) => self.opens(next),
            Some(After::Tied) => {
                ordinary && next.case != Case::Digit && !next.lang.breaks().is_tied(next.word)
            }
        }
    }

    /// What the stop after `word` means where it may be an abbreviation or an initial.
    fn abbreviated(&self, word: &str, from: usize) -> Option<After> {
        let lang = self.language_of(word);
        let breaks = lang.breaks();
        let last = word.rsplit('-').next().unwrap_or(word);
        let unit = last.trim_start_matches(|c| marks::digit(c).is_some() || matches!(c, '.' | ','));
        if unit.len() < last.len() {
            // Glued to a number it is a unit: `1940م`, `5p.m`.
            return (single_letter(unit).is_some() && !lang.has_case())
                .then_some(After::Tied)
                .or_else(|| {
                    breaks
                        .abbreviation(unit)
                        .filter(|after| *after == After::Tied)
                });
        }
        let letter = single_letter(last);
        let (before, before_from) = self.word_before_word(from);
        if letter.is_some_and(|c| c.is_uppercase() || !lang.has_case()) {
            if !lang.has_case() && is_number(before) {
                return Some(After::Tied);
            }
            if self.language_of(before).breaks().takes_label(before) {
                return None;
            }
            return Some(
                breaks
                    .abbreviation(last)
                    .filter(|after| *after == After::Never)
                    .unwrap_or(After::Opener),
            );
        }
        if let Some(after) = breaks
            .abbreviation(last)
            .or_else(|| (last != word).then(|| breaks.abbreviation(word)).flatten())
        {
            return Some(after);
        }
        if is_dotted_letters(last, breaks) {
            return Some(After::Opener);
        }
        if breaks.is_letter_name(last) {
            let undotted = breaks.is_letter_name(before)
                && !self.text.get(before_from..from).unwrap_or("").contains('.');
            return (!undotted && !self.language_of(before).breaks().takes_label(before))
                .then_some(After::Opener);
        }
        // A letter with a conjunction before it: `ود. ليلى`.
        if let Some(rest) = breaks.joined(last)
            && single_letter(rest)
                .is_some_and(|_| breaks.abbreviation(rest).is_some() || !lang.has_case())
            && last.starts_with('و')
        {
            return Some(After::Opener);
        }
        None
    }

    /// The word before the one that starts at `from`, without its stop, and where it starts.
    fn word_before_word(&self, from: usize) -> (&'a str, usize) {
        let head = self.text.get(self.start..from).unwrap_or("");
        let kept = head.trim_end();
        let end = self.start + kept.trim_end_matches('.').len();
        let (word, start) = self.word_before(end);
        (word, start)
    }

    /// Whether `word` with its stop is the number or letter of an item or a section, not the end of a sentence.
    fn is_item(&mut self, word: &str, from: usize, cluster: &Cluster, next: &Next) -> bool {
        let head = self.text.get(self.start..from).unwrap_or("");
        let at_start = head.len() <= REACH && !head.chars().any(marks::is_text);
        let number = item_number(word);
        let breaks = self.language_of(word).breaks();
        if at_start {
            let marker = number.is_some()
                || is_section_number(word)
                || is_roman(word)
                || single_letter(word).is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
                || breaks.is_ordinal(word);
            if marker {
                self.item = number;
            }
            return marker;
        }
        // `Section 4. Members may …`: the label is all the sentence has so far.
        if head.len() <= REACH
            && (is_section_number(word) || is_roman(word) || single_letter(word).is_some())
            && next.case != Case::Lower
        {
            let label = head.trim();
            if !label.contains(char::is_whitespace)
                && self.language_of(label).breaks().takes_label(label)
            {
                return true;
            }
        }
        let Some(number) = number else { return false };
        let introduction = head.trim_end();
        if introduction.len() == head.len() {
            return false;
        }
        let follows_colon = introduction.ends_with([':', '؛', ';']);
        let goes_on = self.item.is_some_and(|item| item + 1 == number);
        if follows_colon || goes_on || (number == 1 && self.has_second_item(cluster.end)) {
            self.item = Some(number);
            return true;
        }
        false
    }

    /// Whether a `2.` stands near after `at`.
    fn has_second_item(&self, at: usize) -> bool {
        let mut end = (at + ITEM_REACH).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let ahead = self.text.get(at..end).unwrap_or("");
        ["2", "٢", "۲"].iter().any(|two| {
            ahead.match_indices(two).any(|(at, _)| {
                let before = ahead.get(..at).and_then(|head| head.chars().next_back());
                let mut after = ahead.get(at + two.len()..).unwrap_or("").chars();
                before.is_some_and(char::is_whitespace)
                    && after.next() == Some('.')
                    && after.next().is_some_and(char::is_whitespace)
            })
        })
    }

    /// Whether the next word is the verb of a reporting clause after a quotation.
    fn reports(&self, cluster: &Cluster, next: &Next) -> bool {
        cluster.closed_quote
            && next.case == Case::None
            && next.lang.breaks().is_reporting(next.word)
    }

    /// Whether a name and a reporting verb follow: `"Is it over?" Captain Smith asked.`
    fn names_reporter(&self, next: &Next) -> bool {
        let breaks = next.lang.breaks();
        if breaks.is_opener(next.word) {
            return false;
        }
        let mut words = reach(self.text, next.at).split_whitespace();
        for _ in 0..5 {
            let Some(word) = words.next() else {
                return false;
            };
            if word.starts_with(char::is_uppercase) {
                let bare = word.trim_end_matches('.');
                let stops = bare.len() < word.len();
                if stops && !(breaks.abbreviation(bare).is_some() || single_letter(bare).is_some())
                {
                    return false;
                }
                if !bare.ends_with(marks::is_text) {
                    return false;
                }
                continue;
            }
            let verb = word.trim_end_matches(|c: char| !marks::is_text(c));
            if !breaks.is_reporting(verb) {
                return false;
            }
            return verb.len() < word.len()
                || words.next().is_none_or(|word| !breaks.starts_clause(word));
        }
        false
    }

    /// Whether what was closed had been opened inside the current sentence, without a colon or comma that
    /// introduces speech: a title, a slogan, an aside.
    fn is_embedded(&self, cluster: &Cluster) -> bool {
        let Some(opened) = cluster.opened else {
            return false;
        };
        let Some(head) = self.text.get(self.start..opened) else {
            return false;
        };
        let kept = head.trim_end();
        // The head is only searched from its end, so that many quotations in one sentence stay linear.
        kept.chars()
            .next_back()
            .is_some_and(|c| !matches!(c, ':' | ',' | '،' | '؛'))
            && kept.chars().rev().take(REACH).any(marks::is_text)
    }

    /// Whether a sentence ends where no space follows the mark.
    fn ends_glued(&self, cluster: &Cluster, next: &Next) -> bool {
        let (word, from) = self.word_before(cluster.run.start);
        let closed = cluster.closed_quote || cluster.closed_bracket;
        let follows = next.at == cluster.end
            || self
                .text
                .get(cluster.end..next.at)
                .is_some_and(|between| between.chars().all(|c| marks::is_opener(c) || c == '"'));
        if !follows || self.is_in_address(cluster) {
            return false;
        }
        let lang = self.language_of(word);
        let letters = |word: &str| word.chars().filter(|c| is_letter(*c)).count();
        let both_words = letters(next.word) >= 2
            && (closed
                || letters(word) >= 2
                || (word.is_empty() && next.case == Case::None)
                || is_number(word) && letters(next.word) >= 3);
        if !both_words || word.contains('.') {
            return false;
        }
        match (cluster.mark, next.case) {
            (_, Case::Lower | Case::Digit | Case::Nothing) => false,
            (Mark::Strong | Mark::Wide, Case::Upper) => !self.names_reporter(next),
            (Mark::Strong | Mark::Wide, Case::None) => {
                !self.reports(cluster, next) && (!self.is_embedded(cluster) || self.opens(next))
            }
            (Mark::Pause, _) => self.opens(next) && self.words_before(cluster.first) >= PAUSE_WORDS,
            (Mark::Stop, Case::Upper) => {
                closed
                    || (self.opens(next)
                        && !word.chars().any(char::is_uppercase)
                        && self.abbreviated(word, from).is_none())
            }
            (Mark::Stop, Case::None) => {
                !self.reports(cluster, next)
                    && (closed
                        || (letters(next.word) >= 3
                            && (letters(word) >= 3 || word.is_empty() || is_number(word))
                            && !lang.has_case()
                            && self.abbreviated(word, from).is_none()
                            && item_number(word).is_none_or(|_| self.opens(next))))
            }
        }
    }

    /// Whether the mark stands in an address, a path or an expression rather than in prose.
    fn is_in_address(&self, cluster: &Cluster) -> bool {
        let mut from = cluster.first.saturating_sub(2 * REACH);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = self.text.get(from..cluster.first).unwrap_or("");
        let head = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let tail = reach(self.text, cluster.end)
            .split(char::is_whitespace)
            .next()
            .unwrap_or("");
        [head, tail].iter().any(|part| {
            part.contains(['/', '@', '\\', '_', '=', '<', '>', '{', '}'])
                || part.starts_with("www.")
        })
    }
}

/// The text from `at` on, as far as a decision looks.
fn reach(text: &str, at: usize) -> &str {
    let mut end = (at + 2 * REACH).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end).unwrap_or("")
}

fn is_word_char(c: char) -> bool {
    marks::is_text(c)
        || matches!(c, '\'' | '’' | '\u{0640}' | '§')
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}')
}

/// Whether `rest` starts with one mark that white space or the end follows.
fn is_lone_mark(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| marks::mark(c).is_some())
        && chars.next().is_none_or(char::is_whitespace)
}

/// Length of a note's number in brackets at the start of `rest`: `[12]`, `(3)`.
fn note_number(rest: &str) -> Option<usize> {
    let close = match rest.chars().next()? {
        '[' => ']',
        _ => ')',
    };
    let end = rest.char_indices().take(5).find(|(_, c)| *c == close)?.0;
    let digits = rest.get(1..end)?;
    (!digits.is_empty() && digits.chars().all(|c| marks::digit(c).is_some())).then_some(end + 1)
}

/// The letter, where the word is one letter (vowel marks and tatweel aside).
fn single_letter(word: &str) -> Option<char> {
    let mut letters = word.chars().filter(|c| is_letter(*c));
    let letter = letters.next()?;
    let others = letters.next().is_some() || word.chars().any(char::is_numeric);
    (!others).then_some(letter)
}

/// Whether the word is letters, or names of letters, with stops between them: `U.S`, `أ.ف.ب`, `جي.كي`.
fn is_dotted_letters(word: &str, breaks: &Breaks) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|piece| single_letter(piece).is_some() || breaks.is_letter_name(piece))
}

fn is_number(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| marks::digit(c).is_some() || matches!(c, '.' | ',' | '٫' | '٬' | '-'))
}

fn is_short_number(word: &str) -> bool {
    item_number(word).is_some()
}

/// The value of a number of one or two digits.
fn item_number(word: &str) -> Option<u32> {
    let count = word.chars().count();
    if count == 0 || count > 2 {
        return None;
    }
    word.chars()
        .try_fold(0, |value, c| Some(value * 10 + marks::digit(c)?))
}

/// `3`, `3.2`, `12.1.4`: short numbers with stops between them.
fn is_section_number(word: &str) -> bool {
    !word.is_empty()
        && word
            .split('.')
            .all(|piece| item_number(piece).is_some() || (piece.len() == 3 && is_number(piece)))
}

/// Whether the word is a Roman numeral below ninety, as sections and kings have.
fn is_roman(word: &str) -> bool {
    let tens = ["LXXX", "LXX", "LX", "XL", "L", "XXX", "XX", "X"];
    let rest = tens
        .iter()
        .find_map(|ten| word.strip_prefix(*ten))
        .unwrap_or(word);
    !word.is_empty()
        && matches!(
            rest,
            "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX"
        )
}
