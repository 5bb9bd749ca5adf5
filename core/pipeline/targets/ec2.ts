// The instances of a deployment group of CodeDeploy.

import * as z from 'zod';
import { groupFields } from './codedeploy-group.ts';

export const ec2 = z
  .strictObject({
    ...groupFields,
    ignoreApplicationStopFailures: z.boolean().optional().meta({
      description:
        'Whether a rollback goes on where the ApplicationStop script of what it takes back fails. Default: false.',
    }),
  })
  .meta({ description: 'CodeDeploy to EC2: the instances of the group get the artifact from S3.' });
