//! A JSON schema of `mutabiq.toml` for editors, from the same table as everything else.

use super::keys::{self, Key, Kind, Known, OptionKind, SEVERITY};
use serde_json::{Map, Value, json};

/// The schema, as JSON (draft 7, which the editors' TOML plug-ins read).
pub fn schema(known: &Known) -> Value {
    let mut out = table(keys::TOP, &[], known);
    if let Some(out) = out.as_object_mut() {
        out.insert(
            "$schema".into(),
            "http://json-schema.org/draft-07/schema#".into(),
        );
        out.insert("title".into(), "mutabiq.toml".into());
        out.insert("definitions".into(), json!({ "rules": rules(known) }));
    }
    out
}

fn table(keys: &[Key], required: &[&[&str]], known: &Known) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key, known)))
        .collect();
    let mut out = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    match required {
        [] => {}
        [all] => out["required"] = json!(all),
        several => {
            let choices = several.iter().map(|names| json!({ "required": names }));
            out["oneOf"] = choices.collect();
        }
    }
    out
}

fn property(key: &Key, known: &Known) -> Value {
    let mut out = match &key.kind {
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Texts => json!({
            "anyOf": [texts(), { "type": "string", "minLength": 1 }],
        }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Kind::Choice(choice) => json!({ "enum": known.names(*choice) }),
        Kind::Tables(keys, required) => {
            json!({ "type": "array", "items": table(keys, required, known) })
        }
        // Beside a reference draft 7 ignores everything else.
        Kind::Rules => json!({ "allOf": [{ "$ref": "#/definitions/rules" }] }),
    };
    out["description"] = key.doc.into();
    if let Some(default) = keys::value(key.default) {
        out["default"] = json!(default);
    }
    out
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string", "minLength": 1 } })
}

fn rules(known: &Known) -> Value {
    let levels = json!({ "enum": keys::levels() });
    let properties: Map<String, Value> = known
        .rules
        .iter()
        .map(|rule| {
            let mut options = Map::new();
            let mut severity = levels.clone();
            severity["default"] = rule.severity.name().into();
            severity["description"] = "how grave its findings are; off switches it off".into();
            options.insert(SEVERITY.to_owned(), severity);
            for option in rule.options {
                let mut out = match OptionKind::of(option) {
                    Some(OptionKind::Flag) => json!({ "type": "boolean" }),
                    Some(OptionKind::Number) => json!({ "type": "number" }),
                    Some(OptionKind::Text) => json!({ "type": "string" }),
                    Some(OptionKind::Texts) => texts(),
                    None => json!({}),
                };
                out["description"] = option.doc.into();
                if let Some(default) = keys::default_of(option) {
                    out["default"] = json!(default);
                }
                options.insert(option.key.to_owned(), out);
            }
            let rule_schema = json!({
                "description": rule.summary,
                "anyOf": [
                    levels,
                    { "type": "object", "properties": options, "additionalProperties": false },
                ],
            });
            (rule.name.to_owned(), rule_schema)
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
