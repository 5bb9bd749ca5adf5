// What the local server refuses, and with which sentence.

import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const URL_CHARACTERS = 2_048;

/**
 * Why a request is not answered; undefined if it is.
 *
 * A page of another site can make a browser send requests here, and can point a name of its own at this address
 * (DNS rebinding): so both the host and the origin must be this server's own.
 *
 *     another host, or none        →  403
 *     another origin               →  403
 *     an address of a novel's size →  414
 *     nothing mounted there        →  404, or 405 where only the method is wrong
 *     a body that is too large     →  413; one of unknown size →  411
 *
 * `bodyLimit` is that of the mount that takes the request; undefined where none does.
 */
export function refusalOf(
  { headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>,
  port: number,
  bodyLimit: number | undefined,
): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const expected = `http://${hosts[0]}/`;
  if (!hosts.includes(headers.host ?? ''))
    return { status: 403, text: `Expected a request to ${expected}, got one to another host.` };
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
    return { status: 403, text: 'Expected a request from this page, got one from another site.' };
  if (url.length > URL_CHARACTERS)
    return { status: 414, text: `Expected at most ${URL_CHARACTERS} characters, got more.` };
  if (bodyLimit === undefined) return missing(url, expected);
  return bodyRefusal(headers, bodyLimit);
}

function missing(url: string, expected: string): Refusal {
  const [path] = url.split('?');
  if (path !== '/') return { status: 404, text: `Nothing is here; the page is at ${expected}` };
  const text = 'Expected GET, got another method; this address only shows a page.';
  return { status: 405, text, headers: { Allow: 'GET' } };
}

function bodyRefusal(headers: IncomingMessage['headers'], bodyLimit: number): Refusal | undefined {
  if (headers['transfer-encoding'] !== undefined)
    return { status: 411, text: 'Expected a request whose size is said, got one in chunks.' };
  const size = Number(headers['content-length'] ?? 0);
  if (size > bodyLimit)
    return { status: 413, text: `Expected at most ${bodyLimit} bytes, got ${size}.` };
  return undefined;
}
