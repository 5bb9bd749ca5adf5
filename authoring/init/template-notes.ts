// What of a template is not yet as Tidegate needs it, and what to write into it.

import type { Found, FoundResource } from '../cloudformation/found.ts';
import type { Template } from '../cloudformation/read-template.ts';
import type { Bare } from './deployables.ts';
import type { WholeStack } from './discovery.ts';

interface Line {
  readonly line: number;
  readonly text: string;
}

export function ecsNotes({ resources }: Found) {
  return resources
    .filter(({ kind }) => kind === 'ecs')
    .map(({ id, line, facts: { controller = 'ECS', strategy } }) => ({
      line,
      text: `${id} ${controllerText(controller)}${controller === 'ECS' && strategy === 'rolling' ? `; ${SHIFTED}` : ''}`,
    }));
}

function controllerText(controller: string): string {
  if (controller === 'EXTERNAL')
    return 'is an ECS service that something else deploys to (EXTERNAL): it is no target before its deployment controller is another';
  const whose = controller === 'CODE_DEPLOY' ? ' that CodeDeploy deploys to' : '';
  return `is an ECS service${whose}: the build says its image, in imagedefinitions.json of its artifact`;
}

const SHIFTED =
  'its tasks are replaced a few at a time: for a canary or blue-green it needs a second target group (npx tidegate needs)';

/** What has no deployment group, or one whose name nobody chose. */
export function deploymentNotes(bare: readonly Bare[], template: Template, found: Found): Line[] {
  const lineOf = (id: string) => template.resources.get(id)?.line ?? 1;
  const [first] = bare;
  if (!first) return [{ line: 1, text: beside(template) }];
  const { id, isDeployed, stack } = first.deployable;
  if (stack) return [{ line: 1, text: wholeText(id, stack) }];
  const unnamed = bare.find(({ deployable }) => !isNamed(deployable));
  return [
    ...withoutAlias(bare, template).map((text) => ({ line: lineOf(id), text })),
    ...machineNotes(bare, lineOf),
    ...configurationNotes(bare, lineOf),
    ...siteNotes(bare, lineOf),
    ...(unnamed ? [{ line: lineOf(unnamed.deployable.id), text: unnamedText(unnamed) }] : []),
    ...movedBySam(
      bare.filter(({ deployable: it }) => it.isDeployed || it.alias),
      template,
    ),
    ...leftOut(isDeployed ? bare : [], found),
  ];
}

/** A stack of an app in which others have what is deployed to by itself. */
function beside({ fileName }: Template): string {
  return (
    `nothing in ${fileName} is deployed to by itself, so it is no target, and keeps what is deployed to its stack; ` +
    'whoever wants it released makes it a target of its own (docs/targets/stack.md)'
  );
}

/** What exists in no stage, or not in this one, by a condition of the template. */
export function absentNotes(all: Found, here: Found): Line[] {
  const said = [
    ...all.resources.map(({ id, condition, line }) => ({ id, conditions: [condition], line })),
    ...all.machines,
  ];
  const there = new Set([...here.resources, ...here.machines].map(({ id }) => id));
  return said
    .filter(({ id }) => !there.has(id))
    .map(({ id, conditions, line }) => ({
      line,
      text:
        `${id} is there only under the condition ${conditions.filter((each) => each !== undefined).join(' and ')}, ` +
        'which does not hold in every stage as its parameters are; give --parameter NAME=VALUE where they are others',
    }));
}

function wholeText(id: string, { template }: WholeStack): string {
  return (
    `nothing in ${id} is deployed to by itself, so the stack is the target: let the build put its template into its ` +
    `artifact as ${template}, with all that it refers to uploaded, and let the stack have a role (docs/targets/stack.md)`
  );
}

/** Whether what its stack makes has names that somebody chose. */
function isNamed({ kind, isDeployed, ...names }: Bare['deployable']): boolean {
  if (kind === 'machine') return names.machine !== undefined;
  if (kind === 'appConfig') return Boolean(names.configuration?.environment);
  if (kind === 'site') return Boolean(names.site?.bucket && names.site.distribution);
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

function withoutAlias(bare: readonly Bare[], template: Template): string[] {
  const kinds = (['lambda', 'ec2'] as const).map((kind) =>
    bare.filter(({ deployable }) => deployable.kind === kind && !deployable.isDeployed),
  );
  return kinds.flatMap((some) => (some.length === 0 ? [] : [withoutGroup(some, template)]));
}

function machineNotes(bare: readonly Bare[], lineOf: (id: string) => number): Line[] {
  return bare.flatMap(({ deployable: { id, kind, definition = 'definition.asl.json' } }) =>
    kind === 'machine'
      ? [
          {
            line: lineOf(id),
            text:
              `${id} is a state machine: let the build put its definition into its artifact as ${definition}, whole, with ` +
              'the ARNs that it calls, and let whoever starts it name its alias (docs/targets/machine.md)',
          },
        ]
      : [],
  );
}

function configurationNotes(bare: readonly Bare[], lineOf: (id: string) => number): Line[] {
  return bare.flatMap(({ deployable: { kind }, owner: [id = ''] }) =>
    kind === 'appConfig'
      ? [
          {
            line: lineOf(id),
            text:
              `${id} is a configuration of AppConfig: let the build put it into its artifact as config/STAGE.json, for each ` +
              'stage, or write the path that it has there (docs/targets/app-config.md)',
          },
        ]
      : [],
  );
}

function siteNotes(bare: readonly Bare[], lineOf: (id: string) => number): Line[] {
  return bare.flatMap(({ deployable: { id, kind, site }, owner: [, bucket = ''] }) =>
    kind === 'site'
      ? [
          {
            line: lineOf(id),
            text:
              `${id} is a site with its files in bucket ${bucket}: let the build put them into its artifact` +
              `${site?.isBesideOthers ? ', in a folder of their own (files)' : ''}, and leave the origin’s path out of the template (docs/targets/site.md)`,
          },
        ]
      : [],
  );
}

function withoutGroup(bare: readonly Bare[], { isSam, fileName }: Template): string {
  const [first] = bare;
  const ids = bare.map(({ deployable }) => deployable.id);
  const named = `${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ` and ${ids.length - 20} more` : ''}`;
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

/** What has no part in a deployment, where others have. */
function leftOut(bare: readonly Bare[], { resources, machines }: Found): Line[] {
  if (bare.length === 0) return [];
  const owned = new Set(bare.flatMap(({ owner }) => owner));
  return [...resources, ...machines]
    .filter(({ id }) => !owned.has(id))
    .flatMap((each) => {
      const why = 'kind' in each ? LEFT[each.kind] : 'no alias';
      return why === undefined ? [] : [{ line: each.line, text: leftText(each.id, why) }];
    });
}

const LEFT: { readonly [Kind in FoundResource['kind']]?: string } = {
  lambda: 'no alias that CodeDeploy shifts',
  ec2: 'no deployment group',
};

function leftText(id: string, why: string): string {
  return `${id} has ${why}, as others here are deployed to: in a stage that has those it is no target, and keeps what its stack deploys`;
}
