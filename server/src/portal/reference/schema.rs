//! Schemas of the OpenAPI document: what a body is made of, in few words.

use serde_json::Value;

use super::{entries, slug, string};

/// A named schema.
pub struct Schema {
    /// Its place on the page.
    pub anchor: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Values of an enumeration.
    pub values: Vec<String>,
    /// Members of an object, or variants of a union.
    pub members: Vec<Member>,
}

/// A member of an object.
pub struct Member {
    /// Name.
    pub name: String,
    /// Its shape.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub description: String,
}

/// A type in few words, with a link when it has a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// `string`, `Passage[]`, `integer or null`.
    pub text: String,
    /// Place of the named schema.
    pub anchor: Option<String>,
}

impl Schema {
    /// The schema `name`.
    pub fn of(name: &str, source: &Value) -> Self {
        Self {
            anchor: anchor(name),
            name: name.to_owned(),
            description: string(&source["description"]),
            values: source["enum"].as_array().map(|v| v.iter().map(string).collect()).unwrap_or_default(),
            members: members(source),
        }
    }
}

/// Members of an object; of `allOf` those of every part; of `oneOf` one entry a variant, named by its tag.
fn members(source: &Value) -> Vec<Member> {
    let required =
        |name: &str| source["required"].as_array().is_some_and(|list| list.iter().any(|r| r == name));
    let own = entries(&source["properties"]).map(|(name, member)| Member {
        name: name.clone(),
        shape: Shape::of(member),
        required: required(name),
        description: string(&member["description"]),
    });
    let parts = |key: &str| source[key].as_array().cloned().unwrap_or_default();
    let mut all: Vec<Member> = own.collect();
    for part in parts("allOf") {
        match part.get("$ref") {
            Some(_) => all.push(Member {
                name: "…".into(),
                shape: Shape::of(&part),
                required: false,
                description: String::new(),
            }),
            None => all.extend(members(&part)),
        }
    }
    all.extend(parts("oneOf").iter().map(variant));
    all
}

fn variant(source: &Value) -> Member {
    let own =
        source["allOf"].as_array().and_then(|parts| parts.iter().find(|p| p.get("properties").is_some()));
    let fields = own.unwrap_or(source);
    let tag = entries(&fields["properties"]).find_map(|(_, m)| m["const"].as_str().or(m["enum"][0].as_str()));
    let names: Vec<_> = entries(&fields["properties"])
        .filter(|(_, m)| m.get("const").is_none() && m["enum"].as_array().is_none_or(|e| e.len() != 1))
        .map(|(name, _)| name.as_str())
        .collect();
    let named = source["allOf"].as_array().and_then(|parts| parts.iter().find(|p| p.get("$ref").is_some()));
    let shape = match named {
        Some(part) => Shape::of(part),
        None => Shape { text: names.join(", "), anchor: None },
    };
    Member {
        name: tag.unwrap_or_default().to_owned(),
        shape,
        required: false,
        description: string(&source["description"]),
    }
}

impl Shape {
    /// The shape of a schema.
    pub fn of(schema: &Value) -> Self {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return Self { text: name.to_owned(), anchor: Some(anchor(name)) };
        }
        let alternatives = ["oneOf", "anyOf", "allOf"].iter().find_map(|key| schema[*key].as_array());
        if let Some(alternatives) = alternatives {
            let shapes: Vec<_> = alternatives.iter().map(Shape::of).collect();
            return Self { text: join(&shapes), anchor: shapes.iter().find_map(|s| s.anchor.clone()) };
        }
        match &schema["type"] {
            Value::String(kind) if kind == "array" => {
                let item = Shape::of(&schema["items"]);
                Self { text: format!("{}[]", item.text), anchor: item.anchor }
            }
            Value::String(kind) => Self { text: kind.clone(), anchor: None },
            Value::Array(kinds) => {
                let shapes: Vec<_> = kinds.iter().map(|k| Self { text: string(k), anchor: None }).collect();
                Self { text: join(&shapes), anchor: None }
            }
            _ => Self { text: String::new(), anchor: None },
        }
    }
}

fn join(shapes: &[Shape]) -> String {
    shapes.iter().map(|s| s.text.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" | ")
}

fn anchor(name: &str) -> String {
    format!("schema-{}", slug(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn types_read_in_few_words() {
        assert_eq!(Shape::of(&json!({ "type": ["string", "null"] })).text, "string | null");
        assert_eq!(
            Shape::of(&json!({ "type": "array", "items": { "$ref": "#/components/schemas/Turn" } })).text,
            "Turn[]"
        );
    }

    #[test]
    fn a_variant_of_a_tagged_union_goes_by_its_tag() {
        let source = json!({ "oneOf": [{ "type": "object", "properties": {
            "type": { "type": "string", "enum": ["delta"] }, "text": { "type": "string" } } }] });
        let schema = Schema::of("AskEvent", &source);
        assert_eq!(
            (schema.members[0].name.as_str(), schema.members[0].shape.text.as_str()),
            ("delta", "text")
        );
    }
}
