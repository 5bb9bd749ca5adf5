// A request's line and headers as values.

import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from '../transport/http.ts';

/** The request without its body. A header that is given twice counts once, as Node joins it. */
export function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): HttpRequest {
  const [path = '/', ...rest] = url.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const given = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method,
    host: (headers.host ?? '').replace(/:\d+$/, ''),
    path,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(given),
    body: new Uint8Array(),
  };
}
