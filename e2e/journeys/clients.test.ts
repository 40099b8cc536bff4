// Programs that know nothing of Legwork: the official OpenAI client, and a mail server.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { SMTPServer } from 'smtp-server';
import { legworkProgram } from '../harness/paths.ts';
import { apiKey, register, somebody } from '../harness/person.ts';
import { until } from '../harness/process.ts';
import { Server } from '../harness/server.ts';
import { theWorld, type World } from '../harness/world.ts';

describe('the official OpenAI client', () => {
  let world: World;
  let client: OpenAI;

  before(async () => {
    world = await theWorld();
    const key = await apiKey(world.server, await register(world.server, somebody()));
    client = new OpenAI({ baseURL: `${world.server.url}/api/v1`, apiKey: key, maxRetries: 0 });
  });

  test('it completes with only the address and the key changed', async () => {
    const answer = await client.chat.completions.create({ model: 'scripted-1', messages: [{ role: 'user', content: 'Hello' }] });
    assert.ok((answer.choices[0]?.message.content ?? '').length > 0);
    assert.ok((answer.usage?.completion_tokens ?? 0) > 0);
  });

  test('it streams', async () => {
    const stream = await client.chat.completions.create({
      model: 'scripted-1',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    assert.ok(text.length > 0 && tokens > 0);
  });

  test('it lists models and raises our problems as its own errors', async () => {
    const models = await client.models.list();
    assert.equal(models.data[0]?.id, 'scripted-1');
    await world.upstream.script({ do: 'status', status: 500, times: 1 });
    const broken = client.chat.completions.create({ model: 'scripted-1', messages: [{ role: 'user', content: 'x' }] });
    await assert.rejects(broken, (error: unknown) => error instanceof OpenAI.APIError && error.status === 502);
    const stranger = new OpenAI({ baseURL: `${world.server.url}/api/v1`, apiKey: 'nonsense', maxRetries: 0 });
    await assert.rejects(stranger.models.list(), (error: unknown) => error instanceof OpenAI.AuthenticationError);
  });
});

describe('a server outside development', () => {
  const mails: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (part: Buffer) => (mail += part));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  let settings: Record<string, string>;

  before(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const address = smtp.server.address();
    assert.ok(address !== null && typeof address === 'object');
    settings = {
      PUBLIC_URL: 'https://legwork.example',
      JWT_SECRET: 'k3J9-violet-tractor-hums-softly-0a1b2c3d4e5f',
      SMTP_URL: `smtp://127.0.0.1:${address.port}`,
      MAIL_FROM: 'Legwork <hello@legwork.example>',
      DEV: 'false',
    };
  });
  after(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

  test('it refuses to start without its secrets and names every one', async () => {
    const start = promisify(execFile)(legworkProgram(), ['serve', '--data', '/nonexistent'], { env: {} });
    await assert.rejects(start, (error: { stderr: string }) => {
      for (const name of ['PUBLIC_URL', 'JWT_SECRET', 'SMTP_URL']) assert.match(error.stderr, new RegExp(name));
      return true;
    });
  });

  test('doctor finds a complete configuration healthy and says what to fix in another', async () => {
    const doctor = (env: Record<string, string>) =>
      promisify(execFile)(legworkProgram(), ['doctor', '--listen', '127.0.0.1:0'], { env: { ...env, DATA: '/tmp/legwork-doctor' } });
    const healthy = await doctor(settings);
    assert.match(healthy.stdout, /ok +mail: the mail server answers/);
    const broken = doctor({ ...settings, SMTP_URL: 'smtp://127.0.0.1:9', OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
    await assert.rejects(broken, (error: { stdout: string }) => {
      assert.match(error.stdout, /FIX +mail: SMTP_URL/);
      assert.match(error.stdout, /FIX +answers: .*OPENAI_BASE_URL/);
      return true;
    });
  });

  test('its mail leaves through the mail server', async () => {
    const server = await Server.start(undefined, settings, []);
    try {
      const person = somebody();
      await register(server, person);
      const mail = await until('the mail arrives', () => mails.find((text) => text.includes(person.email)));
      assert.match(mail, /^From: .*hello@legwork\.example/m);
      assert.match(mail.replaceAll('=\r\n', ''), /https:\/\/legwork\.example\/verify-email\?token=/);
      assert.equal((await fetch(`${server.url}/dev/mail`)).status, 404);
    } finally {
      await server.stop();
    }
  });
});
