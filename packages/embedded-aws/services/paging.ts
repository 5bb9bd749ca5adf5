// Pages of a list, with a token that says where the next one starts.

import { AwsError } from '../service.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  errorName: string,
): Page<T> {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError(errorName, `Expected a token of an earlier page, got "${token}".`);
  }
  const end = start + size;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? String(end) : undefined,
  };
}
