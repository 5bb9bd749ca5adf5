// Pages of a list, with tokens that say where the next one begins.

import * as z from 'zod';
import { AwsError } from '../../service.ts';

/** The members of every List operation. */
export const Paging = {
  maxResults: z.number().int().min(0).max(1000).optional(),
  nextToken: z.string().min(1).max(3096).optional(),
};

interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

const DEFAULT_SIZE = 100;

/** The part of a list that a request asks for; 0 results means the default. */
export function page<Item>(
  items: readonly Item[],
  { maxResults, nextToken }: PageRequest,
): Page<Item> {
  const start = nextToken === undefined ? 0 : offsetIn(nextToken);
  const end = start + (maxResults || DEFAULT_SIZE);
  const part = items.slice(start, end);
  return end < items.length ? { items: part, nextToken: tokenFor(end) } : { items: part };
}

function tokenFor(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64');
}

function offsetIn(token: string): number {
  const [, offset] = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (offset === undefined) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  return Number(offset);
}
