// Who else moves a target, as a scenario says it: what runs is changed, what could run is deleted, instances join.

import * as z from 'zod';
import { secondsIn } from '../../core/duration.ts';
import { duration } from '../../core/duration-schema.ts';
import { revision } from './misbehaviour-schema.ts';

const at = duration.meta({ description: 'When, counted from the start of the scenario.' });
const target = z.string().meta({ description: 'Which target.' });

export const move = z
  .strictObject({
    at,
    target,
    to: revision.meta({
      description: 'What it runs then: a revision of the scenario, or any other name.',
    }),
    by: z
      .string()
      .min(1)
      .optional()
      .meta({
        description:
          'Who: a person’s name or an ARN, which a trail tells; `cloudformation`, whose stack’s update does it; `codedeploy`, a deployment that is not Tidegate’s. Default: nobody knows. Instances are moved by deployments alone.',
        examples: ['anna', 'arn:aws:iam::111122223333:user/anna', 'cloudformation', 'codedeploy'],
      }),
    stops: z.boolean().default(false).meta({
      description:
        'Of a deployment that is not Tidegate’s: whether what is being deployed there is stopped first; where its group has two of everything, it is stopped and taken back, and nothing else is deployed. Default: it waits.',
    }),
    drifts: z.boolean().default(false).meta({
      description:
        'Of a stack, or of the first instance of a StackSet’s slice: what is in it is changed by hand, and CloudFormation has noticed that; its template stays.',
    }),
    percent: z
      .number()
      .gt(0)
      .lte(100)
      .default(100)
      .meta({ description: 'How much of a function’s traffic goes to it. Default: all.' }),
  })
  .meta({ description: 'Somebody else changes what a target runs.' });

export const prune = z
  .strictObject({
    at,
    target,
    revision,
    versions: z.boolean().default(true).meta({
      description: 'Whether its versions are deleted. Instances have none.',
    }),
    artifact: z.boolean().default(false).meta({
      description:
        'Whether its artifact is deleted too, wherever it lies. Of instances, the artifact is all that there is.',
    }),
    image: z.boolean().default(false).meta({
      description:
        'Whether its image is deleted from the registry in the target’s region, as a lifecycle policy does.',
    }),
  })
  .meta({
    description:
      'A function’s versions of a revision are deleted, or its artifact or image, or all. What an alias points to stays: AWS deletes none of those.',
  });

export const instances = z
  .strictObject({
    at,
    target,
    joins: z.int().min(1).max(100).optional().meta({ description: 'How many join it.' }),
    leaves: z.int().min(1).max(100).optional().meta({
      description:
        'How many go: of those that are to take the place of others, while a deployment brings them.',
    }),
    silent: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .meta({ description: 'On how many the agent does not answer from then on.' }),
  })
  .refine(
    ({ joins, leaves, silent }) =>
      [joins, leaves, silent].filter((it) => it !== undefined).length === 1,
    'expected one of joins, leaves and silent',
  )
  .meta({
    description:
      'Instances join a target’s group, and get what it last got, and what is being deployed only after that; or they go; or their agents fall silent.',
  });

export const service = z
  .strictObject({
    at,
    target,
    becomes: z.enum(['deleted', 'idle', 'running', 'neverUp']).meta({
      description:
        'It is deleted; it is to have no tasks, and has again as many as before; nothing that was brought to it has ever come up, as after its stack has made it.',
    }),
  })
  .meta({ description: 'Somebody changes a service of ECS itself, and not what it runs.' });

export const provisioned = z
  .strictObject({
    target,
    at: at.default('0s'),
    count: z.int().min(1).default(2).meta({ description: 'How many instances are kept warm.' }),
    of: z.enum(['version', 'alias']).default('version').meta({
      description: 'Whether of the version that serves, or of the alias itself.',
    }),
    takes: duration.default('1m').meta({ description: 'How long others then take to be warm.' }),
    fails: z.string().min(1).optional().meta({ description: 'Why no others can be warm.' }),
  })
  .meta({ description: 'Instances of a function are kept warm: provisioned concurrency.' });

export const rollbackTrigger = z
  .strictObject({
    target,
    alarm: z.string().min(1).meta({ description: 'Its name. The target need not name it.' }),
    monitoredFor: duration
      .refine((text) => secondsIn(text) <= 180 * 60, 'expected at most 180m, as CloudFormation')
      .default('0s')
      .meta({
        description:
          'How long CloudFormation watches it once all is changed; AppConfig watches as long as it deploys and bakes.',
      }),
    fires: duration.optional().meta({
      description: 'When it fires, counted from the start of the scenario. Default: never.',
    }),
    missing: z.boolean().default(false).meta({
      description:
        'There is no such alarm: CloudFormation takes back whatever is brought there, AppConfig nothing.',
    }),
  })
  .refine(({ fires, missing }) => fires === undefined || !missing, {
    error: 'expected an alarm that fires to be there, got missing: true',
  })
  .meta({
    description:
      'An alarm that a platform watches by itself: a rollback trigger of a stack, a monitor of an environment of AppConfig, or an alarm of a deployment group.',
  });

export const setChange = z
  .strictObject({
    at,
    target,
    becomes: z
      .enum(['automatic', 'manual', 'larger', 'queueing', 'suspended', 'inoperable', 'overridden'])
      .meta({
        description:
          'Automatic deployment is turned on, or off; somebody makes another instance, in an account that no target names; its operations wait for each other (managed execution); the first account of the slice is suspended, or its first instance INOPERABLE; the first instance gets a memory size of its own (UpdateStackInstances).',
      }),
  })
  .meta({ description: 'Somebody changes a StackSet itself, and not what its slices run.' });

export type SetChange = z.output<typeof setChange>;
export type Move = z.output<typeof move>;
export type Prune = z.output<typeof prune>;
export type Joining = z.output<typeof instances>;
export type Provisioned = z.output<typeof provisioned>;
export type RollbackTrigger = z.output<typeof rollbackTrigger>;
export type ServiceChange = z.output<typeof service>;
