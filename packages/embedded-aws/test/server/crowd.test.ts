import { connect, type Socket } from 'node:net';
import { type LocalServer, type Mount, serve } from '../../server/server.ts';
import { ask } from '../wire/served.ts';

const MOST = 10;
let server: LocalServer;
let sockets: Socket[];
let release: () => void;

/** Answers `/slow` when it is released, and all else at once. */
const mount: Mount = {
  takes: () => true,
  bodyLimit: 0,
  guardsItself: true,
  async answer(request, response) {
    if (request.method === 'POST') for await (const _ of request);
    if (request.url === '/slow') {
      taken += 1;
      await slow;
    }
    response.end('here');
  },
};
let slow: Promise<void>;
let taken = 0;

beforeEach(async () => {
  sockets = [];
  slow = new Promise((resolve) => {
    release = resolve;
  });
  server = await serve([mount], 0, MOST);
});
afterEach(async () => {
  release();
  for (const socket of sockets) socket.destroy();
  await server.close();
});

const port = () => Number(new URL(server.address).port);

function open(count: number, said = ''): Promise<unknown> {
  const opened = Array.from({ length: count }, () => {
    const socket = connect(port(), '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    return new Promise<void>((resolve) => {
      socket.once('connect', () => (said === '' ? resolve() : socket.write(said, () => resolve())));
    });
  });
  return Promise.all(opened);
}

const asked = (path = '/') =>
  ask(port(), { method: 'GET', path, headers: { connection: 'close' } });

test.each([
  ['say nothing', ''],
  ['begin to say something', 'GET / HTTP/1.1\r\nHost: a'],
  ['never end what they send', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx'],
])('many that %s keep nobody out', async (_, said) => {
  await open(3 * MOST, said);

  const answers = await Promise.all(Array.from({ length: 5 }, () => asked()));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});

test('those that are being answered keep their place, and one more than there is room for is turned away', async () => {
  const answered = Array.from({ length: MOST }, () =>
    ask(port(), { path: '/slow', method: 'POST', body: 'x' }),
  );
  while (taken < MOST) await new Promise(setImmediate);

  await expect(asked()).rejects.toThrow();

  release();

  expect((await Promise.all(answered)).map(({ text }) => text)).toEqual(Array(MOST).fill('here'));
});
