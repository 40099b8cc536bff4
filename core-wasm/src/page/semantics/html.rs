//! The role that an element of HTML or SVG has by itself (HTML-AAM 1.0 §3.4, SVG-AAM 1.0 §5).

use super::super::buffer::{Record, attribute};
use super::roles::Role;

/// What the role of an element depends on besides the element.
pub trait Context {
    /// Whether the author named it.
    fn is_named(&self) -> bool;
    /// Whether it is in one of these elements.
    fn is_in(&self, tags: &[&str]) -> bool;
    /// The role of the table around a part of one.
    fn table(&self) -> Option<Role>;
    /// Whether its parent is an element for lists that is exposed as one.
    fn is_in_list(&self) -> bool;
    /// Whether a table cell of this row is no header.
    fn row_has_data_cells(&self) -> bool;
    /// Whether it is the first summary of its `details`.
    fn is_summary_of_details(&self) -> bool;
}

/// Elements in which headers, footers and side matter are not the page's.
const SECTIONING: &[&str] = &["article", "aside", "nav", "section"];
const SECTIONING_OR_MAIN: &[&str] = &["article", "aside", "main", "nav", "section"];

/// The native role.
pub fn role(record: &Record<'_>, context: &impl Context) -> Role {
    match record.tag() {
        "a" | "area" => link(record),
        "aside" if context.is_in(SECTIONING) && !context.is_named() => Role::Generic,
        "footer" | "header" if context.is_in(SECTIONING_OR_MAIN) => Role::Generic,
        "form" | "section" if !context.is_named() => Role::Generic,
        "img" => image(record),
        "image" => Role::Img,
        "input" => input(record),
        "select" => select(record),
        "li" if !context.is_in_list() => Role::Generic,
        "summary" if context.is_summary_of_details() => Role::Button,
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => table_part(record, context),
        tag => by_tag(tag),
    }
}

fn by_tag(tag: &str) -> Role {
    match tag {
        "address" | "details" | "fieldset" | "hgroup" | "optgroup" | "g" | "foreignObject" => Role::Group,
        "article" => Role::Article,
        "aside" => Role::Complementary,
        "blockquote" => Role::Blockquote,
        "button" => Role::Button,
        "caption" | "figcaption" => Role::Caption,
        "code" => Role::Code,
        "datalist" => Role::Listbox,
        "dd" => Role::Definition,
        "del" | "s" => Role::Deletion,
        "dfn" | "dt" => Role::Term,
        "dialog" => Role::Dialog,
        "em" => Role::Emphasis,
        "figure" => Role::Figure,
        "footer" => Role::ContentInfo,
        "form" => Role::Form,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "header" => Role::Banner,
        "hr" => Role::Separator,
        "html" => Role::Document,
        "ins" => Role::Insertion,
        "li" => Role::ListItem,
        "main" => Role::Main,
        "mark" => Role::Mark,
        "math" => Role::Math,
        "dir" | "menu" | "ol" | "ul" => Role::List,
        "meter" => Role::Meter,
        "nav" => Role::Navigation,
        "option" => Role::Option,
        "output" => Role::Status,
        "p" => Role::Paragraph,
        "progress" => Role::Progressbar,
        "search" => Role::Search,
        "section" => Role::Region,
        "strong" => Role::Strong,
        "sub" => Role::Subscript,
        "sup" => Role::Superscript,
        "svg" => Role::GraphicsDocument,
        "table" => Role::Table,
        "textarea" => Role::Textbox,
        "time" => Role::Time,
        "use" => Role::GraphicsObject,
        "circle" | "ellipse" | "line" | "path" | "polygon" | "polyline" | "rect" => Role::GraphicsSymbol,
        _ => Role::Generic,
    }
}

fn link(record: &Record<'_>) -> Role {
    let links = record.html("href").is_some() || record.html("xlink:href").is_some();
    if links { Role::Link } else { Role::Generic }
}

/// An empty `alt` says that the picture is decoration, unless the author names it all the same.
fn image(record: &Record<'_>) -> Role {
    let named =
        ["label", "labelledby"].iter().any(|name| record.aria(name).is_some_and(|v| !v.trim().is_empty()));
    match record.attribute(attribute::ALT) {
        Some("") if !named => Role::None,
        _ => Role::Img,
    }
}

fn input(record: &Record<'_>) -> Role {
    let listed = record.html("list").is_some();
    match record.attribute(attribute::TYPE).unwrap_or("text") {
        "button" | "color" | "file" | "image" | "reset" | "submit" => Role::Button,
        "checkbox" => Role::Checkbox,
        "radio" => Role::Radio,
        "range" => Role::Slider,
        "number" => Role::Spinbutton,
        "email" | "search" | "tel" | "text" | "url" if listed => Role::Combobox,
        "search" => Role::Searchbox,
        "hidden" => Role::Generic,
        _ => Role::Textbox,
    }
}

fn select(record: &Record<'_>) -> Role {
    let rows: u32 = record.html("size").and_then(|size| size.trim().parse().ok()).unwrap_or(0);
    if record.html("multiple").is_some() || rows > 1 { Role::Listbox } else { Role::Combobox }
}

/// Parts of a table are that only in something that is exposed as one.
fn table_part(record: &Record<'_>, context: &impl Context) -> Role {
    let Some(table) = context.table() else { return Role::Generic };
    let cell = if table == Role::Table { Role::Cell } else { Role::GridCell };
    match record.tag() {
        "tr" => Role::Row,
        "td" => cell,
        "th" => match record.html("scope").unwrap_or("").trim().to_ascii_lowercase().as_str() {
            "row" | "rowgroup" => Role::RowHeader,
            "col" | "colgroup" => Role::ColumnHeader,
            // HTML §4.9.12.2: without a scope it heads the row when data follows in it.
            _ if context.row_has_data_cells() => Role::RowHeader,
            _ => Role::ColumnHeader,
        },
        _ => Role::RowGroup,
    }
}
