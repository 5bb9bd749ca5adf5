// A stage in a pipeline file: tests, targets, or waves of targets.

import * as z from 'zod';
import { duration } from '../duration-schema.ts';
import { approvals } from '../gate/approval-schema.ts';
import { projectName } from './aws-names.ts';
import { hours } from './hours-schema.ts';
import { minHealthy } from './min-healthy-schema.ts';
import { target } from './target-schema.ts';
import { elsewhereFields, often, test } from './test-schema.ts';
import { lasting, name, scaleUnit } from './value-schemas.ts';

const sensitivity = z.enum(['quiet', 'normal', 'sensitive']);

export const judge = z
  .strictObject({
    mode: z.enum(['act', 'shadow', 'off']).default('act').meta({
      description:
        'act: its verdict counts. shadow: it judges and is scored, but nothing follows. off: only alarms and data points count.',
    }),
    sensitivity: sensitivity.default('normal').meta({
      description: 'The share of harmless bakes it may fail: quiet 0.1%, normal 1%, sensitive 5%.',
    }),
    shadow: z
      .array(sensitivity)
      .default([])
      .meta({
        description: 'Other sensitivities to judge with, without acting on them.',
        examples: [['sensitive']],
      }),
    insights: z.boolean().optional().meta({
      description:
        'Whether DevOps Guru’s open insights count too, in accounts that have it. Default: false. The service ends on 2027-09-30.',
    }),
  })
  .meta({ description: 'How the bake’s metrics are judged, besides its alarms.' });

const loadProject = projectName.meta({ description: 'The CodeBuild project that makes it.' });

const load = z
  .union([
    loadProject,
    z.strictObject({
      project: loadProject,
      required: z.boolean().default(false).meta({
        description: 'Whether a bake that was not under it is inconclusive. Default: it is told.',
      }),
      ...elsewhereFields,
    }),
  ])
  .transform((given) => (typeof given === 'string' ? { project: given, required: false } : given))
  .pipe(
    z.strictObject({
      project: z.string(),
      required: z.boolean(),
      account: z.string().optional(),
      region: z.string().optional(),
    }),
  )
  .meta({
    description:
      'Load that runs through the bake: a CodeBuild project whose build is started with it, and stopped at its end.',
    examples: ['checkout-load', { project: 'checkout-load', required: true }],
  });

const trafficProject = projectName.meta({ description: 'The CodeBuild project that sends it.' });

const traffic = z
  .union([trafficProject, z.strictObject({ project: trafficProject, ...elsewhereFields })])
  .transform((given) => (typeof given === 'string' ? { project: given } : given))
  .pipe(
    z.strictObject({
      project: z.string(),
      account: z.string().optional(),
      region: z.string().optional(),
    }),
  )
  .meta({
    description:
      'A CodeBuild project that sends synthetic traffic, should the extension leave the bake inconclusive: it is then extended once more.',
    examples: ['checkout-synthetic-traffic'],
  });

export const bake = z
  .strictObject({
    for: lasting.meta({ description: 'How long the wave is watched.', examples: ['1h'] }),
    extendBy: duration.optional().meta({
      description: 'How long an inconclusive bake is extended. Default: as long as the bake.',
    }),
    answerWithin: duration.optional().meta({
      description: 'The stage’s answerWithin, for this bake.',
      examples: ['30m'],
    }),
    judge: judge.optional(),
    load: load.optional(),
    traffic: traffic.optional(),
  })
  .meta({ description: 'The watched time after a wave.' });

export const mode = z.enum(['newest', 'queue']);

const wave = z
  .strictObject({
    name: name.meta({ description: 'Unique in its stage.', examples: ['one-box'] }),
    targets: z.array(target).min(1).meta({ description: 'What changes together.' }),
    bake: bake.optional(),
    minHealthy,
    scaleUnit,
    ...hours,
  })
  .meta({ description: 'Targets that change together, then bake.' });

export const planner = z
  .strictObject({
    largestPercent: z.number().positive().max(100).default(33).meta({
      description: 'The largest share of the stage’s traffic that one wave may change.',
    }),
    oneBoxPercent: z.number().positive().max(100).default(10).meta({
      description: 'The largest share of the stage’s traffic that the first wave may change.',
    }),
    growth: z.number().min(1).default(2).meta({
      description: 'How many times the wave before each wave may be, in share of traffic.',
    }),
    bakes: z
      .strictObject({
        oneBox: lasting.default('1h'),
        firstRegion: lasting.default('12h'),
        later: lasting.default('4h'),
      })
      .default({ oneBox: '1h', firstRegion: '12h', later: '4h' })
      .meta({ description: 'How long the waves bake: long first, shorter later.' }),
  })
  .meta({
    description:
      'Puts the stage’s targets into waves: a one-box first, the quietest region first, then growing.',
  });

export const stage = z
  .strictObject({
    name: name.meta({ description: 'Unique in the pipeline.', examples: ['gamma'] }),
    targets: z.array(target).min(1).optional().meta({
      description: 'A stage of one wave; with a planner, of as many as it derives.',
    }),
    waves: z
      .array(wave)
      .min(1)
      .optional()
      .meta({ description: 'A stage of several waves, in order.' }),
    planner: planner.optional(),
    tests: z
      .array(test)
      .default([])
      .meta({ description: 'Run after each wave of the stage deployed.' }),
    answerWithin: duration.optional().meta({
      description:
        'How long a wave that cannot be judged, or that may destroy data, waits for a person (override, approve, retry, rollback, stop) before the release stops. Default: 4h; 0s stops it at once.',
      examples: ['1h'],
    }),
    bake: bake.optional().meta({ description: 'The bake of each wave that names none itself.' }),
    onBakeFailure: z.enum(['rollBack', 'stop']).default('rollBack').meta({
      description: 'What a proven failure does besides stopping the release.',
    }),
    rollback: z.enum(['wave', 'release']).default('wave').meta({
      description: 'What is taken back: the failed wave, or every wave that has the revision.',
    }),
    minHealthy,
    deployTimeout: lasting.optional().meta({
      description:
        'How long one deployment may take. Default: an hour beyond what the groups’ deployment configurations, or the targets’ strategies, take.',
    }),
    retries: often.optional().meta({
      description:
        'How often a deployment that failed, or ran out of time, is tried again. Default: 1.',
    }),
    mode: mode.optional().meta({
      description:
        'Who is let in of those that wait in front of it: the newest, for which older ones give way, or each in its order. Default: as the pipeline says.',
    }),
    scaleUnit,
    ...hours,
    approvals: approvals.optional(),
  })
  .refine((it) => it.targets === undefined || it.waves === undefined, {
    message:
      'expected targets or waves, got both; a stage of several waves lists its targets in them',
  })
  .refine((it) => it.targets !== undefined || it.waves !== undefined || it.tests.length > 0, {
    message: 'expected tests, targets or waves, got none of them',
  })
  .refine((it) => it.planner === undefined || it.targets !== undefined, {
    message: 'expected targets for the planner to put into waves, got none',
  })
  .meta({
    description: 'A step on the way to production: tests, targets, or waves of targets.',
    not: { required: ['targets', 'waves'] },
    dependencies: { planner: ['targets'] },
  });

export type StageDefinition = z.output<typeof stage>;
export type PlannerDefinition = z.output<typeof planner>;
export type BakeDefinition = z.output<typeof bake>;
export type JudgeDefinition = z.output<typeof judge>;
