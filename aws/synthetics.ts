// CloudWatch Synthetics: starts canaries, and reads their runs.

import * as z from 'zod';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Canaries {
  /** Has it run; one that runs by itself goes on. One that is not there is not: its runs say so. */
  start(place: Place, name: string): Promise<void>;
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

/** Two operations of one service: its client is larger than all else of a test. */
const START_CANARY = { service: 'synthetics', path: '/canary', operation: 'StartCanary' };
const CANARY_RUNS = { service: 'synthetics', path: '/canary', operation: 'GetCanaryRuns' };

/** Times are seconds since 1970. */
const Page = z.object({
  CanaryRuns: z
    .array(
      z.object({
        Status: z.object({
          State: z.string(),
          StateReasonCode: z.string().nullish(),
          TestResult: z.string().nullish(),
        }),
        Timeline: z.object({ Started: z.number() }),
      }),
    )
    .nullish(),
});

function at(operation: typeof START_CANARY, path: string) {
  return { ...operation, path };
}

export function synthetics(access: MemberAccess): Canaries {
  return {
    async start(place, name) {
      try {
        const of = at(START_CANARY, `/canary/${name}/start`);
        await signedCall(access, place, of, {}, { to: 'test' });
      } catch (thrown) {
        if (['ConflictException', 'ResourceNotFoundException'].includes(nameOf(thrown))) return;
        await translated(`starting canary ${name}`, Promise.reject(thrown));
      }
    },
    async runs(place, name) {
      try {
        const of = at(CANARY_RUNS, `/canary/${name}/runs`);
        const { CanaryRuns } = Page.parse(await signedCall(access, place, of, { MaxResults: 20 }));
        return (CanaryRuns ?? [])
          .map(({ Status, Timeline }) => ({
            startedAt: Timeline.Started * 1000,
            state: Status.State,
            isRunners: Status.StateReasonCode === 'EXECUTION_FAILURE',
          }))
          .toSorted((a, b) => b.startedAt - a.startedAt);
      } catch (thrown) {
        if (nameOf(thrown) === 'ResourceNotFoundException') return undefined;
        return translated(`reading the runs of canary ${name}`, Promise.reject(thrown));
      }
    },
  };
}
