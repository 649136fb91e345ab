//! English marks. After the punctuation chapters of the Chicago Manual of Style and New Hart's Rules.

use crate::lang::{ForeignMark, Typography};

const fn foreign(mark: char, own: &'static str) -> ForeignMark {
    ForeignMark {
        mark,
        own,
        habit: false,
    }
}

pub(super) static TYPOGRAPHY: Typography = Typography {
    question: '?',
    foreign: &[
        foreign('،', ","),
        foreign('؛', ";"),
        foreign('؟', "?"),
        foreign('۔', "."),
        foreign('٪', "%"),
        foreign('٫', "."),
        foreign('٬', ","),
        foreign('«', "\u{201C}"),
        foreign('»', "\u{201D}"),
    ],
    trailing: &[',', '.', ';', ':', '?', '!'],
    spaced: &[',', '.', ';', '?', '!'],
    joined: &[],
    never_alone: &[],
    single_quotes: true,
    elided: &[
        "em", "til", "till", "tis", "twas", "twere", "twill", "cause", "cos", "coz", "cuz", "bout",
        "round", "n", "un", "ere", "er", "im", "ello", "bye", "hood", "neath", "gainst", "stache",
        "burbs", "phone", "tude", "fraid", "nuff", "kay", "sup", "bama",
    ],
    asking: &[],
    opening_question: &[
        "what", "how", "why", "who", "whom", "whose", "which", "where", "when", "is", "are", "was",
        "were", "am", "do", "does", "did", "can", "could", "will", "would", "shall", "should",
        "may", "might", "must", "have", "has", "had", "isn't", "aren't", "wasn't", "weren't",
        "don't", "doesn't", "didn't", "can't", "cannot", "couldn't", "won't", "wouldn't",
        "shouldn't", "haven't", "hasn't", "hadn't", "mustn't", "what's", "who's", "how's",
        "where's", "why's", "when's",
    ],
    reported_question: &[
        "whether", "if", "ask", "asks", "asked", "asking", "wonder", "wonders", "wondered",
        "wondering", "question", "questions", "questioned", "questioning", "inquire", "inquired",
        "inquires", "enquire", "enquired", "inquiry", "query", "unclear", "unknown", "know",
        "knows", "curious",
    ],
    joins_markers: &["and", "or"],
    linking: &[
        "and", "or", "by", "after", "upon", "to", "on", "in", "of", "for", "with", "from", "over",
        "but", "nor", "than",
    ],
    meeting: &[
        (
            "is",
            &["what", "all", "whatever", "thing", "problem", "point", "question", "where", "who", "how"],
        ),
        ("was", &["what", "all", "where", "who", "how"]),
        ("are", &["what", "where", "who", "how"]),
    ],
    ordinals: &["first", "second", "third", "fourth", "fifth"],
    lookalikes: &[],
};
