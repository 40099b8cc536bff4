// The layout of a frame's buffer. Mirrors `core-wasm/src/page/buffer.rs`, where it is documented; a test there compares
// the two files.

export const STRIDE = 12;

/** Places in a record. */
export const REF = 0;
export const PARENT = 1;
export const FLAGS = 2;
export const STRING = 3;
export const ATTRIBUTES = 4;
export const X = 5;
export const Y = 6;
export const WIDTH = 7;
export const HEIGHT = 8;
export const COLOUR = 9;
export const AMOUNT = 10;
export const ATTRIBUTE_COUNT = 11;

/** Coordinates are quarters of a CSS pixel, in the page. */
export const PER_PIXEL = 4;

/** Kinds of records: flags, bits 0 to 2. */
export const KIND_ELEMENT = 0;
export const KIND_TEXT = 1;
export const KIND_SHADOW_ROOT = 2;
export const KIND_SCROLL_REGION = 3;
export const KIND_DOCUMENT = 4;
export const KIND_VIEWPORT = 5;

/** Kinds of boxes: flags, bits 3 to 5. */
export const DISPLAY_INLINE = 0 << 3;
export const DISPLAY_BLOCK = 1 << 3;
export const DISPLAY_NONE = 2 << 3;
export const DISPLAY_CONTENTS = 3 << 3;
export const DISPLAY_ROW = 4 << 3;
export const DISPLAY_CELL = 5 << 3;
export const DISPLAY_LIST_ITEM = 6 << 3;
export const DISPLAY_ATOMIC = 7 << 3;

/** Positions: flags, bits 6 and 7. */
export const POSITION_STATIC = 0 << 6;
export const POSITION_RELATIVE = 1 << 6;
export const POSITION_ABSOLUTE = 2 << 6;
export const POSITION_FIXED = 3 << 6;

/** Further flags. */
export const CLIPS_X = 1 << 8;
export const CLIPS_Y = 1 << 9;
export const SCROLLS = 1 << 10;
export const NOT_RENDERED = 1 << 11;
export const COVERED = 1 << 12;
export const PAINTED = 1 << 13;
export const HAS_RECT = 1 << 14;
export const CHECKED = 1 << 15;
export const DISABLED = 1 << 16;
export const SLOTTED = 1 << 17;
export const TRIMMED = 1 << 18;
export const SPACE_BEFORE = 1 << 19;
export const COLOUR_UNKNOWN = 1 << 20;
export const INVISIBLE = 1 << 21;
export const COPY = 1 << 22;
export const CLICKABLE = 1 << 23;

/** Attributes: strings whose first character says which. */
export const ROLE = "r";
export const ARIA = "x";
export const HTML = "h";
export const LABELLED_BY = "b";
export const DESCRIBED_BY = "q";
export const OWNS = "o";
export const LABELS = "f";
export const ALT = "a";
export const TITLE = "t";
export const PLACEHOLDER = "p";
export const VALUE = "v";
export const TYPE = "y";
export const OPTION_COUNT = "n";
export const CLIP_PATH = "c";
export const CLIP = "k";
export const SOURCE = "s";
export const INNER_SIZE = "z";
export const FILTER = "e";
export const SVG_TITLE = "g";
export const SVG_DESCRIPTION = "j";
export const BEFORE = "<";
export const AFTER = ">";
export const MARKER = "*";
