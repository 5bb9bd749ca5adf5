// What stands before moto where it says a thing otherwise than AWS does: requests go on to it, and its answers come
// back with that put right.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { MotoServer } from './moto-server.ts';

/** What is answered without it, by the path that is read. */
export type Played = Readonly<Record<string, () => object>>;

/** Whose times are written there; AWS tells seconds since 1970. */
const WRITES_TIMES = /^Code(?:Build|Deploy)_/;
const WRITTEN_TIME = /"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|\+00:00)?"/g;

/** Times are put right, and what is played is answered here. */
export async function startMended(moto: MotoServer, played: Played = {}): Promise<MotoServer> {
  const server = createServer((asked, answer) => {
    const [path = ''] = (asked.url ?? '').split('?');
    const plays = asked.method === 'GET' ? played[path] : undefined;
    if (plays) answer.setHeader('content-type', 'application/json').end(JSON.stringify(plays()));
    else void passOn(moto, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as { readonly port: number };
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}

const OF_THE_WIRE = ['connection', 'content-length', 'transfer-encoding', 'expect', 'host'];

async function passOn(
  { endpoint }: MotoServer,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = asked;
  const headers = Object.entries(asked.headers).filter(([name]) => !OF_THE_WIRE.includes(name));
  const body = await text(asked);
  const passed = await fetch(`${endpoint}${url}`, {
    method,
    headers: headers as [string, string][],
    ...(body !== '' && { body }),
  });
  const told = await passed.text();
  const writesTimes = WRITES_TIMES.test(`${asked.headers['x-amz-target']}`);
  for (const [name, value] of passed.headers)
    if (!OF_THE_WIRE.includes(name)) answer.setHeader(name, value);
  answer.writeHead(passed.status).end(writesTimes ? inSeconds(told) : told);
}

function inSeconds(told: string): string {
  const seconds = (day: string, time: string) => Date.parse(`${day}T${time}Z`) / 1000;
  return told.replace(WRITTEN_TIME, (_all, day, time) => `${seconds(day, time)}`);
}
