//! What shells, editors and manuals want of the program: completions, the schema of the configuration, pages.

use super::{CLEAN, Cli, output};
use crate::{config, pipeline};
use clap::CommandFactory as _;
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// Write a page for each command into this folder, instead of the main page to standard output
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// Prints completions for a shell.
pub(super) fn completions(args: &Completions) -> anyhow::Result<u8> {
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    output::write(None, |out| out.write_all(&script))?;
    Ok(CLEAN)
}

/// Prints the manual page, or writes one for each command.
pub(super) fn man(args: &Man) -> anyhow::Result<u8> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.output else {
        output::write(None, |out| {
            clap_mangen::Man::new(command).render(&mut &mut *out)
        })?;
        return Ok(CLEAN);
    };
    pages(&command, folder)?;
    Ok(CLEAN)
}

fn pages(command: &clap::Command, folder: &std::path::Path) -> anyhow::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    let file = folder.join(page.get_filename());
    output::write(Some(&file), |out| page.render(&mut &mut *out))?;
    for inner in command.get_subcommands() {
        if inner.get_name() != "help" {
            pages(inner, folder)?;
        }
    }
    Ok(())
}

/// Prints the JSON schema of the configuration.
pub(super) fn schema() -> anyhow::Result<u8> {
    output::write(None, |out| write_schema(out))?;
    Ok(CLEAN)
}

fn write_schema(out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &config::schema(&pipeline::known()))?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_that_ships_is_current() {
        let shipped = include_str!("../../editors/mutabiq.schema.json");
        let mut out = Vec::new();
        write_schema(&mut out).unwrap();
        let current = String::from_utf8(out).unwrap();
        assert!(
            shipped == current,
            "editors/mutabiq.schema.json is not what `mutabiq schema` prints; write it anew"
        );
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
