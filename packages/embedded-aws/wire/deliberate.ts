// Which requests nobody can make a browser send: a link in a mail, an image or a form of another page.

import type { HttpRequest } from '../transport/http.ts';

/** Names that a page of another site may not send without asking here first, which is never granted. */
export const AWS_HEADERS = [
  'x-amz-target',
  'smithy-protocol',
  'x-amz-date',
  'x-amz-content-sha256',
] as const;
const METHODS = new Set(['PUT', 'DELETE', 'PATCH']);

/** What follows a link sends neither of these; every client of AWS signs what it sends. */
export function isDeliberate({
  method,
  headers,
}: Pick<HttpRequest, 'method' | 'headers'>): boolean {
  return (
    headers.authorization?.startsWith('AWS') === true ||
    AWS_HEADERS.some((name) => headers[name] !== undefined) ||
    METHODS.has(method)
  );
}
