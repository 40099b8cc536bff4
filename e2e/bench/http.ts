// What the server adds to a call of the provider: the same load straight at the upstream and through the server, in
// turns, so that whatever else the machine does hits both.
import { Agent, request } from 'node:http';
import { register, somebody } from '../harness/person.ts';
import type { Server } from '../harness/server.ts';
import type { Upstream } from '../harness/upstream.ts';
import { median, report } from './report.ts';

const CLIENTS = 16;
const CALLS_A_CLIENT = 25;
const ROUNDS = 6;
/** A fast provider's time to answer. Without it, 16 clients would measure the queue in front of two cores. */
const PROVIDER_MS = 20;

const BODY = JSON.stringify({ model: 'scripted-1', messages: [{ role: 'user', content: 'Say something short.' }] });

function call(agent: Agent, url: string, token: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(BODY) };
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - start);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(BODY);
  });
}

/** Clients that pause between calls: without that all sixteen fall into one step and each measures the other fifteen. */
async function load(agent: Agent, url: string, token: string): Promise<number[]> {
  const times: number[] = [];
  const client = async (_: unknown, number: number): Promise<void> => {
    for (let n = 0; n < CALLS_A_CLIENT; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, (number * 7 + n * 13) % PROVIDER_MS));
      times.push(await call(agent, url, token));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return times;
}

export async function http(server: Server, upstream: Upstream): Promise<void> {
  const person = somebody();
  const token = await register(server, person);
  await server.admin('set-plan', person.email, 'enterprise');
  await upstream.script({ do: 'answer', text: 'Something short.', wait_ms: PROVIDER_MS });
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const direct = `${upstream.baseUrl}/chat/completions`;
  const through = `${server.url}/api/v1/chat/completions`;
  // Connections, caches and code are warm in both.
  await load(agent, direct, token);
  await load(agent, through, token);
  const differences: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const straight = median(await load(agent, direct, token));
    differences.push(median(await load(agent, through, token)) - straight);
  }
  agent.destroy();
  await upstream.reset();
  report(`server adds to an upstream call, p50 at ${CLIENTS} clients`, median(differences), 'ms', 1);
}
