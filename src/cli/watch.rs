//! Checking again whenever a file changes.

use super::CLEAN;
use super::scope::{Plan, Scope};
use crate::config::Files;
use anyhow::{Context as _, bail};
use notify::{RecursiveMode, Watcher as _};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

/// How long files must be left alone before a run: an editor writes one in several steps.
const QUIET: Duration = Duration::from_millis(200);

/// Runs `check` on the plan, and again whenever a file that it reads changes, comes or goes, for ever.
pub(super) fn run(
    scope: &Scope,
    check: impl Fn(&Plan) -> anyhow::Result<u8>,
) -> anyhow::Result<u8> {
    if [&scope.source, &scope.target]
        .into_iter()
        .flatten()
        .any(|name| name == "-")
    {
        bail!("standard input can't be watched; give two files");
    }
    let (sender, receiver) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more when the program ends.
        let _ = sender.send(event);
    })
    .context("files can't be watched here")?;
    let mut watched: BTreeMap<PathBuf, RecursiveMode> = BTreeMap::new();
    let mut seen = None;
    loop {
        let plan = scope.plan();
        let state = plan.as_ref().map(state).unwrap_or_default();
        if let Ok(plan) = &plan {
            for (folder, mode) in folders(scope, plan) {
                if watched.get(&folder) != Some(&mode) {
                    watcher
                        .watch(&folder, mode)
                        .with_context(|| format!("{}: can't be watched", folder.display()))?;
                    watched.insert(folder, mode);
                }
            }
        }
        // What was broken while it was written is told when it has been left alone.
        if plan.is_err() || seen.as_ref() != Some(&state) {
            if std::io::stdout().is_terminal() {
                anstream::print!("\u{1b}[2J\u{1b}[H");
            }
            match plan.and_then(|plan| check(&plan)) {
                Ok(_) => {}
                // Without anything to watch there is no way on.
                Err(error) if watched.is_empty() => return Err(error),
                Err(error) => anstream::eprintln!("mutabiq: {error:#}"),
            }
            anstream::eprintln!("mutabiq: waiting for changes (Ctrl-C ends)");
            seen = Some(state);
        }
        if receiver.recv().is_err() {
            return Ok(CLEAN);
        }
        while receiver.recv_timeout(QUIET).is_ok() {}
    }
}

type State = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// When each file that a plan reads was written last, and how long it is.
fn state(plan: &Plan) -> State {
    let config = plan.loaded.as_ref().map(|loaded| {
        let config = &loaded.project.config;
        let named = config
            .lexicons
            .iter()
            .chain(config.glossaries.iter().flatten())
            .chain(&config.baseline)
            .map(|file| loaded.project.file(&file.value));
        named
            .chain([PathBuf::from(loaded.source.path())])
            .collect::<Vec<_>>()
    });
    plan.inputs()
        .filter(|input| !input.is_stdin())
        .map(|input| input.path.clone())
        .chain(config.into_iter().flatten())
        .map(|path| {
            let known = std::fs::metadata(&path)
                .and_then(|known| Ok((known.modified()?, known.len())))
                .ok();
            (path, known)
        })
        .collect()
}

/// The folders to watch: those of the files, and of a project those that its patterns start from.
fn folders(scope: &Scope, plan: &Plan) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut out = BTreeMap::new();
    let parent = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if let Some(loaded) = &plan.loaded {
        out.insert(
            parent(Path::new(loaded.source.path())),
            RecursiveMode::NonRecursive,
        );
        let patterns = loaded
            .project
            .config
            .pairs
            .iter()
            .flat_map(|pair| match &pair.files {
                Files::Two(pattern) => vec![pattern.source(), pattern.target()],
                Files::One(glob) => vec![glob.as_str()],
            });
        for pattern in patterns.filter(|_| scope.source.is_none()) {
            let fixed: Vec<&str> = pattern
                .split('/')
                .take_while(|part| !part.contains(['*', '?', '{']))
                .collect();
            let fixed = loaded.project.root.join(fixed.join("/"));
            let folder = if fixed.is_dir() {
                fixed
            } else {
                parent(&fixed)
            };
            if folder.is_dir() {
                out.insert(folder, RecursiveMode::Recursive);
            }
        }
    }
    if scope.source.is_some() {
        for input in plan.inputs().filter(|input| !input.is_stdin()) {
            out.entry(parent(&input.path))
                .or_insert(RecursiveMode::NonRecursive);
        }
    }
    out
}
