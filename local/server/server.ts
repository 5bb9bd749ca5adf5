// The local server: one loopback address for all that a browser or a client asks of this process.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../../core/failure.ts';
import { refusalOf } from './refusal.ts';

/** Something that answers requests here: the board's page now, the wire of the embedded AWS later. */
export interface Mount {
  /** Whether a request is for it. The first mount that says so gets it. */
  takes(request: IncomingMessage): boolean;
  /** Bytes of a request's body, at most; 0 where it takes none. */
  readonly bodyLimit: number;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface LocalServer {
  /** `http://127.0.0.1:41234/` */
  readonly address: string;
  close(): Promise<void>;
}

export const LOOPBACK = '127.0.0.1';
const HEADER_BYTES = 8_192;

/** Listens on loopback only, on a free port unless one is given. Throws `Refused` where the port cannot be had. */
export async function serve(mounts: readonly Mount[], port = 0): Promise<LocalServer> {
  const server = createServer({ maxHeaderSize: HEADER_BYTES }, (request, response) => {
    answer(request, response, mounts, portOf(server)).catch(() => sayBroken(response));
  });
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

function refusedPort(port: number, cause: NodeJS.ErrnoException): Failure {
  const problems: Readonly<Record<string, string>> = {
    EADDRINUSE: 'one that another program uses',
    EACCES: 'one that only an administrator may use',
  };
  const problem = problems[cause.code ?? ''] ?? cause.message;
  const advice = 'name another with --port, or none: then a free one is found';
  return new Failure('Refused', `expected a free port, got ${port}, ${problem}; ${advice}`, {
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
  const refusal = refusalOf(request, port, mount?.bodyLimit);
  if (refusal) return say(response, refusal.status, refusal.text, refusal.headers);
  await mount!.answer(request, response);
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
