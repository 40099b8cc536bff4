// Computed colours as 32 bits: red, green, blue, alpha from the highest byte down.

/** A colour that could not be read. Fully transparent magenta: no computed style has it by accident. */
export const UNKNOWN = 0xff00ff00 | 0;
export const WHITE = 0xffffffff | 0;
export const DARK_CANVAS = 0x121212ff;

const known = new Map<string, number>();
let canvas: OffscreenCanvasRenderingContext2D | null | undefined;

/** Reads `rgb(…)` and `rgba(…)` itself and lets the browser paint every other notation (`oklch(…)`, `color(…)`). */
export function parseColour(css: string): number {
  const cached = known.get(css);
  if (cached !== undefined) return cached;
  if (known.size > 4096) known.clear();
  const parsed = parseRgb(css) ?? paint(css);
  known.set(css, parsed);
  return parsed;
}

function parseRgb(css: string): number | null {
  const match = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(css);
  if (!match) return null;
  const alpha = match[4] === undefined ? 255 : Math.round(Number(match[4]) * 255);
  return pack(Number(match[1]), Number(match[2]), Number(match[3]), alpha);
}

function paint(css: string): number {
  if (canvas === undefined) {
    try {
      canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    } catch {
      canvas = null;
    }
  }
  if (!canvas) return UNKNOWN;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = "rgba(1, 2, 3, 0.5)";
  const before = canvas.fillStyle;
  canvas.fillStyle = css;
  if (canvas.fillStyle === before) return UNKNOWN;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return pack(r, g, b, a);
}

function pack(r: number, g: number, b: number, a: number): number {
  return (r << 24) | (g << 16) | (b << 8) | a;
}

export function alphaOf(colour: number): number {
  return colour & 255;
}

/** `over` painted on the opaque `under`. */
export function composite(over: number, under: number): number {
  const alpha = alphaOf(over) / 255;
  const mix = (shift: number): number =>
    Math.round(((over >>> shift) & 255) * alpha + ((under >>> shift) & 255) * (1 - alpha));
  return pack(mix(24), mix(16), mix(8), 255);
}

/** Largest difference of a channel, 0 to 255. */
export function distance(a: number, b: number): number {
  return Math.max(
    Math.abs((a >>> 24) - (b >>> 24)),
    Math.abs(((a >>> 16) & 255) - ((b >>> 16) & 255)),
    Math.abs(((a >>> 8) & 255) - ((b >>> 8) & 255)),
  );
}
