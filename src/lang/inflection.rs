//! How a listed word may look in a text.
//!
//! [`Language::readings`](super::Language::readings) guesses widely, for look-ups that evidence confirms.
//! A term is flagged on its own, so here each guess says what it takes for granted about the listed word:
//! its class, the way its spelling ends, its number. The caller, who knows the listed word, decides.

/// What a listed word is: a set of classes and limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits(u16);

impl Traits {
    /// No class: the word stands as it is listed.
    pub const NONE: Traits = Traits(0);
    /// A noun: takes pronouns, dual and plural.
    pub const NOUN: Traits = Traits(1);
    /// An adjective: agrees in gender, number and definiteness.
    pub const ADJECTIVE: Traits = Traits(2);
    /// A verb: takes persons and tenses.
    pub const VERB: Traits = Traits(4);
    /// A name: takes what stands before a word, and case.
    pub const NAME: Traits = Traits(8);
    /// A noun for a person, so that it has a feminine.
    pub const PERSON: Traits = Traits(16);

    /// The classes of both.
    pub const fn and(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// Whether the two share a class.
    pub const fn meets(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds every class of `other`.
    pub const fn has(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it holds none.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// How the spelling of a word ends, where folding hides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Nothing is hidden.
    #[default]
    Plain,
    /// In ta marbuta.
    Feminine,
    /// In alef maqsura.
    Weak,
}

/// Number of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Number {
    /// As the listed word has it.
    #[default]
    Same,
    /// Two of them.
    Dual,
    /// Several.
    Plural,
}

/// What makes a form definite by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Definite {
    /// Nothing.
    #[default]
    No,
    /// The article.
    Article,
    /// A pronoun suffix.
    Pronoun,
}

/// One way in which a word of a text may be a form of a listed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inflection<'a> {
    /// The listed word in folded standard spelling.
    pub base: &'a str,
    /// What is left of the folded word behind its proclitics: where a lexicon has it as a word of its own, the
    /// inflection is less likely.
    pub rest: &'a str,
    /// The classes one of which the listed word must have; none where any will do.
    pub needs: Traits,
    /// How the listed word must end.
    pub shape: Shape,
    /// What stands before the base, for a person to read (`و+ل+ال`).
    pub prefix: &'static str,
    /// What stands after it or was changed in it.
    pub ending: &'static str,
    /// How much was assumed, 0 for the word itself.
    pub cost: u8,
    /// What makes it definite.
    pub definite: Definite,
    /// Its number.
    pub number: Number,
    /// Whether a conjunction or a preposition is written together with it.
    pub joined: bool,
    /// Whether it is a derivation rather than a form: good enough to see that a term was rendered, not to
    /// say where it stands.
    pub derived: bool,
    /// Whether another last letter was taken for the written one (ه for ة, ي for ى).
    pub respelled: bool,
    /// Whether the ending has another common reading (ي as “my” and in adjectives), so that the listed word
    /// must be known to take it.
    pub doubtful: bool,
}

impl<'a> Inflection<'a> {
    /// The word itself.
    pub fn itself(base: &'a str, shape: Shape) -> Self {
        Self {
            base,
            rest: base,
            needs: Traits::NONE,
            shape,
            prefix: "",
            ending: "",
            cost: 0,
            definite: Definite::No,
            number: Number::Same,
            joined: false,
            derived: false,
            respelled: false,
            doubtful: false,
        }
    }
}
