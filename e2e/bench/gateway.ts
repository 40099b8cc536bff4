// Requests through the gateway, metered, beside nginx as a plain reverse proxy and Portkey's gateway: the same load in the
// same run, in turns. The upstream is nginx with one fixed answer.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { apiKey, register, somebody } from '../harness/person.ts';
import { freePort, run, until, type Running } from '../harness/process.ts';
import { Server } from '../harness/server.ts';
import { machineLine, median, report } from './report.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CLIENTS = [16, 128];
const ANSWER = JSON.stringify({
  id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'scripted',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Something short.' } }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
});
const BODY = JSON.stringify({ model: 'scripted', messages: [{ role: 'user', content: 'Say something short.' }] });

interface Way {
  name: string;
  url: string;
  headers: Record<string, string>;
  pid: number;
}

interface Load {
  perSecond: number;
  p50Ms: number;
  cpuUs: number;
}

/** nginx with one worker; the worker's process is what works. */
async function nginx(folder: string, name: string, http: string): Promise<{ running: Running; pid: number }> {
  const file = join(folder, `${name}.conf`);
  const own = `daemon off; worker_processes 1; error_log ${folder}/${name}.log; pid ${folder}/${name}.pid;`;
  await writeFile(file, `${own} events { worker_connections 4096; } http { access_log off; keepalive_requests 10000000; ${http} }`);
  const running = run('nginx', ['-c', file]);
  let pid = 0;
  await until(`nginx (${name}) works`, async () => {
    const children = await readFile(`/proc/${running.child.pid}/task/${running.child.pid}/children`, 'utf8').catch(() => '');
    pid = Number(children.trim().split(' ')[0]);
    return pid > 0;
  }, 5_000);
  return { running, pid };
}

/** CPU that a process and its threads used so far, in microseconds. */
async function cpu(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function load(folder: string, way: Way, clients: number): Promise<Load> {
  const script = join(folder, `${way.name}.lua`);
  const headers = Object.entries({ 'Content-Type': 'application/json', ...way.headers });
  await writeFile(script, [
    'wrk.method = "POST"', `wrk.body = '${BODY}'`,
    ...headers.map(([name, value]) => `wrk.headers["${name}"] = "${value}"`),
  ].join('\n'));
  const before = await cpu(way.pid);
  const args = ['-t1', `-c${clients}`, `-d${SECONDS}s`, '--latency', '-s', script, way.url];
  const { stdout } = await promisify(execFile)('wrk', args);
  const used = (await cpu(way.pid)) - before;
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
  if (refused !== undefined) throw new Error(`${way.name}: ${refused} requests were not answered\n${stdout}`);
  const [, p50 = '0', unit = 'ms'] = /50%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0);
  return { perSecond, p50Ms: Number(p50) * { us: 0.001, ms: 1, s: 1_000 }[unit as 'us' | 'ms' | 's'], cpuUs: used / requests };
}

export async function gateway(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'legwork-gateway-'));
  const stops: (() => Promise<void>)[] = [];
  try {
    const [answers, proxies, portkeys] = [await freePort(), await freePort(), await freePort()];
    const upstream = await nginx(folder, 'upstream', `server { listen 127.0.0.1:${answers}; location / { default_type application/json; return 200 '${ANSWER}'; } }`);
    stops.push(upstream.running.stop);
    const proxy = await nginx(folder, 'proxy', `upstream u { server 127.0.0.1:${answers}; keepalive 256; keepalive_requests 10000000; } server { listen 127.0.0.1:${proxies}; location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection ""; } }`);
    stops.push(proxy.running.stop);
    const server = await Server.start(`http://127.0.0.1:${answers}/v1`, { LOG: 'warn' });
    stops.push(() => server.stop());
    const key = await keyWithoutLimits(server);
    const path = '/api/v1/chat/completions';
    const ways: Way[] = [
      { name: 'nginx', url: `http://127.0.0.1:${proxies}${path}`, headers: {}, pid: proxy.pid },
      { name: 'legwork', url: `${server.url}${path}`, headers: { Authorization: `Bearer ${key}` }, pid: server.pid },
    ];
    const portkey = process.env['PORTKEY_JS'];
    if (portkey !== undefined) {
      const peer = run(process.execPath, [portkey, '--headless', `--port=${portkeys}`]);
      stops.push(peer.stop);
      await until('Portkey listens', () => fetch(`http://127.0.0.1:${portkeys}/`).then(() => true, () => false), 20_000);
      const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `http://127.0.0.1:${answers}/v1`, Authorization: 'Bearer x' };
      ways.push({ name: 'portkey', url: `http://127.0.0.1:${portkeys}/v1/chat/completions`, headers, pid: peer.child.pid ?? 0 });
    }
    machineLine();
    report('legwork at rest, resident memory', (await server.memory()) / 1e6, 'MB', 40);
    for (const clients of CLIENTS) await compare(folder, ways, clients);
    report('legwork after the load, resident memory', (await server.memory()) / 1e6, 'MB', 40);
  } finally {
    for (const stop of stops.reverse()) await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function keyWithoutLimits(server: Server): Promise<string> {
  const person = somebody();
  const token = await register(server, person);
  await server.admin('set-plan', person.email, 'enterprise');
  return apiKey(server, token);
}

async function compare(folder: string, ways: Way[], clients: number): Promise<void> {
  const loads = new Map<string, Load[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const way of ways) {
      const seen = await load(folder, way, clients);
      // The first round warms everybody up.
      if (round > 0) loads.get(way.name)?.push(seen);
    }
  }
  const of = (name: string, what: (load: Load) => number): number => median((loads.get(name) ?? []).map(what));
  for (const { name } of ways) {
    process.stdout.write(`${clients} clients, ${name.padEnd(8)} ${of(name, (load) => load.perSecond).toFixed(0).padStart(7)} requests/s   p50 ${of(name, (load) => load.p50Ms).toFixed(2).padStart(7)} ms   CPU ${of(name, (load) => load.cpuUs).toFixed(0).padStart(6)} us a request\n`);
  }
  report(`${clients} clients: CPU a request, times nginx`, of('legwork', (load) => load.cpuUs) / of('nginx', (load) => load.cpuUs), 'x', 2);
  report(`${clients} clients: p50 above nginx`, of('legwork', (load) => load.p50Ms) - of('nginx', (load) => load.p50Ms), 'ms', 0.15);
  if (loads.has('portkey')) {
    const times = of('legwork', (load) => load.perSecond) / of('portkey', (load) => load.perSecond);
    process.stdout.write(`${clients} clients: requests a second, times Portkey: ${times.toFixed(1)} (at least 15)\n`);
  }
}
