//! Reports in the hands of real readers: the SARIF schema, Python's XML parser, a browser. Each test is skipped with
//! a message where its reader is not installed (`npm install` in tests/reports_consumers, and Chromium).

#[path = "reports_fixture/mod.rs"]
mod fixture;

use fixture::{Found, found, large};
use mutabiq::reports::{Style, alignment};
use std::path::{Path, PathBuf};
use std::process::Command;

fn file(name: &str, write: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut out = Vec::new();
    write(&mut out);
    std::fs::write(&path, out).expect("the target folder can be written to");
    path
}

fn report(found: &Found, format: &str, name: &str) -> PathBuf {
    let format = mutabiq::reports::format(format).expect("the format is known");
    file(name, |out| {
        (format.write)(&found.report(Style::default()), out).expect("a vector can be written to");
    })
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports_consumers")
}

/// Whether a program answers.
fn has(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .current_dir(scripts())
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Whether Node.js and these packages are there.
fn has_packages(names: &[&str]) -> bool {
    let code: String = names
        .iter()
        .map(|name| format!("require.resolve('{name}');"))
        .collect();
    has("node", &["-e", &code])
}

fn run(program: &str, arguments: &[&Path]) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(scripts())
        .output()
        .expect("the program was there a moment ago");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    print!("{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn sarif_is_valid_by_its_schema() {
    if !has_packages(&["ajv", "@microsoft/jest-sarif"]) {
        println!("skipped: no Node.js with the packages of tests/reports_consumers");
        return;
    }
    let small = report(&found(true), "sarif", "reports-small.sarif");
    let large = report(&large(3_000), "sarif", "reports-large.sarif");
    run("node", &[Path::new("sarif.mjs"), &small, &large]);
}

#[test]
fn junit_is_well_formed_for_another_parser() {
    if !has("python3", &["-c", "import xml.etree.ElementTree"]) {
        println!("skipped: no Python");
        return;
    }
    let path = report(&found(true), "junit", "reports.xml");
    run("python3", &[Path::new("junit.py"), &path]);
}

#[test]
fn pages_work_in_a_browser() {
    let browser = std::env::var("CHROMIUM").ok().or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| has(name, &["--version"]))
            .map(str::to_owned)
    });
    let (Some(browser), true) = (browser, has_packages(&["playwright-core", "axe-core"])) else {
        println!(
            "skipped: no Chromium, or no Node.js with the packages of tests/reports_consumers"
        );
        return;
    };
    let small = report(&found(true), "html", "reports-small.html");
    let large = report(&large(20_000), "html", "reports-large.html");
    let aligned = file("reports-alignment.html", |out| {
        let format = alignment::format("html").expect("the format is known");
        format
            .write(&found(false).bitexts, out)
            .expect("a vector can be written to");
    });
    run(
        "node",
        &[
            Path::new("page.mjs"),
            Path::new(&browser),
            &small,
            &large,
            &aligned,
        ],
    );
}
