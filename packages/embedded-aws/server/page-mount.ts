// A page at `/`: read anew for each request, so that a reload shows the present.

import type { IncomingMessage } from 'node:http';
import type { Mount } from './server.ts';

/** Nothing but the page's own style: no script, no frame, no other site. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface PageAsked {
  /** Whether the page loads itself again from time to time: until its reader asks for `/?still`. */
  readonly follow: boolean;
}

export function pageMount(page: (asked: PageAsked) => Promise<string>): Mount {
  return {
    takes: (request) => request.method === 'GET' && addressOf(request).pathname === '/',
    bodyLimit: 0,
    async answer(request, response) {
      const html = await page({ follow: !addressOf(request).searchParams.has('still') });
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': POLICY,
        'Referrer-Policy': 'no-referrer',
      });
      response.end(html);
    },
  };
}

/** A path that is no address is none of ours; `//` would else name a host. */
function addressOf({ url = '/' }: IncomingMessage): URL {
  return URL.canParse(url, 'http://here/') && !url.startsWith('//')
    ? new URL(url, 'http://here/')
    : new URL('http://here/nothing');
}
