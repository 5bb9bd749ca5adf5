// What of a template is not yet as Tidegate needs it, and what to write into it.

import type { Found } from '../cloudformation/found.ts';
import type { Template } from '../cloudformation/read-template.ts';
import type { Deployable, WholeStack } from './discovery.ts';

interface Line {
  readonly line: number;
  readonly text: string;
}

export function ecsNotes({ resources }: Found) {
  return resources
    .filter(({ kind }) => kind === 'ecs')
    .map(({ id, line, facts: { controller, strategy } }) => ({
      line,
      text:
        controller === 'ECS'
          ? `${id} is an ECS service: the build says its image, in imagedefinitions.json of its artifact` +
            (strategy === 'rolling' ? `; ${SHIFTED}` : '')
          : `${id} is an ECS service that ${controller} deploys to: it is no target before its deployment controller is ECS`,
    }));
}

const SHIFTED =
  'its tasks are replaced a few at a time: for a canary or blue-green it needs a second target group (npx tidegate needs)';

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
  const { id, isDeployed, stack } = first.deployable;
  if (stack) return [{ line: 1, text: wholeText(id, stack) }];
  const unnamed = bare.find(({ deployable }) => !isNamed(deployable));
  return [
    ...(isDeployed ? [] : [{ line: lineOf(id), text: withoutGroup(bare, template) }]),
    ...(unnamed ? [{ line: lineOf(unnamed.deployable.id), text: unnamedText(unnamed) }] : []),
    ...movedBySam(
      bare.filter(({ deployable: it }) => it.isDeployed || it.alias),
      template,
    ),
    ...leftOut(isDeployed ? bare : [], found, hooks).map((each) => ({
      line: lineOf(each),
      text: `${each} has no alias that CodeDeploy shifts, as others here have: it is no target, and keeps what its stack deploys`,
    })),
  ];
}

function wholeText(id: string, { template }: WholeStack): string {
  return (
    `nothing in ${id} is deployed to by itself, so the stack is the target: let the build put its template into its ` +
    `artifact as ${template}, with all that it refers to uploaded, and let the stack have a role (docs/targets/stack.md)`
  );
}

/** Whether what its stack makes has names that somebody chose. */
function isNamed({ kind, isDeployed, ...names }: Bare['deployable']): boolean {
  if (kind === 'ecs') return Boolean(names.cluster && names.service);
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
  return first?.deployable.kind === 'ec2'
    ? `nothing deploys to ${named} yet: once the accounts are filled in, npx tidegate needs writes what is to be made ` +
        'for that, as a stack of its own'
    : `nothing shifts traffic to a new version of ${named} yet: Tidegate does, by steps, as the strategy says; it needs ` +
        'the alias alone, which npx tidegate needs writes where there is none, once the accounts are filled in' +
        formOf(isSam, fileName);
}

function formOf(isSam: boolean, fileName: string): string {
  if (isSam) return ', or with --as sam for the template';
  return /serverless/.test(fileName) ? ', or with --as serverless for the file' : '';
}

/** SAM publishes a version and moves the alias whenever the code that it packages is another. */
function movedBySam(bare: readonly Bare[], { resources }: Template): Line[] {
  const [first] = bare.flatMap(({ deployable: { id } }) => {
    const resource = resources.get(id);
    return resource?.type === 'AWS::Serverless::Function' ? [resource] : [];
  });
  if (!first) return [];
  const text =
    `a sam deploy that brings ${first.id} other code moves its alias too, past every gate, and is told as drift: let ` +
    'code come by releases alone, or make the alias as npx tidegate needs --as sam writes it';
  return [{ line: first.line, text }];
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
