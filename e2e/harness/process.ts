// A child process whose output is kept, to be shown when a test fails.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';

export interface Running {
  child: ChildProcess;
  log(): string;
  /** The first line of standard output. */
  firstLine: Promise<string>;
  stop(): Promise<void>;
}

export function run(program: string, args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/tmp', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const firstLine = new Promise<string>((resolve, reject) => {
    let head = '';
    child.stdout.on('data', (data: Buffer) => {
      log += data;
      head += data;
      if (head.includes('\n')) resolve(head.split('\n', 1)[0] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}\n${log}`)));
    child.once('error', reject);
  });
  // Most callers do not wait for a line; an early end shows in what they do wait for.
  firstLine.catch(() => undefined);
  child.stderr.on('data', (data: Buffer) => (log += data));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(patience);
  };
  return { child, log: () => log, firstLine, stop };
}

/** A port nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until `probe` gives something, asking every few milliseconds. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  milliseconds = 10_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`still not so after ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
