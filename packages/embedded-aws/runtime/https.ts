// Node's client of HTTP as a bundle sees it: what it sends is answered by the embedded AWS.

import { Readable, Writable } from 'node:stream';
import { bytesOf } from '../transport/http.ts';
import type { SdkRequestHandler, SdkResponse } from '../transport/request-handler.ts';

interface RequestOptions {
  readonly method?: string;
  readonly host?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type OnResponse = (response: Readable) => void;

/** What stands in for `http` and `https`: requests, and agents that keep no connections. */
export function httpsThrough(handler: SdkRequestHandler) {
  return {
    request: (options: RequestOptions, onResponse?: OnResponse) =>
      requestOf(handler, options, onResponse),
    Agent,
  };
}

/** A constructor, as whoever makes one expects. */
function Agent(this: unknown): object {
  return { keepAlive: true, sockets: {}, requests: {}, destroy: () => {} };
}

function requestOf(
  handler: SdkRequestHandler,
  options: RequestOptions,
  onResponse: OnResponse = () => {},
): Writable {
  const pieces: Uint8Array[] = [];
  const request = new Writable({
    // Else its end would be told before it is answered.
    autoDestroy: false,
    write(piece: Uint8Array | string, _encoding, done) {
      pieces.push(typeof piece === 'string' ? bytesOf(piece) : piece);
      done();
    },
    final(done) {
      done();
      void answer();
    },
  });

  async function answer(): Promise<void> {
    try {
      const { response } = await handler.handle(sent(options, Buffer.concat(pieces)));
      if (request.destroyed) return;
      const message = messageOf(response);
      request.emit('response', message);
      onResponse(message);
    } catch (error) {
      request.destroy(error as Error);
    }
  }

  const socket = { connecting: false, setKeepAlive: () => {}, setTimeout: () => {} };
  return Object.assign(request, { socket, setTimeout: () => request });
}

function sent(
  { method = 'GET', host, hostname, path = '/', headers = {} }: RequestOptions,
  body: Buffer,
) {
  const [before = '/', search = ''] = path.split(/\?(.*)/s);
  return {
    method,
    hostname: hostname ?? host ?? '',
    path: before,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers,
    body: new Uint8Array(body),
  };
}

function messageOf({ statusCode, headers, body }: SdkResponse): Readable {
  const content =
    body instanceof Readable ? body : Readable.from([Buffer.from((body ?? '') as Uint8Array)]);
  return Object.assign(content, { statusCode, statusMessage: '', headers });
}
