//! `mutabiq.toml` from the folder to a project.

use crate::config::{self, Fault};
use crate::pipeline::{self, Input, Project};
use crate::text::Source;
use anyhow::{Context as _, anyhow};
use std::path::{Path, PathBuf};

/// A project and the file that describes it.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The project.
    pub project: Project,
    /// The file.
    pub source: Source,
}

/// The configuration that is named, else the one that holds in the current folder, if there is one.
pub(super) fn load(named: Option<&Path>) -> anyhow::Result<Option<Loaded>> {
    let file = match named {
        Some(file) => file.to_owned(),
        None => {
            let here = std::env::current_dir().context("the current folder can't be read")?;
            match config::find(&here) {
                Some(file) => file
                    .strip_prefix(&here)
                    .map_or(file.clone(), Path::to_owned),
                None => return Ok(None),
            }
        }
    };
    read(&file).map(Some)
}

fn read(file: &Path) -> anyhow::Result<Loaded> {
    let input = Input::new(file.display().to_string());
    let source = pipeline::read_source(&input, None)?;
    let root = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let project = config::read(source.text(), &pipeline::known())
        .and_then(|config| Project::new(root, config))
        .map_err(|faults| told(&source, &faults))?;
    Ok(Loaded { project, source })
}

/// Faults with their places, one a line.
pub(super) fn told(source: &Source, faults: &[Fault]) -> anyhow::Error {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            let help = fault
                .help
                .as_ref()
                .map(|help| format!("; {help}"))
                .unwrap_or_default();
            format!(
                "{}: {}{help}",
                place(source, fault.span.start),
                fault.message
            )
        })
        .collect();
    anyhow!("{}", lines.join("\n"))
}

/// `path:line:column` of a byte of the file.
pub(super) fn place(source: &Source, at: usize) -> String {
    let position = source.position(at);
    format!("{}:{}:{}", source.path(), position.line, position.column)
}
