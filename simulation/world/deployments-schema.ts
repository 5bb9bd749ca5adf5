// How deployment groups move their traffic, as a scenario says it.

import * as z from 'zod';
import { secondsIn } from '../../core/duration.ts';
import { duration } from '../../core/duration-schema.ts';

const percent = z.int().min(1).max(99).meta({ description: 'Of the traffic.' });
const minutes = duration
  .refine(isWholeMinutes, 'expected whole minutes, as CodeDeploy counts them')
  .meta({ examples: ['90m'] });

export const deployments = z
  .strictObject({
    target: z.string(),
    configuration: z
      .string()
      .regex(/^[\w.+=,@-]{1,100}$/, 'expected the name of a deployment configuration')
      .meta({
        description:
          'One of CodeDeploy’s own, or with canary or linear a name for one that was made.',
        examples: ['LambdaCanary10Percent10Minutes', 'LambdaLinear10PercentEvery1Minute'],
      }),
    canary: z
      .strictObject({ percent, after: minutes })
      .optional()
      .meta({ description: 'A configuration that was made: a share first, then all.' }),
    linear: z
      .strictObject({ percent, every: minutes })
      .optional()
      .meta({ description: 'A configuration that was made: a share more each time.' }),
    fleet: z.enum(['copied', 'discovered']).optional().meta({
      description:
        'Of instances: others take their place, in a copy of their Auto Scaling group, or in the other of the two that the target names. Default: they get revisions in place.',
    }),
    onPremises: z
      .boolean()
      .default(false)
      .meta({ description: 'Its instances are not of EC2, but registered with CodeDeploy.' }),
    ready: minutes.optional().meta({
      description:
        'Of a group that has two of everything: how long a deployment waits to be let go on before its traffic moves, then it is stopped. Default: it goes on by itself.',
    }),
    keeps: minutes.optional().meta({
      description: 'Of the same: how long what is replaced lives on. Default: an hour.',
    }),
  })
  .refine(
    ({ canary, linear }) => canary === undefined || linear === undefined,
    'expected canary or linear, got both',
  )
  .meta({
    description: 'How a target’s deployment group moves its traffic. Default: all at once.',
    not: { required: ['canary', 'linear'] },
  });

function isWholeMinutes(text: string): boolean {
  const seconds = secondsIn(text);
  return seconds >= 60 && seconds % 60 === 0;
}
