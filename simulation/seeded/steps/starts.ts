// Which calls of functions start something, and for what: told by what the call names, and by the mark that stands with
// it in AWS. Where Tidegate moves an alias itself nothing in AWS bears one: the intent in the table says whose it is.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { MARK_TAG } from '../../../aws/ecs-definitions.ts';
import { deploymentMark, type Intent } from '../../../core/intent.ts';
import { MARK as MARK_VARIABLE, projectsOf } from '../../../core/job.ts';
import { kindFor } from '../../../core/kinds/kinds.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { World } from '../../world/world.ts';
import { aliasCallOf } from '../record/alias-call.ts';
import { configTargetOf } from '../record/configs.ts';
import { siteCallOf } from '../record/sites.ts';
import type { KeptItems } from './kept-items.ts';
import type { Start } from './step-check.ts';

/** Undefined of all calls but those. */
export function startOf(world: World, kept: KeptItems, made: FaultedCall): Start | undefined {
  const { functionName } = made;
  if (functionName === undefined) return undefined;
  const found = askedBy(world, kept, made);
  const [, doing, release, wave] = MARK.exec(found?.mark ?? '') ?? [];
  if (found === undefined || release === undefined) return undefined;
  const said = { release, wave: Number(wave), functionName };
  return { ...found, ...said, doing: doing === 'deploy' ? doing : 'rollBack' };
}

const MARK = /^tidegate (deploy|rollBack) (\S+) wave (\d+) target /;

type Asked = Pick<Start, 'target' | 'mark' | 'share'>;

function askedBy(world: World, kept: KeptItems, made: FaultedCall): Asked | undefined {
  switch (`${made.service}:${made.operation}`) {
    case 'codedeploy:CreateDeployment':
      return ofGroup(world, made);
    case 'lambda:UpdateAlias':
    case 'states:UpdateStateMachineAlias':
      return ofAlias(world, kept, made);
    case 'appconfig:StartDeployment':
      return ofConfig(world, made);
    case 'cloudfront:UpdateDistribution':
      return ofSite(world, kept, made);
    case 'codebuild:StartBuild':
      return ofJob(world, made);
    case 'ecs:UpdateService':
      return ofService(world, made);
    default:
      return undefined;
  }
}

function targetIn(
  { targets }: World,
  { call: { account, region } }: FaultedCall,
  is: (target: TargetDefinition) => boolean,
): TargetDefinition | undefined {
  return targets.find((it) => it.account === account && it.region === region && is(it));
}

function ofGroup(world: World, made: FaultedCall): Asked | undefined {
  const { applicationName, deploymentGroupName, description } = made.input as {
    readonly applicationName?: string;
    readonly deploymentGroupName?: string;
    readonly description?: string;
  };
  const target = targetIn(world, made, (it) => {
    const group = kindFor(it).groupOf(it);
    return group?.application === applicationName && group?.deploymentGroup === deploymentGroupName;
  });
  return target && { target, mark: description ?? '' };
}

/** What goes back where it was starts nothing. */
function ofSite(world: World, kept: KeptItems, made: FaultedCall): Asked | undefined {
  const { target, path } = siteCallOf(world, made) ?? {};
  const intent = target && intentOn(world, kept, target);
  if (target === undefined || intent === undefined) return undefined;
  const isIts = intent.functionVersion === path;
  return isIts ? { target, mark: deploymentMark(intent, target.name) } : undefined;
}

function ofConfig(world: World, made: FaultedCall): Asked | undefined {
  const target = configTargetOf(world, made);
  const { Description = '' } = made.input as { readonly Description?: string };
  return target && { target, mark: Description };
}

function ofService(world: World, made: FaultedCall): Asked | undefined {
  const { cluster, service, taskDefinition } = made.input as {
    readonly cluster?: string;
    readonly service?: string;
    readonly taskDefinition?: string;
  };
  const target = targetIn(
    world,
    made,
    ({ ecs }) => ecs?.cluster === cluster && ecs?.service === service,
  );
  if (target === undefined || taskDefinition === undefined) return undefined;
  const tags = world.aws.ecs.definition(target, taskDefinition)?.tags ?? [];
  return { target, mark: tags.find(({ key }) => key === MARK_TAG)?.value ?? '' };
}

/** What only says what runs starts nothing. */
function ofJob(world: World, made: FaultedCall): Asked | undefined {
  const { projectName = '', environmentVariablesOverride = [] } = made.input as {
    readonly projectName?: string;
    readonly environmentVariablesOverride?: readonly {
      readonly name: string;
      readonly value: string;
    }[];
  };
  const isIts = ({ job }: TargetDefinition) => job && projectsOf(job).includes(projectName);
  const target = targetIn(world, made, (it) => isIts(it) === true);
  const mark = environmentVariablesOverride.find(({ name }) => name === MARK_VARIABLE)?.value;
  return target && { target, mark: mark ?? '' };
}

/** What sends all of the traffic back starts nothing. */
function ofAlias(world: World, kept: KeptItems, made: FaultedCall): Asked | undefined {
  const { target, shares } = aliasCallOf(world, made) ?? {};
  const intent = target && intentOn(world, kept, target);
  if (target === undefined || intent === undefined) return undefined;
  const share = shares?.[intent.functionVersion ?? ''] ?? 0;
  return share > 0 ? { target, mark: deploymentMark(intent, target.name), share } : undefined;
}

export function intentOn(
  { pipelines }: Pick<World, 'pipelines'>,
  kept: KeptItems,
  { name }: TargetDefinition,
): Intent | undefined {
  return pipelines.map(({ pipeline }) => kept.target(pipeline, name)?.intent).find(Boolean);
}
