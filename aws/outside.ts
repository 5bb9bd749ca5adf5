// What is asked of third parties, over HTTPS: by the transport that every client of the SDK has.

import { XRayClient } from '@aws-sdk/client-xray';
import { Failure } from '../core/failure.ts';
import { attemptOptions } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Outside {
  /**
   * Posts JSON. Resolves to the status, and to the text of the answer as far as it is read. Throws `ServiceFailed`
   * where nobody answered, or they say that it may pass.
   */
  post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    mostBytes?: number,
  ): Promise<Posted>;
}

interface Posted {
  readonly status: number;
  readonly text: string;
}

/** Of an answer no more is read, however long it is, unless somebody asks for more. */
const MOST_BYTES = 16_384;

export function outside(
  access: MemberAccess,
  home: { readonly account: string; readonly region: string },
): Outside {
  return {
    async post(url, headers, body, mostBytes = MOST_BYTES) {
      const { config } = await access.client(XRayClient, home);
      type Sent = Parameters<typeof config.requestHandler.handle>[0];
      const { hostname, port, pathname, searchParams } = new URL(url);
      const request = {
        method: 'POST',
        protocol: 'https:',
        hostname,
        ...(port !== '' && { port: Number(port) }),
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: { ...headers, host: port === '' ? hostname : `${hostname}:${port}` },
        body,
      };
      const posted = await translated(
        `asking ${hostname}`,
        config.requestHandler
          .handle(request as unknown as Sent, attemptOptions())
          .then(async ({ response }) => ({
            status: response.statusCode,
            text: await beginningOf(response.body, mostBytes),
          })),
      );
      if (posted.status >= 500 || posted.status === 429)
        throw new Failure(
          'ServiceFailed',
          `expected ${hostname} to take what it is asked, got HTTP ${posted.status}`,
        );
      return posted;
    },
  };
}

async function beginningOf(body: unknown, most: number): Promise<string> {
  if (typeof body === 'string') return body.slice(0, most);
  if (body instanceof Uint8Array) return Buffer.from(body.subarray(0, most)).toString();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // To leave the loop ends the stream, and with it the connection.
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most).toString();
}
