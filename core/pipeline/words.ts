// The words that every part of a pipeline file is made of.

import * as z from 'zod';
import { parseDuration } from '../duration.ts';
import { duration } from '../duration-schema.ts';

export const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*$/,
    'expected lower-case letters, digits and hyphens, starting with a letter',
  )
  .max(40);

/** Text that says something. */
export const text = z.string().min(1);

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
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region such as eu-west-1')
  .meta({ description: 'An AWS region.', examples: ['us-east-1'] });
