// What was asked over the wire, asked again at the same virtual times: a world is a function of that and its seed.

import type { HttpRequest } from '../transport/http.ts';
import type { WireOptions } from './wire-mount.ts';

/** A request that was let in, and when, in milliseconds of the world's own time. */
export interface TimedRequest {
  readonly at: number;
  readonly request: HttpRequest;
}

/** Nobody waits for the answers: they were given the first time. */
export function replayRequests(
  { aws, clock, places }: Pick<WireOptions, 'aws' | 'clock' | 'places'>,
  requests: readonly TimedRequest[],
): void {
  for (const { at, request } of requests) {
    const ask = () => {
      const begun = clock.park(() => aws.gateway.beginForPerson(request, { places }));
      begun.then(({ answer }) => answer).catch(() => {});
    };
    // After what else is due then: the first time, too, it came when the world had nothing left to do at once.
    clock.at(at, () => void clock.at(at, ask));
  }
}
