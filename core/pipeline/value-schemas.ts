// Schemas of the values that every part of a pipeline file is made of: names, texts, durations, accounts, regions.

import * as z from 'zod';
import { parseDuration } from '../duration.ts';
import { duration } from '../duration-schema.ts';
import { misspeltRegion, nearestRegion } from './regions.ts';

/** What several pipelines deploy to, and only one release at a time changes. */
export const scaleUnit = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens')
  .max(64, 'expected at most 64 characters')
  .optional()
  .meta({
    description:
      'What other pipelines deploy to as well: of all waves in a scale unit of that name, one at a time starts.',
    examples: ['cell-1'],
  });

export const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*$/,
    'expected lower-case letters, digits and hyphens, starting with a letter',
  )
  .max(40, 'expected at most 40 characters');

/** All but the ends of lines and tabs, which a reason may have. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** Text that says something. */
export const text = z
  .string()
  .min(1, 'expected text that says something')
  .max(2_000, 'expected at most 2000 characters')
  .refine(
    (given) => !CONTROL.test(given),
    'expected text without control characters, which no name has',
  );

/** A duration that something must be given. */
export const lasting = duration.refine(
  (written) => parseDuration(written) !== 0,
  'expected a duration longer than 0',
);

export const accountId = z
  .string()
  .regex(/^\d{12}$/, 'expected an AWS account id: 12 digits, in quotes')
  .meta({ description: 'An AWS account id: 12 digits, in quotes.', examples: ['111122223333'] });

export const region = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, {
    abort: true,
    error: ({ input }) => {
      const meant = nearestRegion(String(input));
      return meant
        ? `expected an AWS region; did you mean ${meant}?`
        : 'expected an AWS region such as eu-west-1';
    },
  })
  .superRefine((given, context) => {
    const meant = misspeltRegion(given);
    if (meant !== undefined)
      context.addIssue({
        code: 'custom',
        message: `expected an AWS region; did you mean ${meant}?`,
      });
  })
  .meta({ description: 'An AWS region.', examples: ['us-east-1'] });
