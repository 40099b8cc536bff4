//! How much of a document is read at most. Everything past a limit is refused with a reason, never cut silently.

use std::time::Duration;

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 5 * 1024 * 1024;
/// Most pages of a PDF.
pub const PAGES: usize = 200;
/// Longest text kept of one document, in characters.
pub const TEXT_CHARS: usize = 200_000;

/// Most bytes all parts of a DOCX may unpack to.
pub const UNPACKED_BYTES: u64 = 50 * 1024 * 1024;
/// Highest ratio of unpacked to packed bytes of one DOCX part; small parts are exempt, they can do no harm.
pub const UNPACK_RATIO: u64 = 100;
/// Parts up to this size may have any ratio.
pub const RATIO_FREE_BYTES: u64 = 1024 * 1024;
/// Most parts of a DOCX.
pub const PARTS: usize = 5_000;
/// Deepest nesting of XML elements.
pub const XML_DEPTH: usize = 256;

/// Most bytes one PDF stream may decode to.
pub const STREAM_BYTES: usize = 16 * 1024 * 1024;
/// Most bytes of page content decoded in one document, repeated use counted again.
pub const CONTENT_BYTES: usize = 64 * 1024 * 1024;
/// Most drawing operations interpreted in one document.
pub const OPERATIONS: usize = 3_000_000;
/// Deepest nesting of forms in a page, and of saved graphics states.
pub const FORM_DEPTH: usize = 8;
/// Deepest stack of saved graphics states.
pub const STATE_DEPTH: usize = 256;
/// Most fonts decoded in one document.
pub const FONTS: usize = 2_000;
/// Characters laid out before a document counts as too long: its cleaned text would be too.
pub const RAW_CHARS: usize = 2 * TEXT_CHARS;

/// Address space and data of the child process, in bytes.
pub const CHILD_MEMORY: u64 = 512 * 1024 * 1024;
/// Processor time of the child process, in seconds.
pub const CHILD_CPU_SECONDS: u64 = 10;
/// Time the child process may take by the clock.
pub const CHILD_WALL: Duration = Duration::from_secs(15);
/// Stack of the thread that parses; hostile nesting meets lopdf's own depth limits far before it.
pub const CHILD_STACK: usize = 16 * 1024 * 1024;
/// Most bytes accepted as the child's answer.
pub const ANSWER_BYTES: u64 = 2 * 1024 * 1024;
/// Documents read at the same time; each may take `CHILD_MEMORY`.
pub const CHILDREN: usize = 2;
/// How long an upload waits for its turn.
pub const TURN_WAIT: Duration = Duration::from_secs(30);
