//! The ways in which others bring the program into their repositories: pre-commit, a GitHub action, a GitLab job, a
//! Python wheel, a container. Each is tried with the real tool, and skipped with a message where it isn't installed.
//! `MUTABIQ_DOORS=build` also tries what builds the whole program anew, which takes minutes and the network.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The text that holds the sample's new mistake, and the same without it.
const MISTAKE: (&str, &str) = ("2,100 picture books", "1,200 picture books");
const NEWS: &str = "news/opening.en.txt";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Whether a program answers; says so where it doesn't.
fn has(program: &str, args: &[&str]) -> bool {
    let found = Command::new(program)
        .args(args)
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: no {program}");
    }
    found
}

/// Whether what takes minutes is asked for; says so where it isn't.
fn builds() -> bool {
    let asked = std::env::var("MUTABIQ_DOORS").is_ok_and(|value| value == "build");
    if !asked {
        println!("skipped: MUTABIQ_DOORS=build is not set");
    }
    asked
}

/// The path on which the program that is tested comes first.
fn path() -> OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_mutabiq"))
        .parent()
        .unwrap()
        .to_owned();
    let others = std::env::var_os("PATH").unwrap();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others))).unwrap()
}

fn run(command: &mut Command) -> Output {
    command
        .env("PATH", path())
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.org")
        .output()
        .unwrap()
}

/// What a command said on either stream, and its exit code.
fn said(command: &mut Command) -> (String, i32) {
    let output = run(command);
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    (text, output.status.code().unwrap())
}

fn git(folder: &Path, args: &[&str]) {
    let (text, code) = said(Command::new("git").args(args).current_dir(folder));
    assert_eq!(code, 0, "git {args:?}: {text}");
}

/// A repository of all that a folder holds.
fn commit(folder: &Path) {
    if !folder.join(".git").exists() {
        git(folder, &["init", "--quiet", "--initial-branch", "main"]);
    }
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "A change"]);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A copy of the sample, in a repository of git.
fn sample(folder: &Path) -> PathBuf {
    let sample = folder.join("library");
    copy(&root().join("tests/sample"), &sample);
    commit(&sample);
    sample
}

fn mend(sample: &Path) {
    let file = sample.join(NEWS);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace(MISTAKE.0, MISTAKE.1)).unwrap();
}

#[test]
fn manifests_have_the_shape_that_their_readers_want() {
    let read = |name: &str| root().join(name);
    if has("pre-commit", &["--version"]) {
        let (text, code) = said(
            Command::new("pre-commit")
                .arg("validate-manifest")
                .arg(read(".pre-commit-hooks.yaml")),
        );
        assert_eq!(code, 0, "{text}");
    }
    if has("check-jsonschema", &["--version"]) {
        let temporary = tempfile::tempdir().unwrap();
        let job = temporary.path().join("job.yml");
        std::fs::write(&job, gitlab_job("")).unwrap();
        let actions = ["--builtin-schema", "vendor.github-actions"];
        let jobs = [
            "--builtin-schema",
            "vendor.gitlab-ci",
            "--data-transform",
            "gitlab-ci",
        ];
        for (args, file) in [(&actions[..], read("action.yml")), (&jobs[..], job)] {
            let (text, code) = said(Command::new("check-jsonschema").args(args).arg(&file));
            assert_eq!(code, 0, "{text}");
        }
    }
}

/// A commit with a new mistake is refused, and passes when it is mended.
fn hook_refuses_the_mistake(hooks: &Path, id: &str) {
    let temporary = tempfile::tempdir().unwrap();
    let sample = sample(temporary.path());
    let (head, _) = said(
        Command::new("git")
            .args(["rev-parse", "HEAD"])
            .current_dir(hooks),
    );
    let config = format!(
        "repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - id: {id}\n    args: [--format, concise]\n",
        hooks.display(),
        head.trim()
    );
    std::fs::write(sample.join(".pre-commit-config.yaml"), config).unwrap();
    git(&sample, &["add", "--all"]);
    let hook = || {
        said(
            Command::new("pre-commit")
                .args(["run", "--all-files"])
                .env("PRE_COMMIT_HOME", temporary.path().join("home"))
                .current_dir(&sample),
        )
    };
    let (text, code) = hook();
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("news/opening.en.txt:3:42: error number-mismatch"),
        "{text}"
    );
    mend(&sample);
    git(&sample, &["add", "--all"]);
    let (text, code) = hook();
    assert_eq!(code, 0, "{text}");
}

#[test]
fn a_hook_refuses_a_commit_with_a_mistake() {
    if !has("pre-commit", &["--version"]) || !has("git", &["--version"]) {
        return;
    }
    // The hooks as they are, but for the program, which is here already.
    let temporary = tempfile::tempdir().unwrap();
    let manifest = read(".pre-commit-hooks.yaml");
    let languages = ["language: rust", "language: python"];
    let here = languages.iter().fold(manifest, |text, language| {
        assert!(text.contains(language), "{language}");
        text.replace(language, "language: system")
    });
    std::fs::write(temporary.path().join(".pre-commit-hooks.yaml"), here).unwrap();
    commit(temporary.path());
    for id in ["mutabiq", "mutabiq-python"] {
        hook_refuses_the_mistake(temporary.path(), id);
    }
}

#[test]
fn hooks_build_the_program_from_a_clone() {
    if !has("pre-commit", &["--version"]) || !has("git", &["--version"]) || !builds() {
        return;
    }
    let clone = tree();
    for id in ["mutabiq", "mutabiq-python"] {
        hook_refuses_the_mistake(clone.path(), id);
    }
}

/// A repository that holds what git holds of this one, changes included.
fn tree() -> TempDir {
    let temporary = tempfile::tempdir().unwrap();
    let output = run(Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root()));
    for name in String::from_utf8(output.stdout).unwrap().split('\0') {
        let from = root().join(name);
        if !name.is_empty() && from.is_file() {
            let to = temporary.path().join(name);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from, to).unwrap();
        }
    }
    commit(temporary.path());
    temporary
}

#[test]
fn a_wheel_carries_the_program() {
    if !has("maturin", &["--version"]) || !has("python3", &["-m", "venv", "--help"]) {
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let wheels = temporary.path().join("wheels");
    // The program of the tests, put into a wheel.
    let (text, code) = said(
        Command::new("maturin")
            .args(["build", "--quiet", "--profile", "dev", "--out"])
            .arg(&wheels)
            .current_dir(root()),
    );
    assert_eq!(code, 0, "{text}");
    let wheel = std::fs::read_dir(&wheels).unwrap().next().unwrap().unwrap();
    let name = wheel.file_name().into_string().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    // For every Python, on this platform.
    assert!(
        name.starts_with(&format!("mutabiq-{version}-py3-none-")),
        "{name}"
    );
    let python = temporary.path().join("python");
    let (text, code) = said(Command::new("python3").args(["-m", "venv"]).arg(&python));
    assert_eq!(code, 0, "{text}");
    let (text, code) = said(
        Command::new(python.join("bin/pip"))
            .args(["install", "--quiet", "--no-index"])
            .arg(wheel.path()),
    );
    assert_eq!(code, 0, "{text}");
    let installed = python.join("bin/mutabiq");
    let (text, code) = said(Command::new(&installed).arg("--version"));
    assert_eq!((text.trim(), code), (&*format!("mutabiq {version}"), 0));
    let sample = root().join("tests/sample");
    let (text, code) = said(
        Command::new(&installed)
            .args(["check", "--format", "concise"])
            .current_dir(sample),
    );
    assert_eq!((text.lines().count(), code), (1, 1), "{text}");
}

/// A step of a composite action that runs a script.
struct Step {
    name: String,
    condition: Option<String>,
    env: Vec<(String, String)>,
    script: String,
}

/// The steps of the action that run scripts. It knows as much of YAML as the action uses.
fn steps() -> Vec<Step> {
    let text = read("action.yml");
    let steps = text.split("  steps:\n").nth(1).unwrap();
    steps
        .split("    - name: ")
        .filter_map(|step| {
            let lines: Vec<&str> = step.lines().collect();
            let value = |key: &str| {
                lines
                    .iter()
                    .find_map(|line| line.strip_prefix(&format!("      {key}: ")))
                    .map(str::to_owned)
            };
            let block = |key: &str| {
                let from = lines
                    .iter()
                    .position(|line| line.trim_end_matches(" |") == format!("      {key}:"));
                let lines = from.map_or(&[][..], |from| &lines[from + 1..]);
                lines
                    .iter()
                    .map_while(|line| match line.strip_prefix("        ") {
                        None if !line.is_empty() => None,
                        inner => Some(inner.unwrap_or("").to_owned()),
                    })
                    .collect::<Vec<_>>()
            };
            let script = value("run")
                .filter(|script| script != "|")
                .unwrap_or_else(|| block("run").join("\n"));
            let env = block("env")
                .iter()
                .filter_map(|line| line.split_once(": "))
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
            (!script.is_empty()).then(|| Step {
                name: lines[0].to_owned(),
                condition: value("if"),
                env,
                script,
            })
        })
        .collect()
}

/// Runs the action's scripts as GitHub would: what the steps said, the outputs, the exit code of the last.
fn act(sample: &Path, folder: &Path, args: &str, sarif: bool) -> (String, Vec<String>, i32) {
    let outputs = folder.join("outputs");
    std::fs::write(&outputs, "").unwrap();
    let mut text = String::new();
    let mut code = 0;
    for step in steps() {
        let written = std::fs::read_to_string(&outputs).unwrap();
        let output = |name: &str| {
            let line = written
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix(&format!("{name}=")));
            line.unwrap_or_default().to_owned()
        };
        let runs = match step.condition.as_deref() {
            None | Some("inputs.version == ''") => true,
            Some("inputs.upload-sarif == 'true' && steps.check.outputs.exit-code != '2'") => {
                sarif && output("exit-code") != "2"
            }
            Some(other) => panic!("{}: {other}", step.name),
        };
        if !runs {
            continue;
        }
        let value = |expression: &str| {
            expression
                .replace("${{ github.action_path }}", &root().display().to_string())
                .replace("${{ runner.temp }}", &folder.display().to_string())
                .replace("${{ inputs.version }}", "")
                .replace("${{ inputs.args }}", args)
                .replace("${{ steps.check.outputs.exit-code }}", &output("exit-code"))
        };
        let mut command = Command::new("bash");
        command
            .args([
                "--noprofile",
                "--norc",
                "-eo",
                "pipefail",
                "-c",
                &step.script,
            ])
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_PATH", folder.join("path"))
            .current_dir(sample);
        for (key, expression) in &step.env {
            let value = value(expression);
            assert!(!value.contains("${{"), "{}: {value}", step.name);
            command.env(key, value);
        }
        let (said, last) = said(&mut command);
        text.push_str(&said);
        code = last;
        assert!(
            last == 0 || step.name == "Conclude",
            "{}: {said}",
            step.name
        );
    }
    let written = std::fs::read_to_string(outputs).unwrap();
    (text, written.lines().map(str::to_owned).collect(), code)
}

#[test]
fn the_action_annotates_and_fails_on_what_is_new() {
    if !has("bash", &["--version"]) || !has("jq", &["--version"]) || !has("git", &["--version"]) {
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    let sample = sample(folder);
    // As it comes from the cache.
    std::fs::create_dir_all(folder.join("mutabiq/bin")).unwrap();
    std::fs::copy(
        env!("CARGO_BIN_EXE_mutabiq"),
        folder.join("mutabiq/bin/mutabiq"),
    )
    .unwrap();
    let (text, outputs, code) = act(&sample, folder, "", true);
    assert_eq!(code, 1, "{text}");
    assert_eq!(text.matches("::error file=").count(), 1, "{text}");
    assert!(text.contains("::error file=news/opening.en.txt,line=3"));
    let file = folder.join("mutabiq.sarif");
    assert!(outputs.contains(&format!("file={}", file.display())));
    assert!(outputs.contains(&"exit-code=1".to_owned()));
    let sarif: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
    // Arguments are quoted as in a shell, and are arguments alone.
    let (text, _, code) = act(&sample, folder, "--ignore 'number-mismatch'", false);
    assert_eq!((text.matches("::").count(), code), (0, 0), "{text}");
    let (text, outputs, code) = act(&sample, folder, "'a b.txt' $(touch intruder);", true);
    assert_eq!(code, 2, "{text}");
    assert!(outputs.contains(&"exit-code=2".to_owned()));
    assert!(!sample.join("intruder").exists());
    mend(&sample);
    assert_eq!(act(&sample, folder, "", true).2, 0);
}

/// The job of the GitLab include, its inputs filled in.
fn gitlab_job(args: &str) -> String {
    let text = read(".ci/gitlab.yml");
    let (head, job) = text.split_once("\n---\n").unwrap();
    assert!(head.contains("spec:"));
    let mut job = job.to_owned();
    for (name, value) in [
        ("stage", "test"),
        ("args", args),
        ("image", "python:3"),
        ("install", "'true'"),
    ] {
        assert!(head.contains(&format!("\n    {name}:\n")), "{name}");
        job = job.replace(&format!("$[[ inputs.{name} ]]"), value);
    }
    assert!(!job.contains("$[["), "{job}");
    job
}

#[test]
fn the_gitlab_job_writes_its_reports_and_fails_on_what_is_new() {
    if !has("sh", &["-c", "true"]) || !has("git", &["--version"]) {
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let sample = sample(temporary.path());
    let script = |args: &str| {
        let job = gitlab_job(args);
        let lines = job.lines().skip_while(|line| *line != "  script:").skip(1);
        let script: Vec<&str> = lines
            .map_while(|line| line.strip_prefix("    - "))
            .collect();
        assert_eq!(script.len(), 3);
        said(
            Command::new("sh")
                .args(["-e", "-c", &script.join("\n")])
                .current_dir(&sample),
        )
    };
    let (text, code) = script("");
    assert_eq!((text.lines().count(), code), (1, 1), "{text}");
    let report = std::fs::read_to_string(sample.join("gl-code-quality-report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let issue = &report[0];
    assert_eq!(report.as_array().unwrap().len(), 1);
    assert_eq!(issue["location"]["path"], NEWS);
    assert_eq!(issue["location"]["lines"]["begin"], 3);
    for key in ["description", "check_name", "fingerprint"] {
        assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()));
    }
    assert!(
        ["info", "minor", "major", "critical", "blocker"]
            .map(Value::from)
            .contains(&issue["severity"])
    );
    assert!(
        std::fs::read_to_string(sample.join("mutabiq.xml"))
            .unwrap()
            .contains("<failure")
    );
    assert_eq!(script("--ignore number-mismatch").1, 0);
}

/// The container is built from what `.dockerignore` lets in, with the commands of the Dockerfile.
#[test]
fn the_container_has_all_that_it_is_built_from() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("build");
    let dockerfile = read("Dockerfile");
    let ignore = read(".dockerignore");
    let mut ignore = ignore.lines();
    assert_eq!(ignore.next(), Some("*"));
    let allowed: Vec<&str> = ignore.filter_map(|line| line.strip_prefix('!')).collect();
    let mut copied: Vec<&str> = Vec::new();
    for line in dockerfile.lines() {
        if let Some(words) = line.strip_prefix("COPY ")
            && !words.starts_with("--from")
        {
            let mut words: Vec<&str> = words.split(' ').collect();
            words.pop();
            copied.extend(words);
        }
    }
    assert_eq!(copied, allowed);
    for name in copied {
        let (from, to) = (root().join(name), folder.join(name));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::copy(from, to).unwrap();
        }
    }
    let (text, code) = said(
        Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--locked",
                "--offline",
                "--format-version",
                "1",
                "--no-deps",
            ])
            .current_dir(&folder),
    );
    assert_eq!(code, 0, "{text}");
    if !builds() {
        return;
    }
    let command = dockerfile
        .lines()
        .find_map(|line| line.strip_prefix("RUN cargo "))
        .unwrap();
    let (text, code) = said(
        Command::new(env!("CARGO"))
            .args(command.split(' '))
            .current_dir(&folder),
    );
    assert_eq!(code, 0, "{text}");
    if has("docker", &["info"]) {
        let (text, code) = said(
            Command::new("docker")
                .args(["build", "--tag", "mutabiq-test", "."])
                .current_dir(root()),
        );
        assert_eq!(code, 0, "{text}");
        let (text, code) = said(
            Command::new("docker")
                .args(["run", "--rm", "--volume"])
                .arg(format!("{}:/texts", root().join("tests/sample").display()))
                .args(["mutabiq-test", "check", "--format", "concise"]),
        );
        assert_eq!((text.lines().count(), code), (1, 1), "{text}");
    }
}
