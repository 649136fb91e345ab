//! Which files of a folder are pairs.

use super::CACHE_FOLDER;
use super::input::{Input, slashed};
use crate::config::{Config, Fault, Files, Located, PathLayer, Settings};
use crate::text::{Map, Set};
use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Path, PathBuf};

/// A folder with its configuration.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder; every path of the configuration starts here.
    pub root: PathBuf,
    /// The configuration.
    pub config: Config,
    exclude: Gitignore,
    paths: Vec<Gitignore>,
}

/// Files of a project that belong together, and those that have no partner. All in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// Files without their partner.
    pub single: Vec<Single>,
    /// Pairs of the configuration that no file matches, by their index.
    pub idle: Vec<usize>,
}

/// Two files that belong together, by their paths from the root, with slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The source.
    pub source: String,
    /// Its translation; none where the file holds both texts.
    pub target: Option<String>,
    /// Index of the pair in the configuration that takes them.
    pub layer: usize,
}

/// A file whose partner doesn't exist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Single {
    /// The file that exists.
    pub path: String,
    /// The file that should.
    pub expected: String,
    /// Whether the file that exists is the translation.
    pub is_target: bool,
    /// Index of the pair in the configuration that takes it.
    pub layer: usize,
}

impl Project {
    /// A project of a folder.
    ///
    /// # Errors
    /// Every pattern of `exclude` and `[[paths]]` that can't be read.
    pub fn new(root: PathBuf, config: Config) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let exclude = matcher(&root, &config.exclude, &mut faults);
        let paths = config
            .paths
            .iter()
            .map(|paths| matcher(&root, &paths.files, &mut faults))
            .collect();
        if faults.is_empty() {
            Ok(Self {
                root,
                config,
                exclude,
                paths,
            })
        } else {
            Err(faults)
        }
    }

    /// The settings of two files, by their paths from the root.
    pub fn settings(&self, source: &str, target: Option<&str>, layer: Option<usize>) -> Settings {
        let reading = layer
            .and_then(|layer| self.config.pairs.get(layer))
            .map(|pair| pair.reading.clone())
            .unwrap_or_default();
        self.config.settings(&reading, |index, _: &PathLayer| {
            self.paths.get(index).is_some_and(|matcher| {
                [Some(source), target].into_iter().flatten().any(|path| {
                    let path = Path::new(path);
                    // A path outside the root can't be asked for.
                    !path.has_root()
                        && !path.starts_with("..")
                        && matcher.matched_path_or_any_parents(path, false).is_ignore()
                })
            })
        })
    }

    /// The settings of two files, by the first pair of the configuration that takes them.
    pub fn settings_of(&self, source: &str, target: Option<&str>) -> Settings {
        let takes = |files: &Files| match (files, target) {
            (Files::Two(pattern), Some(target)) => {
                pattern.target_of(source).as_deref() == Some(target)
            }
            (Files::One(glob), None) => glob.matches(source),
            _ => false,
        };
        let layer = self.config.pairs.iter().position(|pair| takes(&pair.files));
        let mut settings = self.settings(source, target, layer);
        if layer.is_none() {
            // Whoever names two other files may mean the other direction.
            settings.reading.source_lang = None;
            settings.reading.target_lang = None;
        }
        settings
    }

    /// The file of a path of the configuration.
    pub fn file(&self, path: &str) -> PathBuf {
        // `./a` says no more than `a`, and a person has to read it.
        if self.root == Path::new(".") {
            PathBuf::from(path)
        } else {
            self.root.join(path)
        }
    }

    /// A text of the project, by its path from the root.
    pub fn input(&self, path: impl Into<String>) -> Input {
        let name = path.into();
        Input {
            path: self.file(&name),
            key: name.clone(),
            name,
        }
    }

    /// A path from the root, with slashes; the path itself where it lies elsewhere.
    pub fn key(&self, path: &Path) -> String {
        let whole = |path: &Path| path.canonicalize().ok();
        match (whole(&self.root), whole(path)) {
            (Some(root), Some(found)) => found
                .strip_prefix(&root)
                .map_or_else(|_| slashed(path), slashed),
            _ => slashed(path),
        }
    }

    /// Goes through the folder. A file belongs to the first pattern that finds it a partner, else to the first
    /// that it matches.
    pub fn find(&self) -> Found {
        let files = self.files();
        let known: Set<&str> = files.iter().map(String::as_str).collect();
        let mut taken: Set<&str> = Set::default();
        let mut found = Found::default();
        let mut single: Map<&str, Single> = Map::default();
        for (layer, pair) in self.config.pairs.iter().enumerate() {
            let mut idle = true;
            let pattern = match &pair.files {
                Files::Two(pattern) => pattern,
                Files::One(glob) => {
                    for path in files.iter().filter(|path| glob.matches(path)) {
                        idle = false;
                        if taken.insert(path) {
                            found.pairs.push(Pair {
                                source: path.clone(),
                                target: None,
                                layer,
                            });
                        }
                    }
                    found.idle.extend(idle.then_some(layer));
                    continue;
                }
            };
            for path in &files {
                // What matches as a translation is no source itself (`*.txt` matches `*.en.txt` too), unless it has
                // a partner only so (`*.txt` may be the translations, and match the sources `*.ar.txt`).
                let (expected, is_target) = match (pattern.source_of(path), pattern.target_of(path))
                {
                    (Some(source), Some(target))
                        if !known.contains(source.as_str()) && known.contains(target.as_str()) =>
                    {
                        (target, false)
                    }
                    (Some(source), _) => (source, true),
                    (None, Some(target)) => (target, false),
                    (None, None) => continue,
                };
                idle = false;
                if taken.contains(path.as_str()) {
                    continue;
                }
                let partner = known.get(expected.as_str()).copied();
                match partner.filter(|partner| !taken.contains(partner)) {
                    Some(_) if is_target => {}
                    Some(target) => {
                        taken.extend([path.as_str(), target]);
                        found.pairs.push(Pair {
                            source: path.clone(),
                            target: Some(target.to_owned()),
                            layer,
                        });
                    }
                    None => {
                        single.entry(path).or_insert(Single {
                            path: path.clone(),
                            expected,
                            is_target,
                            layer,
                        });
                    }
                }
            }
            found.idle.extend(idle.then_some(layer));
        }
        // One whose partner exists and was left out is left out with it.
        found.single = single
            .into_values()
            .filter(|single| !taken.contains(single.path.as_str()))
            .filter(|single| !self.file(&single.expected).exists())
            .collect();
        found.pairs.sort();
        found.single.sort();
        found
    }

    /// The files of the folder that are not left out: paths from the root with slashes, in order.
    fn files(&self) -> Vec<String> {
        let names_hidden = |pattern: &str| {
            pattern
                .split('/')
                .any(|part| part.starts_with('.') && part != ".")
        };
        let hidden = self.config.pairs.iter().any(|pair| match &pair.files {
            Files::Two(pattern) => names_hidden(pattern.source()) || names_hidden(pattern.target()),
            Files::One(glob) => names_hidden(glob.as_str()),
        });
        let exclude = self.exclude.clone();
        let root = self.root.clone();
        files(
            &self.root,
            self.config.gitignore,
            hidden,
            move |path, is_folder| {
                let path = path.strip_prefix(&root).unwrap_or(path);
                exclude
                    .matched_path_or_any_parents(path, is_folder)
                    .is_ignore()
            },
        )
    }
}

/// The files below a folder: paths from it with slashes, in order. Those that git ignores are left out where
/// `gitignore` says so, hidden ones unless `hidden` does, and all that `leave_out` picks.
pub fn files(
    root: &Path,
    gitignore: bool,
    hidden: bool,
    leave_out: impl Fn(&Path, bool) -> bool + Send + Sync + 'static,
) -> Vec<String> {
    let mut walk = WalkBuilder::new(root);
    walk.hidden(!hidden)
        .ignore(gitignore)
        .git_ignore(gitignore)
        .git_global(gitignore)
        .git_exclude(gitignore)
        .parents(gitignore)
        .require_git(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let own = entry.file_name() == ".git" || entry.file_name() == CACHE_FOLDER;
            entry.depth() == 0 || !own && !leave_out(entry.path(), is_folder)
        });
    let mut files: Vec<String> = walk
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.depth() > 0 && entry.path().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).ok()?;
            // A name that is no Unicode matches no pattern.
            path.to_str()?;
            Some(slashed(path))
        })
        .collect();
    files.sort_unstable();
    files
}

fn matcher(root: &Path, lines: &[Located<String>], faults: &mut Vec<Fault>) -> Gitignore {
    let mut builder = GitignoreBuilder::new(root);
    for line in lines {
        if let Err(error) = builder.add_line(None, &line.value) {
            faults.push(Fault {
                span: line.at.clone(),
                message: format!("{:?} is no pattern: {error}", line.value),
                help: Some("write it as in .gitignore".to_owned()),
            });
        }
    }
    builder.build().unwrap_or_else(|error| {
        faults.push(Fault {
            span: lines.first().map_or(0..0, |line| line.at.clone()),
            message: format!("the patterns are too many or too long: {error}"),
            help: None,
        });
        Gitignore::empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;
    use crate::pipeline::known;

    fn project(text: &str, files: &[&str]) -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let config = read(text, &known()).unwrap();
        let project = Project::new(folder.path().to_owned(), config).unwrap();
        (folder, project)
    }

    fn pairs(found: &Found) -> Vec<(&str, &str)> {
        found
            .pairs
            .iter()
            .map(|pair| (pair.source.as_str(), pair.target.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn pairs_and_what_lacks_a_partner() {
        let (_folder, project) = project(
            "exclude = ['drafts']\n[[pairs]]\nsource = 'ar/**/*.md'\ntarget = 'en/{}.md'\n[[pairs]]\nsource = '*.txt'\ntarget = '*.en.txt'\n[[pairs]]\nsource='*.ini'\ntarget='*.conf'\n[[pairs]]\nfile='**/*.po'",
            &[
                "ar/a.md",
                "en/a.md",
                "ar/x/b.md",
                "en/x/b.md",
                "ar/new.md",
                "en/old.md",
                "ar/drafts/c.md",
                "en/drafts/c.md",
                "t.txt",
                "t.en.txt",
                "u.en.txt",
                "l/m.po",
                "other.html",
                ".hidden/ar/a.md",
            ],
        );
        let found = project.find();
        assert_eq!(
            pairs(&found),
            [
                ("ar/a.md", "en/a.md"),
                ("ar/x/b.md", "en/x/b.md"),
                ("l/m.po", ""),
                ("t.txt", "t.en.txt")
            ]
        );
        let single: Vec<(&str, &str, bool)> = found
            .single
            .iter()
            .map(|single| {
                (
                    single.path.as_str(),
                    single.expected.as_str(),
                    single.is_target,
                )
            })
            .collect();
        assert_eq!(
            single,
            [
                ("ar/new.md", "en/new.md", false),
                ("en/old.md", "ar/old.md", true),
                ("u.en.txt", "u.txt", true)
            ]
        );
        assert_eq!(found.idle, [2]);
    }

    #[test]
    fn what_git_ignores_is_left_out_with_its_partner() {
        let (folder, project) = project(
            "[[pairs]]\nsource = '*.ar.md'\ntarget = '*.en.md'",
            &["a.ar.md", "a.en.md", "b.ar.md", "b.en.md"],
        );
        std::fs::write(folder.path().join(".gitignore"), "b.en.md\n").unwrap();
        let found = project.find();
        assert_eq!(pairs(&found), [("a.ar.md", "a.en.md")]);
        assert!(found.single.is_empty());
    }

    #[test]
    fn the_pattern_without_a_tag_may_be_on_either_side() {
        let files = ["a.md", "a.ar.md", "b.md", "b.ar.md", "new.md"];
        for (source, target, pair, lone) in [
            ("*.ar.md", "*.md", ("a.ar.md", "a.md"), true),
            ("*.md", "*.ar.md", ("a.md", "a.ar.md"), false),
        ] {
            let text = format!("[[pairs]]\nsource = '{source}'\ntarget = '{target}'");
            let (_folder, project) = project(&text, &files);
            let found = project.find();
            assert_eq!(pairs(&found)[0], pair);
            assert_eq!(found.pairs.len(), 2);
            assert_eq!(found.single.len(), 1, "{:?}", found.single);
            assert_eq!(found.single[0].path, "new.md");
            assert_eq!(found.single[0].expected, "new.ar.md");
            assert_eq!(found.single[0].is_target, lone);
        }
    }

    #[test]
    fn a_file_goes_where_it_finds_a_partner() {
        let (_folder, project) = project(
            "[[pairs]]\nsource = 'ar/*.md'\ntarget = 'en/*.md'\n[[pairs]]\nsource = 'ar/*.md'\ntarget = 'english/*.md'",
            &["ar/a.md", "en/a.md", "ar/b.md", "english/b.md", "ar/c.md"],
        );
        let found = project.find();
        assert_eq!(
            pairs(&found),
            [("ar/a.md", "en/a.md"), ("ar/b.md", "english/b.md")]
        );
        assert_eq!(found.single.len(), 1);
        assert_eq!(found.single[0].expected, "en/c.md");
    }

    #[test]
    fn settings_go_from_all_to_some() {
        let (_folder, project) = project(
            "segment = 'sentence'\nmin-confidence = 0.1\n[[pairs]]\nsource = 'ar/*.md'\ntarget = 'en/*.md'\nsegment = 'line'\n[[paths]]\nfiles = 'en/law*'\nsegment = 'paragraph'\n[[paths]]\nfiles = ['/ar']\nmin-confidence = 0.5",
            &[],
        );
        let law = project.settings_of("ar/law.md", Some("en/law.md"));
        assert_eq!(law.reading.segment.as_deref(), Some("paragraph"));
        assert_eq!(law.min_confidence, 0.5);
        let other = project.settings_of("ar/x.md", Some("en/x.md"));
        assert_eq!(other.reading.segment.as_deref(), Some("line"));
        let alien = project.settings_of("../x.md", Some("/x/y.md"));
        assert_eq!(alien.reading.segment.as_deref(), Some("sentence"));
        assert_eq!(alien.min_confidence, 0.1);
    }
}
