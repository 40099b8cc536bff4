// The fixture site. Reached as 127.0.0.1 and as localhost, which are two origins and two sites to a browser.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { fixtures, out } from './paths.ts';
import { answerOfApp } from './app-answers.ts';
import { bigPage } from './big-page.ts';
import { hiddenGroupPage, hiddenPage } from './hidden-pages.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.pdf': 'application/pdf',
};

const STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export class Site {
  /** Paths that were asked for, for tests that count requests. */
  readonly asked: string[] = [];
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      this.page(request).then(
        ({ body, headers }) => response.writeHead(200, headers).end(body),
        () => response.writeHead(404, { 'content-type': 'text/plain' }).end('not here'),
      );
    });
    this.server.listen(0);
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  /** Address of `path` on the one origin. */
  at(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  private async page(request: IncomingMessage): Promise<{ body: string | Buffer; headers: Record<string, string> }> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://fixture');
    this.asked.push(path);
    // A slow network: `?after=MS` is how long the answer takes.
    const after = Math.min(Number(searchParams.get('after') ?? 0), 5_000);
    if (after > 0) await new Promise((resolve) => setTimeout(resolve, after));
    const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    const big = /^\/big\/(\d+)$/.exec(path);
    if (big) return { body: bigPage(Number(big[1])), headers: html };
    const hidden = /^\/hidden\/([a-z-]+)$/.exec(path);
    const group = /^\/hidden-group\/(\d+)$/.exec(path);
    if (group) return { body: hiddenGroupPage(Number(group[1])), headers: html };
    if (hidden) return { body: hiddenPage(hidden[1] ?? ''), headers: html };
    const answer = await answerOfApp(path, searchParams);
    if (answer !== null) return { body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } };
    const app = /^\/apps\/([a-z0-9-]+\.(?:html|js|css))$/.exec(path)?.[1];
    if (app !== undefined) return this.app(app);
    if (!/^\/[a-z-]+\.[a-z]+$/.test(path)) throw new Error('not a fixture');
    const file = await readFile(join(fixtures, 'site', path));
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const headers: Record<string, string> = { 'content-type': type, 'cache-control': 'no-store' };
    if (path === '/csp.html') headers['content-security-policy'] = STRICT;
    if (type !== TYPES['.html']) return { body: file, headers };
    return { body: file.toString().replaceAll('{{other}}', `http://localhost:${this.port}`), headers };
  }

  /** A fixture app: its page from the fixtures, its script and style as they were bundled. Nothing but this site may be loaded. */
  private async app(name: string): Promise<{ body: string; headers: Record<string, string> }> {
    const isBundled = !name.endsWith('.html');
    const file = (await readFile(isBundled ? join(out, 'apps', name) : join(fixtures, 'apps', name))).toString();
    // Angular compiles its templates in the page.
    const scripts = name === 'angular.html' ? " script-src 'self' 'unsafe-eval';" : '';
    const headers = {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'self';${scripts} style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src *`,
    };
    return { body: isBundled ? file : file.replaceAll('{{other}}', `http://localhost:${this.port}`), headers };
  }
}
