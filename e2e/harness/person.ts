// People of the tests. Made through the API where signing up is not what a test is about.
import type { Server } from './server.ts';

export interface Person {
  name: string;
  company: string;
  email: string;
  password: string;
}

let count = 0;

/** Somebody nobody met before. */
export function somebody(): Person {
  count += 1;
  return {
    name: `Ilka Brandvold ${count}`,
    company: `Tern Logistics ${count}`,
    email: `ilka.${count}.${Date.now()}@example.org`,
    password: 'quiet-harbour-lantern-58',
  };
}

async function post(server: Server, path: string, body: unknown, token?: string): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const response = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Signs somebody up and in; the answer is their access token. */
export async function register(server: Server, person: Person): Promise<string> {
  await post(server, '/auth/register', person);
  const { email, password } = person;
  const tokens = (await (await post(server, '/auth/login', { email, password })).json()) as { access_token: string };
  return tokens.access_token;
}

/** An API key of the person's workspace that may use models. */
export async function apiKey(server: Server, token: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'A program', scopes: ['models'] }),
  });
  if (response.status !== 201) throw new Error(`/api-keys: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { key: string }).key;
}

/** Questions the person's workspace used in this period. */
export async function questionsUsed(server: Server, token: string): Promise<number> {
  const response = await fetch(`${server.url}/api/v1/usage`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`/usage: ${response.status} ${await response.text()}`);
  const { meters } = (await response.json()) as { meters: { meter: string; used: number }[] };
  return meters.find(({ meter }) => meter === 'questions')?.used ?? 0;
}

/** Asks `times` questions through the API. */
export async function spend(server: Server, token: string, times: number): Promise<void> {
  const page = { url: 'https://example.org/', title: 'Page', passages: [{ id: 1, text: 'The sky is blue.' }] };
  for (let done = 0; done < times; done += 1) {
    await post(server, '/ask', { question: 'What colour is the sky?', page }, token);
  }
}
