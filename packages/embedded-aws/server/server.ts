// The local server: one loopback address for all that a browser or a client asks of this process.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { holdCrowd } from './crowd.ts';
import { refusalOf } from './refusal.ts';

/** Something that answers requests here: a page, the wire of the embedded AWS. */
export interface Mount {
  /** Whether a request is for it. The first mount that says so gets it. */
  takes(request: IncomingMessage): boolean;
  /** Bytes of a request's body, at most; 0 where it takes none. */
  readonly bodyLimit: number;
  /** It refuses strangers and large bodies itself, in the words of its own clients. */
  readonly guardsItself?: boolean;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface LocalServer {
  /** `http://127.0.0.1:41234/` */
  readonly address: string;
  close(): Promise<void>;
}

/** The port that was asked for belongs to another, or there is none. Its text is for the person who asked. */
export class PortUnavailableError extends Error {
  override readonly name = 'PortUnavailableError';
}

export const LOOPBACK = '127.0.0.1';
/** AWS's clients sign with long headers, and S3's with long addresses. */
const HEADER_BYTES = 16_384;
/** A client that sends slower than this is given up. */
const HEADERS_MILLIS = 10_000;
const REQUEST_MILLIS = 30_000;
/** One that takes nothing for so long as well; it is also how long an answer may take. */
const IDLE_MILLIS = 120_000;
const CONNECTIONS = 1_000;

/**
 * Listens on loopback only, on a free port unless one is given. Throws `PortUnavailableError` where the port
 * cannot be had.
 */
export async function serve(
  mounts: readonly Mount[],
  port = 0,
  connections = CONNECTIONS,
): Promise<LocalServer> {
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: HEADERS_MILLIS,
      requestTimeout: REQUEST_MILLIS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      // A client that has gone is no error of ours.
      response.on('error', () => {});
      answer(request, response, mounts, portOf(server)).catch(() => sayBroken(response));
    },
  );
  server.setTimeout(IDLE_MILLIS);
  holdCrowd(server, connections);
  await listening(server, port);
  return {
    address: `http://${LOOPBACK}:${portOf(server)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(refusedPort(port, cause)));
    server.listen(port, LOOPBACK, resolve);
  });
}

function refusedPort(port: number, cause: NodeJS.ErrnoException): PortUnavailableError {
  const problems: Readonly<Record<string, string>> = {
    EADDRINUSE: 'one that another program uses',
    EACCES: 'one that only an administrator may use',
  };
  const problem = problems[cause.code ?? ''] ?? cause.message;
  const advice = 'name another with --port, or none: then a free one is found';
  return new PortUnavailableError(`expected a free port, got ${port}, ${problem}; ${advice}`, {
    cause,
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  mounts: readonly Mount[],
  port: number,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-store');
  const mount = mounts.find((each) => each.takes(request));
  if (mount?.guardsItself) return mount.answer(request, response);
  const refusal = refusalOf(request, port, mount?.bodyLimit);
  if (refusal) return say(response, refusal.status, refusal.text, refusal.headers);
  await mount?.answer(request, response);
}

function sayBroken(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else say(response, 500, 'The page could not be made. Reload; if it stays so, start again.');
}

/** Answers with a sentence; what was sent and not read is not waited for. */
function say(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    Connection: 'close',
    ...headers,
  });
  response.end(`${text}\n`);
}
