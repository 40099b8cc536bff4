// Small pictures of the tab in front, with what may not be kept painted over before they leave this file.

import type { Rect } from "../protocol";

/** Pixels across: enough to recognise a page by, little to keep. */
const WIDTH = 640;
const QUALITY = 0.6;
/** The browser takes no more than two a second. */
const PAUSE_MS = 520;

let last = 0;

/** The tab as a data URL, `covered` (CSS pixels of a view `width` wide) painted over; nothing when it is not in front. */
export async function picture(tab: number, width: number, covered: Rect[]): Promise<string | undefined> {
  const pause = last + PAUSE_MS - Date.now();
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  const before = await inFront(tab);
  if (before === undefined) return undefined;
  last = Date.now();
  const whole = await chrome.tabs.captureVisibleTab(before, { format: "jpeg", quality: 80 });
  // Another tab may have come to the front meanwhile: then this may be a picture of that one.
  if ((await inFront(tab)) !== before) return undefined;
  return shrink(toBlob(whole), width, covered);
}

/** The window in which the tab is the one in front. */
async function inFront(tab: number): Promise<number | undefined> {
  const { active, windowId } = await chrome.tabs.get(tab);
  return active ? windowId : undefined;
}

/** Not by `fetch`: our own content security policy does not let it read data URLs. */
function toBlob(url: string): Blob {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/jpeg" });
}

async function shrink(whole: Blob, width: number, covered: Rect[]): Promise<string> {
  const image = await createImageBitmap(whole);
  const scale = Math.min(1, WIDTH / image.width);
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  pen.fillStyle = "#57534c";
  const unit = canvas.width / width;
  for (const { left, top, width: w, height: h } of covered) pen.fillRect(left * unit, top * unit, w * unit, h * unit);
  return dataUrl(await canvas.convertToBlob({ type: "image/webp", quality: QUALITY }));
}

async function dataUrl(image: Blob): Promise<string> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return `data:${image.type};base64,${btoa(text)}`;
}
