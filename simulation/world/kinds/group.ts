// The deployment groups of CodeDeploy that targets name.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type {
  Balanced,
  BlueGreen,
  Group,
} from '@tidegate/embedded-aws/services/codedeploy/deployments';
import type { Routing } from '@tidegate/embedded-aws/services/codedeploy/traffic';
import { secondsIn } from '../../../core/duration.ts';
import { kindFor } from '../../../core/kinds/kinds.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { ProvisionParts } from './kind.ts';
import { isFirst } from './shared.ts';

type How =
  | { readonly platform: 'Lambda' }
  | {
      readonly platform: 'ECS';
      readonly service: { readonly cluster: string; readonly name: string };
      readonly balanced: Balanced;
    }
  | { readonly platform: 'Server'; readonly instances: string[] };

export function provisionGroup(parts: ProvisionParts, target: TargetDefinition, how: How): void {
  if (!isFirst(parts, target, groupNameOf)) return;
  const { account, region } = target;
  const { application, deploymentGroup } = groupNamed(target);
  parts.aws.codeDeploy.addGroup({
    account,
    region,
    application,
    name: deploymentGroup,
    ...how,
    ...configurationOf(parts, target, how),
    ...twoSided(parts, target, how),
  });
}

/** The group of a target that has one. */
export function groupOf(aws: EmbeddedAws, target: TargetDefinition): Group {
  const { application, deploymentGroup } = groupNamed(target);
  return aws.codeDeploy.group(application, deploymentGroup, target);
}

function groupNamed(target: TargetDefinition) {
  const group = kindFor(target).groupOf(target);
  if (group === undefined)
    throw new Error(`Expected target ${target.name} to have a deployment group, got none.`);
  return group;
}

function groupNameOf(target: TargetDefinition): string | undefined {
  const group = kindFor(target).groupOf(target);
  return group && `${group.application}/${group.deploymentGroup}`;
}

const KEPT = '1h';

/** What has two of everything: each service, and instances where the scenario says so. */
function twoSided(parts: ProvisionParts, target: TargetDefinition, { platform }: How) {
  const turns = target.ec2?.between && 'discovered';
  const { fleet = turns, onPremises = false } = saidOf(parts, target) ?? {};
  if (platform === 'ECS') return { blueGreen: blueGreenOf(parts, target) };
  if (fleet === undefined) return { isOnPremises: onPremises };
  const { between } = target.ec2 ?? {};
  const [name = '', other = ''] = between ?? [`${target.name}-first`];
  const idsOf = (group: string) => ['1', '2', '3'].map((number) => `i-${group}-${number}`);
  return {
    blueGreen: {
      ...blueGreenOf(parts, target),
      fleet:
        fleet === 'copied' ? ('COPY_AUTO_SCALING_GROUP' as const) : ('DISCOVER_EXISTING' as const),
    },
    autoScalingGroups: [name],
    instances: idsOf(name),
    fleets: new Map([name, other].map((each) => [each, idsOf(each)])),
  };
}

function saidOf({ scenario }: ProvisionParts, target: TargetDefinition) {
  return scenario.deployments.find((each) => each.target === target.name);
}

/** The two waits of a group that has two of everything. */
function blueGreenOf(parts: ProvisionParts, target: TargetDefinition): BlueGreen {
  const { ready, keeps = KEPT } = saidOf(parts, target) ?? {};
  return {
    terminationMinutes: secondsIn(keeps) / 60,
    ...(ready && { readyMinutes: secondsIn(ready) / 60 }),
  };
}

/** One of CodeDeploy's own, or one that is made here. */
function configurationOf(parts: ProvisionParts, target: TargetDefinition, { platform }: How) {
  const { aws } = parts;
  const named = saidOf(parts, target);
  if (named === undefined) return undefined;
  const { configuration, canary, linear } = named;
  const routing =
    canary !== undefined
      ? routingOf('TimeBasedCanary', canary.percent, canary.after)
      : linear && routingOf('TimeBasedLinear', linear.percent, linear.every);
  if (routing === undefined) return { configName: `CodeDeployDefault.${configuration}` };
  const moves = platform === 'ECS' ? platform : 'Lambda';
  aws.codeDeploy.addConfig(target, configuration, { platform: moves, routing });
  return { configName: configuration };
}

function routingOf(
  type: 'TimeBasedCanary' | 'TimeBasedLinear',
  percent: number,
  lasting: string,
): Routing {
  return { type, percent, minutes: secondsIn(lasting) / 60 };
}
