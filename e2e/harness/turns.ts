// What a scripted model answers, in short: click('Save') is a call of the tool `click` on the number before “Save”.

/** What the model answers next: a sentence, and a call in whose arguments `{ref:WORDS}` is the number before those words. */
export interface Turn {
  said?: string;
  call: string;
  with?: Record<string, unknown>;
  wait_ms?: number;
}

type Arguments = Record<string, unknown>;

/** The number in brackets before `words`, as the page stands there last. */
export const ref = (words: string): string => `{ref:${words}}`;

/** The number in brackets after `words`: of a button in a row, say. */
export const after = (words: string): string => `{next:${words}}`;

/** Words as they are, or what `ref` and `after` made of them. */
const at = (words: string): string => (words.startsWith('{') ? words : ref(words));

const on = (call: string) => (words: string, more: Arguments = {}): Turn => ({ call, with: { target: at(words), ...more } });

export const click = on('click');
export const hover = on('hover');
export const clear = on('clear');
export const focus = on('focus');
export const download = on('download');
export const readMore = on('read_more');
export const type = (words: string, text: string, more: Arguments = {}): Turn => on('type')(words, { text, ...more });
export const select = (words: string, ...options: string[]): Turn => on('select')(words, { options });
export const check = (words: string, checked = true): Turn => on('check')(words, { checked });
export const upload = (words: string, file: string): Turn => on('upload')(words, { file });
export const press = (words: string | null, ...keys: string[]): Turn => ({
  call: 'press',
  with: { ...(words === null ? {} : { target: at(words) }), keys },
});
export const drag = (from: string, to: string): Turn => ({ call: 'drag', with: { from: at(from), to: at(to) } });
export const scroll = (more: Arguments): Turn => ({ call: 'scroll', with: more });
export const plan = (done: number, ...steps: string[]): Turn => ({ call: 'plan', with: { steps, done } });
export const waitFor = (what: Arguments): Turn => ({ call: 'wait', with: { for: what } });
export const waitForState = (words: string, state: string): Turn => waitFor({ ref_state: { target: at(words), state } });
export const navigate = (url: string): Turn => ({ call: 'navigate', with: { url } });
export const openTab = (url: string): Turn => ({ call: 'open_tab', with: { url } });
export const switchTab = (tab: number): Turn => ({ call: 'switch_tab', with: { tab } });
export const closeTab = (tab: number): Turn => ({ call: 'close_tab', with: { tab } });
export const back: Turn = { call: 'back' };
export const forward: Turn = { call: 'forward' };
export const reload: Turn = { call: 'reload' };
export const remember = (note: string): Turn => ({ call: 'remember', with: { note } });
export const askUser = (question: string, ...choices: string[]): Turn => ({ call: 'ask_user', with: { question, choices } });
export const extract = (...columns: (string | Arguments)[]): Turn => ({
  call: 'extract',
  with: { columns: columns.map((column) => (typeof column === 'string' ? { name: column } : column)) },
});
/** The model's answer when it is asked for the rows of a page. */
export const rows = (...found: Arguments[]): Turn => ({ call: 'rows', with: { rows: found } });
/** The end: an answer and the words of pages that show it. */
export const done = (answer: string, ...quotes: string[]): Turn => ({
  call: 'done',
  with: { answer, evidence: quotes.map((quote) => ({ quote })) },
});
