//! The forms of listed Arabic words: clitics and endings with what each takes for granted.
//!
//! The tables are those of written Arabic (Ryding, *A Reference Grammar of Modern Standard Arabic*, chapters
//! 5, 7, 8 and 12) in folded spelling: ta marbuta as `ه`, alef maqsura as `ي`, every alef bare.

use super::{affixes, fold};
use crate::lang::inflection::{Definite, Inflection, Number, Shape, Traits};
use std::borrow::Cow;

/// Proclitics of nouns in their legal orders: spelling, how they are read, cost, whether something other than
/// the article is in them.
const PROCLITICS: &[(&str, &str, u8, bool)] = &[
    ("", "", 0, false),
    ("ال", "ال", 1, false),
    ("و", "و", 1, true),
    ("ب", "ب", 1, true),
    ("ل", "ل", 1, true),
    ("ف", "ف", 2, true),
    ("ك", "ك", 2, true),
    ("وال", "و+ال", 2, true),
    ("بال", "ب+ال", 2, true),
    ("لل", "ل+ال", 2, true),
    ("كال", "ك+ال", 3, true),
    ("فال", "ف+ال", 3, true),
    ("وب", "و+ب", 2, true),
    ("ول", "و+ل", 2, true),
    ("وك", "و+ك", 3, true),
    ("فب", "ف+ب", 3, true),
    ("فل", "ف+ل", 3, true),
    ("وبال", "و+ب+ال", 3, true),
    ("ولل", "و+ل+ال", 3, true),
    ("وكال", "و+ك+ال", 4, true),
    ("فبال", "ف+ب+ال", 4, true),
    ("فلل", "ف+ل+ال", 4, true),
];

struct Ending {
    letters: &'static str,
    /// What the base has in its stead.
    instead: &'static str,
    shape: Shape,
    needs: Traits,
    number: Number,
    pronoun: bool,
    label: &'static str,
    cost: u8,
    /// Whether it may follow the article.
    article: bool,
    doubtful: bool,
    /// Whether it is nominative or accusative, so that no preposition is written together with it.
    no_preposition: bool,
    /// Whether it makes another word of it.
    derived: bool,
}

const N: Traits = Traits::NOUN;
const NA: Traits = Traits::NOUN.and(Traits::ADJECTIVE);
const FEM: Traits = Traits::ADJECTIVE.and(Traits::PERSON);

const fn row(
    letters: &'static str,
    instead: &'static str,
    shape: Shape,
    needs: Traits,
    number: Number,
    label: &'static str,
    cost: u8,
) -> Ending {
    Ending {
        letters,
        instead,
        shape,
        needs,
        number,
        pronoun: false,
        label,
        cost,
        article: true,
        doubtful: false,
        no_preposition: false,
        derived: false,
    }
}

/// An ending of the relational adjective of a name.
const fn nisba(letters: &'static str, instead: &'static str, shape: Shape) -> Ending {
    Ending {
        derived: true,
        ..row(
            letters,
            instead,
            shape,
            Traits::NAME,
            Number::Same,
            "nisba",
            3,
        )
    }
}

impl Ending {
    const fn no_preposition(self) -> Self {
        Self {
            no_preposition: true,
            ..self
        }
    }

    const fn bare(self) -> Self {
        Self {
            article: false,
            ..self
        }
    }

    const fn pronoun(self) -> Self {
        Self {
            pronoun: true,
            article: false,
            ..self
        }
    }

    const fn doubtful(self) -> Self {
        Self {
            doubtful: true,
            article: false,
            ..self
        }
    }
}

use Number::{Dual, Plural, Same};
use Shape::{Feminine, Plain, Weak};

/// Endings without a pronoun.
const ENDINGS: &[Ending] = &[
    // The accusative's alef; also the dual in construct. Names of places and foreign names don't take it.
    row("ا", "", Plain, NA, Same, "ا", 1)
        .bare()
        .no_preposition(),
    // Dual and sound plurals of words that end in a consonant or in ي.
    row("ان", "", Plain, NA, Dual, "ان", 2).no_preposition(),
    row("ين", "", Plain, NA, Plural, "ين", 2),
    row("ون", "", Plain, NA, Plural, "ون", 2).no_preposition(),
    row("ات", "", Plain, NA, Plural, "ات", 2),
    row("و", "", Plain, NA, Plural, "و", 2)
        .doubtful()
        .no_preposition(),
    row("ي", "", Plain, NA, Plural, "ي", 2).doubtful(),
    // The feminine of adjectives and of words for people.
    row("ه", "", Plain, FEM, Same, "ة", 1),
    row("تان", "", Plain, FEM, Dual, "تان", 2).no_preposition(),
    row("تين", "", Plain, FEM, Dual, "تين", 2),
    row("تا", "", Plain, FEM, Dual, "تا", 3)
        .bare()
        .no_preposition(),
    row("تي", "", Plain, FEM, Dual, "تي", 3).bare(),
    // Words in ta marbuta.
    row("تان", "ه", Feminine, NA, Dual, "تان", 1).no_preposition(),
    row("تين", "ه", Feminine, NA, Dual, "تين", 1),
    row("تا", "ه", Feminine, NA, Dual, "تا", 2)
        .bare()
        .no_preposition(),
    row("تي", "ه", Feminine, NA, Dual, "تي", 2).bare(),
    row("ات", "ه", Feminine, NA, Plural, "ات", 1),
    row("ات", "اه", Feminine, NA, Plural, "ات", 2),
    row("يات", "اه", Feminine, NA, Plural, "يات", 2),
    row("وات", "اه", Feminine, NA, Plural, "وات", 2),
    row("وات", "ه", Feminine, NA, Plural, "وات", 3),
    // Words in alef maqsura, whose folded base ends in ي.
    row("ان", "", Weak, NA, Dual, "ان", 2).no_preposition(),
    row("ين", "", Weak, NA, Dual, "ين", 2),
    row("ات", "", Weak, NA, Plural, "ات", 2),
    row("ي", "", Weak, NA, Dual, "ي", 3).bare(),
    row("ون", "ي", Weak, NA, Plural, "ون", 3).no_preposition(),
    row("ين", "ي", Weak, NA, Plural, "ين", 3),
    // Foreign words in alef.
    row("ات", "ا", Plain, N, Plural, "ات", 2),
    // A final hamza and its seats.
    row("ئا", "ء", Plain, NA, Same, "ا", 1)
        .bare()
        .no_preposition(),
    row("ئان", "ء", Plain, NA, Dual, "ان", 2).no_preposition(),
    row("ئين", "ء", Plain, NA, Dual, "ين", 2),
    row("ئون", "ء", Plain, NA, Plural, "ون", 2).no_preposition(),
    row("ان", "ء", Plain, N, Dual, "ان", 3).no_preposition(),
    row("اوات", "اء", Plain, N, Plural, "اوات", 3),
    row("اوان", "اء", Plain, NA, Dual, "اوان", 3).no_preposition(),
    row("اوين", "اء", Plain, NA, Dual, "اوين", 3),
    row("اوي", "اء", Plain, NA, Dual, "اوي", 3).bare(),
    // Defective words drop their ي: قاض, قاضون.
    row("", "ي", Plain, NA, Same, "without ي", 2).bare(),
    row("ون", "ي", Plain, NA, Plural, "ون", 2).no_preposition(),
    row("ين", "ي", Plain, NA, Plural, "ين", 2),
];

/// Endings of relational adjectives of names, of which the names' own last letters are dropped or changed
/// (Ryding 11.5): مصر مصري, فرنسا فرنسي, سوريا سوري, غزة غزي, السعودية سعودي, النمسا نمساوي.
const NISBA: &[(&str, Shape)] = &[
    ("", Plain),
    ("ا", Plain),
    ("يا", Plain),
    ("ه", Feminine),
    ("يه", Feminine),
    ("ي", Plain),
    ("ي", Weak),
];

/// The letters of a relational adjective itself: gender, number and case.
const NISBA_ENDINGS: &[&str] = &[
    "ي",
    "يه",
    "يا",
    "يين",
    "يون",
    "يات",
    "يان",
    "يتين",
    "يتان",
    "اوي",
    "اويه",
    "اويين",
    "اويون",
];

/// Pronoun suffixes.
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "نا"];

/// Joints between a word and a pronoun.
const JOINTS: &[Ending] = &[
    row("", "", Plain, N, Same, "", 1).pronoun(),
    row("ت", "ه", Feminine, N, Same, "ت", 1).pronoun(),
    row("ا", "ي", Weak, N, Same, "ا", 1).pronoun(),
    row("ئ", "ء", Plain, N, Same, "", 1).pronoun(),
    row("ؤ", "ء", Plain, N, Same, "", 1)
        .pronoun()
        .no_preposition(),
    row("ئ", "ا", Plain, N, Same, "", 2).pronoun(),
    row("ؤ", "ا", Plain, N, Same, "", 2)
        .pronoun()
        .no_preposition(),
    row("ات", "", Plain, N, Plural, "ات", 2).pronoun(),
    row("ات", "ه", Feminine, N, Plural, "ات", 2).pronoun(),
    row("ات", "اه", Feminine, N, Plural, "ات", 3).pronoun(),
    row("ات", "ا", Plain, N, Plural, "ات", 3).pronoun(),
    row("يات", "اه", Feminine, N, Plural, "يات", 3).pronoun(),
    row("وات", "اه", Feminine, N, Plural, "وات", 3).pronoun(),
    row("ات", "", Weak, N, Plural, "ات", 3).pronoun(),
    row("ي", "", Plain, N, Plural, "ي", 2).pronoun(),
    row("و", "", Plain, N, Plural, "و", 2)
        .pronoun()
        .no_preposition(),
    row("ا", "", Plain, N, Dual, "ا", 3)
        .pronoun()
        .no_preposition(),
    row("تي", "ه", Feminine, N, Dual, "تي", 2).pronoun(),
    row("تا", "ه", Feminine, N, Dual, "تا", 2)
        .pronoun()
        .no_preposition(),
    row("ت", "", Plain, Traits::PERSON, Same, "ت", 2).pronoun(),
];

/// “My” closes a word like a pronoun, after a joint that opens it; on a plain word it looks like an adjective's
/// ending and is with the other endings.
const MY: &[Ending] = &[
    row("اتي", "", Plain, N, Plural, "ات+ي", 3).pronoun(),
    row("اتي", "ه", Feminine, N, Plural, "ات+ي", 3).pronoun(),
    row("اي", "ي", Weak, N, Same, "ي", 2).pronoun(),
    row("ئي", "ء", Plain, N, Same, "ي", 2).pronoun(),
];

/// Words whose beginning changes behind the article, folded: what is left behind it, and the word.
const AFTER_ARTICLE: &[(&str, &str)] = &[("مراه", "امراه"), ("مرا", "امرا")];

/// A folded word with the letters that only foreign words have in their usual stead.
pub(super) fn unified(folded: &str) -> Cow<'_, str> {
    const FOREIGN: &[(char, char)] = &[
        ('پ', 'ب'),
        ('ڤ', 'ف'),
        ('چ', 'ج'),
        ('گ', 'غ'),
        ('ڨ', 'غ'),
        ('ݣ', 'غ'),
        ('ژ', 'ج'),
    ];
    let plain = |c: char| {
        FOREIGN
            .iter()
            .find(|(foreign, _)| *foreign == c)
            .map(|(_, plain)| *plain)
    };
    if folded.chars().any(|c| plain(c).is_some()) {
        Cow::Owned(folded.chars().map(|c| plain(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(folded)
    }
}

/// How the spelling of a word ends.
pub(super) fn shape(word: &str) -> Shape {
    match word.chars().rev().find(|c| !is_mark(*c)) {
        Some('ة' | 'ۃ' | 'ﺓ' | 'ﺔ') => Feminine,
        Some('ى' | 'ﻯ' | 'ﻰ') => Weak,
        _ => Plain,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// Visits the ways in which `word` may be a form of a listed word.
pub(super) fn inflections(word: &str, verbs: bool, visit: &mut dyn FnMut(&Inflection<'_>)) {
    let folded = unified(&fold(word)).into_owned();
    let shape = shape(word);
    // Vowel marks are rare; where the accusative's is written, the alef under it is no letter of the word.
    let accusative = word.contains('\u{064B}') && folded.ends_with('ا');
    let letters = folded.chars().count();
    let mut scratch = String::with_capacity(folded.len() + 8);
    for (prefix, label, cost, joined) in PROCLITICS {
        let Some(rest) = folded.strip_prefix(prefix) else {
            continue;
        };
        let left = letters - prefix.chars().count();
        if left < 2 && !prefix.is_empty() || left == 0 {
            continue;
        }
        let article = prefix.ends_with("ال") || prefix.ends_with("لل");
        let short = u8::from(left < 3 && *joined && !article) * 2;
        let mut stripped = Stripped {
            label,
            cost: cost + short,
            joined: *joined,
            article,
            preposition: ["ب", "ل", "ك"].iter().any(|letter| label.contains(letter)) && *joined,
            shape,
            accusative,
            scratch: &mut scratch,
        };
        stripped.visit(rest, left, visit);
        if prefix.ends_with("لل") {
            // ل+ال before a word in ل writes only two of the three: للجنة is ل+ال+لجنة.
            let restored = format!("ل{rest}");
            stripped.visit(&restored, left + 1, visit);
            // Or ل before a word in ل: للبنان.
            stripped.article = false;
            stripped.label = match *prefix {
                "ولل" => "و+ل",
                "فلل" => "ف+ل",
                _ => "ل",
            };
            stripped.visit(&restored, left + 1, visit);
        }
        if article
            && let Some((_, whole)) = AFTER_ARTICLE.iter().find(|(rest_of, _)| rest == *rest_of)
        {
            stripped.visit(whole, left + 1, visit);
        }
    }
    if verbs {
        for reading in affixes::readings(&folded) {
            visit(&Inflection {
                needs: Traits::VERB,
                ending: if reading.suffix.is_empty() {
                    ""
                } else {
                    "verb form"
                },
                cost: reading.cost,
                ..Inflection::itself(&reading.base, Plain)
            });
        }
    }
}

/// A word with its proclitics off.
struct Stripped<'a> {
    label: &'static str,
    cost: u8,
    joined: bool,
    article: bool,
    preposition: bool,
    shape: Shape,
    accusative: bool,
    scratch: &'a mut String,
}

impl Stripped<'_> {
    fn visit(&mut self, rest: &str, left: usize, visit: &mut dyn FnMut(&Inflection<'_>)) {
        let itself = Inflection {
            prefix: self.label,
            cost: self.cost,
            definite: if self.article {
                Definite::Article
            } else {
                Definite::No
            },
            joined: self.joined,
            ..Inflection::itself(rest, self.shape)
        };
        if !self.accusative {
            visit(&itself);
        }
        // ه for ة and ي for ى, or the reverse: common in quick and in Egyptian spelling.
        match (self.shape, rest.chars().next_back()) {
            (Plain, Some('ه')) => visit(&Inflection {
                shape: Feminine,
                cost: self.cost + 1,
                respelled: true,
                ..itself
            }),
            (Plain, Some('ي')) => visit(&Inflection {
                shape: Weak,
                cost: self.cost + 1,
                respelled: true,
                ..itself
            }),
            (Weak, _) => visit(&Inflection {
                shape: Plain,
                cost: self.cost + 1,
                respelled: true,
                ..itself
            }),
            _ => {}
        }
        for ending in ENDINGS {
            self.ending(rest, left, ending, "", itself, visit);
        }
        for letters in NISBA_ENDINGS {
            if without(rest, letters).is_none() {
                continue;
            }
            for (instead, shape) in NISBA {
                let instead = if letters.starts_with('ا') && instead.is_empty() {
                    "ا"
                } else {
                    instead
                };
                self.ending(
                    rest,
                    left,
                    &nisba(letters, instead, *shape),
                    "",
                    itself,
                    visit,
                );
            }
        }
        if self.article {
            return;
        }
        for ending in MY {
            self.ending(rest, left, ending, "", itself, visit);
        }
        for pronoun in PRONOUNS {
            let Some(stem) = without(rest, pronoun) else {
                continue;
            };
            let left = left - pronoun.chars().count();
            for joint in JOINTS {
                self.ending(stem, left, joint, pronoun, itself, visit);
            }
        }
    }

    fn ending(
        &mut self,
        rest: &str,
        left: usize,
        ending: &Ending,
        pronoun: &'static str,
        itself: Inflection<'_>,
        visit: &mut dyn FnMut(&Inflection<'_>),
    ) {
        let Some(stem) = without(rest, ending.letters) else {
            return;
        };
        if self.article && !ending.article || self.preposition && ending.no_preposition {
            return;
        }
        if self.accusative && ending.label != "ا" {
            return;
        }
        let kept = left.saturating_sub(ending.letters.chars().count());
        if kept + ending.instead.chars().count() < 2 || kept == 0 {
            return;
        }
        // A written ta marbuta is the feminine ending, never a pronoun or part of the stem; a written alef
        // maqsura is no ي of a plural or a pronoun.
        let written_feminine = self.shape == Feminine && !ending.derived;
        if written_feminine != (ending.label == "ة" && pronoun.is_empty()) && written_feminine {
            return;
        }
        if self.shape == Weak && ending.label != "without ي" && pronoun.is_empty() {
            return;
        }
        self.scratch.clear();
        self.scratch.push_str(stem);
        self.scratch.push_str(ending.instead);
        visit(&Inflection {
            base: self.scratch,
            rest: itself.rest,
            needs: ending.needs,
            shape: ending.shape,
            prefix: self.label,
            ending: if pronoun.is_empty() {
                ending.label
            } else {
                pronoun
            },
            cost: self.cost + ending.cost + u8::from(!pronoun.is_empty() && kept < 3),
            definite: if ending.pronoun {
                Definite::Pronoun
            } else {
                itself.definite
            },
            number: ending.number,
            joined: self.joined,
            derived: ending.derived,
            respelled: false,
            doubtful: ending.doubtful,
        });
    }
}

/// A word without its last letters. There are so many endings to try that the last byte alone is held against them
/// first.
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    match (word.as_bytes().last(), ending.as_bytes().last()) {
        (last, Some(letter)) if last != Some(letter) => None,
        _ => word.strip_suffix(ending),
    }
}

/// Relational adjectives end in ي or ية; participles in م and of the pattern فاعل are mostly words for people.
pub(super) fn suggests(base: &str) -> Traits {
    let letters: Vec<char> = base.chars().take(6).collect();
    let mut traits = Traits::NONE;
    let stem = base.strip_suffix("يه").or_else(|| base.strip_suffix('ي'));
    if stem.is_some_and(|stem| stem.chars().count() >= 3) {
        traits = traits.and(Traits::ADJECTIVE);
    }
    if letters.len() >= 4 && letters[0] == 'م' || letters.len() == 4 && letters[1] == 'ا' {
        traits = traits.and(Traits::PERSON);
    }
    traits
}

/// The word without the ending of a sound plural or a dual.
pub(super) fn uncounted(base: &str) -> Vec<String> {
    ["ون", "ين", "ان"]
        .iter()
        .filter_map(|ending| base.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= 3)
        .map(str::to_owned)
        .collect()
}

/// The plurals that a noun of the base's pattern mostly has: فاعل فواعل, مفعل مفاعل, فعيلة فعائل and so on
/// (Ryding 7.3). A guess, for words whose plural no list has.
pub(super) fn plurals(base: &str) -> Vec<(String, Shape)> {
    let weak = |c: char| matches!(c, 'ا' | 'و' | 'ي' | 'ء' | 'ئ' | 'ؤ');
    // A final ه is mostly ta marbuta.
    let strong = |letters: &[char]| {
        let root = |(place, c): (usize, &char)| !weak(*c) || place == 0 && *c == 'و';
        letters.last() != Some(&'ه') && letters.iter().enumerate().all(root)
    };
    if base.chars().nth(5).is_some() {
        return Vec::new();
    }
    let letters: Vec<char> = base.chars().collect();
    let mut out = Vec::new();
    let mut put = |parts: &[char], shape| out.push((parts.iter().collect(), shape));
    match *letters.as_slice() {
        [a, 'ا', b, c] | [a, 'ا', b, c, 'ه'] if strong(&[c]) => put(&[a, 'و', 'ا', b, c], Plain),
        [a, b, 'ا', c] if strong(&[a, b, c]) => put(&['ا', a, b, c, 'ه'], Feminine),
        [a, b, 'ي', c] if strong(&[a, b, c]) => {
            put(&[a, b, c, 'ا', 'ء'], Plain);
            put(&[a, b, 'ا', c], Plain);
        }
        [a, b, 'ي' | 'ا' | 'و', c, 'ه'] if strong(&[a, b, c]) => {
            put(&[a, b, 'ا', 'ئ', c], Plain)
        }
        [a, b, c, 'و' | 'ا' | 'ي', d] if strong(&[a, b, c, d]) => {
            put(&[a, b, 'ا', c, 'ي', d], Plain)
        }
        [a, b, c, d] | [a, b, c, d, 'ه'] if strong(&[a, b, c, d]) => {
            put(&[a, b, 'ا', c, d], Plain)
        }
        [a, b, c] if strong(&[a, b, c]) => {
            put(&['ا', a, b, 'ا', c], Plain);
            put(&[a, b, 'و', c], Plain);
        }
        [a, b, 'ه'] if strong(&[a, b]) => put(&[a, b, b], Plain),
        _ => {}
    }
    out
}

/// The key under which the spellings of a foreign name meet: long vowels inside left out, ج as غ (both for
/// g). None for words too short to be told apart by it.
pub(super) fn name_key(base: &str) -> Option<String> {
    let count = base.chars().count();
    if count < 4 {
        return None;
    }
    let mut key = String::with_capacity(base.len() + 1);
    // Short names keep their vowels, there is too little left without, and meet short ones only.
    if count >= 6 {
        key.push('~');
    }
    for (position, c) in base.chars().enumerate() {
        match c {
            'ج' => key.push('غ'),
            'ا' | 'و' | 'ي' if count >= 6 && position > 0 && position + 1 < count => {}
            'ا' | 'ه' if position + 1 == count => key.push('ا'),
            c => key.push(c),
        }
    }
    Some(key)
}

/// Whether the folded word is a noun by origin that stands bare as a preposition or a particle: the noun shows
/// itself by an article or an ending (بعد, البعد).
pub(super) fn is_particle(folded: &str) -> bool {
    PARTICLES.binary_search(&folded).is_ok()
}

/// Sorted.
static PARTICLES: &[&str] = &[
    "ابان",
    "اثناء",
    "اذ",
    "ازاء",
    "اما",
    "امام",
    "اي",
    "بعد",
    "بعض",
    "بين",
    "تجاه",
    "تحت",
    "حتي",
    "حول",
    "حين",
    "خلال",
    "خلف",
    "دون",
    "رغم",
    "سوي",
    "ضد",
    "طوال",
    "طيله",
    "عبر",
    "عند",
    "غير",
    "فور",
    "فوق",
    "قبل",
    "قرب",
    "كل",
    "كم",
    "لدي",
    "مثل",
    "منذ",
    "نحو",
    "وراء",
    "وفق",
];

/// Whether a finite verb rather than a noun follows these folded words, the last of them next to it: behind
/// conjunctions, relative pronouns, the particles of tense and negation, and أن where what governs it takes a
/// verb (بعد أن; not قال أن).
pub(super) fn verb_follows(before: Option<&str>, folded: &str) -> bool {
    const GOVERN: &[&str] = &[
        "بعد",
        "قبل",
        "منذ",
        "دون",
        "الي",
        "يجب",
        "يمكن",
        "ينبغي",
        "ما",
    ];
    VERB_FOLLOWS.binary_search(&folded).is_ok()
        || folded == "ان" && before.is_some_and(|before| GOVERN.contains(&before))
}

/// Whether a folded word, a conjunction aside, is a bare perfect or imperfect that `listed` knows.
pub(super) fn finite(folded: &str, listed: &mut dyn FnMut(&str, usize) -> bool) -> bool {
    let bare = folded
        .strip_prefix(['و', 'ف'])
        .filter(|rest| rest.chars().count() >= 3);
    [Some(folded), bare].into_iter().flatten().any(|word| {
        let imperfect = word
            .strip_prefix(['ت', 'ن', 'ا'])
            .filter(|rest| rest.chars().count() >= 2)
            .map(|rest| format!("ي{rest}"));
        listed(word, 0) || imperfect.is_some_and(|third| listed(&third, 1))
    })
}

/// Sorted.
static VERB_FOLLOWS: &[&str] = &[
    "اذ",
    "اذا",
    "التي",
    "الذي",
    "الذين",
    "اللتان",
    "اللتين",
    "اللذان",
    "اللذين",
    "بعدما",
    "حالما",
    "حيث",
    "حين",
    "حينما",
    "ريثما",
    "سوف",
    "طالما",
    "عندما",
    "فقد",
    "فيما",
    "قد",
    "كلما",
    "كما",
    "كي",
    "لقد",
    "لكي",
    "لم",
    "لما",
    "لن",
    "لو",
    "مما",
    "ممن",
    "مهما",
    "وقد",
    "ولم",
    "ولن",
];

/// Whether the folded word is a pronoun or, as far as its ending tells, has one.
pub(super) fn is_pronoun(folded: &str) -> bool {
    const ALONE: &[&str] = &[
        "هو",
        "هي",
        "هم",
        "هن",
        "هما",
        "الذي",
        "التي",
        "الذين",
        "هذا",
        "هذه",
        "ذلك",
        "تلك",
    ];
    const JOINED: &[&str] = &["ها", "هم", "هما", "هن"];
    ALONE.contains(&folded)
        || JOINED
            .iter()
            .any(|ending| folded.ends_with(ending) && folded.chars().count() >= 4)
}

/// A word with clitics before it: ال is written once, and ل swallows its alef.
pub(super) fn join(clitics: &str, word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    let parts: Vec<&str> = clitics.split('+').filter(|part| !part.is_empty()).collect();
    for (position, part) in parts.iter().enumerate() {
        let bare = rest.strip_prefix("ال");
        let article_next = parts.get(position + 1) == Some(&"ال");
        match *part {
            "ل" if article_next || bare.is_some() && position + 1 == parts.len() => {
                out.push_str("لل");
                rest = bare.unwrap_or(rest);
                // لل before ل keeps two of the three.
                rest = rest.strip_prefix('ل').unwrap_or(rest);
                return out + rest;
            }
            "ال" => {
                out.push_str("ال");
                rest = bare.unwrap_or(rest);
            }
            part => out.push_str(part),
        }
    }
    out + rest
}

/// Whether the strong letters of the shorter word stand in the longer in order, all but one of them.
pub(super) fn akin(a: &str, b: &str) -> bool {
    let strong = |word: &str| -> Vec<char> {
        word.chars()
            .filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ء' | 'ئ' | 'ؤ' | 'ت' | 'م' | 'ن'))
            .collect()
    };
    let (a, b) = (strong(a), strong(b));
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if long.is_empty() {
        return true;
    }
    let mut rest = long.iter();
    !short.is_empty() && long.len() - short.len() <= 1 && short.iter().all(|c| rest.any(|d| d == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str) -> Vec<(String, Shape, Traits)> {
        let mut out = Vec::new();
        inflections(word, false, &mut |form| {
            if !form.derived {
                out.push((form.base.to_owned(), form.shape, form.needs));
            }
        });
        out
    }

    #[test]
    fn relational_adjectives_are_derived_from_names() {
        for (word, name) in [
            ("المصرية", "مصر"),
            ("وللإيرانيين", "إيران"),
            ("فرنسي", "فرنسا"),
            ("السوريون", "سوريا"),
            ("بالغزيين", "غزة"),
            ("السعودي", "سعودية"),
            ("نمساويين", "نمسا"),
            ("البريطاني", "بريطانيا"),
        ] {
            let mut found = false;
            inflections(word, false, &mut |form| {
                found |= form.derived
                    && form.needs == Traits::NAME
                    && (form.base, form.shape) == (&fold(name), shape(name));
            });
            assert!(found, "{word} / {name}");
        }
    }

    #[track_caller]
    fn is_form(word: &str, listed: &str, class: Traits) {
        let (base, wanted) = (fold(listed), shape(listed));
        assert!(
            forms(word).iter().any(|(form, shape, needs)| *form == base
                && *shape == wanted
                && (needs.is_none() || needs.meets(class))),
            "{word} is no form of {listed}"
        );
    }

    #[track_caller]
    fn is_no_form(word: &str, listed: &str, class: Traits) {
        let (base, wanted) = (fold(listed), shape(listed));
        assert!(
            !forms(word).iter().any(|(form, shape, needs)| *form == base
                && *shape == wanted
                && (needs.is_none() || needs.meets(class))),
            "{word} is a form of {listed}"
        );
    }

    #[test]
    fn nouns_in_context_are_forms_of_the_listed_word() {
        for (word, listed) in [
            ("وللوزارة", "وزارة"),
            ("خطتهم", "خطة"),
            ("خطتي", "خطة"),
            ("الخطتين", "خطة"),
            ("خططه", "خطط"),
            ("للجنة", "لجنة"),
            ("للبنان", "لبنان"),
            ("مستشفياتها", "مستشفى"),
            ("مستشفيي", "مستشفى"),
            ("مستواها", "مستوى"),
            ("أداؤنا", "أداء"),
            ("أدائهم", "أداء"),
            ("شيئا", "شيء"),
            ("جزئه", "جزء"),
            ("المفتشين", "مفتش"),
            ("مفتشو", "مفتش"),
            ("مفتشيها", "مفتش"),
            ("إجراءاتهم", "إجراء"),
            ("مبارياته", "مباراة"),
            ("قنوات", "قناة"),
            ("مكافآت", "مكافأة"),
            ("سنوات", "سنة"),
            ("تحد", "تحدي"),
            ("قاضون", "قاضي"),
            ("كتابًا", "كتاب"),
            ("أبوه", "أب"),
            ("المرأة", "امرأة"),
            ("كاميراتها", "كاميرا"),
            ("مدينه", "مدينة"),
            ("مستشفي", "مستشفى"),
        ] {
            is_form(word, listed, Traits::NOUN);
        }
    }

    #[test]
    fn patterns_suggest_plurals() {
        for (word, plural) in [
            ("مانع", "موانع"),
            ("ملبس", "ملابس"),
            ("مدرسة", "مدارس"),
            ("وثيقة", "وثائق"),
            ("صندوق", "صناديق"),
            ("سلاح", "أسلحة"),
            ("وزير", "وزراء"),
            ("درهم", "دراهم"),
            ("خطة", "خطط"),
            ("بذر", "بذور"),
        ] {
            assert!(
                plurals(&fold(word))
                    .iter()
                    .any(|(form, _)| *form == fold(plural)),
                "{word} doesn't give {plural}"
            );
        }
        assert!(plurals(&fold("إعلان")).is_empty());
    }

    #[test]
    fn spellings_of_a_name_meet() {
        for (a, b) in [
            ("واشنطن", "واشنطون"),
            ("هونغ", "هونج"),
            ("فولكسفاجن", "فولكسفاغن"),
            ("كاليفورنيا", "كليفورنيا"),
        ] {
            assert_eq!(name_key(&fold(a)), name_key(&fold(b)));
        }
        assert_ne!(name_key("ليون"), name_key("لينا"));
    }

    #[test]
    fn clitics_are_written_before_a_word_again() {
        for (clitics, word, joined) in [
            ("و+ال", "اتفاق", "والاتفاق"),
            ("و+ال", "الاتفاق", "والاتفاق"),
            ("ل+ال", "الاتفاق", "للاتفاق"),
            ("ل", "الاتفاق", "للاتفاق"),
            ("و+ل+ال", "اللجنة", "وللجنة"),
            ("ب", "اتفاق", "باتفاق"),
            ("", "اتفاق", "اتفاق"),
        ] {
            assert_eq!(join(clitics, word), joined);
        }
    }

    #[test]
    fn tables_are_folded_and_sorted() {
        for table in [VERB_FOLLOWS, PARTICLES] {
            assert!(table.is_sorted());
            assert!(table.iter().all(|word| fold(word) == *word));
        }
    }

    #[test]
    fn adjectives_agree() {
        for (word, listed) in [
            ("النووية", "نووي"),
            ("النوويتين", "نووي"),
            ("نوويون", "نووي"),
            ("نوويا", "نووي"),
        ] {
            is_form(word, listed, Traits::ADJECTIVE);
        }
    }

    #[test]
    fn other_words_are_not() {
        for (word, listed) in [
            ("مكتبة", "مكتب"),
            ("خطة", "خط"),
            ("مدرسة", "مدرس"),
            ("عامة", "عام"),
            ("كتبت", "كتب"),
            ("يقتل", "قتل"),
            ("وجهة", "وجه"),
            ("لدينا", "دين"),
            ("لعاملون", "عامل"),
        ] {
            is_no_form(word, listed, Traits::NOUN);
        }
        for (word, listed) in [
            ("الإيرانية", "إيران"),
            ("ترامبي", "ترامب"),
            ("أفريقياً", "أفريقيا"),
        ] {
            is_no_form(word, listed, Traits::NAME);
        }
    }
}
