use crate::reports::Style;
use anyhow::Context as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How a report is to look where it is going: colours, isolates and the width only on a terminal. `NO_COLOR`,
/// `CLICOLOR` and `CLICOLOR_FORCE` are honoured, so is `TERM=dumb`.
pub(super) fn style(to: Option<&PathBuf>) -> Style {
    let stdout = io::stdout();
    if to.is_some() {
        return Style::default();
    }
    let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    if !stdout.is_terminal() {
        return Style {
            colour,
            ..Style::default()
        };
    }
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    Style {
        terminal: true,
        colour,
        width: columns
            .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
            .unwrap_or(Style::DEFAULT_WIDTH),
        ..Style::default()
    }
}

/// Writes to standard output, or to a file that appears only when all of it is written.
pub(super) fn write(
    to: Option<&PathBuf>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    match to {
        None if io::stdout().is_terminal() => {
            // Translates or drops colours where the terminal has none (old Windows consoles).
            let mut out = BufWriter::new(anstream::stdout().lock());
            content(&mut out)?;
            out.flush()?;
            Ok(())
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            content(&mut out)?;
            out.flush()?;
            Ok(())
        }
        Some(path) => write_file(path, content)
            .with_context(|| format!("{}: could not be written", path.display())),
    }
}

/// Replaces a file atomically: a temporary file beside it, then a rename.
pub(super) fn write_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".mutabiq-")
        .tempfile_in(folder)?;
    {
        let mut out = BufWriter::new(file.as_file_mut());
        content(&mut out)?;
        out.flush()?;
    }
    keep_permissions(path, file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is the owner's alone; the file that it replaces, or a new one, is not.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |known| known.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &std::fs::File) -> io::Result<()> {
    Ok(())
}
