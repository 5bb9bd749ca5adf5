// Events that functions have failed on: a world goes on until they were tried again, or what they told of was found.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { FOUND_WITHIN_SECONDS } from './faults.ts';

export function isMissed({ lambda }: EmbeddedAws, now: Date): boolean {
  if ([...lambda.waiting()].some(isNoSchedule)) return true;
  const last = lambda.dropped().findLast(({ event }) => isNoSchedule(event));
  return last !== undefined && now.getTime() < last.at.getTime() + FOUND_WITHIN_SECONDS * 1000;
}

/** A schedule comes again by itself. */
function isNoSchedule(event: unknown): boolean {
  return (event as { readonly source?: unknown } | null)?.source !== 'aws.events';
}
