// What goes wrong between Tidegate and AWS, as a scenario says it.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { accountId, region } from '../../core/pipeline/value-schemas.ts';

const from = duration
  .default('0s')
  .meta({ description: 'From when on, counted from the start of the scenario.' });
const times = z.int().min(1).default(1).meta({ description: 'How often; then no more.' });

export const call = z
  .string()
  .regex(
    /^([a-z0-9-]+:[A-Za-z0-9*]+|\*:\*)$/,
    'expected service:Operation, such as codedeploy:CreateDeployment',
  )
  .meta({ examples: ['codedeploy:CreateDeployment', 'dynamodb:*', '*:*'] });

/** What shows only in time what has happened. */
export const LAGGING = [
  'cloudwatch:GetMetricData',
  'codebuild:ListBuildsForProject',
  'codedeploy:ListDeployments',
  'ecs:ListServiceDeployments',
  'states:DescribeStateMachineAlias',
  'states:ListExecutions',
];

export const callFault = z
  .strictObject({
    call,
    how: z
      .enum([
        'throttled',
        'denied',
        'fails',
        'failsAfterEffect',
        'contended',
        'hangs',
        'slow',
        'lags',
      ])
      .meta({
        description:
          'It is refused for their number, or for want of a right (kms:Decrypt: that of an object’s key); fails, having done nothing or all; finds a written item written anew; gets no answer; is made late; is a list, or of metrics, and does not show the newest yet.',
      }),
    by: duration.optional().meta({
      description: 'How long a slow function hesitates before it; how old what lags is.',
    }),
    from,
    for: duration
      .optional()
      .meta({ description: 'For how long. Default: as long as there are times left.' }),
    times: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'How often; then no more. Default: 1, or every time within for.' }),
    onCall: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: 'From which of those calls on. Default: the first.' }),
    function: z.string().optional().meta({ description: 'Only when this function calls.' }),
    account: accountId.optional().meta({ description: 'Only in this account.' }),
    region: region.optional().meta({ description: 'Only in this region.' }),
  })
  .refine(
    ({ how, by }) => (how === 'slow' || how === 'lags') === (by !== undefined),
    'expected by with slow and lags, and with nothing else',
  )
  .refine(
    ({ how, call: of }) => how !== 'lags' || LAGGING.includes(of),
    `expected what lags to be one of ${LAGGING.join(', ')}`,
  )
  .meta({
    description:
      'An AWS call is refused, fails, takes effect and then fails, is never answered, is made late, or is answered with what was.',
    dependencies: { by: ['how'] },
  });

export const eventFault = z
  .strictObject({
    source: z.string().meta({
      description: 'Whose events. Those of aws.events are the schedules that wake Tidegate.',
      examples: ['aws.codedeploy'],
    }),
    how: z.enum(['lost', 'doubled', 'late', 'swapped']),
    by: duration.optional().meta({ description: 'How late. Default: 10m.' }),
    from,
    times,
  })
  .meta({ description: 'An event is lost, doubled, late, or swapped with the next.' });

export const death = z
  .strictObject({
    function: z.string().meta({ examples: ['DeployTarget'] }),
    call,
    dies: z
      .enum(['before', 'after'])
      .meta({ description: 'Before or after the call has taken effect.' }),
    onCall: z.int().min(1).default(1).meta({ description: 'At which of its calls of that kind.' }),
  })
  .meta({ description: 'A function dies at a call.' });

export const regionFault = z
  .strictObject({
    region,
    account: accountId.optional().meta({ description: 'Only in this account. Default: in all.' }),
    from,
    for: duration.default('1h').meta({ description: 'For how long.' }),
  })
  .meta({
    description:
      'A region is unreachable: no call gets there, and what it has to tell arrives afterwards. Where Tidegate itself runs goes on.',
  });

export const clockFault = z
  .strictObject({
    function: z
      .string()
      .optional()
      .meta({ description: 'Whose clock. Default: that of each function.' }),
    ahead: duration.optional(),
    behind: duration.optional(),
  })
  .refine(
    ({ ahead, behind }) => (ahead === undefined) !== (behind === undefined),
    'expected ahead or behind, and not both',
  )
  .meta({
    description: 'A function’s clock shows another time than AWS’s.',
    oneOf: [{ required: ['ahead'] }, { required: ['behind'] }],
  });
