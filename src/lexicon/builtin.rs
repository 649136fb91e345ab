use super::Lexicon;
use super::table::Table;
use crate::lang::Lang;
use std::sync::LazyLock;

/// The strings of the tables in `data/`, and the arrays that the build script makes of them.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"));
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The table of words that exclude each other.
pub(super) const CONTRARIES: &str = include_str!("data/contraries.tsv");

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    metonyms: include_str!("data/metonyms.tsv"),
    contrary_table: CONTRARIES,
    ..Lexicon::new(Lang::ARABIC, Lang::ENGLISH, Table::read(TEXT, NUMBERS))
});

/// The lexicon that ships with the program, Arabic to English.
pub fn builtin() -> &'static Lexicon {
    &BUILTIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::read;

    #[test]
    fn the_build_script_makes_what_reading_the_tables_makes() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/data");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| {
                !["metonyms.tsv", "contraries.tsv"]
                    .iter()
                    .any(|name| path.ends_with(name))
            })
            .collect();
        files.sort();
        let tables: Vec<String> = files
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap() + "\n")
            .collect();
        let lexicon = read("data", &tables.concat(), Lang::ARABIC, Lang::ENGLISH).unwrap();
        assert!(lexicon.table == builtin().table);
    }

    #[test]
    fn inflected_words_are_found_with_the_least_stripping() {
        let lexicon = builtin();
        for (word, translation) in [
            ("والحكومات", "government"),
            ("بالوزراء", "minister"),
            ("سياستهم", "policy"),
        ] {
            let hit = lexicon
                .find(&Lang::ARABIC.fold(word))
                .unwrap_or_else(|| panic!("{word} is not found"));
            let keys = lexicon.keys_of(translation);
            assert!(
                hit.entries
                    .iter()
                    .any(|entry| entry.keys.iter().any(|key| keys.contains(key))),
                "{word}"
            );
        }
    }

    #[test]
    fn words_written_together_come_apart() {
        let lexicon = builtin();
        let split = |word: &str| {
            let pieces = lexicon.split(&Lang::ARABIC.fold(word));
            pieces.as_ref().map(|pieces| {
                pieces
                    .iter()
                    .map(|piece| piece.to_string())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(
            split("فيالمدينةالجديدة"),
            Some(["في", "المدينه", "الجديده"].map(str::to_owned).into())
        );
        let with_name = split("وصلالوزيركزمرتشيإلىالعاصمة").unwrap();
        assert!(with_name.contains(&"العاصمه".to_owned()), "{with_name:?}");
        for word in ["الاستراتيجيات", "المستشفيات", "للديمقراطيين", "كاليدونيا"]
        {
            assert_eq!(split(word), None, "{word}");
        }
    }
}
