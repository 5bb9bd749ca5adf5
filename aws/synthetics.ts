// CloudWatch Synthetics: reads the runs of canaries.

import * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Canaries {
  /** Its newest runs, the newest first; undefined where there is no such canary. */
  runs(place: Place, name: string): Promise<readonly CanaryRun[] | undefined>;
}

export interface CanaryRun {
  readonly startedAt: number;
  /** As Synthetics says it: RUNNING, PASSED or FAILED. */
  readonly state: string;
  /** Whether what failed is the runner, and not what it tests. */
  readonly isRunners: boolean;
}

/** Times are seconds since 1970. */
const Page = z.object({
  CanaryRuns: z
    .array(
      z.object({
        Status: z.object({ State: z.string(), StateReasonCode: z.string().nullish() }),
        Timeline: z.object({ Started: z.number() }),
      }),
    )
    .nullish(),
});

function at(operation: typeof CANARY_RUNS, path: string) {
  return { ...operation, path };
}

/** One operation: the service's client is larger than all else of a test. */
const CANARY_RUNS = { service: 'synthetics', path: '/canary', operation: 'GetCanaryRuns' };

export function synthetics(access: MemberAccess): Canaries {
  return {
    async runs(place, name) {
      const what = `reading the runs of canary ${name}`;
      const of = at(CANARY_RUNS, `/canary/${name}/runs`);
      try {
        const answer = await signedCall(access, place, of, { MaxResults: 20 });
        return (answerOf(what, Page, answer).CanaryRuns ?? [])
          .map(({ Status, Timeline }) => ({
            startedAt: Timeline.Started * 1000,
            state: Status.State,
            isRunners: Status.StateReasonCode === 'EXECUTION_FAILURE',
          }))
          .toSorted((a, b) => b.startedAt - a.startedAt);
      } catch (thrown) {
        if (nameOf(thrown) === 'ResourceNotFoundException') return undefined;
        return translated(what, Promise.reject(thrown));
      }
    },
  };
}
