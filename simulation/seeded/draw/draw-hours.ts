// Random hours: seldom, and never so narrow that a release waits for days.

import { type WindowDefinition, weekdays } from '../../../core/pipeline/hours-schema.ts';
import type { Draws } from './draws.ts';

/** The calendar that a pipeline may name, by the name of its file: an hour or so in which most worlds have builds. */
export const CALENDAR_FILE = 'calendar.ics';
export const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//shop//EN',
  'BEGIN:VEVENT',
  'UID:stocktaking',
  'DTSTART:20261123T092000Z',
  'DTEND:20261123T100000Z',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:new-year',
  'DTSTART;TZID=Europe/Berlin:20270101T005500',
  'DURATION:PT20M',
  'RRULE:FREQ=YEARLY;COUNT=3',
  'EXDATE;TZID=Europe/Berlin:20280101T005500',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

/** One of AWS’s. */
const CALENDAR_ARN = 'arn:aws:ssm:eu-west-1:111122223333:document/ChangeFreeze';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'] as const;

interface Drawn {
  windows?: WindowDefinition[];
  calendars?: string[];
  lookAhead?: string;
}

export function drawHours(draws: Draws, likelihood: number): Drawn {
  if (!draws.chance(likelihood)) return {};
  const zone = draws.pick(ZONES);
  const others = weekdays.filter(() => draws.chance(0.4));
  return {
    ...(draws.chance(0.7) && {
      windows: [
        { zone, days: ['mon', 'tue', 'thu', 'fri'], from: '08:00', until: '22:00' },
        ...(others.length > 0
          ? [{ zone: draws.pick(ZONES), days: others, from: '22:30', until: '02:15' }]
          : []),
      ],
    }),
    ...(draws.chance(0.5) && { calendars: [draws.pick([CALENDAR_FILE, CALENDAR_ARN])] }),
    ...(draws.chance(0.5) && { lookAhead: draws.pick(['0s', '10m']) }),
  };
}
