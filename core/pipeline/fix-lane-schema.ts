// What a pipeline says of its fix lane: how a release goes that a person has marked as a fix.

import * as z from 'zod';
import { duration } from '../duration-schema.ts';
import { approvals } from '../gate/approval-schema.ts';

export const fixLane = z
  .strictObject({
    hours: z.enum(['usual', 'any']).default('usual').meta({
      description: 'Whether a fix waits for windows and calendars as every release does.',
    }),
    approvals: approvals.optional().meta({
      description:
        'Who approves a fix, in place of those whom a stage asks for. Default: the same.',
    }),
    bake: duration.optional().meta({
      description: 'How long a fix bakes in each wave at most. Default: as long as every release.',
      examples: ['30m'],
    }),
  })
  .meta({
    description:
      'How a release goes that a person has marked as the fix for an alarm that fires (start --fixes).',
  });

export type FixLane = z.output<typeof fixLane>;
