//! What the user asked for: which files are pairs, which rules run, how severe they are, what fails a run.
//!
//! [`read`] makes a [`Config`] of the text of `mutabiq.toml`; [`Config::settings`] gives the [`Settings`] of
//! one pair: the file's own, over these the pair's, over these each `[[paths]]` that names one of its files.

mod keys;
mod pattern;
mod propose;
mod read;
mod schema;

pub use keys::{Choice, Key, Kind, Known, OptionKind, TOP, nearest};
pub use pattern::{Glob, Pattern, PatternError};
pub use propose::{Kinds, Proposal, Proposed, propose};
pub use read::{Fault, read};
pub use schema::schema;

use crate::findings::{Options, Severity};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Name of the configuration file.
pub const FILE: &str = "mutabiq.toml";

/// The configuration file that holds in a folder: its own, else that of the nearest folder above.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|folder| folder.join(FILE))
        .find(|file| file.is_file())
}

/// A value and the bytes of the file that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Range<usize>,
}

/// How severe a rule's findings are, or that it doesn't run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It doesn't run.
    Off,
    /// It runs, and all its findings have this severity.
    On(Severity),
}

impl Level {
    /// Every level, the gravest first.
    pub const ALL: [Level; 4] = [
        Level::On(Severity::Error),
        Level::On(Severity::Warning),
        Level::On(Severity::Info),
        Level::Off,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::On(severity) => severity.name(),
        }
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Level::ALL
            .into_iter()
            .find(|level| level.name() == name)
            .ok_or_else(|| {
                format!("unknown severity {name:?}; known are error, warning, info, off")
            })
    }
}

/// How files are to be read, by names that other rooms know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Language of the source.
    pub source_lang: Option<String>,
    /// Language of the translation.
    pub target_lang: Option<String>,
    /// How texts are split.
    pub segment: Option<String>,
    /// The encoding.
    pub encoding: Option<String>,
    /// The format.
    pub format: Option<String>,
    /// Columns of source and target in a table.
    pub columns: Option<Vec<String>>,
}

impl Reading {
    /// What `over` says, and where it is silent, what this says.
    pub fn under(&self, over: &Reading) -> Reading {
        fn pick<T: Clone>(own: &Option<T>, over: &Option<T>) -> Option<T> {
            over.as_ref().or(own.as_ref()).cloned()
        }
        Reading {
            source_lang: pick(&self.source_lang, &over.source_lang),
            target_lang: pick(&self.target_lang, &over.target_lang),
            segment: pick(&self.segment, &over.segment),
            encoding: pick(&self.encoding, &over.encoding),
            format: pick(&self.format, &over.format),
            columns: pick(&self.columns, &over.columns),
        }
    }
}

/// Settings of which later ones go over earlier ones.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// How files are read.
    pub reading: Reading,
    /// Severities that differ from the rules' own.
    pub levels: BTreeMap<String, Level>,
    /// Options of rules, raw.
    pub options: Options,
    /// Findings less sure than this are left out, 0 to 1.
    pub min_confidence: Option<f64>,
}

/// Which files of a project are checked.
#[derive(Clone, Debug)]
pub enum Files {
    /// Sources and their translations.
    Two(Pattern),
    /// Files that hold both texts.
    One(Glob),
}

impl std::fmt::Display for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Files::Two(pattern) => pattern.fmt(f),
            Files::One(glob) => glob.fmt(f),
        }
    }
}

/// Patterns of a pair and how its files are read.
#[derive(Clone, Debug)]
pub struct PairLayer {
    /// Which files.
    pub files: Files,
    /// Where they stand in the file.
    pub at: Range<usize>,
    /// How its files are read.
    pub reading: Reading,
}

/// Settings for some of the files.
#[derive(Clone, Debug, Default)]
pub struct PathLayer {
    /// Which files, written as in `.gitignore`.
    pub files: Vec<Located<String>>,
    /// The settings.
    pub layer: Layer,
}

/// What `mutabiq.toml` says.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which files translate which, in order; the first that takes a file has it.
    pub pairs: Vec<PairLayer>,
    /// The settings for all.
    pub layer: Layer,
    /// Settings for some.
    pub paths: Vec<PathLayer>,
    /// Glossaries; none where the file doesn't speak of them.
    pub glossaries: Option<Vec<Located<String>>>,
    /// Files of word translations.
    pub lexicons: Vec<Located<String>>,
    /// What is left out, written as in `.gitignore`.
    pub exclude: Vec<Located<String>>,
    /// Whether what git ignores is left out.
    pub gitignore: bool,
    /// Whether what was found is kept for the next run.
    pub cache: bool,
    /// What fails a run.
    pub fail_on: Option<FailOn>,
    /// File of findings that don't count.
    pub baseline: Option<Located<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            pairs: Vec::new(),
            layer: Layer::default(),
            paths: Vec::new(),
            glossaries: None,
            lexicons: Vec::new(),
            exclude: Vec::new(),
            gitignore: true,
            cache: true,
            fail_on: None,
            baseline: None,
        }
    }
}

impl Config {
    /// The settings of a pair: those for all, over these `pair`, over these each of [`Config::paths`] that
    /// `names` picks.
    pub fn settings(&self, pair: &Reading, names: impl Fn(usize, &PathLayer) -> bool) -> Settings {
        let mut settings = Settings::default();
        settings.add(&self.layer);
        settings.reading = settings.reading.under(pair);
        for (index, paths) in self.paths.iter().enumerate() {
            if names(index, paths) {
                settings.add(&paths.layer);
            }
        }
        settings
    }
}

/// Checked settings of a pair.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Only these rules; empty for all that are not off.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// Severities that differ from the rules' own.
    pub levels: BTreeMap<String, Level>,
    /// Options of rules, raw.
    pub options: Options,
    /// Findings less sure than this are left out, 0 to 1.
    pub min_confidence: f64,
    /// How files are read.
    pub reading: Reading,
}

impl Settings {
    /// Puts a layer over what was set before.
    pub fn add(&mut self, layer: &Layer) {
        self.reading = self.reading.under(&layer.reading);
        for (rule, level) in &layer.levels {
            self.levels.insert(rule.clone(), *level);
        }
        self.options.add(&layer.options);
        self.min_confidence = layer.min_confidence.unwrap_or(self.min_confidence);
    }

    /// Whether a rule is to run.
    pub fn runs(&self, rule: &str) -> bool {
        let chosen = if self.select.is_empty() {
            self.levels.get(rule) != Some(&Level::Off)
        } else {
            self.select.iter().any(|name| name == rule)
        };
        chosen && !self.ignore.iter().any(|name| name == rule)
    }

    /// The severity that is set for a rule.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        match self.levels.get(rule) {
            Some(Level::On(severity)) => Some(*severity),
            _ => None,
        }
    }
}
/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// A finding of this severity or above.
    Severity(Severity),
    /// Nothing.
    Never,
}

impl Default for FailOn {
    fn default() -> Self {
        FailOn::Severity(Severity::Warning)
    }
}

impl FailOn {
    /// Whether these findings fail the run. Suppressed ones don't count.
    pub fn fails(self, findings: &[crate::findings::Finding]) -> bool {
        match self {
            FailOn::Never => false,
            FailOn::Severity(least) => findings
                .iter()
                .any(|finding| finding.suppressed.is_none() && finding.severity >= least),
        }
    }
}

impl std::str::FromStr for FailOn {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "never" => Ok(FailOn::Never),
            _ => name.parse().map(FailOn::Severity).map_err(|_| {
                format!("unknown severity {name:?}; known are error, warning, info, never")
            }),
        }
    }
}
