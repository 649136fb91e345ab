//! What tables and records call their columns and keys, and what they say of a unit's state.

use super::{Column, Wanted};
use crate::bitext::UnitState;

/// Names of the column of the source, in lower case with spaces for `_` and `-`.
const SOURCE: &[&str] = &[
    "source",
    "src",
    "source text",
    "source segment",
    "source sentence",
    "source string",
    "original",
    "original text",
    "original string",
    "msgid",
    "المصدر",
    "النص الأصلي",
    "النص المصدر",
    "الأصل",
];

/// Names of the column of the target.
const TARGET: &[&str] = &[
    "target",
    "tgt",
    "trg",
    "target text",
    "target segment",
    "target sentence",
    "target string",
    "translation",
    "translated text",
    "msgstr",
    "الهدف",
    "النص الهدف",
    "الترجمة",
    "النص المترجم",
];

/// Names of languages as columns carry them, by their codes. The codes stand for themselves.
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "ar",
        &[
            "arabic",
            "ara",
            "arabic text",
            "العربية",
            "عربي",
            "اللغة العربية",
            "النص العربي",
        ],
    ),
    (
        "en",
        &[
            "english",
            "eng",
            "english text",
            "الإنجليزية",
            "الانجليزية",
            "إنجليزي",
            "انجليزي",
            "اللغة الإنجليزية",
            "النص الإنجليزي",
        ],
    ),
];

/// Names of the column that identifies a unit.
const ID: &[&str] = &[
    "id",
    "key",
    "context",
    "resname",
    "segment id",
    "المعرف",
    "المفتاح",
];

/// The name as the lists have it.
fn normal(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', '-'], " ")
}

/// The language that a column is named after.
pub(super) fn language(name: &str) -> Option<&'static str> {
    let name = normal(name);
    let code = name.split(' ').next().unwrap_or("");
    // A region may follow the code (`ar-EG`, `en_US`).
    let region = name.strip_prefix(code).unwrap_or("").trim();
    LANGUAGES
        .iter()
        .find(|(known, names)| {
            names.contains(&name.as_str())
                || *known == code && (region.is_empty() || matches!(region.len(), 2..=4))
        })
        .map(|(known, _)| *known)
}

/// Which columns hold the texts and what is said of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub texts: [usize; 2],
    pub id: Option<usize>,
    pub state: Option<usize>,
    pub fuzzy: Option<usize>,
    pub locked: Option<usize>,
}

impl Columns {
    /// Columns of which only the texts are known.
    pub fn of_texts(texts: [usize; 2]) -> Self {
        Self {
            texts,
            id: None,
            state: None,
            fuzzy: None,
            locked: None,
        }
    }

    /// The columns that these names tell; none where they don't name both texts.
    pub fn named(names: &[&str], wanted: &Wanted) -> Option<Self> {
        let normal: Vec<String> = names.iter().map(|name| normal(name)).collect();
        let among = |list: &[&str]| normal.iter().position(|name| list.contains(&name.as_str()));
        let texts = match (among(SOURCE), among(TARGET)) {
            (Some(source), Some(target)) => [source, target],
            _ => Self::languages(names, wanted)?,
        };
        let flag = |name: &str| normal.iter().position(|found| found == name);
        Some(Self {
            texts,
            id: among(ID),
            state: flag("state").or(flag("status")),
            fuzzy: flag("fuzzy"),
            locked: flag("locked"),
        })
    }

    /// The columns that are named after languages: those asked for, else the first two that are known.
    fn languages(names: &[&str], wanted: &Wanted) -> Option<[usize; 2]> {
        let found: Vec<(usize, &str)> = names
            .iter()
            .enumerate()
            .filter_map(|(index, name)| Some((index, language(name)?)))
            .filter(|(_, lang)| wanted.known.contains(lang))
            .collect();
        let [source, target] = wanted.languages.each_ref().map(Option::as_deref);
        let of = |lang: &str| found.iter().find(|(_, known)| *known == lang).copied();
        let other = |lang: Option<&str>| {
            found
                .iter()
                .find(|(_, known)| Some(*known) != lang)
                .copied()
        };
        let source = match source {
            Some(lang) => of(lang)?,
            None => other(target)?,
        };
        let target = match target {
            Some(lang) => of(lang)?,
            None => other(Some(source.1))?,
        };
        (source.0 != target.0).then_some([source.0, target.0])
    }

    /// The columns that were asked for, by number or by name.
    pub fn asked(asked: &[Column; 2], names: &[&str]) -> Result<[usize; 2], String> {
        let find = |column: &Column| match column {
            Column::Number(number) => Ok(number - 1),
            Column::Name(name) => names
                .iter()
                .position(|found| found.trim() == name)
                .or_else(|| names.iter().position(|found| normal(found) == normal(name)))
                .ok_or_else(|| {
                    let known: Vec<_> = names
                        .iter()
                        .map(|name| name.trim())
                        .filter(|name| !name.is_empty())
                        .take(20)
                        .collect();
                    format!(
                        "there is no column {name:?}; the first line has {}",
                        known.join(", ")
                    )
                }),
        };
        let [source, target] = asked;
        Ok([find(source)?, find(target)?])
    }
}

/// What a cell or a value says of a unit; none where it says nothing that is known.
pub(super) fn state(word: &str) -> Option<UnitState> {
    match normal(word).as_str() {
        "untranslated" | "new" | "needs translation" | "initial" | "empty" | "missing"
        | "not translated" | "not started" => Some(UnitState::Untranslated),
        "fuzzy" | "fuzzy match" | "needs editing" | "needs work" => Some(UnitState::Fuzzy),
        "locked" | "read only" | "readonly" | "do not translate" => Some(UnitState::Locked),
        _ => None,
    }
}

/// Whether a cell or a value says yes.
pub(super) fn is_true(word: &str) -> bool {
    matches!(normal(word).as_str(), "true" | "yes" | "1" | "x" | "نعم")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(source: Option<&str>, target: Option<&str>) -> Wanted {
        Wanted {
            languages: [source, target].map(|lang| lang.map(str::to_owned)),
            known: vec!["ar", "en"],
            ..Wanted::default()
        }
    }

    fn texts(names: &[&str]) -> Option<[usize; 2]> {
        Columns::named(names, &wanted(None, None)).map(|columns| columns.texts)
    }

    #[test]
    fn columns_are_found_by_what_people_call_them() {
        assert_eq!(texts(&["id", "Source", "Target"]), Some([1, 2]));
        assert_eq!(
            texts(&["location", "source", "target", "fuzzy"]),
            Some([1, 2])
        );
        assert_eq!(texts(&["English", "French", "Arabic"]), Some([0, 2]));
        assert_eq!(texts(&["ar-EG", "en_US"]), Some([0, 1]));
        assert_eq!(texts(&["النص الأصلي", "الترجمة"]), Some([0, 1]));
        assert_eq!(texts(&["العربية", "الإنجليزية"]), Some([0, 1]));
        assert_eq!(texts(&["a", "b"]), None);
        assert_eq!(texts(&["English", "French"]), None);
        assert_eq!(texts(&["arrival", "entry"]), None);
        let asked = Columns::named(&["English", "Arabic"], &wanted(Some("ar"), None));
        assert_eq!(asked.map(|columns| columns.texts), Some([1, 0]));
        let asked = Columns::named(&["English", "Arabic"], &wanted(None, Some("en")));
        assert_eq!(asked.map(|columns| columns.texts), Some([1, 0]));
    }

    #[test]
    fn columns_that_were_asked_for() {
        let names = ["Key", "EN text", "AR text"];
        let asked = |source: &str, target: &str| {
            Columns::asked(&[source.parse().unwrap(), target.parse().unwrap()], &names)
        };
        assert_eq!(asked("2", "3"), Ok([1, 2]));
        assert_eq!(asked("en text", "AR text"), Ok([1, 2]));
        assert!(
            asked("EN", "3")
                .unwrap_err()
                .contains("Key, EN text, AR text")
        );
        assert!("0".parse::<Column>().is_err());
    }
}
