// What a pipeline says of the actions of its alarms while a release of it is taken back.

import * as z from 'zod';
import { parseDuration } from '../duration.ts';
import { alarmName } from './aws-names.ts';
import { lasting } from './value-schemas.ts';

const LEAST_SECONDS = 60;
const MOST_SECONDS = 4 * 3_600;

export const MUTED_FOR = '15m';

export const mute = z
  .union([
    z.literal(false),
    z.strictObject({
      for: lasting
        .refine((text) => {
          const seconds = parseDuration(text) ?? 0;
          return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS && seconds % 60 === 0;
        }, 'expected full minutes, from 1m to 4h')
        .default(MUTED_FOR)
        .meta({
          description:
            'How long at most, from the start of the rollback: full minutes, up to 4h. What fires then acts.',
        }),
      alarms: z
        .array(alarmName)
        .max(100)
        .default([])
        .meta({
          description:
            'Alarms besides those of the targets that go back, by name or by ARN: those that are shared too.',
          examples: [['checkout-orders']],
        }),
    }),
  ])
  .meta({
    description:
      'While a rollback runs that nobody has asked for, alarms of the targets that go back do not act. `false`: they do.',
  });
