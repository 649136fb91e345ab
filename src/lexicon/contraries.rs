//! Words of small closed classes whose values exclude each other: points of the compass, colours, kin, bounds of a
//! quantity. The table is `data/contraries.tsv`; its head says how a line is written.

use super::Lexicon;
use crate::lang::numerals::{Numeral, NumeralKind, Role};
use crate::lang::{Analysis, Lang, Shape, Token, TokenKind};
use crate::text::{Map, Memo, Remembered, Side};
use std::ops::Range;

/// How far the words of a class are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All words of a sentence with all of its translation.
    Sentence,
    /// All words of a sentence with all of its translation, where what stands beside them is translated: such words
    /// are so common that two of them in a sentence need not stand for each other.
    Beside,
    /// Those that a number stands in, with those of the same number.
    Number,
    /// Those in the clause of a number, with those in the clause of the same number.
    Clause,
}

/// A class of words.
#[derive(Clone, Debug)]
pub struct Class {
    /// What its words tell, for a message.
    pub tells: &'static str,
    /// How far its words are compared.
    pub scope: Scope,
    name: &'static str,
    features: Vec<&'static str>,
}

/// What a word says in its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// One of the values that exclude each other.
    Is {
        /// What it is made of, a bit a feature: a brother is a sibling and male.
        features: u32,
        /// Whether it stands in a name or a turn of phrase that a translation may put otherwise.
        loose: bool,
    },
    /// Any of them.
    Unsure,
    /// Nothing: the words are another thing.
    Other,
}

impl Value {
    /// Whether the two say the same.
    pub fn same(self, other: Value) -> bool {
        matches!((self, other), (Value::Is { features: a, .. }, Value::Is { features: b, .. }) if a == b)
    }

    /// Whether both can be true of one thing: a sibling may be a brother.
    pub fn agrees(self, other: Value) -> bool {
        match (self, other) {
            (Value::Is { features: a, .. }, Value::Is { features: b, .. }) => {
                a & b == a || a & b == b
            }
            _ => true,
        }
    }

    /// Whether it stands in a name or a turn of phrase.
    pub fn is_loose(self) -> bool {
        !matches!(self, Value::Is { loose: false, .. })
    }
}

/// A word of a class in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrary {
    /// The class, by its place in [`Contraries::classes`].
    pub class: usize,
    /// What it says.
    pub value: Value,
    /// Its tokens, without the number's.
    pub tokens: Range<usize>,
    /// The number that it stands with, by its place in the analysis.
    pub numeral: Option<usize>,
}

/// A word of a form, or what may stand between its words.
#[derive(Clone, Debug)]
enum Slot {
    /// One of these, folded, each with how its spelling ends.
    Word(Vec<(Box<str>, Shape)>),
    Number(Sign),
    Year,
    /// Another number than the one that the form belongs to.
    Another,
    /// Some words without a number or a mark among them.
    Gap,
}

/// What a number must have of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Whatever it has.
    Any,
    /// A minus before it.
    Minus,
    /// None, on either side.
    None,
}

#[derive(Clone, Debug)]
struct Form {
    class: usize,
    value: Value,
    slots: Vec<Slot>,
    /// The first slot that is a word.
    anchor: usize,
    /// Whether a number belongs to it.
    counts: bool,
}

/// What a word may be a form of, each with whether nothing else is nearer.
type Bases = Box<[(String, bool)]>;

/// The words of one language.
#[derive(Clone, Debug)]
struct Words {
    lang: Lang,
    forms: Vec<Form>,
    /// Forms by their first word.
    anchors: Map<Box<str>, Vec<usize>>,
    /// What the words met so far may be forms of, by their folded spelling: those whose ending is a feminine one, and
    /// the others.
    known: [Memo<Bases>; 2],
}

/// Words of each language that are remembered, at most.
const MOST_WORDS: usize = 200_000;

/// The table.
#[derive(Clone, Debug)]
pub struct Contraries {
    classes: Vec<Class>,
    words: [Words; 2],
}

/// Words that the mark of a gap stands for, at most.
const GAP: usize = 3;

impl Contraries {
    /// Reads the table; a line that can't be read is left out, and a test holds that there is none.
    pub(super) fn read(table: &'static str, from: Lang, to: Lang) -> (Self, Vec<String>) {
        let words = |lang| Words {
            lang,
            forms: Vec::new(),
            anchors: Map::default(),
            known: [MOST_WORDS; 2].map(Memo::new),
        };
        let mut all = Self {
            classes: Vec::new(),
            words: [words(from), words(to)],
        };
        let mut errors = Vec::new();
        for (index, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(reason) = all.add(line) {
                errors.push(format!("{}: {reason}", index + 1));
            }
        }
        (all, errors)
    }

    fn add(&mut self, line: &'static str) -> Result<(), String> {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let &[name, value, heads, translations] = columns.as_slice() else {
            return Err(format!("{} columns; expected 4", columns.len()));
        };
        if value == "=" {
            let scope = match heads {
                "sentence" => Scope::Sentence,
                "beside" => Scope::Beside,
                "number" => Scope::Number,
                "clause" => Scope::Clause,
                _ => return Err(format!("unknown scope {heads:?}")),
            };
            self.classes.push(Class {
                tells: translations,
                scope,
                name,
                features: Vec::new(),
            });
            return Ok(());
        }
        let class = self.classes.iter().position(|class| class.name == name);
        let class = class.ok_or_else(|| format!("class {name:?} is not introduced"))?;
        let value = match value {
            "?" => Value::Unsure,
            "-" => Value::Other,
            _ => self.value(class, value)?,
        };
        for (words, column) in self.words.iter_mut().zip([heads, translations]) {
            for form in column
                .split(',')
                .map(str::trim)
                .filter(|form| !form.is_empty())
            {
                words.add(class, value, form)?;
            }
        }
        Ok(())
    }

    fn value(&mut self, class: usize, text: &'static str) -> Result<Value, String> {
        let known = self.classes.get_mut(class).map(|class| &mut class.features);
        let known = known.ok_or("no class")?;
        let mut features = 0;
        for feature in text.trim_end_matches('?').split('+') {
            let place = known.iter().position(|known| *known == feature);
            let place = place.unwrap_or_else(|| {
                known.push(feature);
                known.len() - 1
            });
            if place >= 32 {
                return Err("more than 32 features".to_owned());
            }
            features |= 1 << place;
        }
        Ok(Value::Is {
            features,
            loose: text.ends_with('?'),
        })
    }

    /// The classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The words of every class in a text of the lexicon's first language (`Side::Source`) or of its second, in
    /// order. A form inside a longer one of its class is none.
    pub(super) fn find(
        &self,
        lexicon: &Lexicon,
        side: Side,
        text: &str,
        analysis: &Analysis,
    ) -> Vec<Contrary> {
        let [heads, translations] = &self.words;
        let words = match side {
            Side::Source => heads,
            Side::Target => translations,
        };
        let row = Row {
            lexicon: (side == Side::Source).then_some(lexicon),
            words,
            text,
            analysis,
        };
        let mut found: Vec<Contrary> = Vec::new();
        for (index, token) in analysis.tokens.iter().enumerate() {
            row.at(index, token, &mut found);
        }
        let longest = found.iter().filter(|one| {
            !found.iter().any(|other| {
                other.class == one.class
                    && other.tokens.len() > one.tokens.len()
                    && other.tokens.start <= one.tokens.start
                    && one.tokens.end <= other.tokens.end
            })
        });
        let mut out: Vec<Contrary> = Vec::new();
        for mut one in longest.cloned() {
            let twin = out.iter_mut().find(|known| {
                known.class == one.class
                    && known.numeral == one.numeral
                    && known.tokens.start < one.tokens.end
                    && one.tokens.start < known.tokens.end
            });
            match twin {
                // Two readings of the same words.
                Some(known) if known.value != one.value => {
                    let same = known.value.same(one.value);
                    if known.value == Value::Other || same && known.value.is_loose() {
                        known.value = one.value;
                    } else if !same {
                        known.value = Value::Unsure;
                    }
                }
                Some(_) => {}
                None => {
                    if side == Side::Target
                        && let Value::Is { loose, .. } = &mut one.value
                    {
                        *loose |= row.is_name(&one.tokens);
                    }
                    out.push(one);
                }
            }
        }
        out.retain(|one| one.value != Value::Other);
        out
    }
}

impl Words {
    fn add(&mut self, class: usize, value: Value, form: &str) -> Result<(), String> {
        let lang = self.lang;
        let slots: Vec<Slot> = form
            .split(' ')
            .map(|word| match word {
                "#" => Slot::Number(Sign::Any),
                "-#" => Slot::Number(Sign::Minus),
                "+#" => Slot::Number(Sign::None),
                "@" => Slot::Year,
                "*" => Slot::Another,
                "…" => Slot::Gap,
                _ => Slot::Word(
                    word.split('|')
                        .map(|word| {
                            let folded = lang.fold(word);
                            (lang.standard(&folded).into(), lang.shape(word))
                        })
                        .collect(),
                ),
            })
            .collect();
        let anchor = slots.iter().position(|slot| matches!(slot, Slot::Word(_)));
        let anchor = anchor.ok_or_else(|| format!("no word in {form:?}"))?;
        if let Some(Slot::Word(first)) = slots.get(anchor) {
            for (word, _) in first {
                self.anchors
                    .entry(word.clone())
                    .or_default()
                    .push(self.forms.len());
            }
        }
        let counts = |slot: &Slot| matches!(slot, Slot::Number(_) | Slot::Year | Slot::Another);
        self.forms.push(Form {
            counts: slots.iter().any(counts),
            class,
            value,
            slots,
            anchor,
        });
        Ok(())
    }
}

/// A text that is searched.
struct Row<'a> {
    /// The lexicon, where the text is in its first language: its readings guess widely and need an umpire.
    lexicon: Option<&'a Lexicon>,
    words: &'a Words,
    text: &'a str,
    analysis: &'a Analysis,
}

impl Row<'_> {
    fn at(&self, index: usize, token: &Token, found: &mut Vec<Contrary>) {
        let anchors = &self.words.anchors;
        if token.kind != TokenKind::Word && !anchors.contains_key(token.norm.as_str()) {
            return;
        }
        let bases = self.bases(token);
        // A word may be read as the first of a form in several ways.
        let mut seen: Vec<usize> = Vec::new();
        for (base, sure) in bases.iter() {
            for number in anchors.get(base.as_str()).into_iter().flatten() {
                let Some(form) = self.words.forms.get(*number) else {
                    continue;
                };
                let alone = form.slots.len() == 1;
                if form.counts && self.analysis.numerals.is_empty() {
                    continue;
                }
                if alone && !sure || seen.contains(number) || !self.fits(form, base, token) {
                    continue;
                }
                seen.push(*number);
                for (tokens, numeral) in self.extend(form, index) {
                    found.push(Contrary {
                        class: form.class,
                        value: form.value,
                        tokens,
                        numeral,
                    });
                }
            }
        }
    }

    /// Whether the spelling of a word ends as the first of a form does, where folding hides it: والدة is the mother,
    /// والده his father.
    fn fits(&self, form: &Form, base: &str, token: &Token) -> bool {
        let Some(Slot::Word(words)) = form.slots.get(form.anchor) else {
            return false;
        };
        // With something behind it the ending is written otherwise.
        let feminine = !token.norm.contains(base)
            || token.norm.ends_with(base) && self.shape(token) == Shape::Feminine;
        words
            .iter()
            .any(|(word, shape)| **word == *base && (feminine || *shape != Shape::Feminine))
    }

    fn shape(&self, token: &Token) -> Shape {
        self.words.lang.shape(token.span.of(self.text))
    }

    /// What a token may be a form of, and whether nothing else is nearer.
    fn bases(&self, token: &Token) -> Remembered<'_, Bases> {
        if token.kind != TokenKind::Word {
            return Remembered::Made([(token.norm.to_string(), true)].into());
        }
        if token.lang != Some(self.words.lang) {
            return Remembered::Made([].into());
        }
        let [feminine, others] = &self.words.known;
        let known = match self.shape(token) {
            Shape::Feminine => feminine,
            _ => others,
        };
        known.get(&token.norm, || self.read(token).into())
    }

    fn read(&self, token: &Token) -> Vec<(String, bool)> {
        let mut out: Vec<(String, bool)> = Vec::new();
        let mut taken: Option<u8> = None;
        for reading in self.words.lang.readings(&token.norm) {
            let listed = self.words.anchors.get(reading.base.as_str());
            let alone = listed
                .into_iter()
                .flatten()
                .filter_map(|number| self.words.forms.get(*number));
            let mut alone = alone.filter(|form| form.slots.len() == 1).peekable();
            let own = alone.peek().is_some();
            let fits = alone.any(|form| self.fits(form, &reading.base, token));
            // The other spelling of a listed word is no other word.
            let rival = !own
                && self
                    .lexicon
                    .is_some_and(|lexicon| lexicon.has_head(&reading.base));
            let late = taken.is_some_and(|cost| cost < reading.cost);
            if (own && fits || rival) && taken.is_none() {
                taken = Some(reading.cost);
            }
            if listed.is_some() {
                out.push((reading.base, !late || self.lexicon.is_none()));
            }
        }
        out
    }

    fn numeral_ending(&self, end: usize) -> impl Iterator<Item = (usize, &Numeral)> {
        self.analysis
            .numerals
            .iter()
            .enumerate()
            .filter(move |(_, numeral)| numeral.tokens.start < end && end <= numeral.tokens.end)
    }

    fn counts(&self, numeral: &Numeral, slot: &Slot) -> bool {
        let signed = match slot {
            Slot::Year => {
                return numeral.looks_like_year() || matches!(numeral.role, Role::Year(_));
            }
            Slot::Number(Sign::Minus) => self.is_negative(numeral),
            Slot::Number(Sign::None) => {
                !self.is_negative(numeral) && !self.has_sign_behind(numeral)
            }
            _ => true,
        };
        signed
            && matches!(
                numeral.kind,
                NumeralKind::Cardinal | NumeralKind::Percent | NumeralKind::Fraction
            )
    }

    fn is_dash(&self, at: usize) -> bool {
        self.analysis
            .tokens
            .get(at)
            .is_some_and(|token| matches!(&*token.norm, "-" | "\u{2011}" | "–" | "—" | "\u{2212}"))
    }

    /// Whether a minus stands before a number: a dash that is glued to it and to no word or number before.
    fn is_negative(&self, numeral: &Numeral) -> bool {
        let glued = |at: usize| {
            self.analysis
                .tokens
                .get(at)
                .is_some_and(|token| token.glued)
        };
        let Some(sign) = numeral.tokens.start.checked_sub(1) else {
            return false;
        };
        let opens = !glued(sign)
            || sign
                .checked_sub(1)
                .and_then(|before| self.analysis.tokens.get(before))
                .is_none_or(|before| before.kind == TokenKind::Punctuation);
        self.is_dash(sign) && glued(numeral.tokens.start) && opens
    }

    /// Whether a dash is glued behind a number and no number to that: in a line that runs to the left it may be a
    /// minus.
    fn has_sign_behind(&self, numeral: &Numeral) -> bool {
        let glued = |at: usize| {
            self.analysis
                .tokens
                .get(at)
                .is_some_and(|token| token.glued)
        };
        let end = numeral.tokens.end;
        self.is_dash(end) && glued(end) && !glued(end + 1)
    }

    /// The words of a form whose first word stands at `index`, each time with the number.
    fn extend(&self, form: &Form, index: usize) -> Vec<(Range<usize>, Option<usize>)> {
        // What stands before the first word: at most a number and a gap.
        let mut starts: Vec<(usize, Option<usize>)> = vec![(index, None)];
        for slot in form.slots.iter().take(form.anchor).rev() {
            let mut next = Vec::new();
            for (at, numeral) in starts {
                match slot {
                    Slot::Gap => next.extend(
                        (0..=GAP)
                            .map_while(|width| at.checked_sub(width))
                            .take_while(|start| (*start..at).all(|at| self.is_filler(at)))
                            .map(|start| (start, numeral)),
                    ),
                    Slot::Number(_) | Slot::Year | Slot::Another => {
                        let own = !matches!(slot, Slot::Another);
                        next.extend(
                            self.numeral_ending(at)
                                .filter(|(_, found)| self.counts(found, slot))
                                .map(|(number, found)| {
                                    (found.tokens.start, own.then_some(number).or(numeral))
                                }),
                        );
                    }
                    Slot::Word(_) => {}
                }
            }
            starts = next;
        }
        // Where the next slot stands, where the last word ended, the number.
        let mut ends: Vec<(usize, usize, Option<usize>)> = vec![(index + 1, index + 1, None)];
        for slot in form.slots.iter().skip(form.anchor + 1) {
            let mut next = Vec::new();
            for (at, last, numeral) in ends {
                match slot {
                    Slot::Gap => next.extend(
                        (0..=GAP)
                            .map(|width| at + width)
                            .take_while(|end| (at..*end).all(|at| self.is_filler(at)))
                            .map(|end| (end, last, numeral)),
                    ),
                    Slot::Word(words) => {
                        let at = self.behind_hyphen(at);
                        if self.is_one_of(at, words) {
                            next.push((at + 1, at + 1, numeral));
                        }
                    }
                    Slot::Number(_) | Slot::Year | Slot::Another => {
                        let own = !matches!(slot, Slot::Another);
                        let at = self.behind_sign(at);
                        let numerals = self.analysis.numerals.iter().enumerate();
                        next.extend(
                            numerals
                                .filter(|(_, found)| {
                                    found.tokens.start == at && self.counts(found, slot)
                                })
                                .map(|(number, found)| {
                                    (found.tokens.end, last, own.then_some(number).or(numeral))
                                }),
                        );
                    }
                }
            }
            ends = next;
        }
        starts
            .iter()
            .flat_map(|(_, before)| {
                ends.iter()
                    .map(move |(_, last, after)| (index..*last, before.or(*after)))
            })
            .collect()
    }

    fn is_filler(&self, at: usize) -> bool {
        self.analysis.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && !self
                    .analysis
                    .numerals
                    .iter()
                    .any(|numeral| numeral.tokens.contains(&at))
        })
    }

    /// Words may be joined by a hyphen.
    fn behind_hyphen(&self, at: usize) -> usize {
        let is_hyphen = self.analysis.tokens.get(at).is_some_and(|token| {
            token.glued && matches!(&*token.norm, "-" | "\u{2010}" | "\u{2011}")
        });
        at + usize::from(is_hyphen)
    }

    /// A sign of a currency may stand before the number.
    fn behind_sign(&self, at: usize) -> usize {
        let is_sign = self
            .analysis
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Symbol && &*token.norm != "%");
        at + usize::from(is_sign)
    }

    fn is_one_of(&self, at: usize, words: &[(Box<str>, Shape)]) -> bool {
        let Some(token) = self.analysis.tokens.get(at) else {
            return false;
        };
        let is = |base: &str| words.iter().any(|(word, _)| **word == *base);
        is(&token.norm)
            || token.kind == TokenKind::Word
                && token.lang == Some(self.words.lang)
                && self
                    .words
                    .lang
                    .readings(&token.norm)
                    .iter()
                    .any(|reading| is(&reading.base))
    }

    /// Whether a capital inside a sentence says that the words are a name.
    fn is_name(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1);
        let before = before.and_then(|at| self.analysis.tokens.get(at));
        before.is_some_and(|token| token.kind == TokenKind::Word)
            && self
                .analysis
                .tokens
                .get(tokens.start)
                .is_some_and(|token| token.is_capitalised(self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::builtin;

    #[test]
    fn every_line_can_be_read() {
        let (_, errors) = Contraries::read(
            super::super::builtin::CONTRARIES,
            Lang::ARABIC,
            Lang::ENGLISH,
        );
        assert!(errors.is_empty(), "{errors:#?}");
    }

    fn found(lang: Lang, text: &str) -> Vec<String> {
        let analysis = Analysis::new(text, lang, &[]);
        let lexicon = builtin();
        let contraries = lexicon.contraries();
        lexicon
            .contraries_in(lang, text, &analysis)
            .into_iter()
            .map(|one| {
                let span = analysis.tokens[one.tokens.start]
                    .span
                    .cover(analysis.tokens[one.tokens.end - 1].span);
                let class = &contraries.classes()[one.class];
                let value = match one.value {
                    Value::Is { features, loose } => {
                        let names: Vec<&str> = class
                            .features
                            .iter()
                            .enumerate()
                            .filter(|(bit, _)| features >> bit & 1 == 1)
                            .map(|(_, name)| *name)
                            .collect();
                        names.join("+") + if loose { "?" } else { "" }
                    }
                    _ => "?".to_owned(),
                };
                format!("{} = {value}", span.of(text))
            })
            .collect()
    }

    #[test]
    fn words_are_found_inflected_and_with_what_is_written_together_with_them() {
        for (text, expected) in [
            (
                "قالت لجدتها إن أخاها جاء",
                vec!["لجدتها = female+grandparent", "أخاها = sibling+male"],
            ),
            (
                "والده ووالدتها",
                vec!["والده = male+parent", "ووالدتها = female+parent"],
            ),
            ("رياح شمالية شرقية", vec!["شمالية شرقية = north+east"]),
            ("في الشرق الأوسط", vec![]),
            ("لا تقل عن 20 كيلوغراما", vec!["لا تقل عن = upward"]),
            ("أقل من 20 كيلوغراما", vec!["أقل من = strict+downward"]),
        ] {
            assert_eq!(found(Lang::ARABIC, text), expected, "{text}");
        }
        for (text, expected) in [
            ("no more than $20", vec!["no more than = downward"]),
            (
                "his brothers moved to the south-east",
                vec!["brothers = sibling+male", "south-east = south+east"],
            ),
            ("in the Middle East", vec![]),
        ] {
            assert_eq!(found(Lang::ENGLISH, text), expected, "{text}");
        }
    }
}
