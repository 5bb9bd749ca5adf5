// The instances of a deployment group of CodeDeploy, of EC2 or registered with it.

import * as z from 'zod';
import { text } from '../value-schemas.ts';
import { groupFields } from './codedeploy-group.ts';

const scalingGroup = text.regex(
  /^[^:]{1,255}$/,
  'expected the name of an Auto Scaling group, not its ARN',
);

export const ec2 = z
  .strictObject({
    ...groupFields,
    between: z
      .array(scalingGroup)
      .refine((names) => names.length === 2 && names[0] !== names[1], {
        error: 'expected the names of two Auto Scaling groups that take turns',
      })
      .optional()
      .meta({
        description:
          'Where the group discovers the instances that take the place of others: the two Auto Scaling groups that take turns.',
        examples: [['checkout-blue', 'checkout-green']],
      }),
    ignoreApplicationStopFailures: z.boolean().optional().meta({
      description:
        'Whether a rollback goes on where the ApplicationStop script of what it takes back fails. Default: false.',
    }),
  })
  .meta({
    description:
      'CodeDeploy to EC2, or to instances on premises: those of the group get the artifact from S3, or others that then take their place.',
  });
