//! The roles of WAI-ARIA 1.2 with those that 1.3 adds, of the graphics module 1.0 and of DPUB-ARIA 1.1, and where each
//! takes its name from.

/// Where a role takes its name from (WAI-ARIA 1.2 §5.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// From what the author says and, failing that, from the content.
    Content,
    /// Only from what the author says.
    Author,
    /// It has no name.
    Prohibited,
}

macro_rules! roles {
    ($($variant:ident $token:literal $naming:ident),* $(,)?) => {
        /// A role.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum Role { $($variant),* }

        impl Role {
            /// Its token, as in the `role` attribute.
            pub fn token(self) -> &'static str {
                match self { $(Self::$variant => $token),* }
            }

            /// Where it takes its name from.
            pub fn naming(self) -> Naming {
                match self { $(Self::$variant => Naming::$naming),* }
            }

            fn of_token(token: &str) -> Option<Self> {
                match token { $($token => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

roles! {
    Alert "alert" Author, AlertDialog "alertdialog" Author, Application "application" Author,
    Article "article" Author, Banner "banner" Author, Blockquote "blockquote" Author, Button "button" Content,
    Caption "caption" Prohibited, Cell "cell" Content, Checkbox "checkbox" Content, Code "code" Prohibited,
    ColumnHeader "columnheader" Content, Combobox "combobox" Author, Comment "comment" Content,
    Complementary "complementary" Author, ContentInfo "contentinfo" Author, Definition "definition" Author,
    Deletion "deletion" Prohibited, Dialog "dialog" Author, Document "document" Author,
    Emphasis "emphasis" Prohibited, Feed "feed" Author, Figure "figure" Author, Form "form" Author,
    Generic "generic" Prohibited, Grid "grid" Author, GridCell "gridcell" Content, Group "group" Author,
    Heading "heading" Content, Img "img" Author, Insertion "insertion" Prohibited, Link "link" Content,
    List "list" Author, Listbox "listbox" Author, ListItem "listitem" Author, Log "log" Author, Main "main" Author,
    Mark "mark" Prohibited, Marquee "marquee" Author, Math "math" Author, Menu "menu" Author,
    Menubar "menubar" Author, MenuItem "menuitem" Content, MenuItemCheckbox "menuitemcheckbox" Content,
    MenuItemRadio "menuitemradio" Content, Meter "meter" Author, Navigation "navigation" Author,
    None "none" Prohibited, Note "note" Author, Option "option" Content, Paragraph "paragraph" Prohibited,
    Progressbar "progressbar" Author, Radio "radio" Content, RadioGroup "radiogroup" Author,
    Region "region" Author, Row "row" Content, RowGroup "rowgroup" Author, RowHeader "rowheader" Content,
    Scrollbar "scrollbar" Author, Search "search" Author, Searchbox "searchbox" Author,
    SectionFooter "sectionfooter" Author, SectionHeader "sectionheader" Author,
    Separator "separator" Author, Slider "slider" Author, Spinbutton "spinbutton" Author, Status "status" Author,
    Strong "strong" Prohibited, Subscript "subscript" Prohibited, Suggestion "suggestion" Prohibited,
    Superscript "superscript" Prohibited, Switch "switch" Content, Tab "tab" Content, Table "table" Author,
    TabList "tablist" Author, TabPanel "tabpanel" Author, Term "term" Author, Textbox "textbox" Author,
    Time "time" Author, Timer "timer" Author, Toolbar "toolbar" Author, Tooltip "tooltip" Content,
    Tree "tree" Author, TreeGrid "treegrid" Author, TreeItem "treeitem" Content,
    GraphicsDocument "graphics-document" Author, GraphicsObject "graphics-object" Author,
    GraphicsSymbol "graphics-symbol" Author,
    DocAbstract "doc-abstract" Author, DocAcknowledgments "doc-acknowledgments" Author,
    DocAfterword "doc-afterword" Author, DocAppendix "doc-appendix" Author, DocBacklink "doc-backlink" Content,
    DocBiblioentry "doc-biblioentry" Author, DocBibliography "doc-bibliography" Author,
    DocBiblioref "doc-biblioref" Content, DocChapter "doc-chapter" Author, DocColophon "doc-colophon" Author,
    DocConclusion "doc-conclusion" Author, DocCover "doc-cover" Author, DocCredit "doc-credit" Author,
    DocCredits "doc-credits" Author, DocDedication "doc-dedication" Author, DocEndnote "doc-endnote" Author,
    DocEndnotes "doc-endnotes" Author, DocEpigraph "doc-epigraph" Author, DocEpilogue "doc-epilogue" Author,
    DocErrata "doc-errata" Author, DocExample "doc-example" Author, DocFootnote "doc-footnote" Author,
    DocForeword "doc-foreword" Author, DocGlossary "doc-glossary" Author, DocGlossref "doc-glossref" Content,
    DocIndex "doc-index" Author, DocIntroduction "doc-introduction" Author, DocNoteref "doc-noteref" Content,
    DocNotice "doc-notice" Author, DocPagebreak "doc-pagebreak" Author, DocPagefooter "doc-pagefooter" Author,
    DocPageheader "doc-pageheader" Author, DocPagelist "doc-pagelist" Author, DocPart "doc-part" Author,
    DocPreface "doc-preface" Author, DocPrologue "doc-prologue" Author, DocPullquote "doc-pullquote" Author,
    DocQna "doc-qna" Author, DocSubtitle "doc-subtitle" Content, DocTip "doc-tip" Author, DocToc "doc-toc" Author,
}

impl Role {
    /// The role that a token of the `role` attribute names; none for abstract, unknown and empty ones
    /// (WAI-ARIA 1.2 §9.1). Tokens are ASCII case-insensitive; synonyms give the name of 1.2.
    pub fn parse(token: &str) -> Option<Self> {
        let token = token.to_ascii_lowercase();
        match token.as_str() {
            "image" => Some(Self::Img),
            "presentation" => Some(Self::None),
            "directory" => Some(Self::List),
            other => Self::of_token(other),
        }
    }

    /// Whether it shows where a value stands within a range (WAI-ARIA 1.2 §5.3.1 range).
    pub fn is_range(self) -> bool {
        matches!(self, Self::Slider | Self::Spinbutton | Self::Scrollbar | Self::Progressbar | Self::Meter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_case_insensitive_and_synonyms_have_one_name() {
        assert_eq!(Role::parse("BUTTON"), Some(Role::Button));
        assert_eq!(Role::parse("presentation"), Some(Role::None));
        assert_eq!(Role::parse("image").map(Role::token), Some("img"));
    }

    #[test]
    fn abstract_and_unknown_roles_are_none() {
        for token in ["", "widget", "landmark", "roletype", "command", "foo", "link-ish"] {
            assert_eq!(Role::parse(token), None, "{token}");
        }
    }
}
