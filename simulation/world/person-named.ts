// What each step of a person has: when, who, of what, and why.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { call } from './faults-schema.ts';

export const when = {
  at: duration.meta({ description: 'When, counted from the start of the scenario.' }).optional(),
  onCall: z
    .strictObject({
      function: z.string().meta({ examples: ['DeployTarget'] }),
      call: call.default('*:*'),
      nth: z.int().min(1).default(1).meta({ description: 'At which of its calls of that kind.' }),
    })
    .optional()
    .meta({ description: 'In place of at: as a function is about to make a call.' }),
};
export const hasItsTime = (it: { at?: string | undefined; onCall?: object | undefined }) =>
  (it.at === undefined) !== (it.onCall === undefined);
export const NEEDS_TIME = 'expected at or onCall, and not both';
export const ONE_TIME = { oneOf: [{ required: ['at'] }, { required: ['onCall'] }] };

/** What each named person says. */
export const named = {
  ...when,
  as: z
    .string()
    .min(1)
    .default('somebody')
    .meta({ description: 'Who: an ARN, or a name.', examples: ['ada'] }),
  pipeline: z
    .string()
    .optional()
    .meta({ description: 'Of which pipeline. Default: the pipeline simulated.' }),
  reason: z.string().default('').meta({ description: 'The reason they give.' }),
};

export const what = z
  .union([z.string().min(1), z.int().min(1)])
  .optional()
  .meta({
    description:
      'Of what: a release’s id, a build’s number, a commit, a revision of the scenario. Default: the latest.',
  });
