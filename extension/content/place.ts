// Where the overlay may stand: inside the viewport, large enough to use. Pure.

import type { Place } from "../protocol.js";

export interface Viewport { width: number; height: number }

const MARGIN = 8;
const LEAST = { width: 300, height: 260 };
const USUAL: Place = { right: 16, top: 16, width: 400, height: 620 };

export function startPlace(place: Place | null): Place {
  const isWhole = place && [place.right, place.top, place.width, place.height].every(Number.isFinite);
  return isWhole ? { ...place } : { ...USUAL };
}

/** The nearest place that is inside the viewport. */
export function keepInside(place: Place, view: Viewport): Place {
  const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));
  const width = within(place.width, Math.min(LEAST.width, view.width - 2 * MARGIN), view.width - 2 * MARGIN);
  const height = within(place.height, Math.min(LEAST.height, view.height - 2 * MARGIN), view.height - 2 * MARGIN);
  return {
    width,
    height,
    right: within(place.right, MARGIN, view.width - width - MARGIN),
    top: within(place.top, MARGIN, view.height - height - MARGIN),
  };
}

export function moved(place: Place, dx: number, dy: number): Place {
  return { ...place, right: place.right - dx, top: place.top + dy };
}

/** Pulls the lower left corner; the upper right one stays. */
export function resized(place: Place, dx: number, dy: number): Place {
  return { ...place, width: place.width - dx, height: place.height + dy };
}
