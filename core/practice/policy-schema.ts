// What an organisation's policy file may say. The JSON Schema in `schemas/` is made from this.

import * as z from 'zod';
import { name } from '../pipeline/value-schemas.ts';
import { standstills } from './freeze-schema.ts';
import { rules } from './rules.ts';

export const policySchema = z
  .strictObject({
    policy: name.meta({ description: 'The policy’s name.', examples: ['acme'] }),
    rules: z
      .strictObject(Object.fromEntries(rules.map(({ id, settings }) => [id, settings])))
      .prefault({})
      .meta({
        description:
          'What each rule of good practice means here; one that is left out is as usual.',
      }),
    waivers: z
      .strictObject({
        longestDays: z.int().min(1).max(3_650).default(90).meta({
          description: 'How many days from now a waiver may last; a longer one waives nothing.',
        }),
      })
      .prefault({})
      .meta({ description: 'What waivers may be.' }),
    ...standstills,
  })
  .meta({
    title: 'Tidegate policy',
    description: 'What an organisation asks of every pipeline: levels and parameters of rules.',
  });
