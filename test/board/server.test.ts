import { request } from 'node:http';
import { pageMount } from '@tidegate/embedded-aws/server/page-mount';
import { type LocalServer, serve } from '@tidegate/embedded-aws/server/server';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

let server: LocalServer;
let pages = 0;

beforeAll(async () => {
  server = await serve([
    pageMount(async ({ follow }) => {
      pages += 1;
      return `page ${pages}${follow ? ' follow' : ''}`;
    }),
  ]);
});

afterAll(() => server.close());

function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const { port } = new URL(server.address);
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the local server', () => {
  test('shows the present at its address, and says what the page may do: nothing', async () => {
    const [first, second] = [await ask('/'), await ask('/')];

    expect(first.status).toBe(200);
    expect(second.text).not.toBe(first.text);
    expect(first.headers).toMatchObject({
      'content-security-policy': expect.stringContaining(
        "default-src 'none'; style-src 'unsafe-inline'",
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  test('follows, unless it is asked to keep still', async () => {
    expect((await ask('/')).text).toContain('follow');
    expect((await ask('/?still')).text).not.toContain('follow');
  });

  const port = () => new URL(server.address).port;
  test.each<[string, () => Promise<Answer>, number, RegExp]>([
    ['another host', () => ask('/', { headers: { host: 'evil.example' } }), 403, /another host/],
    [
      'this host at another port',
      () => ask('/', { headers: { host: '127.0.0.1:1' } }),
      403,
      /another host/,
    ],
    [
      'another origin',
      () => ask('/', { headers: { origin: 'https://evil.example' } }),
      403,
      /another site/,
    ],
    [
      'no origin in particular',
      () => ask('/', { headers: { origin: 'null' } }),
      403,
      /another site/,
    ],
    ['another path', () => ask('/etc/passwd'), 404, /the page is at/],
    ['a path that names a host', () => ask('//evil.example/'), 404, /the page is at/],
    ['another method', () => ask('/', { method: 'POST', body: 'x' }), 405, /Expected GET/],
    ['another method without a body', () => ask('/', { method: 'DELETE' }), 405, /Expected GET/],
    [
      'a body',
      () => ask('/', { headers: { 'content-length': '1' }, body: 'x' }),
      413,
      /at most 0 bytes/,
    ],
    [
      'a body in chunks',
      () => ask('/', { headers: { 'transfer-encoding': 'chunked' }, body: 'x' }),
      411,
      /in chunks/,
    ],
    ['a very long address', () => ask(`/?${'x'.repeat(3000)}`), 414, /characters/],
    [
      'headers of a novel’s size',
      () => ask('/', { headers: { cookie: 'x'.repeat(20_000) } }),
      431,
      /^/,
    ],
  ])('refuses %s', async (_, asking, status, text) => {
    const before = pages;

    const answer = await asking();

    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect(pages).toBe(before);
  });

  test('lets the page’s own origin and localhost in', async () => {
    const own = { host: `localhost:${port()}`, origin: `http://localhost:${port()}` };

    expect((await ask('/', { headers: own })).status).toBe(200);
  });

  test('says which port is taken, and what to do', async () => {
    await expect(serve([], Number(port()))).rejects.toThrow(
      /expected a free port, got \d+, one that another program uses; name another with --port/,
    );
  });

  test('says in a sentence that a page could not be made, and nothing of why', async () => {
    const broken = await serve([pageMount(() => Promise.reject(new Error('secret')))]);

    const answer = await fetch(broken.address);

    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    await broken.close();
  });
});
