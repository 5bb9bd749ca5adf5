// A target in a pipeline file: one deployable place.

import * as z from 'zod';
import { alarmArn } from './alarm-named.ts';
import { alarmName } from './aws-names.ts';
import { hours } from './hours-schema.ts';
import { eachAlone, isOneOf, kindIn, oneOfText } from './one-of.ts';
import { type ServiceStrategy, type Strategy, strategy } from './strategy-schema.ts';
import type { AliasFields } from './targets/alias.ts';
import { type AppConfigFields, appConfig } from './targets/app-config.ts';
import { ec2 } from './targets/ec2.ts';
import { ecs, type ServiceFields } from './targets/ecs.ts';
import { type JobFields, job } from './targets/job.ts';
import { type LambdaFields, lambda } from './targets/lambda.ts';
import { type MachineFields, machine } from './targets/machine.ts';
import { type SiteFields, site } from './targets/site.ts';
import { type StackFields, stack } from './targets/stack.ts';
import { type StackSetFields, stackSet } from './targets/stack-set.ts';
import type { TasksFields } from './targets/tasks.ts';
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
const kinds = {
  lambda,
  appConfig,
  ec2,
  ecs,
  job,
  machine,
  site,
  stack,
  stackSet,
};

type KindKey = keyof typeof kinds;

const fields = z.strictObject({
  name: name.meta({ description: 'Unique in the pipeline.', examples: ['prod-eu-west-1'] }),
  account: accountId,
  region,
  ...z.object(kinds).partial().shape,
  part: name.optional().meta({
    description: 'Which part of a bundle it gets. Needed where the source has parts.',
    examples: ['api'],
  }),
  strategy: strategy.optional(),
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
type Base = Omit<Fields, KindKey | 'strategy'>;

/** What a target of each kind has of what the kinds do not share. */
interface Kinds {
  readonly lambda: Of<'lambda', LambdaFields> & Unsteered;
  readonly alias: Of<'lambda', AliasFields> & By<Strategy>;
  readonly appConfig: Of<'appConfig', AppConfigFields> & Unsteered;
  readonly ec2: Of<'ec2', z.output<typeof ec2>> & Unsteered;
  readonly ecs: Of<'ecs', ServiceFields> & By<ServiceStrategy>;
  readonly job: Of<'job', JobFields> & Unsteered;
  readonly machine: Of<'machine', MachineFields> & By<Strategy>;
  readonly site: Of<'site', SiteFields> & Unsteered;
  readonly stack: Of<'stack', StackFields> & Unsteered;
  readonly stackSet: Of<'stackSet', StackSetFields> & Unsteered;
  readonly tasks: Of<'ecs', TasksFields> & Unsteered;
}

/** Of one key, and of none of the others. */
type Of<Key extends KindKey, It> = { readonly [Each in Key]: It } & {
  readonly [Each in Exclude<KindKey, Key>]?: undefined;
};

type By<How> = { readonly strategy: How };
type Unsteered = { readonly strategy?: undefined };

export type TargetKind = keyof Kinds;

/** A target of one kind. */
export type TargetOf<Kind extends TargetKind> = Base & Kinds[Kind];

export type TargetDefinition = { [Kind in TargetKind]: TargetOf<Kind> }[TargetKind];

export function kindOfTarget(target: TargetDefinition): TargetKind {
  const key = kindIn(kinds, target);
  if (key === 'ecs' && target.strategy === undefined) return 'tasks';
  return key === 'lambda' && target.strategy !== undefined ? 'alias' : key;
}

const isOfOneKind = (it: Fields): it is Fields & TargetDefinition =>
  isOneOf(kinds, it) && problemsOf(it).length === 0;

/** What is wrong between its fields. */
function problemsOf(it: Fields): readonly string[] {
  return problems[kindIn(kinds, it)](it);
}

const problems: { readonly [Key in KindKey]: (it: Fields) => readonly string[] } = {
  lambda: ({ lambda: it, strategy: how }) => (it === undefined ? [] : functionProblems(it, how)),
  appConfig: noStrategy(
    'AppConfig moves by strategies of its own: name one as appConfig.deploymentStrategy, or get all at once',
  ),
  ec2: noStrategy('the deployment group says how its instances get a revision'),
  ecs: ({ ecs: it, strategy: how }) => (it === undefined ? [] : serviceProblems(it, how)),
  job: noStrategy('its script brings everything there at once, or as it likes'),
  machine: ({ strategy: how }) => machineProblems(how),
  site: noStrategy('all of a distribution’s requests are switched at once'),
  stack: noStrategy('CloudFormation changes what is in a stack in its own order'),
  stackSet: noStrategy(
    'each slice is a target of its own, in the order of the waves; maxConcurrent says how many accounts at once',
  ),
};

function noStrategy(why: string) {
  return ({ strategy: how }: Fields) => (how === undefined ? [] : [`expected no strategy: ${why}`]);
}

function functionProblems(
  { application, deploymentGroup }: z.output<typeof lambda>,
  how: Fields['strategy'],
): string[] {
  if (how === 'rolling') return [NO_TASKS];
  if ((application === undefined) !== (deploymentGroup === undefined))
    return ['expected lambda to name application and deploymentGroup, got one of the two'];
  if (application !== undefined && how !== undefined)
    return [
      'expected no strategy: the deployment group says how its traffic shifts; or leave the group out',
    ];
  if (application === undefined && how === undefined)
    return [
      'expected lambda to name application and deploymentGroup of CodeDeploy, or the target a strategy',
    ];
  return [];
}

const NO_TASKS =
  'expected blue-green, canary, linear or all-at-once: an alias has no tasks to replace';

function machineProblems(how: Fields['strategy']): string[] {
  if (how === undefined)
    return ['expected machine to have a strategy, blue-green, canary, linear or all-at-once'];
  if (how === 'rolling') return [NO_TASKS];
  const percent = typeof how === 'object' && ('canary' in how ? how.canary : how.linear).percent;
  return percent === false || Number.isInteger(percent)
    ? []
    : [`expected steps of whole per cents, for Step Functions knows no other, got ${percent}`];
}

/** ECS takes no smaller steps. */
const LEAST_LINEAR_PERCENT = 3;

function serviceProblems(
  { application, deploymentGroup }: z.output<typeof ecs>,
  how: Fields['strategy'],
): string[] {
  const words = 'rolling, blue-green, canary or linear';
  if ((application === undefined) !== (deploymentGroup === undefined))
    return ['expected ecs to name application and deploymentGroup, got one of the two'];
  if (application !== undefined && how !== undefined)
    return [
      'expected no strategy: the deployment group says how its traffic shifts; or leave the group out',
    ];
  if (application !== undefined) return [];
  if (how === undefined)
    return [
      `expected ecs to have a strategy, ${words}, or application and deploymentGroup of CodeDeploy, got none`,
    ];
  if (how === 'all-at-once')
    return [`expected ${words}: all of a service’s traffic at once is blue-green`];
  const isTooSmall =
    typeof how === 'object' && 'linear' in how && how.linear.percent < LEAST_LINEAR_PERCENT;
  return isTooSmall
    ? [`expected steps of at least ${LEAST_LINEAR_PERCENT}%, for ECS takes none that are smaller`]
    : [];
}

const said = (it: unknown): string => {
  const { data } = fields.safeParse(it);
  return (data && isOneOf(kinds, data) && problemsOf(data)[0]) || oneOfText(kinds);
};

export const target = fields.refine(isOfOneKind, { error: ({ input }) => said(input) }).meta({
  description: 'One deployable place: account, region, and what deploys there.',
  oneOf: eachAlone(kinds),
});
