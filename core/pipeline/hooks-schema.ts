// What a pipeline has done before and after a rollback.

import * as z from 'zod';
import { secondsIn } from '../duration.ts';
import { duration } from '../duration-schema.ts';
import { hookFunctionName, projectName } from './aws-names.ts';

/** Nothing may hold up a way back for long: harm goes on meanwhile. */
const LONGEST_BEFORE = '5m';
const LONGEST_AFTER = '30m';
/** No function lives longer. */
const LONGEST_CALL_SECONDS = 900;

function hook(longest: string, usual: string) {
  return z
    .strictObject({
      project: projectName.optional().meta({
        description: 'A CodeBuild project, beside Tidegate.',
      }),
      lambda: hookFunctionName.optional().meta({
        description: 'A Lambda function, beside Tidegate and with its tag.',
        examples: ['checkout-drain', 'checkout-drain:live'],
      }),
      timeout: duration
        .refine((text) => secondsIn(text) <= secondsIn(longest), `expected at most ${longest}`)
        .default(usual)
        .meta({ description: `How long it is waited for, at most ${longest}; a function, 15m.` }),
    })
    .refine((it) => (it.project === undefined) !== (it.lambda === undefined), {
      message: 'expected a project or a lambda, one of them',
    })
    .meta({ oneOf: [{ required: ['project'] }, { required: ['lambda'] }] });
}

export const hooks = z
  .strictObject({
    beforeRollback: hook(LONGEST_BEFORE, '1m').optional().meta({
      description:
        'Before the first target is taken back. Whatever comes of it, that is done then.',
    }),
    afterRollback: hook(LONGEST_AFTER, '10m').optional().meta({
      description: 'After the last target was taken back, or could not be.',
    }),
  })
  .meta({
    description:
      'What is run before and after a rollback. One that fails, hangs or is not there is told, and holds nothing up.',
  });

export type Hooks = z.output<typeof hooks>;
export type HookName = keyof Hooks;
export type HookDefinition = NonNullable<Hooks[HookName]>;

export function hookSecondsOf({ lambda, timeout }: HookDefinition): number {
  const seconds = secondsIn(timeout);
  return lambda === undefined ? seconds : Math.min(seconds, LONGEST_CALL_SECONDS);
}
