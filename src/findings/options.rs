use super::Rule;
use std::collections::BTreeMap;

/// What the user set for rules: raw, each rule reads its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    rules: BTreeMap<String, toml::Table>,
}

impl Options {
    /// Sets the options of a rule, over those set before.
    pub fn set(&mut self, rule: &str, options: toml::Table) {
        self.rules
            .entry(rule.to_owned())
            .or_default()
            .extend(options);
    }

    /// Puts other options over these.
    pub fn add(&mut self, over: &Options) {
        for (rule, options) in &over.rules {
            self.set(rule, options.clone());
        }
    }

    fn get(&self, rule: &Rule, key: &str) -> Option<&toml::Value> {
        debug_assert!(
            rule.options.iter().any(|option| option.key == key),
            "{} has no option {key}",
            rule.name
        );
        self.rules.get(rule.name)?.get(key)
    }

    /// A number, or `default` where it is not set.
    pub fn number(&self, rule: &Rule, key: &str, default: f64) -> f64 {
        match self.get(rule, key) {
            Some(toml::Value::Float(value)) => *value,
            Some(toml::Value::Integer(value)) => *value as f64,
            _ => default,
        }
    }

    /// A switch, or `default` where it is not set.
    pub fn flag(&self, rule: &Rule, key: &str, default: bool) -> bool {
        self.get(rule, key)
            .and_then(toml::Value::as_bool)
            .unwrap_or(default)
    }

    /// A list of strings; empty where it is not set.
    pub fn list(&self, rule: &Rule, key: &str) -> Vec<&str> {
        self.get(rule, key)
            .and_then(toml::Value::as_array)
            .map(|array| array.iter().filter_map(toml::Value::as_str).collect())
            .unwrap_or_default()
    }

    /// A string.
    pub fn text(&self, rule: &Rule, key: &str) -> Option<&str> {
        self.get(rule, key).and_then(toml::Value::as_str)
    }
}
