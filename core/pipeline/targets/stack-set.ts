// A slice of a StackSet: some of its instances, by their accounts and regions, which get the template of a build.

import * as z from 'zod';
import { accountId, region, text } from '../value-schemas.ts';
import { artifactPath } from './artifact-path.ts';
import { capability } from './stack.ts';

const MOST_ACCOUNTS = 100;
/** AWS takes no more in one operation. */
const MOST_UNITS = 50;

const distinct = (it: readonly string[]) => new Set(it).size === it.length;

export const stackSet = z
  .strictObject({
    name: text
      .regex(
        /^([a-zA-Z][-a-zA-Z0-9]{0,127}|TODO-[a-z-]+)$/,
        'expected the name of a StackSet: letters, digits and hyphens, at most 128, beginning with a letter',
      )
      .meta({ description: 'The StackSet’s name.', examples: ['guardrails'] }),
    template: artifactPath.default('template.yml').meta({
      description: 'Where the template is in the artifact: JSON or YAML.',
      examples: ['cdk.out/Guardrails.template.json'],
    }),
    configuration: artifactPath.optional().meta({
      description:
        'Where its parameters and tags are in the artifact: `{ "Parameters": { … }, "Tags": { … } }`. Without it, both stay.',
      examples: ['prod.json'],
    }),
    capabilities: z
      .array(capability)
      .default([])
      .meta({ description: 'What the template may do besides: make roles, expand macros.' }),
    accounts: z
      .array(accountId)
      .min(1, 'expected the accounts of the slice, got none')
      .max(MOST_ACCOUNTS, `expected at most ${MOST_ACCOUNTS} accounts: make several slices of it`)
      .refine(distinct, 'expected accounts that differ')
      .meta({ description: 'The accounts whose instances the slice is.' }),
    units: z
      .array(text.regex(/^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/, 'expected a unit'))
      .min(1)
      .max(MOST_UNITS)
      .optional()
      .meta({
        description:
          'Where the organisation manages the set: the organisational units, or the root, that the accounts are in. Of them only `accounts` are updated.',
        examples: [['ou-ab12-11111111']],
      }),
    regions: z
      .array(region)
      .min(1, 'expected the regions of the slice, got none')
      .refine(distinct, 'expected regions that differ')
      .meta({ description: 'Their regions, in the order in which they are updated.' }),
    delegated: z.boolean().default(false).meta({
      description:
        'Whether the target’s account is a delegated administrator of the organisation, and not its management account.',
    }),
    administrationRole: text
      .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'expected the ARN of a role')
      .optional()
      .meta({
        description:
          'Of a set that the organisation does not manage: the role with which it was made, where that is one of your own.',
      }),
    failureTolerance: z.int().min(0).default(0).meta({
      description:
        'In how many instances of a region an update may fail before CloudFormation goes on to no others. The slice fails with one.',
    }),
    maxConcurrent: z.int().min(1).default(1).meta({
      description: 'How many accounts of a region are updated at once.',
    }),
    reads: z.enum(['stacks', 'summaries']).default('stacks').meta({
      description:
        'What runs is read from the stack of each instance, by the role that Tidegate has in its account; or from what the set says of its instances.',
    }),
  })
  .meta({
    description:
      'A slice of a StackSet: those of its instances get the build’s template by an operation of the set; its other instances stay as they are.',
  });

export type StackSetFields = z.output<typeof stackSet>;
