use crate::config::Reading;
use crate::formats::Format;
use crate::lang::Lang;
use crate::segment::Mode;
use crate::text::Encoding;

/// How texts are read.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Manner {
    /// How to split the texts: sentence, line (each that is not empty), paragraph [default: sentence]
    #[arg(long, value_name = "HOW")]
    segment: Option<Mode>,
    /// Language of the source (ar, en); what the file says, else from its script where left out
    #[arg(long, value_name = "LANG")]
    source_lang: Option<Lang>,
    /// Language of the target (ar, en); what the file says, else from its script where left out
    #[arg(long, value_name = "LANG")]
    target_lang: Option<Lang>,
    /// Encoding of both files where no byte order mark tells: utf-8, utf-16le, utf-16be, windows-1256, iso-8859-6,
    /// windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Format of the files where their names don't tell
    #[arg(long, value_name = "NAME")]
    input_format: Option<Format>,
    /// Columns (or keys) of source and target in a table, by name or by number from 1
    #[arg(
        long,
        value_name = "SOURCE,TARGET",
        value_delimiter = ',',
        num_args = 1
    )]
    columns: Vec<String>,
}

impl Manner {
    /// What was asked for, by name.
    pub(super) fn reading(&self) -> Reading {
        Reading {
            source_lang: self.source_lang.map(|lang| lang.code().to_owned()),
            target_lang: self.target_lang.map(|lang| lang.code().to_owned()),
            segment: self.segment.map(|mode| mode.name().to_owned()),
            encoding: self.encoding.map(|encoding| encoding.name().to_owned()),
            format: self.input_format.map(|format| format.name.to_owned()),
            columns: (!self.columns.is_empty()).then(|| self.columns.clone()),
        }
    }
}
