// Pages, read anew for each request, so that a reload shows the present.

import type { IncomingMessage } from 'node:http';
import type { Mount } from './server.ts';

/** Nothing but the page's own style: no script, no frame, no other site. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface PageAsked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Which languages the reader wants: the header `Accept-Language`. */
  readonly accepted?: string;
  /** Whether the page loads itself again from time to time: until its reader asks for `/?still`. */
  readonly follow: boolean;
}

/** A page, or one that says why there is none. */
export type Page = string | { readonly status: number; readonly html: string };

interface PageOptions {
  /** Which paths are pages, besides `/`. */
  readonly isPath?: (path: string) => boolean;
  /** What a page may do, as its browser is told. */
  readonly policy?: string;
}

export function pageMount(
  page: (asked: PageAsked) => Promise<Page>,
  { isPath = () => false, policy = POLICY }: PageOptions = {},
): Mount {
  return {
    takes: (request) => {
      const { pathname } = addressOf(request);
      return request.method === 'GET' && (pathname === '/' || isPath(pathname));
    },
    bodyLimit: 0,
    async answer(request, response) {
      const { pathname: path, searchParams } = addressOf(request);
      const query = Object.fromEntries(searchParams);
      const accepted = request.headers['accept-language'];
      const made = await page({
        path,
        query,
        follow: !searchParams.has('still'),
        ...(accepted !== undefined && { accepted }),
      });
      const { status, html } = typeof made === 'string' ? { status: 200, html: made } : made;
      response.writeHead(status, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
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
