// The scripted upstream (e2e/upstream) as a process.
import { upstreamProgram } from './paths.ts';
import { run } from './process.ts';

/** One rule of the script: see e2e/upstream/src/behaviour.rs for what `do` may be. */
export interface Rule {
  when?: string;
  goal?: string;
  times?: number;
  do: string;
  [setting: string]: unknown;
}

interface Seen {
  body: { messages: { role: string; content: unknown }[]; stream?: boolean };
  at_ms: number;
  first_text_ms: number | null;
}

export class Upstream {
  private constructor(
    readonly baseUrl: string,
    readonly log: () => string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<Upstream> {
    const running = run(upstreamProgram(), []);
    return new Upstream(await running.firstLine, running.log, running.stop);
  }

  private at(path: string): string {
    return this.baseUrl.replace(/\/v1$/, path);
  }

  async script(...rules: Rule[]): Promise<void> {
    const response = await fetch(this.at('/_script'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rules),
    });
    if (!response.ok) throw new Error(`the upstream does not know this script: ${await response.text()}`);
  }

  /** Forgets rules, counts and requests. */
  async reset(): Promise<void> {
    await fetch(this.at('/_script'), { method: 'DELETE' });
  }

  async stats(): Promise<{ total: number; open: number; most_open: number; aborted: number }> {
    return (await fetch(this.at('/_script/stats'))).json() as Promise<Awaited<ReturnType<Upstream['stats']>>>;
  }

  async requests(): Promise<Seen[]> {
    return (await fetch(this.at('/_script/requests'))).json() as Promise<Seen[]>;
  }

  /** How many orders were obeyed in the errand whose goal has these words. */
  async obeyed(goal: string): Promise<number> {
    return (await fetch(this.at(`/_script/obeyed?goal=${encodeURIComponent(goal)}`))).json() as Promise<number>;
  }

  /** Everything the model was shown in the newest request. */
  async lastPrompt(): Promise<string> {
    const seen = (await this.requests()).at(-1);
    if (seen === undefined) throw new Error('the upstream saw no request');
    return seen.body.messages.map((message) => JSON.stringify(message.content)).join('\n');
  }
}
