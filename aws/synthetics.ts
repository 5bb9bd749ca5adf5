// CloudWatch Synthetics: starts canaries, and reads their runs.

import * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Canaries {
  /** Undefined where there is no such canary. */
  get(place: Place, name: string): Promise<Canary | undefined>;
  /** Has it run: false where it cannot be started as it is, as it may run already. */
  start(place: Place, name: string): Promise<boolean>;
  /** Its newest runs, the newest first; undefined where there is no such canary. */
  runs(place: Place, name: string): Promise<readonly CanaryRun[] | undefined>;
}

export interface Canary {
  /** When somebody has started it last; one that runs by itself is started once. */
  readonly startedAt?: number;
  /** Whether it runs by itself, once it is started: then how often, where that is a rate. */
  readonly everySeconds?: number;
  readonly runsItself: boolean;
  readonly isRunning: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface CanaryRun {
  readonly startedAt: number;
  /** As Synthetics says it: RUNNING, PASSED or FAILED. */
  readonly state: string;
  /** Whether what failed is the runner, and not what it tests. */
  readonly isRunners: boolean;
}

/** Three operations of one service: its client is larger than all else of a test. */
const START_CANARY = { service: 'synthetics', path: '/canary', operation: 'StartCanary' };
const CANARY_RUNS = { service: 'synthetics', path: '/canary', operation: 'GetCanaryRuns' };

const GET_CANARY = { service: 'synthetics', path: '/canary', operation: 'GetCanary' };

/** Times are seconds since 1970. */
const Got = z.object({
  Canary: z.object({
    Schedule: z.object({ Expression: z.string() }).nullish(),
    Status: z.object({ State: z.string() }),
    Tags: z.record(z.string(), z.string()).nullish(),
    Timeline: z.object({ LastStarted: z.number().nullish() }).nullish(),
  }),
});

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
    async get(place, name) {
      const what = `reading canary ${name}`;
      try {
        const of = { ...at(GET_CANARY, `/canary/${name}`), method: 'GET' } as const;
        return canaryOf(answerOf(what, Got, await signedCall(access, place, of, {})).Canary);
      } catch (thrown) {
        if (nameOf(thrown) === 'ResourceNotFoundException') return undefined;
        return translated(what, Promise.reject(thrown));
      }
    },
    async start(place, name) {
      try {
        const of = at(START_CANARY, `/canary/${name}/start`);
        await signedCall(access, place, of, {}, { to: 'test' });
        return true;
      } catch (thrown) {
        if (['ConflictException', 'ResourceNotFoundException'].includes(nameOf(thrown)))
          return false;
        return translated(`starting canary ${name}`, Promise.reject(thrown));
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

function canaryOf({ Schedule, Status, Tags, Timeline }: z.output<typeof Got>['Canary']): Canary {
  const expression = Schedule?.Expression ?? '';
  const everySeconds = secondsOf(expression);
  const lastStarted = Timeline?.LastStarted ?? undefined;
  return {
    ...(lastStarted !== undefined && { startedAt: lastStarted * 1000 }),
    ...(everySeconds > 0 && { everySeconds }),
    // A rate of nothing is once for each start.
    runsItself: expression.startsWith('cron') || everySeconds > 0,
    isRunning: ['STARTING', 'RUNNING'].includes(Status.State),
    tags: Tags ?? {},
  };
}

/** Of what is no rate, and of what runs once, 0. */
function secondsOf(expression: string): number {
  const [, number = '0', unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression) ?? [];
  return Number(number) * (unit === 'hour' ? 3600 : 60);
}
