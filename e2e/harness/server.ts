// The legwork server as a process, with data of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dist, legworkProgram } from './paths.ts';
import { freePort, run, until, type Running } from './process.ts';

export interface Mail {
  subject: string;
  /** The one link in it. */
  link: string;
}

export class Server {
  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly running: Running,
    private readonly env: Record<string, string>,
  ) {}

  /** Starts on a free port; without an upstream it answers offline. */
  static async start(upstream: string | undefined, more: Record<string, string> = {}, flags = ['--dev']): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'legwork-e2e-'));
    const listen = `127.0.0.1:${await freePort()}`;
    const env = {
      EXTENSION_DIR: dist,
      // All journeys come from one address.
      AUTH_REQUESTS_PER_MINUTE: '100000',
      ...(upstream === undefined ? {} : { OPENAI_API_KEY: 'sk-e2e', OPENAI_BASE_URL: upstream, LLM_MODEL: 'scripted-1' }),
      ...more,
    };
    const running = run(legworkProgram(), ['serve', ...flags, '--listen', listen, '--data', data], env);
    const server = new Server(`http://${listen}`, data, running, env);
    const ready = async (): Promise<boolean> => {
      if (running.child.exitCode !== null) throw new Error(`the server ended\n${running.log()}`);
      return fetch(`${server.url}/readyz`).then((response) => response.ok, () => false);
    };
    await until(`the server is ready\n${running.log()}`, ready, 20_000);
    return server;
  }

  get pid(): number {
    return this.running.child.pid ?? 0;
  }

  log(): string {
    return this.running.log();
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** `legwork admin …` on the same data. */
  async admin(...args: string[]): Promise<void> {
    const env = { PATH: process.env['PATH'] ?? '', ...this.env, DEV: 'true', DATA: this.data };
    await promisify(execFile)(legworkProgram(), ['admin', ...args], { env });
  }

  /** Waits for the newest mail to `address` whose subject fits, as the development server shows it. */
  async mail(address: string, subject: RegExp): Promise<Mail> {
    return until(`a mail to ${address} about ${subject}`, async () => {
      const list = await (await fetch(`${this.url}/dev/mail`)).text();
      for (const [, id, title, to] of list.matchAll(/href="\/dev\/mail\/([^"]+)"><strong>(.*?)<\/strong><span>(.*?)<\/span>/g)) {
        if (to !== address || !subject.test(title ?? '')) continue;
        const page = await (await fetch(`${this.url}/dev/mail/${id}`)).text();
        const link = /class="button button-primary" href="([^"]+)"/.exec(page)?.[1];
        if (link !== undefined) return { subject: title ?? '', link: link.replaceAll('&#38;', '&').replaceAll('&amp;', '&') };
      }
      return undefined;
    });
  }

  /** Resident memory in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.running.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }
}
