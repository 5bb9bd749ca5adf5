// What of a template is not yet as Tidegate needs it, and what to write into it.

import type { Found } from '../cloudformation/found.ts';
import type { Template } from '../cloudformation/read-template.ts';
import type { Deployable } from './discovery.ts';

interface Line {
  readonly line: number;
  readonly text: string;
}

export function ecsNotes({ resources }: Found) {
  return resources
    .filter(({ kind }) => kind === 'ecs')
    .map(({ id, line }) => ({
      line,
      text:
        `${id} is an ECS service: it is watched where its name is known, and not deployed to; ` +
        'Tidegate deploys to Lambda, and to EC2 by CodeDeploy',
    }));
}

/** What has no deployment group, or one whose name nobody chose. */
export function deploymentNotes(
  bare: readonly Bare[],
  template: Template,
  found: Found,
  hooks: ReadonlySet<string>,
): Line[] {
  const lineOf = (id: string) => template.resources.get(id)?.line ?? 1;
  const [first] = bare;
  if (!first) return [];
  const { id, isDeployed } = first.deployable;
  const unnamed = bare.find(({ deployable }) => !isNamed(deployable));
  return [
    ...(isDeployed ? [] : [{ line: lineOf(id), text: withoutGroup(bare, template) }]),
    ...(unnamed ? [{ line: lineOf(unnamed.deployable.id), text: unnamedText(unnamed) }] : []),
    ...leftOut(isDeployed ? bare : [], found, hooks).map((each) => ({
      line: lineOf(each),
      text: `${each} has no alias that CodeDeploy shifts, as others here have: it is no target, and keeps what its stack deploys`,
    })),
  ];
}

/** Whether what its stack makes has names that somebody chose. */
function isNamed({ kind, isDeployed, ...names }: Bare['deployable']): boolean {
  const group = !isDeployed || (names.application && names.deploymentGroup);
  return Boolean(group && (kind === 'ec2' || names.function));
}

function unnamedText({ deployable }: Bare): string {
  return (
    `CloudFormation makes up names of ${deployable.id}; once it is deployed, run aws cloudformation ` +
    'describe-stack-resources --stack-name STACK > resources.json, and give --resources resources.json'
  );
}

function withoutGroup(bare: readonly Bare[], { isSam, fileName }: Template): string {
  const [first] = bare;
  const ids = bare.map(({ deployable }) => deployable.id);
  const named = `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`;
  if (first?.deployable.kind === 'ec2')
    return `nothing deploys to ${named} yet: it needs a CodeDeploy application and deployment group`;
  const how = isSam
    ? 'AutoPublishAlias: live and DeploymentPreference: { Type: AllAtOnce }'
    : /serverless/.test(fileName)
      ? 'serverless-plugin-canary-deployments, with deploymentSettings: { type: AllAtOnce, alias: live }'
      : 'an AWS::Lambda::Alias that its callers call, and a CodeDeploy application and deployment group for Lambda';
  return `nothing shifts traffic to a new version of ${named} yet; give each ${how}`;
}

/** The functions that have no part in a deployment, where others have. */
function leftOut(
  bare: readonly Bare[],
  { resources }: Found,
  hooks: ReadonlySet<string>,
): string[] {
  if (bare.length === 0) return [];
  const owned = new Set(bare.flatMap(({ owner }) => owner));
  return resources
    .filter(({ kind, id }) => kind === 'lambda' && !owned.has(id) && !hooks.has(id))
    .map(({ id }) => id);
}

export interface Bare {
  readonly deployable: Omit<Deployable, 'alarms' | 'watch'>;
  /** Logical ids that speak of it: its function or group, its alias, its deployment group. */
  readonly owner: readonly string[];
}
