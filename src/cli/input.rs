use crate::bitext::{Bitext, Half};
use crate::formats::{self, Batch, Column, Format, FormatError, Opened, Request, Units, Wanted};
use crate::lang::Lang;
use crate::lexicon::Lexicon;
use crate::pipeline::{self, Aligned};
use crate::segment::{Mode, segment};
use crate::text::Encoding;
use anyhow::{Context as _, bail};
use std::io::Read;
use std::path::Path;

/// How a document is split into segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Segmentation {
    /// Sentences
    #[default]
    Sentence,
    /// Each line that is not empty is one segment
    Line,
    /// Each paragraph is one segment
    Paragraph,
}

impl From<Segmentation> for Mode {
    fn from(segmentation: Segmentation) -> Mode {
        match segmentation {
            Segmentation::Sentence => Mode::Sentence,
            Segmentation::Line => Mode::Line,
            Segmentation::Paragraph => Mode::Paragraph,
        }
    }
}

/// Reads a pair of documents, or a file that holds both texts.
#[derive(Debug, clap::Args)]
pub(super) struct Pair {
    /// The text that was translated (`-` for standard input), or a file that holds its translation too (TMX, XLIFF, PO,
    /// TSV, CSV, JSONL)
    #[arg(value_name = "SOURCE")]
    pub source: String,
    /// Its translation (`-` for standard input)
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
    /// How to split the texts
    #[arg(long, value_enum, default_value_t)]
    pub segment: Segmentation,
    /// Language of the source (ar, en); what the file says, else from its script where left out
    #[arg(long, value_name = "LANG")]
    pub source_lang: Option<Lang>,
    /// Language of the target (ar, en); what the file says, else from its script where left out
    #[arg(long, value_name = "LANG")]
    pub target_lang: Option<Lang>,
    /// Encoding of both files where no byte order mark tells: utf-8, utf-16le, utf-16be, windows-1256, iso-8859-6,
    /// windows-1252
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Format of the files where their names don't tell
    #[arg(long, value_name = "NAME")]
    pub input_format: Option<Format>,
    /// Columns (or keys) of source and target in a table, by name or by number from 1
    #[arg(
        long,
        value_name = "SOURCE,TARGET",
        value_delimiter = ',',
        num_args = 1
    )]
    pub columns: Vec<Column>,
}

/// What there is to check.
pub(super) enum Texts {
    /// Two texts.
    Two(Box<(Half, Half)>),
    /// A file that holds both.
    Paired(Box<PairedFile>),
}

/// A file that holds both texts, read in parts.
pub(super) struct PairedFile {
    first: Option<Batch>,
    rest: Units,
    languages: [Lang; 2],
}

impl Iterator for PairedFile {
    type Item = Result<Bitext, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.first.take() {
            Some(batch) => Ok(batch),
            None => self.rest.next()?,
        };
        Some(batch.map(|batch| pipeline::bitext(batch, self.languages)))
    }
}

impl Texts {
    /// The texts aligned: one bitext, or one for each part of a file that is paired.
    pub(super) fn aligned<'a>(
        self,
        lexicons: &'a [&'a Lexicon],
    ) -> Box<dyn Iterator<Item = anyhow::Result<Aligned>> + 'a> {
        match self {
            Texts::Two(pair) => {
                let (source, target) = *pair;
                Box::new(std::iter::once_with(move || {
                    Ok(pipeline::align(source, target, lexicons, &[]))
                }))
            }
            Texts::Paired(file) => {
                Box::new(file.map(move |bitext| Ok(pipeline::given(bitext?, lexicons))))
            }
        }
    }

    /// The same without what only checks need.
    pub(super) fn bitexts<'a>(
        self,
        lexicons: &'a [&'a Lexicon],
    ) -> Box<dyn Iterator<Item = anyhow::Result<Bitext>> + 'a> {
        match self {
            Texts::Two(pair) => {
                let (source, target) = *pair;
                Box::new(std::iter::once_with(move || {
                    Ok(pipeline::align_only(source, target, lexicons, &[]))
                }))
            }
            Texts::Paired(file) => Box::new(file.map(|bitext| Ok(bitext?))),
        }
    }
}

impl Pair {
    /// Both texts, split.
    pub(super) fn read(&self) -> anyhow::Result<Texts> {
        let Some(target) = &self.target else {
            return match self.open(&self.source)? {
                Opened::Paired(units) => self.paired(units),
                Opened::Document(document) => bail!(
                    "{0}: this is one text; give its translation too (mutabiq check {0} TRANSLATION), or a file that holds both (TMX, XLIFF, PO, TSV, CSV, JSONL)",
                    document.source.path()
                ),
            };
        };
        if self.source == "-" && target == "-" {
            bail!("standard input can be one of the two texts, not both; give the other as a file");
        }
        let source = self.half(&self.source, self.source_lang)?;
        let target = self.half(target, self.target_lang)?;
        if source.lang == target.lang && !source.segments.is_empty() && !target.segments.is_empty()
        {
            bail!(
                "{} and {} are both in {}; one has to be Arabic and the other English (--source-lang and --target-lang say so where the script misleads)",
                source.source.path(),
                target.source.path(),
                source.lang.name()
            );
        }
        Ok(Texts::Two(Box::new((source, target))))
    }

    fn paired(&self, mut units: Units) -> anyhow::Result<Texts> {
        let Some(first) = units.next() else {
            bail!("{}: no unit in it holds text", self.source);
        };
        let first = first?;
        let languages = pipeline::languages(&first, [self.source_lang, self.target_lang])?;
        Ok(Texts::Paired(Box::new(PairedFile {
            first: Some(first),
            rest: units,
            languages,
        })))
    }

    fn half(&self, path: &str, lang: Option<Lang>) -> anyhow::Result<Half> {
        let document = match self.open(path)? {
            Opened::Document(document) => document,
            Opened::Paired(_) => bail!(
                "{path}: this file holds source and target already; give it alone, without a second file"
            ),
        };
        // Code and front matter are in no language of the document.
        let texts = document.blocks.iter().map(|block| block.text.text());
        let lang = match lang.or_else(|| Lang::detect_in(texts)) {
            Some(lang) => lang,
            None if document.blocks.is_empty() => bail!("{path}: the file holds no text"),
            None => bail!(
                "{path}: no Arabic or English letter in it; give the language with --source-lang or --target-lang"
            ),
        };
        let segments = segment(&document.blocks, lang, self.segment.into());
        Ok(pipeline::half(document, lang, segments))
    }

    fn open(&self, path: &str) -> anyhow::Result<Opened> {
        let columns = match self.columns.as_slice() {
            [] => None,
            [source, target] => Some([source.clone(), target.clone()]),
            _ => bail!("--columns takes two columns, that of the source and that of the target"),
        };
        let request = Request {
            format: self.input_format,
            encoding: self.encoding,
            lines: self.segment == Segmentation::Line,
            wanted: Wanted {
                languages: [self.source_lang, self.target_lang]
                    .map(|lang| lang.map(|lang| lang.code().to_owned())),
                columns,
                ..pipeline::wanted()
            },
            part: None,
        };
        let (name, input) = input(path)?;
        Ok(formats::open(name, input, &request)?)
    }
}

/// A file, or standard input for `-`, with what it is called.
fn input(path: &str) -> anyhow::Result<(&str, Box<dyn Read + Send>)> {
    if path == "-" {
        return Ok(("<stdin>", Box::new(std::io::stdin())));
    }
    let file = Path::new(path);
    if file.is_dir() {
        bail!("{path}: this is a folder; give a file");
    }
    let file = std::fs::File::open(file).with_context(|| format!("{path}: could not be read"))?;
    Ok((path, Box::new(file)))
}
