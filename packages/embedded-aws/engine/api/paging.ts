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
  const start = nextToken === undefined ? 0 : placeIn(nextToken);
  const end = start + (maxResults || DEFAULT_SIZE);
  const part = items.slice(start, end);
  return end < items.length ? { items: part, nextToken: tokenFor(end) } : { items: part };
}

/**
 * The same for a list that has its newest items first and grows meanwhile: the token names the last item seen by its
 * number, so that the next page repeats none and leaves none out.
 */
export function pageNewestFirst<Item>(
  items: readonly Item[],
  { maxResults, nextToken }: PageRequest,
  numberOf: (item: Item) => number,
): Page<Item> {
  const seen = nextToken === undefined ? Number.POSITIVE_INFINITY : placeIn(nextToken);
  const rest = items.filter((item) => numberOf(item) < seen);
  const part = rest.slice(0, maxResults || DEFAULT_SIZE);
  const last = part.at(-1);
  if (last === undefined || part.length === rest.length) return { items: part };
  return { items: part, nextToken: tokenFor(numberOf(last)) };
}

function tokenFor(place: number): string {
  return Buffer.from(`from:${place}`).toString('base64');
}

function placeIn(token: string): number {
  const [, place] = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (place === undefined) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  return Number(place);
}
