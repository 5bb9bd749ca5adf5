// What an organisation's policy file may say. The JSON Schema in `schemas/` is made from this.

import * as z from 'zod';
import { policyRoutes } from '../messages/route-schema.ts';
import { name } from '../pipeline/value-schemas.ts';
import { standstills } from './freeze-schema.ts';
import { peopleAndRoles } from './people-schema.ts';
import { principal } from './principal.ts';
import { rules } from './rules.ts';

const principals = z
  .array(principal)
  .min(1)
  .meta({
    description:
      'ARNs of IAM users and roles; * stands for any letters. A session of a role does not tell the role’s path: leave it out.',
    examples: [['arn:aws:iam::111122223333:role/checkout-developer']],
  });

const team = z.strictObject({
  principals,
  accounts: z
    .array(z.string().regex(/^\d{12}$/, 'expected an account’s twelve digits'))
    .optional()
    .meta({ description: 'The accounts in which its pipelines may have targets. Default: any.' }),
  projects: z.array(z.string().min(1)).optional().meta({
    description: 'The CodeBuild projects whose builds they may release; * for any letters.',
  }),
  tests: z
    .array(z.string().min(1))
    .optional()
    .meta({ description: 'The CodeBuild projects that they may run as tests; * for any letters.' }),
});

export const policySchema = z
  .strictObject({
    policy: name.meta({ description: 'The policy’s name.', examples: ['acme'] }),
    rules: z
      .strictObject(Object.fromEntries(rules.map(({ id, settings }) => [id, settings])))
      .prefault({})
      .meta({
        description:
          'What each rule of good practice means here; one that is left out is as usual.',
      }),
    waivers: z
      .strictObject({
        longestDays: z.int().min(1).max(3_650).default(90).meta({
          description: 'How many days from now a waiver may last; a longer one waives nothing.',
        }),
      })
      .prefault({})
      .meta({ description: 'What waivers may be.' }),
    ...standstills,
    teams: z.record(z.string().min(1), team).optional().meta({
      description:
        'Who may act on whose pipelines, by the owner that these name. Without it, whoever may call may act.',
    }),
    operators: principals
      .optional()
      .meta({ description: 'Who may act on every team’s pipelines.' }),
    ...peopleAndRoles,
    messages: policyRoutes.optional(),
  })
  .meta({
    title: 'Tidegate policy',
    description: 'What an organisation asks of every pipeline: levels and parameters of rules.',
  });
