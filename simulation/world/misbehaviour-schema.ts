// How a revision misbehaves, as a scenario says it.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';
import { hasItsMetric, metricChange, NEEDS_METRIC } from './telemetry/metric-change.ts';

export const revision = z
  .string()
  .min(1)
  .meta({ description: 'A revision, by the name this scenario gives it.' });

const whose = {
  revision,
  target: z.string().meta({ description: 'The target, by its name in the pipeline.' }),
};
const times = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'How often; then it goes well. Default: each time.' });
const since = {
  after: duration
    .default('0s')
    .meta({ description: 'How long after the target has got the revision.' }),
  for: duration
    .optional()
    .meta({ description: 'How long it lasts. Default: until the target gets another revision.' }),
};

export const misbehaviour = z
  .discriminatedUnion('how', [
    z
      .strictObject({
        how: z.literal('alarm'),
        ...whose,
        ...since,
        from: z.enum(['deployed', 'shift']).default('deployed').meta({
          description:
            'What `after` counts from: when all of the target has got the revision, or when its deployment begins.',
        }),
        alarm: z
          .string()
          .optional()
          .meta({ description: 'Which alarm of the target. Default: its first.' }),
      })
      .meta({ description: 'An alarm fires while the target runs the revision.' }),
    z
      .strictObject({
        how: z.literal('metric'),
        ...whose,
        ...since,
        errorsPerMinute: z
          .number()
          .min(0)
          .optional()
          .meta({ description: 'Its alarms fire above 5.' }),
        requestsPerMinute: z.number().min(0).optional(),
        ...metricChange,
      })
      .refine(hasItsMetric, NEEDS_METRIC)
      .meta({
        description: 'A metric shifts while the target runs the revision.',
        dependencies: { factor: ['metric'], value: ['metric'] },
      }),
    z
      .strictObject({
        how: z.literal('budget'),
        ...whose,
        ...since,
        pace: z
          .number()
          .positive()
          .meta({
            description:
              'How many times as fast as it may: at 1 a budget lasts for all of its time.',
            examples: [60],
          }),
      })
      .meta({
        description:
          'The error budgets of the target’s objectives burn while it runs the revision.',
      }),
    z
      .strictObject({
        how: z.literal('insight'),
        ...whose,
        ...since,
        severity: z.enum(['LOW', 'MEDIUM', 'HIGH']).default('HIGH'),
      })
      .meta({
        description: 'DevOps Guru has an insight on the target open while it runs the revision.',
      }),
    z.strictObject({ how: z.literal('silence'), ...whose, ...since }).meta({
      description: 'The target serves nothing, and sends no data, while it runs the revision.',
    }),
    z
      .strictObject({ how: z.literal('unreported'), ...whose, ...since })
      .meta({ description: 'The target serves, and sends no data, while it runs the revision.' }),
    z
      .strictObject({
        how: z.literal('test'),
        revision,
        test: z.string().meta({
          description:
            'The test, by its name in the pipeline or its CodeBuild project; or what a hook or a job runs.',
        }),
        stage: z.string().optional(),
        status: z.enum(['FAILED', 'TIMED_OUT', 'STOPPED', 'FAULT']).default('FAILED'),
        times,
      })
      .meta({ description: 'A test of the revision ends otherwise than well.' }),
    z
      .strictObject({
        how: z.literal('deployment'),
        ...whose,
        outcome: z
          .enum(['fails', 'hangs', 'succeeds', 'cannotStop', 'cannotGoBack', 'invalid'])
          .default('fails')
          .meta({
            description:
              'cannotStop: the next deployment to instances fails, for this revision’s ApplicationStop script does, unless it ignores that. cannotGoBack: of a stack, whose update fails, and its rollback too. invalid: of a configuration, which a validator of its profile does not let through.',
          }),
        resource: z
          .string()
          .min(1)
          .optional()
          .meta({
            description: 'Of a stack: the resource that cannot be changed. Default: the first.',
            examples: ['Orders'],
          }),
        takes: duration.optional(),
        times,
      })
      .meta({ description: 'A deployment of the revision fails, never ends, or takes its time.' }),
    z
      .strictObject({
        how: z.literal('version'),
        ...whose,
        takes: duration.default('3m').meta({ description: 'How long it is Pending.' }),
        fails: z
          .string()
          .optional()
          .meta({ description: 'Why it is Failed after that, in the words of the platform.' }),
      })
      .meta({
        description:
          'The function’s version of the revision takes its time to come up, as with SnapStart and container images, or fails.',
      }),
  ])
  .meta({ description: 'A revision misbehaves: where, when and how.' });
