//! The build script: it makes the arrays in which the built-in lexicon is looked up of the tables in
//! `lexicon/data`, which stay what a person reads and edits.
//!
//! It compiles files of the crate, so that a table is read and a word is folded here as it is there.

#![allow(
    dead_code,
    reason = "the script needs but a part of the files it shares"
)]

mod lang {
    pub mod letters;
    pub mod ar {
        pub mod fold;
    }
    pub mod en {
        pub mod fold;
    }
}
mod lexicon {
    pub mod file;
    pub mod pos;
    pub mod table;

    /// The text of the table and its arrays as bytes, for [`table::Table::read`].
    pub fn bytes<S: table::Spelling>(builder: table::Builder<S>) -> (String, Vec<u8>) {
        let mut table = builder.finish();
        let mut bytes = Vec::new();
        for part in table.parts() {
            bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
            for number in part {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        (table.text.into_owned(), bytes)
    }
}

use lexicon::table::{Builder, Spelling};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The built-in lexicon's languages.
struct ArabicToEnglish;

impl Spelling for ArabicToEnglish {
    fn head(&self, word: &str) -> String {
        lang::ar::fold::fold(word)
    }

    fn word(&self, word: &str) -> String {
        lang::en::fold::fold(word)
    }

    fn standard<'w>(&self, folded: &'w str) -> &'w str {
        lang::en::fold::american(folded)
    }

    fn is_stop_word(&self, folded: &str) -> bool {
        lang::en::fold::is_stop_word(folded)
    }

    fn is_foreign(&self, c: char) -> bool {
        lang::letters::is_letter(c) && !lang::ar::fold::is_arabic(c)
    }

    fn name(&self) -> &'static str {
        "Arabic"
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    for path in [
        "src/build.rs",
        "src/lang/letters.rs",
        "src/lang/ar/fold.rs",
        "src/lang/en/fold.rs",
        "src/lang/en/spelling.tsv",
        "src/lexicon/data",
        "src/lexicon/file.rs",
        "src/lexicon/pos.rs",
        "src/lexicon/table.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut builder = Builder::new(ArabicToEnglish);
    for path in tables(Path::new("src/lexicon/data"))? {
        let text = fs::read_to_string(&path)?;
        let errors = lexicon::file::load(&mut builder, &path.to_string_lossy(), &text);
        for error in errors {
            println!("cargo::error={error}");
        }
    }
    let (text, numbers) = lexicon::bytes(builder);
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("lexicon.txt"), text)?;
    fs::write(Path::new(&out).join("lexicon.bin"), numbers)?;
    Ok(())
}

/// The files whose names end in `.tsv`, in the order of their names, but for those of another format.
fn tables(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut tables = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let other = ["metonyms.tsv", "contraries.tsv"];
        if path.extension().is_some_and(|end| end == "tsv")
            && !other.iter().any(|name| path.ends_with(name))
        {
            tables.push(path);
        }
    }
    tables.sort();
    Ok(tables)
}
