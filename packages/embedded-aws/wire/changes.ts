// Which requests change something, as far as their names tell.

import type { HttpRequest } from '../transport/http.ts';

const READS = /^(Describe|List|Get|BatchGet|Head|Query|Scan|Search|Test|Validate)/;

export function changesSomething({ method, headers, path, query }: HttpRequest): boolean {
  const operation =
    headers['x-amz-target']?.split('.').at(-1) ??
    /^\/service\/[^/]+\/operation\/([^/]+)/.exec(path)?.[1] ??
    query.Action;
  if (operation !== undefined) return !READS.test(operation);
  return method !== 'GET' && method !== 'HEAD';
}
