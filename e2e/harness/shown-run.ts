// What the overlay shows of a run. The function is sent into the overlay's frame, by either driver.

export interface ShownRun {
  /** What the bar says; nothing once the run is over. */
  state: string;
  over: boolean;
  answer: string;
  evidence: string[];
  steps: { what: string; word: string }[];
}

/** Reads it off; null while no run is shown. */
export function shownRun(): ShownRun | null {
  const said = (within: ParentNode, selector: string): string => within.querySelector(selector)?.textContent?.trim() ?? '';
  const run = document.querySelector('.run');
  const result = document.querySelector('.run-result');
  if (run === null) return null;
  return {
    state: said(document, '.run-bar .run-state'),
    over: result !== null,
    answer: result === null ? '' : said(result, '.prose') || (result.textContent ?? ''),
    evidence: [...(result?.querySelectorAll('.evidence blockquote') ?? [])].map((quote) => quote.textContent ?? ''),
    steps: [...run.querySelectorAll('.step')].map((step) => ({ what: said(step, '.step-what'), word: said(step, '.step-word') })),
  };
}
