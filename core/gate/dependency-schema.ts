// What a pipeline depends on, as its file says it.

import * as z from 'zod';
import { name } from '../pipeline/value-schemas.ts';

export const dependency = z
  .strictObject({
    service: name.meta({ description: 'Another pipeline of the same Tidegate.' }),
    atLeast: z
      .union([
        z.int().min(1),
        z
          .string()
          .regex(
            /^[0-9a-f]{7,40}$/,
            'expected a build’s number, or seven to forty digits of a commit',
          ),
      ])
      .meta({
        description: 'Its build, by number, or its commit: that one or a newer one.',
        examples: [412, '4f1d9c2'],
      }),
    baked: z.boolean().default(true).meta({
      description: 'Whether it must have finished its bake there; with false, running is enough.',
    }),
  })
  .meta({ description: 'A service that must be far enough where a wave is to start.' });

export type Dependency = z.output<typeof dependency>;
