// What others change, as a scenario says it.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { accountId, region } from '../../core/pipeline/value-schemas.ts';

const at = duration.meta({ description: 'When, counted from the start of the scenario.' });
const where = {
  at,
  target: z.string().optional().meta({
    description: 'In whose account and region. Default: those of the pipeline’s first target.',
  }),
  account: accountId.optional(),
  region: region.optional(),
};
const takes = duration.default('2m').meta({ description: 'How long it takes.' });
const named = (description: string, pattern: RegExp, example: string) =>
  z
    .string()
    .regex(pattern, `expected ${description}`)
    .meta({ description, examples: [example] });

export const othersChange = z
  .discriminatedUnion('what', [
    z
      .strictObject({
        what: z.literal('codedeploy'),
        ...where,
        takes,
        name: named('application/group', /^[\w.+=,@-]+\/[\w.+=,@-]+$/, 'payments/live'),
      })
      .meta({
        description: 'A CodeDeploy deployment that is not Tidegate’s begins, and succeeds.',
      }),
    z
      .strictObject({
        what: z.literal('cloudformation'),
        ...where,
        takes,
        name: named('a stack’s name', /^[A-Za-z][A-Za-z0-9-]*$/, 'shop-network'),
      })
      .meta({ description: 'A stack’s update begins, and is complete.' }),
    z
      .strictObject({
        what: z.literal('ecs'),
        ...where,
        takes,
        name: named('cluster/service', /^[\w-]+\/[\w-]+$/, 'prod/payments'),
      })
      .meta({ description: 'An ECS service gets a new deployment, which completes.' }),
    z
      .strictObject({
        what: z.literal('lambda'),
        ...where,
        name: named('a function’s name', /^[\w-]+$/, 'payments'),
        by: z
          .enum(['person', 'cloudformation'])
          .default('person')
          .meta({ description: 'Who calls: a stack’s update does so too.' }),
      })
      .meta({ description: 'A function’s configuration is changed; a trail tells of the call.' }),
  ])
  .meta({ description: 'What somebody else changes where targets are, and AWS tells of.' });

export type OthersChange = z.output<typeof othersChange>;
