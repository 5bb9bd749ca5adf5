// When the newest that a source has is released, where that is not as soon as it is there.

import * as z from 'zod';
import { againstRecurrence } from '../recurring/expression.ts';
import { zone } from './hours-schema.ts';

export const schedule = z
  .strictObject({
    at: z
      .string()
      .superRefine((given, context) => {
        const message = againstRecurrence({ at: given });
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      })
      .meta({
        description:
          'The times, as EventBridge writes them: cron(minutes hours day-of-month month day-of-week year), or rate(6 hours), counted from when it was applied.',
        examples: ['cron(0 2 * * ? *)'],
      }),
    zone: zone.optional().meta({
      description: 'The IANA time zone of a cron expression. Default: UTC.',
      examples: ['Europe/Berlin'],
    }),
  })
  .refine(({ at, zone: its }) => its === undefined || !at.startsWith('rate'), {
    path: ['zone'],
    message:
      'expected a zone beside cron(…) alone, got one beside rate(…), which counts hours of any zone alike',
  })
  .meta({
    description:
      'The newest that is there at these times is released, and nothing in between. Default: each as soon as it is there.',
  });
