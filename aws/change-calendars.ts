// SSM Change Calendars: whether changes are allowed at a moment.

import * as z from 'zod';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

interface CalendarState {
  readonly isOpen: boolean;
  /** When it is otherwise, where that is known. */
  readonly changesAt?: number;
}

export interface ChangeCalendars {
  /** The state of a calendar, by its ARN, at a moment in milliseconds. Throws `ServiceFailed` where nothing tells. */
  stateAt(arn: string, millis: number): Promise<CalendarState>;
}

const ARN = /^arn:[a-z-]+:ssm:([a-z0-9-]+):(\d{12}):document\//;

/** One operation of one service: its client is larger than all of a gate. */
const SSM = { service: 'ssm', path: '/', target: 'AmazonSSM.GetCalendarState' };

const State = z.object({
  State: z.enum(['OPEN', 'CLOSED']),
  NextTransitionTime: z.string().nullish(),
});

export function changeCalendars(access: MemberAccess): ChangeCalendars {
  return {
    async stateAt(arn, millis) {
      const [, region = '', account = ''] = ARN.exec(arn) ?? [];
      const asked = { CalendarNames: [arn], AtTime: new Date(millis).toISOString() };
      const called = signedCall(access, { account, region }, SSM, asked);
      const state = await translated(
        `reading calendar ${arn}`,
        called.then((it) => State.parse(it)),
      );
      const changesAt = Date.parse(state.NextTransitionTime ?? '');
      return {
        isOpen: state.State === 'OPEN',
        ...(Number.isFinite(changesAt) && { changesAt }),
      };
    },
  };
}
