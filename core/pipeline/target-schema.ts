// A target in a pipeline file: one deployable place.

import * as z from 'zod';
import { alarmArn } from './alarm-named.ts';
import { alarmName } from './aws-names.ts';
import { hours } from './hours-schema.ts';
import { eachAlone, isOneOf, kindIn, type OneOf, oneOfText } from './one-of.ts';
import { ec2 } from './targets/ec2.ts';
import { lambda } from './targets/lambda.ts';
import { accountId, name, region, scaleUnit, text } from './value-schemas.ts';
import { customMetric, dataPoints, watchedResource } from './watch-schema.ts';

const alarm = z
  .union([
    alarmName,
    z.strictObject({
      name: alarmName,
      account: accountId.optional().meta({ description: 'Default: the target’s.' }),
      region: region.optional().meta({ description: 'Default: the target’s.' }),
    }),
  ])
  .transform((given) => (typeof given === 'string' ? given : alarmArn(given)))
  .pipe(z.string());

/** One schema each: a kind is added here first, and all that answers for every kind then misses it. */
const kinds = { lambda, ec2 };

const fields = z.strictObject({
  name: name.meta({ description: 'Unique in the pipeline.', examples: ['prod-eu-west-1'] }),
  account: accountId,
  region,
  ...z.object(kinds).partial().shape,
  weight: z
    .number()
    .positive()
    .max(1e12)
    .optional()
    .meta({
      description:
        'Its share of the stage’s traffic, relative to the other targets’ weights. Default: 1.',
      examples: [12.5],
    }),
  cell: text.optional().meta({
    description: 'The cell or zone of its region; two of one region never change together.',
    examples: ['cell-1', 'euw1-az2'],
  }),
  apart: z
    .array(text)
    .optional()
    .meta({
      description: 'Scale units: targets that share one of these words never change together.',
      examples: [['storage-ring-3']],
    }),
  alarms: z
    .array(alarm)
    .default([])
    .meta({
      description:
        'CloudWatch alarms that must stay OK while a wave bakes: by name in the target’s account and region, else by ARN, or with their account and region.',
      examples: [['checkout-errors', { name: 'cdn-5xx', region: 'us-east-1' }]],
    }),
  dataPoints: dataPoints.optional(),
  watch: z.array(watchedResource).optional().meta({
    description:
      'What else belongs to it. What is deployed to is watched already; the judge and `tidegate alarms` read these.',
  }),
  metrics: z.array(customMetric).optional().meta({
    description: 'Metrics of your own that the judge reads besides those of its resources.',
  }),
  scaleUnit,
  ...hours,
});

type Fields = z.output<typeof fields>;

export type TargetDefinition = Omit<Fields, keyof typeof kinds> & OneOf<typeof kinds>;

export type TargetKind = keyof typeof kinds;

/** A target of one kind. */
export type TargetOf<Kind extends TargetKind> = Extract<
  TargetDefinition,
  { readonly [Key in Kind]: object }
>;

export function kindOfTarget(target: TargetDefinition): TargetKind {
  return kindIn(kinds, target);
}

const isOfOneKind = (it: Fields): it is TargetDefinition => isOneOf(kinds, it);

export const target = fields.refine(isOfOneKind, oneOfText(kinds)).meta({
  description: 'One deployable place: account, region, and what deploys there.',
  oneOf: eachAlone(kinds),
});
