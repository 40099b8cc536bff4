// Flags of a record that only the collector reads, for its second looks. They lie above those of `layout.ts`.

/** A control: something may lie over it. */
export const CONTROL = 1 << 24;
/** Painted out of the order of the document. */
export const LAYERED = 1 << 25;
/** Opaque, and may lie over others. */
export const LIFTED = 1 << 26;
/** A text that may stick out of its box. */
export const SUSPECT = 1 << 27;
/** A text that looks like what it stands on. */
export const NEAR = 1 << 28;
/** Painted below its place. */
export const SUNKEN = 1 << 29;
/** A dialog that takes all input. */
export const MODAL = 1 << 30;

/** A frame that shows. */
export const FRAME = 1 << 31;

export const MARKS = CONTROL | LAYERED | LIFTED | SUSPECT | NEAR | SUNKEN | MODAL | FRAME;
