// Who may not speak to the wire: pages of other sites, and names that only pretend to be this machine.

import type { IncomingMessage } from 'node:http';
import { AwsError } from '../service.ts';

/**
 * `localhost`, 127.0.0.1, and the names below `localhost`, which reach this machine alone: virtual hosts of
 * buckets.
 */
const OWN_HOST = /^(127\.0\.0\.1|localhost|[a-z0-9][a-z0-9.-]*\.localhost)(:\d+)?$/i;

/**
 * Why a request is refused; undefined if it is not.
 *
 * A page of another site can make a browser send requests here, with a name of its own that points at this address.
 * It cannot keep the browser from saying so, in `Host`, `Origin` or `Sec-Fetch-Site`. AWS clients send neither of the
 * latter.
 */
export function strangerIn({ headers, socket }: IncomingMessage): AwsError | undefined {
  const { host = '', origin } = headers;
  const port = String(socket.localPort ?? '');
  const [, , given = ':80'] = OWN_HOST.exec(host) ?? [];
  if (!OWN_HOST.test(host) || given !== `:${port}`)
    return denied(`Expected a request to http://127.0.0.1:${port}/, got one to another host.`);
  const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  if (origin !== undefined && !own.includes(origin))
    return denied('Expected a request from this machine, got one from a page of another site.');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return denied('Expected a request from this machine, got one from a page of another site.');
  return undefined;
}

function denied(text: string): AwsError {
  return new AwsError('AccessDenied', text, 403);
}
