//! What a run is about: the arguments that `check` and `baseline` share, and the plan that they make with
//! `mutabiq.toml`.

use super::input::Manner;
use super::settings::{self, Loaded};
use crate::align::given;
use crate::checks;
use crate::config::{Config, FILE, Layer, Level, Settings, nearest};
use crate::glossary::{self, Glossary, Matcher};
use crate::lang::Lang;
use crate::lexicon::{self, Lexicon};
use crate::pipeline::{
    self, Baseline, CACHE_FOLDER, Cache, Changes, Input, Job, Lone, Observer, Outcome, Overlay,
    Terminology,
};
use anyhow::{Context as _, anyhow, bail};
use std::path::{Path, PathBuf};

/// Arguments that say what is checked and how.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Scope {
    /// The text that was translated (`-` for standard input), or a file that holds its translation too (TMX, XLIFF, PO,
    /// TSV, CSV, JSONL); where left out, every pair of mutabiq.toml
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,
    /// Its translation (`-` for standard input)
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
    #[command(flatten)]
    pub manner: Manner,
    /// Glossary to check terms against (repeatable, later ones win; builtin:NAME names one that ships)
    #[arg(short, long, value_name = "FILE")]
    pub glossary: Vec<String>,
    /// Check no terms
    #[arg(long, conflicts_with = "glossary")]
    pub no_glossary: bool,
    /// Word translations to use beside the built-in ones, as `lexicon train` writes them (repeatable)
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<String>,
    /// Alignment to keep to: what `align --format tsv` wrote and a person edited
    #[arg(long, value_name = "FILE", requires = "target")]
    pub alignment: Option<String>,
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Severity of a rule: error, warning, info, off (repeatable)
    #[arg(long, value_name = "RULE=SEVERITY", value_delimiter = ',')]
    pub severity: Vec<String>,
    /// Leave out findings that are less sure than this, 0 to 1
    #[arg(long, value_name = "SHARE")]
    pub min_confidence: Option<f64>,
    /// Configuration file; where left out, mutabiq.toml of this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Remember nothing of earlier runs, and keep nothing for later ones
    #[arg(long)]
    pub no_cache: bool,
}

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// The configuration, where there is one.
    pub loaded: Option<Loaded>,
    /// The pairs.
    pub jobs: Vec<Job>,
    /// Files of the project without their partner; none where a pair was named.
    pub lone: Vec<Lone>,
    /// The glossary, and what finds its terms where that isn't made for each pair; none where no terms are checked.
    pub glossary: Option<(Glossary, Option<Matcher>)>,
    /// Whether the glossary was chosen for these texts, and so anchors their alignment.
    pub anchors: bool,
    /// The user's word translations.
    pub lexicons: Vec<Lexicon>,
    /// Things to be told that are no findings.
    pub notes: Vec<String>,
    /// Whether every pair of the project is meant.
    pub whole: bool,
    /// What earlier runs found; none where pairs are named, or nobody wants it.
    pub cache: Option<Cache>,
}

/// What findings are held against, and who looks on.
pub(super) struct With<'a> {
    /// What changed since a revision.
    pub changes: Option<&'a Changes>,
    /// Findings that don't count.
    pub baseline: Option<&'a Baseline>,
    /// Who looks on.
    pub observer: &'a dyn Observer,
}

impl Scope {
    /// The plan.
    pub(super) fn plan(&self) -> anyhow::Result<Plan> {
        let over = self.layer()?;
        let loaded = settings::load(self.config.as_deref())?;
        let mut plan = Plan {
            glossary: glossary(&self.glossary, self.no_glossary, loaded.as_ref())?
                .map(|glossary| (glossary, None)),
            lexicons: match &loaded {
                Some(loaded) => lexicons(loaded)?,
                None => Vec::new(),
            },
            anchors: !self.glossary.is_empty()
                || loaded
                    .as_ref()
                    .is_some_and(|loaded| loaded.project.config.glossaries.is_some()),
            loaded,
            jobs: Vec::new(),
            lone: Vec::new(),
            notes: Vec::new(),
            whole: self.source.is_none(),
            cache: None,
        };
        for file in &self.lexicon {
            plan.lexicons.push(own_lexicon(file)?);
        }
        match &self.source {
            Some(source) => plan.pair(source, self.target.as_deref()),
            None => {
                plan.project()?;
                plan.cache = plan
                    .loaded
                    .as_ref()
                    .filter(|loaded| loaded.project.config.cache && !self.no_cache)
                    .map(|loaded| Cache::new(loaded.project.file(CACHE_FOLDER)));
            }
        }
        if let (Some(file), [job]) = (&self.alignment, plan.jobs.as_mut_slice()) {
            let source = pipeline::read_source(&Input::new(file.as_str()), None)?;
            job.rows = Some(given::read(source.path(), source.text())?);
        }
        let files = |job: &Job| [Some(job.source.clone()), job.target.clone()];
        let small = plan.jobs.len() <= 4 && is_small(plan.jobs.iter().flat_map(files).flatten());
        if let Some((glossary, matcher)) = &mut plan.glossary
            && !small
        {
            *matcher = Some(Matcher::new(glossary));
        }
        let settings = plan
            .jobs
            .iter_mut()
            .map(|job| &mut job.settings)
            .chain(plan.lone.iter_mut().map(|lone| &mut lone.settings));
        for settings in settings {
            settings.add(&over);
            settings.select.clone_from(&self.select);
            settings.ignore.clone_from(&self.ignore);
        }
        Ok(plan)
    }

    /// The settings of the command line.
    fn layer(&self) -> anyhow::Result<Layer> {
        for name in self.select.iter().chain(&self.ignore) {
            known_rule(name)?;
        }
        if let Some(share) = self.min_confidence
            && !(0.0..=1.0).contains(&share)
        {
            bail!("--min-confidence is {share}; give a number from 0 to 1");
        }
        let mut layer = Layer {
            reading: self.manner.reading(),
            min_confidence: self.min_confidence,
            ..Layer::default()
        };
        for setting in &self.severity {
            let Some((rule, level)) = setting.split_once('=') else {
                bail!("--severity {setting}: write RULE=SEVERITY, for instance quotes=info");
            };
            known_rule(rule)?;
            let level: Level = level
                .parse()
                .map_err(|error: String| anyhow!("--severity {setting}: {error}"))?;
            layer.levels.insert(rule.to_owned(), level);
        }
        Ok(layer)
    }
}

impl Plan {
    fn pair(&mut self, source: &str, target: Option<&str>) {
        let (mut source, mut target) = (Input::new(source), target.map(Input::new));
        let settings = match &self.loaded {
            Some(Loaded { project, .. }) => {
                for input in std::iter::once(&mut source).chain(&mut target) {
                    if !input.is_stdin() {
                        input.key = project.key(&input.path);
                    }
                }
                project.settings_of(
                    &source.key,
                    target.as_ref().map(|target| target.key.as_str()),
                )
            }
            None => Settings::default(),
        };
        self.jobs.push(Job {
            source,
            target,
            settings,
            rows: None,
        });
    }

    fn project(&mut self) -> anyhow::Result<()> {
        let Some(Loaded { project, source }) = &self.loaded else {
            bail!(
                "no {FILE} in this folder or above; name two files (mutabiq check SOURCE TARGET), or write one with `mutabiq init`"
            );
        };
        if project.config.pairs.is_empty() {
            bail!(
                "{}: it names no pairs of files; add [[pairs]] with source and target",
                source.path()
            );
        }
        let found = project.find();
        for layer in &found.idle {
            if let Some(pair) = project.config.pairs.get(*layer) {
                self.notes.push(format!(
                    "{}: no file matches {}",
                    settings::place(source, pair.at.start),
                    pair.files
                ));
            }
        }
        if found.pairs.is_empty() && found.single.is_empty() {
            bail!("{}: no file matches any of its pairs", source.path());
        }
        for pair in found.pairs {
            self.jobs.push(Job {
                settings: project.settings(&pair.source, pair.target.as_deref(), Some(pair.layer)),
                source: project.input(pair.source),
                target: pair.target.map(|target| project.input(target)),
                rows: None,
            });
        }
        for single in found.single {
            let (source, target) = if single.is_target {
                (&single.expected, &single.path)
            } else {
                (&single.path, &single.expected)
            };
            self.lone.push(Lone {
                settings: project.settings(source, Some(target), Some(single.layer)),
                input: project.input(single.path),
                expected: project.input(single.expected),
                is_target: single.is_target,
            });
        }
        Ok(())
    }

    /// The configuration, where there is one.
    pub(super) fn config(&self) -> Option<&Config> {
        Some(&self.loaded.as_ref()?.project.config)
    }

    /// The files that are read.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Input> {
        let pairs = self
            .jobs
            .iter()
            .flat_map(|job| std::iter::once(&job.source).chain(&job.target));
        pairs.chain(self.lone.iter().map(|lone| &lone.input))
    }

    /// The file of a name in reports; none for standard input.
    pub(super) fn file(&self, name: &str) -> Option<&Path> {
        self.inputs()
            .find(|input| input.name == name && !input.is_stdin())
            .map(|input| input.path.as_path())
    }

    /// A folder of the repository that the files are in.
    pub(super) fn folder(&self) -> &Path {
        let of_job = || {
            let job = self.jobs.first()?;
            let input = job.target.as_ref().unwrap_or(&job.source);
            input.path.parent()
        };
        let folder = match &self.loaded {
            Some(loaded) if self.whole => Some(loaded.project.root.as_path()),
            _ => of_job(),
        };
        match folder {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// Checks what is planned.
    pub(super) fn run(&self, with: &With<'_>, overlay: &Overlay) -> Outcome {
        self.request(with, overlay, pipeline::run)
    }

    /// What is asked of the pipeline.
    pub(super) fn request<R>(
        &self,
        with: &With<'_>,
        overlay: &Overlay,
        work: impl FnOnce(&pipeline::Request<'_>) -> R,
    ) -> R {
        let lexicons: Vec<&Lexicon> = std::iter::once(lexicon::builtin())
            .chain(&self.lexicons)
            .collect();
        work(&pipeline::Request {
            jobs: &self.jobs,
            lone: &self.lone,
            changes: with.changes,
            baseline: with.baseline,
            lexicons: &lexicons,
            terminology: self
                .glossary
                .as_ref()
                .map(|(glossary, matcher)| Terminology {
                    glossary,
                    matcher: matcher.as_ref(),
                    anchors: self.anchors,
                }),
            overlay,
            cache: self.cache.as_ref(),
            observer: with.observer,
        })
    }
}

/// The glossary of the command line, else of the configuration, else all that are built in; none where none is wanted.
pub(super) fn glossary(
    named: &[String],
    none: bool,
    loaded: Option<&Loaded>,
) -> anyhow::Result<Option<Glossary>> {
    if none {
        return Ok(None);
    }
    if !named.is_empty() {
        return Ok(Some(glossary::gather(named)?));
    }
    let configured = loaded.and_then(|loaded| {
        let list = loaded.project.config.glossaries.as_ref()?;
        Some((loaded, list))
    });
    let Some((loaded, list)) = configured else {
        return Ok(Some(glossary::gather(&[])?));
    };
    let Some(first) = list.first() else {
        return Ok(None);
    };
    let names: Vec<String> = list
        .iter()
        .map(|file| match file.value.starts_with(glossary::PREFIX) {
            true => file.value.clone(),
            false => loaded.project.file(&file.value).display().to_string(),
        })
        .collect();
    glossary::gather(&names)
        .map(Some)
        .with_context(|| settings::place(&loaded.source, first.at.start))
}

/// Whether files are so small that a matcher for their texts alone is made quicker than one for any.
pub(super) fn is_small(files: impl IntoIterator<Item = Input>) -> bool {
    let size = |file: Input| std::fs::metadata(file.path).map_or(0, |file| file.len());
    files.into_iter().map(size).sum::<u64>() <= 1 << 20
}

/// The word translations that the configuration names.
fn lexicons(loaded: &Loaded) -> anyhow::Result<Vec<Lexicon>> {
    let mut out = Vec::new();
    for file in &loaded.project.config.lexicons {
        let input = Input {
            path: loaded.project.file(&file.value),
            ..Input::new(file.value.clone())
        };
        let at = || settings::place(&loaded.source, file.at.start);
        let source = pipeline::read_source(&input, None)
            .map_err(|error| anyhow::Error::new(error).context(at()))?;
        let read = lexicon::read(source.path(), source.text(), Lang::ARABIC, Lang::ENGLISH);
        out.push(read.map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!("{}", lines.join("\n"))
        })?);
    }
    Ok(out)
}

/// A lexicon that `lexicon train` wrote.
pub(super) fn own_lexicon(file: &str) -> anyhow::Result<Lexicon> {
    let source = pipeline::read_source(&Input::new(file), None)?;
    lexicon::read(source.path(), source.text(), Lang::ARABIC, Lang::ENGLISH).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow!("{}", lines.join("\n"))
    })
}

/// Refuses the name of a rule that there isn't, with the nearest one that there is.
pub(super) fn known_rule(name: &str) -> anyhow::Result<()> {
    if checks::rules().any(|rule| rule.name == name) {
        return Ok(());
    }
    match nearest(name, checks::rules().map(|rule| rule.name)) {
        Some(nearest) => {
            bail!("there is no rule {name:?}; did you mean {nearest}? (`mutabiq rules` lists them)")
        }
        None => bail!("there is no rule {name:?}; `mutabiq rules` lists them"),
    }
}
