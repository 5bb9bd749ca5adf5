// When the waves of a stage may start: windows of the week, calendars, and how far a gate looks ahead.

import * as z from 'zod';
import { duration } from '../duration-schema.ts';
import { nearest } from '../nearest.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]';
const time = (pattern: string, example: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:${pattern})$`), `expected a time such as ${example}, in quotes`)
    .meta({ examples: [example] });

/** An offset such as +02:00 is no zone: it knows nothing of daylight saving. */
const NAMED = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

export const zone = z
  .string()
  .regex(NAMED, { abort: true, error: ({ input }) => zoneText(String(input)) })
  .superRefine((given, context) => {
    if (!isZone(given)) context.addIssue({ code: 'custom', message: zoneText(given) });
  })
  .meta({ description: 'An IANA time zone.', examples: ['Europe/Berlin'] });

function zoneText(given: string): string {
  const meant = nearest(given, Intl.supportedValuesOf('timeZone'));
  return `expected an IANA time zone${meant ? `; did you mean ${meant}?` : ' such as Europe/Berlin'}`;
}

export function isZone(given: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }) !== undefined;
  } catch {
    return false;
  }
}

export const window = z
  .strictObject({
    zone,
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .optional()
      .meta({
        description: 'The days on which it opens. Default: every day.',
        examples: [['mon', 'tue', 'wed', 'thu']],
      }),
    from: time(TIME, '09:00').meta({
      description: 'It opens when the zone’s clock first shows this time, or a later one.',
    }),
    until: time(`${TIME}|24:00`, '16:00').meta({
      description:
        'It closes when the clock first shows this time, or a later one; on the next day, where it is not after `from`.',
    }),
  })
  .refine(({ from, until }) => from !== until, {
    message:
      'expected a window that ends at another time than it begins; all day is 00:00 to 24:00',
    path: ['until'],
  })
  .meta({ description: 'A time of the week in which a wave may start.' });

const ARN = 'arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:document/[A-Za-z0-9_.-]+';

const calendar = z
  .string()
  .regex(
    new RegExp(`^(?:${ARN}|[^\\s][^\\n]*\\.ics)$`),
    'expected the ARN of an SSM Change Calendar, or an iCalendar file that ends in .ics',
  )
  .max(300, 'expected at most 300 characters');

/** What a stage, a wave and a target may say. */
export const hours = {
  windows: z.array(window).min(1).optional().meta({
    description:
      'When a wave may start: inside one of these. What a target or wave says replaces what its stage says. Default: at any time.',
  }),
  calendars: z
    .array(calendar)
    .optional()
    .meta({
      description:
        'No wave starts during an event of these iCalendar files, nor while these SSM Change Calendars are closed. Those of stage, wave and target all count.',
      examples: [['holidays.ics', 'arn:aws:ssm:eu-west-1:111122223333:document/ChangeFreeze']],
    }),
  lookAhead: duration.optional().meta({
    description:
      'How much of the bake is to end inside the hours, besides the deployment and the tests. Default: 1h.',
    examples: ['1h'],
  }),
};

export interface Hours {
  readonly windows?: readonly WindowDefinition[] | undefined;
  readonly calendars?: readonly string[] | undefined;
  readonly lookAhead?: string | undefined;
}

export type WindowDefinition = z.output<typeof window>;

export function isArn(calendar: string): boolean {
  return calendar.startsWith('arn:');
}
