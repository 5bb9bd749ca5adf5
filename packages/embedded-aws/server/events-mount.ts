// A page's parts as server-sent events: each time that they have changed, for as long as somebody listens.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from './server.ts';

export interface EventsOptions {
  readonly path: string;
  /** What is shown now, by the query; undefined where there is nothing to follow. */
  readonly part: (query: Readonly<Record<string, string>>) => Promise<string | undefined>;
  readonly sleep: (seconds: number) => Promise<void>;
  readonly everySeconds: number;
}

/** So often something is said, changed or not: a line that is silent is given up. */
const ALIVE_EVERY = 15;

export function eventsMount(options: EventsOptions): Mount {
  return {
    takes: (request) => request.method === 'GET' && addressOf(request)?.pathname === options.path,
    bodyLimit: 0,
    answer: (request, response) => follow(options, request, response),
  };
}

async function follow(
  { part, sleep, everySeconds }: EventsOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = Object.fromEntries(addressOf(request)?.searchParams ?? []);
  let shown = await part(query);
  if (shown === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is nothing to follow here.\n');
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  let isOver = false;
  response.on('close', () => {
    isOver = true;
  });
  response.write(dataOf(shown));
  for (let round = 1; !isOver; round++) {
    await sleep(everySeconds);
    if (isOver) return;
    const now = await part(query);
    if (now !== undefined && now !== shown) response.write(dataOf(now));
    else if (round % Math.ceil(ALIVE_EVERY / everySeconds) === 0) response.write(': alive\n\n');
    shown = now ?? shown;
  }
}

/** One line, whatever it holds. */
function dataOf(text: string): string {
  return `data: ${JSON.stringify(text)}\n\n`;
}

function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://here/') && !url.startsWith('//')
    ? new URL(url, 'http://here/')
    : undefined;
}
