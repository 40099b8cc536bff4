//! The API reference page, worked out from the OpenAPI document.

use axum::http::StatusCode;
use serde_json::Value;

use super::texts::text;

mod schema;

pub use schema::{Schema, Shape};

/// The whole document as the page shows it.
pub struct Reference {
    /// Operations by tag, in the document's order.
    pub groups: Vec<Group>,
    /// Schemas by name.
    pub schemas: Vec<Schema>,
}

/// Operations under one tag.
pub struct Group {
    /// The tag.
    pub name: String,
    /// Its place on the page.
    pub anchor: String,
    /// Operations.
    pub operations: Vec<Operation>,
}

/// One operation.
pub struct Operation {
    /// Its place on the page.
    pub anchor: String,
    /// `get`, `post`, …
    pub method: String,
    /// Path, parameters in braces.
    pub path: String,
    /// One line.
    pub summary: String,
    /// More.
    pub description: String,
    /// Whether it needs no sign-in.
    pub public: bool,
    /// Parameters of path, query and header.
    pub parameters: Vec<Parameter>,
    /// Bodies it takes.
    pub bodies: Vec<Body>,
    /// Answers by status.
    pub answers: Vec<Answer>,
}

/// A parameter.
pub struct Parameter {
    /// Name.
    pub name: String,
    /// Where it stands, in words.
    pub place: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub description: String,
}

/// A body of a request or an answer.
pub struct Body {
    /// Media type.
    pub media_type: String,
    /// Its shape.
    pub shape: Shape,
}

/// An answer.
pub struct Answer {
    /// Status code.
    pub status: String,
    /// When it comes.
    pub description: String,
    /// Bodies it may have.
    pub bodies: Vec<Body>,
}

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

impl Reference {
    /// Reads an OpenAPI 3.1 document. What it does not know it leaves out.
    pub fn of(document: &Value) -> Self {
        let secured_by_default = document["security"].as_array().is_some_and(|list| !list.is_empty());
        let mut groups: Vec<Group> = Vec::new();
        for (path, item) in entries(&document["paths"]) {
            for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
                let source = &item[*method];
                let tag = heading(source["tags"][0].as_str().unwrap_or_default());
                let operation = operation(method, path, source, secured_by_default);
                match groups.iter_mut().find(|group| group.name == tag) {
                    Some(group) => group.operations.push(operation),
                    None => groups.push(Group {
                        anchor: format!("tag-{}", slug(&tag)),
                        name: tag,
                        operations: vec![operation],
                    }),
                }
            }
        }
        let schemas =
            entries(&document["components"]["schemas"]).map(|(name, s)| Schema::of(name, s)).collect();
        Self { groups, schemas }
    }
}

fn operation(method: &str, path: &str, source: &Value, secured_by_default: bool) -> Operation {
    let secured = source["security"].as_array().map_or(secured_by_default, |list| !list.is_empty());
    let parameter = |source: &Value| Parameter {
        name: string(&source["name"]),
        place: place(source["in"].as_str().unwrap_or_default()),
        required: source["required"].as_bool().unwrap_or(false),
        description: string(&source["description"]),
    };
    let answer = |(status, source): (&String, &Value)| Answer {
        status: status.clone(),
        description: meaning(status, &source["description"]),
        bodies: bodies(&source["content"]),
    };
    Operation {
        anchor: format!("{method}{}", slug(path)),
        method: method.to_owned(),
        path: path.to_owned(),
        summary: string(&source["summary"]),
        description: string(&source["description"]),
        public: !secured,
        parameters: source["parameters"]
            .as_array()
            .map(|all| all.iter().map(parameter).collect())
            .unwrap_or_default(),
        bodies: bodies(&source["requestBody"]["content"]),
        answers: entries(&source["responses"]).map(answer).collect(),
    }
}

/// What the document says of a status, else what HTTP says.
fn meaning(status: &str, description: &Value) -> String {
    let known = || StatusCode::from_bytes(status.as_bytes()).ok()?.canonical_reason();
    match description.as_str() {
        Some(said) if !said.is_empty() => said.to_owned(),
        _ => known().unwrap_or_default().to_owned(),
    }
}

/// A tag as a heading.
fn heading(tag: &str) -> String {
    let mut letters = tag.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn place(place: &str) -> String {
    match place {
        "path" => text("api.in_path"),
        "query" => text("api.in_query"),
        "header" => text("api.in_header"),
        other => other.to_owned(),
    }
}

fn bodies(content: &Value) -> Vec<Body> {
    entries(content)
        .map(|(media, source)| Body { media_type: media.clone(), shape: Shape::of(&source["schema"]) })
        .collect()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn slug(text: &str) -> String {
    let dashed: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    dashed.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_operation_shows_who_may_call_it_and_what_it_takes_and_gives() {
        let document = json!({
            "security": [{ "bearer": [] }],
            "paths": { "/api/v1/ask": { "post": {
                "tags": ["ask"], "summary": "Ask about a page",
                "parameters": [{ "name": "Idempotency-Key", "in": "header", "required": false }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AskRequest" } } } },
                "responses": { "200": { "description": "The answer" } }
            } } },
            "components": { "schemas": { "AskRequest": { "type": "object" } } }
        });
        let reference = Reference::of(&document);
        let operation = &reference.groups[0].operations[0];
        assert_eq!((operation.anchor.as_str(), operation.public), ("post-api-v1-ask", false));
        assert_eq!(operation.bodies[0].shape.anchor.as_deref(), Some("schema-askrequest"));
        assert_eq!(operation.parameters[0].place, "header");
        assert_eq!(operation.answers[0].status, "200");
    }

    #[test]
    fn an_empty_security_list_means_no_sign_in() {
        let document = json!({ "security": [{ "bearer": [] }], "paths": { "/x": { "get": { "security": [], "responses": {} } } } });
        assert!(Reference::of(&document).groups[0].operations[0].public);
    }
}
