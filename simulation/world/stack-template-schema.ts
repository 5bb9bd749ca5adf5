// What a scenario says of the templates that builds make for stacks.

import * as z from 'zod';
import { revision } from './misbehaviour-schema.ts';

export const stackTemplate = z
  .strictObject({
    revision,
    like: revision.optional().meta({
      description: 'What is in it is what that one has: there is nothing to change.',
    }),
    table: z
      .enum(['replaced', 'mayBeReplaced', 'removed'])
      .optional()
      .meta({ description: 'What becomes of the table of what it replaces.' }),
    sized: z.boolean().default(true).meta({
      description: 'Whether it declares the parameter by which its function has its memory size.',
    }),
    nested: z.boolean().default(false).meta({
      description: 'Whether the table is in a stack of its own, within the stack.',
    }),
  })
  .meta({
    description:
      'What the template of a revision says, where it is not that its function has other code.',
  });

export type StackTemplate = z.output<typeof stackTemplate>;
