/// Part of speech of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfSpeech {
    /// Noun.
    Noun,
    /// Verb.
    Verb,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Preposition, conjunction, pronoun, particle.
    Function,
    /// Number word.
    Number,
    /// Name of a place.
    Place,
    /// Nationality or belonging to a place or group.
    Nationality,
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// Other proper name.
    Name,
    /// Month or weekday.
    Date,
    /// Currency or unit.
    Unit,
    /// Learned, so unknown.
    Unknown,
}

impl PartOfSpeech {
    const CODES: &'static [(&'static str, PartOfSpeech)] = &[
        ("n", PartOfSpeech::Noun),
        ("v", PartOfSpeech::Verb),
        ("adj", PartOfSpeech::Adjective),
        ("adv", PartOfSpeech::Adverb),
        ("prep", PartOfSpeech::Function),
        ("conj", PartOfSpeech::Function),
        ("pron", PartOfSpeech::Function),
        ("part", PartOfSpeech::Function),
        ("num", PartOfSpeech::Number),
        ("place", PartOfSpeech::Place),
        ("nat", PartOfSpeech::Nationality),
        ("given", PartOfSpeech::GivenName),
        ("fam", PartOfSpeech::FamilyName),
        ("name", PartOfSpeech::Name),
        ("month", PartOfSpeech::Date),
        ("day", PartOfSpeech::Date),
        ("cur", PartOfSpeech::Unit),
        ("unit", PartOfSpeech::Unit),
        ("?", PartOfSpeech::Unknown),
    ];

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, pos)| *pos)
    }

    /// Every part of speech, each at the place of its number.
    pub(super) const ALL: &'static [PartOfSpeech] = &[
        PartOfSpeech::Noun,
        PartOfSpeech::Verb,
        PartOfSpeech::Adjective,
        PartOfSpeech::Adverb,
        PartOfSpeech::Function,
        PartOfSpeech::Number,
        PartOfSpeech::Place,
        PartOfSpeech::Nationality,
        PartOfSpeech::GivenName,
        PartOfSpeech::FamilyName,
        PartOfSpeech::Name,
        PartOfSpeech::Date,
        PartOfSpeech::Unit,
        PartOfSpeech::Unknown,
    ];

    pub(super) fn bit(self) -> u32 {
        1 << (self as u32)
    }

    /// Whether the word names somebody or something: its translation is a transliteration or a fixed name.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            PartOfSpeech::Place
                | PartOfSpeech::GivenName
                | PartOfSpeech::FamilyName
                | PartOfSpeech::Name
        )
    }
}
