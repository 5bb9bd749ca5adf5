// A stack of CloudFormation, which gets the template of a build by a change set.

import * as z from 'zod';
import { text } from '../value-schemas.ts';
import { artifactPath } from './artifact-path.ts';

/** What a StackSet makes is called `StackSet-NAME-UUID`, and gets what the StackSet gets. */
const OF_A_STACKSET = /^StackSet-.+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const stackName = text
  .regex(
    /^([a-zA-Z][-a-zA-Z0-9]{0,127}|TODO-[a-z-]+)$/,
    'expected the name of a stack: letters, digits and hyphens, at most 128, beginning with a letter',
  )
  .refine((name) => !OF_A_STACKSET.test(name), {
    error:
      'expected a stack of its own, got one of a StackSet, which would change it again: name the set (stackSet)',
  });

export const capability = z.enum([
  'CAPABILITY_IAM',
  'CAPABILITY_NAMED_IAM',
  'CAPABILITY_AUTO_EXPAND',
]);

export const stack = z
  .strictObject({
    name: stackName.meta({ description: 'The stack’s name.', examples: ['checkout-prod'] }),
    template: artifactPath.default('template.yml').meta({
      description: 'Where the template is in the artifact: JSON or YAML.',
      examples: ['cdk.out/Checkout.template.json', 'cloudformation-template-update-stack.json'],
    }),
    configuration: artifactPath.optional().meta({
      description:
        'Where its parameters and tags are in the artifact: `{ "Parameters": { … }, "Tags": { … } }`, as CodePipeline takes it. Without it, parameters keep their values.',
      examples: ['prod.json'],
    }),
    capabilities: z
      .array(capability)
      .default([])
      .meta({ description: 'What the template may do besides: make roles, expand macros.' }),
    role: text
      .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'expected the ARN of a role')
      .optional()
      .meta({
        description:
          'The role with which CloudFormation changes what is in the stack. Default: the one that the stack has.',
        examples: ['arn:aws:iam::222233334444:role/checkout-deploys'],
      }),
  })
  .meta({
    description:
      'A stack of CloudFormation: a change set is prepared with the build’s template, looked at, and executed. What destroys data waits for a person’s consent.',
  });

export type StackFields = z.output<typeof stack>;
