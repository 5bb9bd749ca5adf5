// What a pipeline file may say. The JSON Schema in `schemas/` is made from this.

import * as z from 'zod';
import { parseDuration } from '../duration.ts';
import { duration } from '../duration-schema.ts';

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*$/,
    'expected lower-case letters, digits and hyphens, starting with a letter',
  )
  .max(40);

/** A duration that something must be given. */
const lasting = duration.refine(
  (text) => parseDuration(text) !== 0,
  'expected a duration longer than 0',
);

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'expected an AWS account id: 12 digits, in quotes')
  .meta({ description: 'An AWS account id: 12 digits, in quotes.', examples: ['111122223333'] });

const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected an AWS region such as eu-west-1')
  .meta({ description: 'An AWS region.', examples: ['us-east-1'] });

const dataPoints = z
  .strictObject({
    namespace: z
      .string()
      .min(1)
      .meta({ examples: ['AWS/Lambda'] }),
    metric: z
      .string()
      .min(1)
      .meta({ examples: ['Invocations'] }),
    dimensions: z.record(z.string(), z.string()).default({}),
    atLeast: z
      .int()
      .min(1)
      .meta({ description: 'How many one-minute data points the bake must have seen.' }),
  })
  .meta({
    description: 'A bake without this much data is inconclusive: no data is not good data.',
  });

const lambda = z
  .strictObject({
    function: z.string().min(1).meta({ description: 'The function that gets a new version.' }),
    alias: z.string().min(1).meta({ description: 'The alias whose traffic shifts to it.' }),
    application: z.string().min(1).meta({ description: 'The CodeDeploy application.' }),
    deploymentGroup: z.string().min(1).meta({ description: 'The CodeDeploy deployment group.' }),
  })
  .meta({
    description: 'CodeDeploy to Lambda: a version is published, then the alias shifts to it.',
  });

const ec2 = z
  .strictObject({
    application: z.string().min(1).meta({ description: 'The CodeDeploy application.' }),
    deploymentGroup: z.string().min(1).meta({ description: 'The CodeDeploy deployment group.' }),
  })
  .meta({ description: 'CodeDeploy to EC2: the instances of the group get the artifact from S3.' });

const target = z
  .strictObject({
    name: name.meta({ description: 'Unique in the pipeline.', examples: ['prod-eu-west-1'] }),
    account: accountId,
    region,
    lambda: lambda.optional(),
    ec2: ec2.optional(),
    alarms: z.array(z.string().min(1)).default([]).meta({
      description:
        'CloudWatch alarms, in the target’s account and region, that must stay OK while a wave bakes.',
    }),
    dataPoints: dataPoints.optional(),
  })
  .refine((it) => (it.lambda === undefined) !== (it.ec2 === undefined), {
    message: 'expected exactly one of lambda, ec2',
  })
  .meta({
    description: 'One deployable place: account, region, and what deploys there.',
    oneOf: [{ required: ['lambda'] }, { required: ['ec2'] }],
  });

const test = z
  .strictObject({
    name,
    project: z.string().min(1).meta({ description: 'The CodeBuild project that is the test.' }),
    timeout: lasting.default('1h'),
  })
  .meta({
    description: 'A test: a CodeBuild project that is run against the stage; it succeeds or fails.',
  });

const bake = z
  .strictObject({
    for: lasting.meta({ description: 'How long the wave is watched.' }),
    extendBy: duration.optional().meta({
      description: 'How long an inconclusive bake is extended, once. Default: as long as the bake.',
    }),
  })
  .meta({ description: 'The watched time after a wave.' });

const wave = z
  .strictObject({ name, targets: z.array(target).min(1), bake: bake.optional() })
  .meta({ description: 'Targets that change together, then bake.' });

const stage = z
  .strictObject({
    name,
    targets: z.array(target).min(1).optional().meta({ description: 'A stage of one wave.' }),
    waves: z
      .array(wave)
      .min(1)
      .optional()
      .meta({ description: 'A stage of several waves, in order.' }),
    tests: z
      .array(test)
      .default([])
      .meta({ description: 'Run after each wave of the stage deployed.' }),
    bake: bake.optional().meta({ description: 'The bake of each wave that names none itself.' }),
    onBakeFailure: z.enum(['rollBack', 'stop']).default('rollBack').meta({
      description: 'What a proven failure does besides stopping the release.',
    }),
    rollback: z.enum(['wave', 'release']).default('wave').meta({
      description: 'What is taken back: the failed wave, or every wave that has the revision.',
    }),
    deployTimeout: lasting.default('1h').meta({ description: 'How long one deployment may take.' }),
  })
  .refine((it) => it.targets === undefined || it.waves === undefined, {
    message:
      'expected targets or waves, got both; a stage of several waves lists its targets in them',
  })
  .refine((it) => it.targets !== undefined || it.waves !== undefined || it.tests.length > 0, {
    message: 'expected tests, targets or waves, got none of them',
  })
  .meta({
    description: 'A step on the way to production: tests, targets, or waves of targets.',
    not: { required: ['targets', 'waves'] },
    anyOf: [
      { required: ['targets'] },
      { required: ['waves'] },
      { required: ['tests'], properties: { tests: { minItems: 1 } } },
    ],
  });

export const pipelineSchema = z
  .strictObject({
    pipeline: name.meta({ description: 'The pipeline’s name.', examples: ['checkout'] }),
    owner: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'The team that owns and is paged for it.' }),
    source: z
      .strictObject({
        project: z.string().min(1).meta({
          description: 'The CodeBuild project whose successful builds start releases.',
        }),
        account: accountId
          .optional()
          .meta({ description: 'Default: the account Tidegate runs in.' }),
        region: region.optional().meta({ description: 'Default: the region Tidegate runs in.' }),
      })
      .meta({ description: 'Where revisions come from.' }),
    gateTimeout: lasting.default('14d').meta({
      description: 'How long a release may wait in front of a stage that another release holds.',
    }),
    alarmsClearWithin: duration.default('1h').meta({
      description:
        'How long a wave may wait for an alarm that fires before it starts; then the release stops.',
    }),
    stages: z.array(stage).min(1),
  })
  .meta({ title: 'Tidegate pipeline', description: 'A service’s way to production, as code.' });

export type PipelineDefinition = z.output<typeof pipelineSchema>;
export type StageDefinition = PipelineDefinition['stages'][number];
export type TargetDefinition = z.output<typeof target>;
export type TestDefinition = z.output<typeof test>;
export type BakeDefinition = z.output<typeof bake>;
export type DataPointsDefinition = z.output<typeof dataPoints>;
