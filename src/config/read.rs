//! Reading `mutabiq.toml`: first every fault of the file is collected against the table of keys, then the
//! values are taken out.

use super::keys::{self, Key, Kind, Known, OptionKind, SEVERITY, nearest};
use super::{
    Config, FailOn, Files, Glob, Layer, Level, Located, PairLayer, PathLayer, Pattern, Reading,
};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A fault of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the file that it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do, where that isn't plain.
    pub help: Option<String>,
}

/// Reads a configuration.
///
/// ```
/// let known = mutabiq::pipeline::known();
/// let text = "exclud = ['drafts/']\n[[pairs]]\nsource = 'ar/*.md'\ntarget = 'en/*.md'\n";
/// let faults = mutabiq::config::read(text, &known).unwrap_err();
/// assert_eq!(faults[0].span, 0..6);
/// assert!(faults[0].help.as_ref().is_some_and(|help| help.contains("exclude")));
///
/// let config = mutabiq::config::read(&text.replace("exclud ", "exclude "), &known).unwrap();
/// assert_eq!(config.pairs.len(), 1);
/// ```
///
/// # Errors
/// Every fault of the file, in the order of their places.
pub fn read(text: &str, known: &Known) -> Result<Config, Vec<Fault>> {
    let (table, syntax) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Fault> = syntax
        .iter()
        .map(|error| Fault {
            span: error.span().unwrap_or(0..0),
            message: format!("not TOML: {}", error.message()),
            help: None,
        })
        .collect();
    let mut validation = Validation {
        known,
        faults: Vec::new(),
    };
    validation.table(table.get_ref(), keys::TOP, "the file");
    faults.append(&mut validation.faults);
    let config = faults
        .is_empty()
        .then(|| Reader { text, known }.config(table.get_ref(), &mut faults));
    match config {
        Some(config) if faults.is_empty() => Ok(config),
        _ => {
            faults.sort_by_key(|fault| fault.span.start);
            Err(faults)
        }
    }
}

struct Validation<'k> {
    known: &'k Known,
    faults: Vec<Fault>,
}

impl Validation<'_> {
    fn add(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.faults.push(Fault {
            span,
            message,
            help,
        });
    }

    fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, name: &str, expected: &str) {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let message = format!("{name} is {article} {found}; expected {expected}");
        self.add(value.span(), message, None);
    }

    fn unknown(&mut self, name: &Spanned<Cow<'_, str>>, known: &[&str], message: String) {
        let help = match nearest(name.get_ref(), known.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None if known.is_empty() => "it has none".to_owned(),
            None => format!("known are {}", known.join(", ")),
        };
        self.add(name.span(), message, Some(help));
    }

    fn table(&mut self, table: &DeTable<'_>, keys: &[Key], owner: &str) {
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(value, key),
                None => {
                    let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
                    let message = format!("{owner} has no key {:?}", name.get_ref());
                    self.unknown(name, &known, message);
                }
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, key: &Key) {
        match (&key.kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) => self.filled(value, key.name, text),
            (Kind::Text, _) => self.wrong_type(value, key.name, "a string"),
            (Kind::Texts, DeValue::String(text)) => self.filled(value, key.name, text),
            (Kind::Texts, DeValue::Array(items)) => self.texts(items, key.name),
            (Kind::Texts, _) => self.wrong_type(value, key.name, "a list of strings"),
            (Kind::Flag, DeValue::Boolean(_)) => {}
            (Kind::Flag, _) => self.wrong_type(value, key.name, "true or false"),
            (Kind::Share, other) => match number(other) {
                Some(share) if (0.0..=1.0).contains(&share) => {}
                Some(share) => {
                    let message = format!("{} is {share}; expected a number from 0 to 1", key.name);
                    self.add(value.span(), message, None);
                }
                None => self.wrong_type(value, key.name, "a number from 0 to 1"),
            },
            (Kind::Choice(choice), DeValue::String(text)) => {
                let names = self.known.names(*choice);
                self.one_of(value, key.name, text, names);
            }
            (Kind::Choice(choice), _) => {
                let expected = format!("one of {}", self.known.names(*choice).join(", "));
                self.wrong_type(value, key.name, &expected);
            }
            (Kind::Tables(keys, required), DeValue::Array(items)) => {
                for item in items {
                    let DeValue::Table(table) = item.get_ref() else {
                        self.wrong_type(item, key.name, &format!("tables ([[{}]])", key.name));
                        continue;
                    };
                    let owner = format!("[[{}]]", key.name);
                    self.table(table, keys, &owner);
                    self.required(item, &owner, table, required);
                }
            }
            (Kind::Tables(..), _) => {
                let expected = format!("an array of tables ([[{}]])", key.name);
                self.wrong_type(value, key.name, &expected);
            }
            (Kind::Rules, DeValue::Table(table)) => self.rules(table),
            (Kind::Rules, _) => self.wrong_type(value, key.name, "a table of rules"),
        }
    }

    fn required(
        &mut self,
        item: &Spanned<DeValue<'_>>,
        owner: &str,
        table: &DeTable<'_>,
        choices: &[&[&str]],
    ) {
        let begun: Vec<&&[&str]> = choices
            .iter()
            .filter(|names| names.iter().any(|name| table.contains_key(*name)))
            .collect();
        match begun.as_slice() {
            [] => {
                let choices: Vec<String> =
                    choices.iter().map(|names| names.join(" and ")).collect();
                let help = format!("add {}", choices.join(", or "));
                self.add(item.span(), format!("{owner} names no files"), Some(help));
            }
            [names] => {
                for name in names.iter().filter(|name| !table.contains_key(**name)) {
                    let help = format!("add {name} = \"…\"");
                    self.add(item.span(), format!("{owner} has no {name}"), Some(help));
                }
            }
            [first, second, ..] => {
                let message = format!(
                    "{owner} has {} and {}",
                    first.join(" and "),
                    second.join(" and ")
                );
                let help = Some("write one or the other".to_owned());
                self.add(item.span(), message, help);
            }
        }
    }

    fn filled(&mut self, value: &Spanned<DeValue<'_>>, name: &str, text: &str) {
        if text.trim().is_empty() {
            let help = Some("write it or leave the key out".to_owned());
            self.add(value.span(), format!("{name} is empty"), help);
        }
    }

    fn texts(&mut self, items: &DeArray<'_>, name: &str) {
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => self.filled(item, name, text),
                _ => self.wrong_type(item, name, "a list of strings"),
            }
        }
    }

    fn one_of(&mut self, value: &Spanned<DeValue<'_>>, name: &str, text: &str, names: &[&str]) {
        if names.contains(&text) {
            return;
        }
        let near = nearest(text, names.iter().copied())
            .map(|near| format!("did you mean {near}? "))
            .unwrap_or_default();
        let help = format!("{near}known are {}", names.join(", "));
        self.add(value.span(), format!("{name} is {text:?}"), Some(help));
    }

    fn rules(&mut self, table: &DeTable<'_>) {
        let levels = keys::levels();
        for (name, value) in table {
            let Some(rule) = self.known.rule(name.get_ref()) else {
                let message = format!("there is no rule {:?}", name.get_ref());
                match nearest(
                    name.get_ref(),
                    self.known.rules.iter().map(|rule| rule.name),
                ) {
                    Some(near) => {
                        self.add(name.span(), message, Some(format!("did you mean {near}?")));
                    }
                    None => {
                        let help = Some("`mutabiq rules` lists them".to_owned());
                        self.add(name.span(), message, help);
                    }
                }
                continue;
            };
            match value.get_ref() {
                DeValue::String(level) => self.one_of(value, rule.name, level, &levels),
                DeValue::Table(settings) => {
                    for (option, value) in settings {
                        self.option(rule, option, value, &levels);
                    }
                }
                _ => {
                    let expected = format!(
                        "one of {}, or a table of severity and options",
                        levels.join(", ")
                    );
                    self.wrong_type(value, rule.name, &expected);
                }
            }
        }
    }

    fn option(
        &mut self,
        rule: &crate::findings::Rule,
        name: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        levels: &[&str],
    ) {
        if name.get_ref() == SEVERITY {
            match value.get_ref() {
                DeValue::String(level) => self.one_of(value, SEVERITY, level, levels),
                _ => {
                    let expected = format!("one of {}", levels.join(", "));
                    self.wrong_type(value, SEVERITY, &expected);
                }
            }
            return;
        }
        let Some(option) = rule
            .options
            .iter()
            .find(|option| option.key == name.get_ref())
        else {
            let mut known: Vec<&str> = rule.options.iter().map(|option| option.key).collect();
            known.push(SEVERITY);
            let message = format!("{} has no option {:?}", rule.name, name.get_ref());
            self.unknown(name, &known, message);
            return;
        };
        let Some(kind) = OptionKind::of(option) else {
            return;
        };
        let sound = match (kind, value.get_ref()) {
            (OptionKind::Flag, DeValue::Boolean(_)) => true,
            (OptionKind::Number, other) => number(other).is_some(),
            (OptionKind::Text, DeValue::String(_)) => true,
            (OptionKind::Texts, DeValue::Array(items)) => {
                self.texts(items, option.key);
                true
            }
            _ => false,
        };
        if !sound {
            self.wrong_type(value, option.key, kind.expected());
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            i64::from_str_radix(&digits, integer.radix())
                .ok()
                .map(|value| value as f64)
        }
        _ => None,
    }
}

/// Takes values out of a file whose types are right.
struct Reader<'a> {
    text: &'a str,
    known: &'a Known,
}

impl Reader<'_> {
    fn config(&self, table: &DeTable<'_>, faults: &mut Vec<Fault>) -> Config {
        let mut config = Config {
            layer: self.layer(table),
            glossaries: table
                .contains_key("glossaries")
                .then(|| texts(table, "glossaries")),
            lexicons: texts(table, "lexicons"),
            exclude: texts(table, "exclude"),
            gitignore: flag(table, "gitignore", true),
            cache: flag(table, "cache", true),
            fail_on: text(table, "fail-on").and_then(|name| name.value.parse::<FailOn>().ok()),
            baseline: text(table, "baseline"),
            ..Config::default()
        };
        for pair in tables(table, "pairs") {
            let file = text(pair, "file");
            let (source, target) = (text(pair, "source"), text(pair, "target"));
            let (files, at, target_at) = match (file, source, target) {
                (Some(file), ..) => (
                    Glob::new(&file.value).map(Files::One),
                    file.at.clone(),
                    file.at,
                ),
                (_, Some(source), Some(target)) => (
                    Pattern::new(&source.value, &target.value).map(Files::Two),
                    source.at,
                    target.at,
                ),
                _ => continue,
            };
            match files {
                Ok(files) => config.pairs.push(PairLayer {
                    files,
                    at,
                    reading: self.reading(pair),
                }),
                Err(error) => faults.push(Fault {
                    span: if error.in_target { target_at } else { at },
                    message: error.message,
                    help: Some(error.help),
                }),
            }
        }
        for paths in tables(table, "paths") {
            config.paths.push(PathLayer {
                files: texts(paths, "files"),
                layer: self.layer(paths),
            });
        }
        config
    }

    fn reading(&self, table: &DeTable<'_>) -> Reading {
        let of = |key| text(table, key).map(|found| found.value);
        Reading {
            source_lang: of("source-lang"),
            target_lang: of("target-lang"),
            segment: of("segment"),
            encoding: of("encoding"),
            format: of("format"),
            columns: table.contains_key("columns").then(|| {
                let columns = texts(table, "columns");
                columns.into_iter().map(|column| column.value).collect()
            }),
        }
    }

    fn layer(&self, table: &DeTable<'_>) -> Layer {
        let mut layer = Layer {
            reading: self.reading(table),
            min_confidence: table
                .get("min-confidence")
                .and_then(|value| number(value.get_ref())),
            ..Layer::default()
        };
        let rules = table
            .get("rules")
            .and_then(|rules| rules.get_ref().as_table());
        for (name, value) in rules.into_iter().flatten() {
            let Some(rule) = self.known.rule(name.get_ref()) else {
                continue;
            };
            let mut set = |level: &str| {
                if let Ok(level) = level.parse::<Level>() {
                    layer.levels.insert(rule.name.to_owned(), level);
                }
            };
            match value.get_ref() {
                DeValue::String(level) => set(level),
                DeValue::Table(settings) => {
                    let mut options = toml::Table::new();
                    for (name, value) in settings {
                        match (name.get_ref().as_ref(), value.get_ref()) {
                            (SEVERITY, DeValue::String(level)) => set(level),
                            (key, _) => {
                                if let Some(value) = self.owned(value) {
                                    options.insert(key.to_owned(), value);
                                }
                            }
                        }
                    }
                    if !options.is_empty() {
                        layer.options.set(rule.name, options);
                    }
                }
                _ => {}
            }
        }
        layer
    }

    /// A value without its places.
    fn owned(&self, value: &Spanned<DeValue<'_>>) -> Option<toml::Value> {
        keys::value(self.text.get(value.span())?)
    }
}

fn text(table: &DeTable<'_>, key: &str) -> Option<Located<String>> {
    let value = table.get(key)?;
    Some(Located {
        value: value.get_ref().as_str()?.to_owned(),
        at: value.span(),
    })
}

fn flag(table: &DeTable<'_>, key: &str, default: bool) -> bool {
    let value = table.get(key).and_then(|value| value.get_ref().as_bool());
    value.unwrap_or(default)
}

fn texts(table: &DeTable<'_>, key: &str) -> Vec<Located<String>> {
    match table.get(key).map(Spanned::get_ref) {
        Some(DeValue::Array(items)) => items
            .iter()
            .filter_map(|item| {
                Some(Located {
                    value: item.get_ref().as_str()?.to_owned(),
                    at: item.span(),
                })
            })
            .collect(),
        _ => text(table, key).into_iter().collect(),
    }
}

fn tables<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> impl Iterator<Item = &'t DeTable<'i>> {
    let items = table.get(key).and_then(|value| value.get_ref().as_array());
    items
        .into_iter()
        .flatten()
        .filter_map(|item| item.get_ref().as_table())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Category, OptionDoc, Rule, Severity};

    static RULE: Rule = Rule {
        name: "number-mismatch",
        category: Category::Accuracy,
        severity: Severity::Error,
        mqm: "accuracy / mistranslation",
        its: "numbers",
        summary: "",
        why: "",
        what_to_do: "",
        limits: "",
        examples: &[],
        options: &[
            OptionDoc {
                key: "one-sided",
                default: "true",
                doc: "",
            },
            OptionDoc {
                key: "confidence",
                default: "0.5",
                doc: "",
            },
            OptionDoc {
                key: "allow",
                default: "[]",
                doc: "",
            },
        ],
    };

    fn known() -> Known {
        Known {
            rules: vec![&RULE],
            languages: vec!["ar", "en"],
            segmentations: vec!["sentence", "line", "paragraph"],
            encodings: vec!["utf-8", "windows-1256"],
            formats: vec!["text", "markdown"],
        }
    }

    /// Each fault as the text it points at and what it says.
    fn faults(text: &str) -> Vec<(String, String)> {
        read(text, &known())
            .unwrap_err()
            .into_iter()
            .map(|fault| {
                let help = fault
                    .help
                    .map(|help| format!("; {help}"))
                    .unwrap_or_default();
                let first = text[fault.span].lines().next().unwrap_or_default();
                (first.to_owned(), fault.message + &help)
            })
            .collect()
    }

    #[test]
    fn everything_is_read() {
        let text = r#"
source-lang = "ar"
segment = "line"
glossaries = ["terms.toml", "builtin:un"]
exclude = "drafts/"
gitignore = false
cache = false
fail-on = "error"
min-confidence = 0.25
baseline = "known.json"

[[pairs]]
source = "ar/**/*.md"
target = "en/{}.md"
encoding = "windows-1256"

[rules]
number-mismatch = { severity = "info", allow = ["٣"], confidence = 1, one-sided = false }

[[paths]]
files = "en/law/**"
min-confidence = 0
rules.number-mismatch = "off"
"#;
        let config = read(text, &known()).unwrap();
        assert_eq!(config.pairs.len(), 1);
        assert_eq!(config.pairs[0].files.to_string(), "ar/**/*.md ↔ en/{}.md");
        assert_eq!(config.glossaries.as_ref().unwrap().len(), 2);
        assert_eq!(config.exclude[0].value, "drafts/");
        assert!(!config.gitignore && !config.cache);
        assert_eq!(config.fail_on, Some(FailOn::Severity(Severity::Error)));
        assert_eq!(config.baseline.as_ref().unwrap().value, "known.json");
        let all = config.settings(&config.pairs[0].reading, |_, _| false);
        assert_eq!(all.reading.segment.as_deref(), Some("line"));
        assert_eq!(all.reading.encoding.as_deref(), Some("windows-1256"));
        assert_eq!(all.min_confidence, 0.25);
        assert_eq!(all.severity("number-mismatch"), Some(Severity::Info));
        assert!(all.runs("number-mismatch"));
        assert_eq!(all.options.list(&RULE, "allow"), ["٣"]);
        assert_eq!(all.options.number(&RULE, "confidence", 0.5), 1.0);
        assert!(!all.options.flag(&RULE, "one-sided", true));
        let law = config.settings(&Reading::default(), |_, _| true);
        assert!(!law.runs("number-mismatch"));
        assert_eq!(law.min_confidence, 0.0);
        assert_eq!(law.options.list(&RULE, "allow"), ["٣"]);
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let config = read("", &known()).unwrap();
        assert!(config.pairs.is_empty() && config.glossaries.is_none());
        assert!(config.gitignore && config.cache);
        let none = read("glossaries = []", &known()).unwrap();
        assert_eq!(none.glossaries.unwrap().len(), 0);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let text = r#"
glossary = ["a.toml"]
segment = "sentences"
gitignore = "yes"
min-confidence = 2
exclude = ["", 3]

[[pairs]]
source = "ar/*.md"

[[pairs]]
source = "ar/*.md"
target = "en/*.md"
encodng = "utf-8"

[rules]
number_mismatch = "warning"
number-mismatch = { severity = "fatal", alow = [], confidence = "high", allow = [1] }

[[paths]]
files = 1
rules = 3
"#;
        let found = faults(text);
        let expected = [
            (
                "glossary",
                "the file has no key \"glossary\"; did you mean glossaries?",
            ),
            (
                "\"sentences\"",
                "segment is \"sentences\"; did you mean sentence? known are sentence, line, paragraph",
            ),
            ("\"yes\"", "gitignore is a string; expected true or false"),
            ("2", "min-confidence is 2; expected a number from 0 to 1"),
            ("\"\"", "exclude is empty; write it or leave the key out"),
            ("3", "exclude is an integer; expected a list of strings"),
            ("[[pairs]]", "[[pairs]] has no target; add target = \"…\""),
            (
                "encodng",
                "[[pairs]] has no key \"encodng\"; did you mean encoding?",
            ),
            (
                "number_mismatch",
                "there is no rule \"number_mismatch\"; did you mean number-mismatch?",
            ),
            (
                "\"fatal\"",
                "severity is \"fatal\"; known are error, warning, info, off",
            ),
            (
                "alow",
                "number-mismatch has no option \"alow\"; did you mean allow?",
            ),
            ("\"high\"", "confidence is a string; expected a number"),
            ("1", "allow is an integer; expected a list of strings"),
            ("1", "files is an integer; expected a list of strings"),
            ("3", "rules is an integer; expected a table of rules"),
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!((found.0.as_str(), found.1.as_str()), expected);
        }
        assert_eq!(found.len(), expected.len(), "{found:#?}");
    }

    #[test]
    fn patterns_are_looked_at_where_they_stand() {
        let text = "[[pairs]]\nsource = 'ar/*.md'\ntarget = 'en/all.md'\n[[pairs]]\nsource = 'ar/**.md'\ntarget = 'en/{}.md'\n";
        let found = faults(text);
        assert_eq!(found[0].0, "'en/all.md'");
        assert_eq!(found[1].0, "'ar/**.md'");
    }

    #[test]
    fn broken_toml_is_told_with_all_the_rest() {
        let found = faults("segment = \nfail-on = 'never'\nfail-on = 'error'\nsegmnt = 1\n");
        assert!(
            found
                .iter()
                .any(|(_, message)| message.starts_with("not TOML"))
        );
        assert!(
            found
                .iter()
                .any(|(_, message)| message.contains("did you mean segment?"))
        );
        let twice = faults("fail-on = 'never'\nfail-on = 'error'\n");
        assert_eq!(twice.len(), 1, "{twice:?}");
        assert!(twice[0].1.contains("duplicate key"), "{twice:?}");
    }
}
