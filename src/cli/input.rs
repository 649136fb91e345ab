use crate::bitext::Half;
use crate::lang::Lang;
use crate::segment::{Mode, segment};
use crate::text::{Encoding, Source};
use crate::{formats, pipeline};
use anyhow::{Context as _, bail};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

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

/// Reads a pair of documents.
#[derive(Debug, clap::Args)]
pub(super) struct Pair {
    /// The text that was translated (`-` for standard input)
    #[arg(value_name = "SOURCE")]
    pub source: String,
    /// Its translation (`-` for standard input)
    #[arg(value_name = "TARGET")]
    pub target: String,
    /// How to split the texts
    #[arg(long, value_enum, default_value_t)]
    pub segment: Segmentation,
    /// Language of the source (ar, en); from its script where left out
    #[arg(long, value_name = "LANG")]
    pub source_lang: Option<Lang>,
    /// Language of the target (ar, en); from its script where left out
    #[arg(long, value_name = "LANG")]
    pub target_lang: Option<Lang>,
    /// Encoding of both files where no byte order mark tells: utf-8, utf-16le, utf-16be, windows-1256, iso-8859-6
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

impl Pair {
    /// Both texts, split.
    pub(super) fn read(&self) -> anyhow::Result<(Half, Half)> {
        if self.source == "-" && self.target == "-" {
            bail!("standard input can be one of the two texts, not both; give the other as a file");
        }
        let source = self.half(&self.source, self.source_lang)?;
        let target = self.half(&self.target, self.target_lang)?;
        if source.lang == target.lang && !source.segments.is_empty() && !target.segments.is_empty()
        {
            bail!(
                "{} and {} are both in {}; one has to be Arabic and the other English (--source-lang and --target-lang say so where the script misleads)",
                self.source,
                self.target,
                source.lang.name()
            );
        }
        Ok((source, target))
    }

    fn half(&self, path: &str, lang: Option<Lang>) -> anyhow::Result<Half> {
        let source = Arc::new(read(path, self.encoding)?);
        let document = match self.segment {
            Segmentation::Line => formats::lines(source),
            _ => formats::read(formats::detect(path, source.text().as_bytes()), source)?,
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
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &str, encoding: Option<Encoding>) -> anyhow::Result<Source> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("standard input could not be read")?;
        return Ok(Source::decode("<stdin>", &bytes, encoding)?);
    }
    let file = Path::new(path);
    if file.is_dir() {
        bail!("{path}: this is a folder; give a file");
    }
    bytes = std::fs::read(file).with_context(|| format!("{path}: could not be read"))?;
    Ok(Source::decode(path, &bytes, encoding)?)
}
