//! The one set of icons: 20 × 20, drawn with lines, in the colour of their text.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Alert,
    Attach,
    Back,
    Check,
    Clock,
    Close,
    Copy,
    Down,
    External,
    File,
    Globe,
    Info,
    Next,
    Page,
    Panel,
    Pause,
    Pencil,
    Person,
    Play,
    Pointer,
    Quote,
    Retry,
    Send,
    Shield,
    Speech,
    Stop,
    Table,
    Trash,
    Upload,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M10 3.2 17.4 16H2.6L10 3.2ZM10 8.2v3.6M10 13.9v.1",
            Self::Attach => {
                "m15.5 9.2-5.8 5.8a3.6 3.6 0 0 1-5.1-5.1l6.2-6.2a2.4 2.4 0 0 1 3.4 3.4l-6.1 6.1a1.2 1.2 0 0 1-1.7-1.7l5.4-5.4"
            }
            Self::Back => "M11.8 4.8 6.6 10l5.2 5.2",
            Self::Check => "m4.5 10.5 3.7 3.7 7.3-8.2",
            Self::Clock => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.7 1.6",
            Self::Close => "m5.5 5.5 9 9M14.5 5.5l-9 9",
            Self::Copy => "M7.5 7.5h8v8h-8zM4.5 12.5v-8h8",
            Self::Down => "m6 8 4 4 4-4",
            Self::External => "M11.5 4.5h4v4M15.5 4.5l-6 6M8.5 5.5h-4v10h10v-4",
            Self::File => "M5.5 3.5h6l3.5 3.5v9.5h-9.5zM11.5 3.5V7H15M8 10.5h4.5M8 13.2h4.5",
            Self::Globe => {
                "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c4 4 4 10 0 14M10 3c-4 4-4 10 0 14"
            }
            Self::Info => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.4v4M10 6.7v.1",
            Self::Next => "m8.2 4.8 5.2 5.2-5.2 5.2",
            Self::Panel => "M3.5 4.5h13v11h-13zM11.5 4.5v11",
            Self::Page => "M4.5 3.5h11v13h-11zM7.5 7.5h5M7.5 10.2h5M7.5 13h3",
            Self::Pause => "M7.2 5v10M12.8 5v10",
            Self::Pencil => "m4 16 .9-3.5 8.2-8.2 2.6 2.6-8.2 8.2L4 16Z",
            Self::Person => "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.5-2.9 2.9-4.3 6-4.3s5.5 1.4 6 4.3",
            Self::Play => "M7 4.8v10.4l8-5.2-8-5.2Z",
            Self::Pointer => "m5 4 10.5 4.3-4.4 1.8-1.8 4.4L5 4Z",
            Self::Quote => "M4 5.5h12M4 9.5h8M4 13.5h10",
            Self::Retry => "M15.8 8.2A6.2 6.2 0 1 0 16 11.6M16 4v4.3h-4.3",
            Self::Send => "M10 16V4.5M5 9.5l5-5 5 5",
            Self::Shield => "M10 3.2 15.5 5v4.6c0 3.4-2.3 5.8-5.5 7.2-3.2-1.4-5.5-3.8-5.5-7.2V5L10 3.2Z",
            Self::Speech => "M4 4.5h12V13H9.6L6.5 16v-3H4V4.5Z",
            Self::Stop => "M6 6h8v8H6z",
            Self::Table => "M4 4.5h12v11H4zM4 8.2h12M4 11.9h12M9 8.2v7.3",
            Self::Trash => "M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6",
            Self::Upload => "M10 13V4M6.2 7.6 10 3.8l3.8 3.8M4 13.5v3h12v-3",
        }
    }
}

/// An icon beside a word, or in a button that has a name of its own.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    let filled = glyph == Glyph::Stop;
    view! {
        <svg class="icon" class:filled=filled viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}

/// Legwork's mark, the same as `extension/icons/icon.svg`.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 128 128" aria-hidden="true" focusable="false">
            <rect class="mark-ground" x="4" y="4" width="120" height="120" rx="28" />
            <path class="mark-letter" d="M44 28v50a18 18 0 0 0 18 18h26" />
            <circle class="mark-goal" cx="80" cy="40" r="11" />
        </svg>
    }
}
