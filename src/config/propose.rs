//! Patterns that a tree of files suggests: the same names with the tag of one language and of the other.

use super::{Glob, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the files.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    /// Code of each of the two languages and what people call it, in lower case; the first is the source where nothing
    /// speaks against it.
    pub languages: [(&'static str, Vec<&'static str>); 2],
    /// Extensions of files that are one text.
    pub texts: Vec<&'static str>,
    /// Extensions of files that hold both texts.
    pub paired: Vec<&'static str>,
}

/// A pattern that files suggest.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Which files.
    pub files: Proposed,
    /// How many pairs, or files that hold both texts, it finds.
    pub count: usize,
}

/// The files of a proposal.
#[derive(Clone, Debug)]
pub enum Proposed {
    /// Sources and their translations, and whether the sources are in the first language.
    Two(Pattern, bool),
    /// Files that hold both texts.
    One(Glob),
}

/// How many pairs without a tag on one side are named one by one before a pattern stands for them: the pattern
/// takes every file of that kind for a translation.
const ONE_BY_ONE: usize = 3;

/// What the names of a tree of files suggest, the pattern with the most files first. `files` are paths with
/// slashes, in order.
pub fn propose(files: &[String], kinds: &Kinds) -> Vec<Proposal> {
    let known: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    let mut out = paired(files, kinds);
    let mut shapes: BTreeMap<Shape, Vec<(Cut<'_>, &str)>> = BTreeMap::new();
    // A file goes with the first counterpart it has, so that no pair counts twice.
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let tags = [tags(files, kinds, 0), tags(files, kinds, 1)];
    let texts = || {
        files
            .iter()
            .filter(|path| has_extension(path, &kinds.texts))
    };
    for path in texts() {
        for cut in cuts(path, &tags[0]) {
            let found = tags[1].iter().map(String::as_str).find_map(|tag| {
                let other = cut.with(tag);
                let other = known.get(other.as_str())?;
                (!taken.contains(other)).then_some((tag, *other))
            });
            if let Some((tag, other)) = found {
                taken.extend([path.as_str(), other]);
                let shape = cut.shape(Some(tag));
                shapes.entry(shape).or_default().push((cut, other));
                break;
            }
        }
    }
    // What is left may have a tag on one side only.
    for (side, tags) in tags.iter().enumerate() {
        for path in texts() {
            for cut in cuts(path, tags) {
                let other = cut.without();
                let other = other.and_then(|other| known.get(other.as_str()).copied());
                if let Some(other) = other
                    && !taken.contains(path.as_str())
                    && !taken.contains(other)
                {
                    taken.extend([path.as_str(), other]);
                    let mut shape = cut.shape(None);
                    shape.side = side;
                    shapes.entry(shape).or_default().push((cut, other));
                    break;
                }
            }
        }
    }
    for (shape, pairs) in shapes {
        if shape.other.is_none() && pairs.len() <= ONE_BY_ONE {
            for (cut, other) in pairs {
                if let Ok(pattern) = Pattern::new(other, cut.path) {
                    out.push(Proposal {
                        files: Proposed::Two(pattern, shape.side == 1),
                        count: 1,
                    });
                }
            }
            continue;
        }
        let cuts: Vec<&Cut<'_>> = pairs.iter().map(|(cut, _)| cut).collect();
        let first = shape.pattern(&cuts, Some(&shape.tag));
        let second = shape.pattern(&cuts, shape.other.as_deref());
        // The side that has more files is probably the one that is translated from.
        let count = |pattern: &str| {
            Glob::new(pattern).map_or(0, |glob| {
                files.iter().filter(|path| glob.matches(path)).count()
            })
        };
        let (source, target, is_first) = if shape.other.is_none() {
            // Who gives one language a tag and the other none writes in the other.
            (second, first, shape.side == 1)
        } else if count(&first) >= count(&second) {
            (first, second, true)
        } else {
            (second, first, false)
        };
        let brief = brief(&source, &target);
        let pattern = Pattern::new(&source, &brief).or_else(|_| Pattern::new(&source, &target));
        if let Ok(pattern) = pattern {
            out.push(Proposal {
                files: Proposed::Two(pattern, is_first),
                count: pairs.len(),
            });
        }
    }
    out.sort_by_key(|proposal| std::cmp::Reverse(proposal.count));
    out
}

/// Files that hold both texts.
fn paired(files: &[String], kinds: &Kinds) -> Vec<Proposal> {
    let mut out = Vec::new();
    for extension in &kinds.paired {
        let all: Vec<&str> = files
            .iter()
            .map(String::as_str)
            .filter(|path| has_extension(path, &[extension]))
            .collect();
        // In a tree of many languages only those of ours.
        let ours: Vec<&str> = all
            .iter()
            .copied()
            .filter(|path| (0..2).any(|side| !cuts(path, &tags(files, kinds, side)).is_empty()))
            .collect();
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        if ours.is_empty() {
            let folders: Vec<Vec<&str>> = all.iter().map(|path| folders(path)).collect();
            if !all.is_empty() {
                groups.insert(in_folders(&folders, &format!("*.{extension}")), all.len());
            }
        } else {
            let own: BTreeSet<String> = (0..2).flat_map(|side| tags(files, kinds, side)).collect();
            for path in &ours {
                for cut in cuts(path, &own.iter().cloned().collect::<Vec<_>>())
                    .iter()
                    .take(1)
                {
                    let shape = cut.shape(None);
                    *groups
                        .entry(shape.pattern(&[cut], Some(cut.tag)))
                        .or_default() += 1;
                }
            }
        }
        for (pattern, count) in groups {
            if let Ok(glob) = Glob::new(&pattern) {
                out.push(Proposal {
                    files: Proposed::One(glob),
                    count,
                });
            }
        }
    }
    out
}

/// The spellings of a language's tag that occur among the files: `ar`, `ar-EG`, `Arabic`, `عربي`.
fn tags(files: &[String], kinds: &Kinds, side: usize) -> Vec<String> {
    let Some((code, names)) = kinds.languages.get(side) else {
        return Vec::new();
    };
    let is_tag = |word: &str| {
        let lower = word.to_lowercase();
        let region = lower
            .strip_prefix(code)
            .and_then(|rest| rest.strip_prefix(['-', '_']))
            .is_some_and(|region| {
                region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic())
            });
        lower == *code || names.contains(&lower.as_str()) || region
    };
    let mut found = BTreeSet::new();
    for path in files {
        for part in path.split('/') {
            for word in part.split('.') {
                if is_tag(word) {
                    found.insert(word.to_owned());
                }
                for piece in word.split(['-', '_']) {
                    if is_tag(piece) {
                        found.insert(piece.to_owned());
                    }
                }
            }
        }
    }
    // The longest first: `ar-EG` is one tag.
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_by_key(|tag| (std::cmp::Reverse(tag.len()), tag.clone()));
    found
}

/// A path cut at the tag of a language.
#[derive(Clone, Copy, Debug)]
struct Cut<'p> {
    path: &'p str,
    before: &'p str,
    tag: &'p str,
    after: &'p str,
}

/// Every place of a path where a tag stands by itself, the last one first.
fn cuts<'p>(path: &'p str, tags: &[String]) -> Vec<Cut<'p>> {
    let bounds = |c: char| matches!(c, '/' | '.' | '-' | '_');
    let mut out: Vec<Cut<'p>> = Vec::new();
    for tag in tags {
        for (at, found) in path.match_indices(tag.as_str()) {
            let (before, rest) = path.split_at(at);
            let after = rest.get(found.len()..).unwrap_or_default();
            let free = before.chars().next_back().is_none_or(bounds)
                && after.chars().next().is_none_or(bounds)
                // The extension is none.
                && !(after.is_empty() && before.ends_with('.'));
            let inside = out
                .iter()
                .any(|cut| cut.before.len() <= at && at < cut.before.len() + cut.tag.len());
            if free && !inside {
                out.push(Cut {
                    path,
                    before,
                    tag: found,
                    after,
                });
            }
        }
    }
    out.sort_by_key(|cut| std::cmp::Reverse(cut.before.len()));
    out
}

impl Cut<'_> {
    fn with(&self, tag: &str) -> String {
        format!("{}{tag}{}", self.before, self.after)
    }

    /// The path without the tag and the mark before it, where the tag is a part of the file's name.
    fn without(&self) -> Option<String> {
        let before = self.before.strip_suffix(['.', '-', '_'])?;
        (!self.after.contains('/')).then(|| format!("{before}{}", self.after))
    }

    /// Whether the tag is the name of a folder.
    fn is_folder(&self) -> bool {
        self.after.starts_with('/') && (self.before.is_empty() || self.before.ends_with('/'))
    }

    /// What is left of the name that the tag is a part of, without the extension where it is the file's.
    fn sides(&self) -> (&str, &str) {
        let left = self.before.rsplit('/').next().unwrap_or_default();
        let right = self.after.split('/').next().unwrap_or_default();
        (left, right)
    }

    fn shape(&self, other: Option<&str>) -> Shape {
        let extension = self.path.rsplit('.').next().unwrap_or_default();
        let (left, right) = self.sides();
        let mark = |text: Option<char>| text.map(String::from).unwrap_or_default();
        Shape {
            side: 0,
            tag: self.tag.to_owned(),
            other: other.map(str::to_owned),
            in_folder: self.after.contains('/'),
            is_folder: self.is_folder(),
            left: mark(left.chars().next_back()),
            right: if right == format!(".{extension}") {
                right.to_owned()
            } else {
                mark(right.chars().next())
            },
            extension: extension.to_owned(),
        }
    }
}

/// What pairs of files have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    /// Which of the languages the tag is of.
    side: usize,
    tag: String,
    /// The tag of the other language; none where the other file has none.
    other: Option<String>,
    /// Whether the tag stands in the name of a folder.
    in_folder: bool,
    /// Whether it is all of the name.
    is_folder: bool,
    /// The mark before it in its name.
    left: String,
    /// The mark after it, or the extension where nothing else comes.
    right: String,
    extension: String,
}

impl Shape {
    /// The pattern of these files, with this tag.
    fn pattern(&self, cuts: &[&Cut<'_>], tag: Option<&str>) -> String {
        let star = |mark: &str, text: bool| if text { "*" } else { mark }.to_owned();
        let left = match (self.left.as_str(), tag) {
            ("", _) => String::new(),
            (_, None) => star("", true),
            (mark, Some(_)) => format!("*{mark}"),
        };
        let right = match self.right.as_str() {
            "" => String::new(),
            whole if whole.len() > 1 => whole.to_owned(),
            mark if self.in_folder => format!("{mark}*"),
            mark => format!("{mark}*.{}", self.extension),
        };
        let name = format!("{left}{}{right}", tag.unwrap_or_default());
        let name = if self.in_folder {
            let name = if self.is_folder {
                tag.unwrap_or_default().to_owned()
            } else {
                name
            };
            let flat = cuts.iter().all(|cut| cut.after.matches('/').count() == 1);
            let deep = if flat { "" } else { "**/" };
            format!("{name}/{deep}*.{}", self.extension)
        } else {
            name
        };
        let folders: Vec<Vec<&str>> = cuts.iter().map(|cut| folders(cut.before)).collect();
        in_folders(&folders, &name)
    }
}

/// The folders of a path.
fn folders(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    parts
}

/// A pattern for a name below some folders: those that all have in common, then any.
fn in_folders(folders: &[Vec<&str>], name: &str) -> String {
    let Some(first) = folders.first() else {
        return name.to_owned();
    };
    let common = (0..first.len())
        .take_while(|index| {
            folders
                .iter()
                .all(|parts| parts.get(*index) == first.get(*index))
        })
        .count();
    let deep = folders.iter().any(|parts| parts.len() > common);
    let mut out: Vec<&str> = first.iter().take(common).copied().collect();
    if deep {
        out.push("**");
    }
    out.push(name);
    out.join("/")
}

/// The target with `{}` for the wildcards, where that says the same in less.
fn brief(source: &str, target: &str) -> String {
    let wildcards = |pattern: &str| {
        let start = pattern.find('*')?;
        let end = pattern.rfind('*')? + 1;
        Some((start, end))
    };
    match (wildcards(source), wildcards(target)) {
        (Some(s), Some(t))
            if source.get(s.0..s.1) == target.get(t.0..t.1)
                && source.get(s.0..s.1) != Some("*") =>
        {
            let (before, after) = (target.get(..t.0), target.get(t.1..));
            format!(
                "{}{{}}{}",
                before.unwrap_or_default(),
                after.unwrap_or_default()
            )
        }
        _ => target.to_owned(),
    }
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.')
        .is_some_and(|(_, found)| extensions.contains(&found.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(files: &[&str]) -> Vec<String> {
        let mut files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        files.sort();
        let kinds = Kinds {
            languages: [
                ("ar", vec!["arabic", "عربي"]),
                ("en", vec!["english", "إنجليزي"]),
            ],
            texts: vec!["txt", "md", "docx"],
            paired: vec!["po", "xlf"],
        };
        propose(&files, &kinds)
            .into_iter()
            .map(|proposal| {
                let files = match proposal.files {
                    Proposed::Two(pattern, true) => pattern.to_string(),
                    Proposed::Two(pattern, false) => format!("{pattern} (turned)"),
                    Proposed::One(glob) => glob.to_string(),
                };
                format!("{files}: {}", proposal.count)
            })
            .collect()
    }

    #[test]
    fn folders_of_languages() {
        assert_eq!(
            proposed(&["ar/a.md", "ar/x/b.md", "en/a.md", "en/x/b.md", "notes.md"]),
            ["ar/**/*.md ↔ en/{}.md: 2"]
        );
        assert_eq!(
            proposed(&["docs/ar/a.md", "docs/en/a.md", "docs/ar/b.md"]),
            ["docs/ar/*.md ↔ docs/en/*.md: 1"]
        );
        assert_eq!(
            proposed(&[
                "p/one/ar/a.md",
                "p/one/en/a.md",
                "p/two/ar/a.md",
                "p/two/en/a.md"
            ]),
            ["p/**/ar/*.md ↔ p/**/en/*.md: 2"]
        );
        assert_eq!(
            proposed(&["Arabic/a.docx", "English/a.docx"]),
            ["Arabic/*.docx ↔ English/*.docx: 1"]
        );
        assert_eq!(
            proposed(&["عربي/أ.docx", "إنجليزي/أ.docx"]),
            ["عربي/*.docx ↔ إنجليزي/*.docx: 1"]
        );
        assert_eq!(
            proposed(&["site/ar-EG/a.md", "site/en_GB/a.md"]),
            ["site/ar-EG/*.md ↔ site/en_GB/*.md: 1"]
        );
    }

    #[test]
    fn tags_in_names() {
        assert_eq!(
            proposed(&["a.ar.txt", "a.en.txt", "b.ar.txt", "b.en.txt"]),
            ["*.ar.txt ↔ *.en.txt: 2"]
        );
        assert_eq!(
            proposed(&["x/a.ar.txt", "x/a.en.txt", "x/y/b.ar.txt", "x/y/b.en.txt"]),
            ["x/**/*.ar.txt ↔ x/{}.en.txt: 2"]
        );
        assert_eq!(
            proposed(&["one/ar.md", "one/en.md", "two/ar.md", "two/en.md"]),
            ["**/ar.md ↔ {}/en.md: 2"]
        );
        assert_eq!(
            proposed(&["report_ar_v2.md", "report_en_v2.md"]),
            ["*_ar_*.md ↔ *_en_*.md: 1"]
        );
        assert_eq!(
            proposed(&["AR-a.txt", "EN-a.txt"]),
            ["AR-*.txt ↔ EN-*.txt: 1"]
        );
    }

    #[test]
    fn a_file_without_a_tag_may_be_the_other_language() {
        assert_eq!(
            proposed(&["README.md", "README.ar.md", "other.md"]),
            ["README.md ↔ README.ar.md (turned): 1"]
        );
        assert_eq!(
            proposed(&["README.md", "README.en.md", "other.md"]),
            ["README.md ↔ README.en.md: 1"]
        );
        let many = [
            "a.md", "a.ar.md", "b.md", "b.ar.md", "c.md", "c.ar.md", "d.md", "d.ar.md",
        ];
        assert_eq!(proposed(&many), ["*.md ↔ *.ar.md (turned): 4"]);
    }

    #[test]
    fn the_side_with_more_files_is_the_source() {
        assert_eq!(
            proposed(&["ar/a.md", "en/a.md", "en/b.md", "en/c.md"]),
            ["en/*.md ↔ ar/*.md (turned): 1"]
        );
    }

    #[test]
    fn files_that_hold_both_texts() {
        assert_eq!(
            proposed(&[
                "locale/ar/LC_MESSAGES/app.po",
                "locale/fr/LC_MESSAGES/app.po"
            ]),
            ["locale/ar/**/*.po: 1"]
        );
        assert_eq!(proposed(&["job/a.xlf", "job/b.xlf"]), ["job/*.xlf: 2"]);
    }

    #[test]
    fn nothing_is_made_up() {
        for files in [
            &["a.md", "b.md"][..],
            &["art/a.md", "end/a.md"],
            &["ar/a.md", "en/b.md"],
            &["ar/a.png", "en/a.png"],
            &["a.ar", "a.en"],
            &[],
        ] {
            assert_eq!(proposed(files), [""; 0], "{files:?}");
        }
    }
}
