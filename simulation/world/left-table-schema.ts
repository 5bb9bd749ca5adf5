// What an earlier Tidegate has left in the table.

import * as z from 'zod';
import { revision } from './misbehaviour-schema.ts';

export const DAMAGED = [
  'release',
  'wave',
  'target',
  'quarantine',
  'wait',
  'open',
  'ledger',
  'change',
  'watcher',
  'pipeline',
  'project',
] as const;

export const leftTable = z
  .strictObject({
    version: z.enum(['0.1.0', '0.2.0']).meta({
      description:
        'Which one wrote it. What baseline says was laid by it, and is read as it was kept then.',
    }),
    underWay: revision.optional().meta({
      description:
        'A revision whose release was under way in the first stage with targets, of whose execution nobody knows any more.',
    }),
    damaged: z
      .array(z.enum(DAMAGED))
      .default([])
      .meta({
        description:
          'Items that cannot be read, each of something that is gone: they stop nothing else.',
        examples: [['wait', 'open']],
      }),
  })
  .meta({ description: 'What an earlier Tidegate has left in the table.' });
