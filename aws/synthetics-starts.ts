// CloudWatch Synthetics: starts canaries, and tells when each was started last. For those alone who start any.

import * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface CanaryStarts {
  /** Undefined where there is no such canary. */
  get(place: Place, name: string): Promise<Canary | undefined>;
  /** Has it run: false where it cannot be started as it is, as it may run already. */
  start(place: Place, name: string): Promise<boolean>;
}

export interface Canary {
  /** When somebody has started it last; one that runs by itself is started once. */
  readonly startedAt?: number;
  /** How often it runs by itself, where that is a rate. */
  readonly everySeconds?: number;
  /** Whether it runs by itself, once it is started. */
  readonly runsItself: boolean;
  readonly isRunning: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** Times are seconds since 1970. */
const Got = z.object({
  Canary: z.object({
    Schedule: z.object({ Expression: z.string() }).nullish(),
    Status: z.object({ State: z.string() }),
    Tags: z.record(z.string(), z.string()).nullish(),
    Timeline: z.object({ LastStarted: z.number().nullish() }).nullish(),
  }),
});

const GET_CANARY = { service: 'synthetics', path: '/canary', operation: 'GetCanary' };
const START_CANARY = { service: 'synthetics', path: '/canary', operation: 'StartCanary' };

export function startsCanaries(access: MemberAccess): CanaryStarts {
  return {
    async get(place, name) {
      const what = `reading canary ${name}`;
      const of = { ...at(GET_CANARY, pathOf(name)), method: 'GET' } as const;
      try {
        return canaryOf(answerOf(what, Got, await signedCall(access, place, of, {})).Canary);
      } catch (thrown) {
        if (nameOf(thrown) === 'ResourceNotFoundException') return undefined;
        return translated(what, Promise.reject(thrown));
      }
    },
    async start(place, name) {
      const of = at(START_CANARY, pathOf(name, '/start'));
      try {
        await signedCall(access, place, of, {}, { to: 'test' });
        return true;
      } catch (thrown) {
        if (['ConflictException', 'ResourceNotFoundException'].includes(nameOf(thrown)))
          return false;
        return translated(`starting canary ${name}`, Promise.reject(thrown));
      }
    },
  };
}

function at(operation: typeof GET_CANARY, path: string) {
  return { ...operation, path };
}

function pathOf(name: string, more = '') {
  return `/canary/${name}${more}`;
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
