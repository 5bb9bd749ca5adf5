// What a template holds that can be deployed to, watched, and named in a pipeline.

import { findResources } from '../cloudformation/find-resources.ts';
import type { Found, FoundDeployment, FoundResource } from '../cloudformation/found.ts';
import { holds, type Known, type Said, said } from '../cloudformation/known-text.ts';
import { isObject } from '../cloudformation/properties.ts';
import { objectIn, type Template } from '../cloudformation/read-template.ts';
import { ofType, referredId, referredIds, visit } from '../cloudformation/references.ts';
import type { Discovery, Note } from './discovery.ts';
import { imageNotes, imageOf } from './images.ts';
import { alarmsIn, type NamedAlarm, type NameOf, namesOfType } from './names-in-template.ts';
import { type Bare, deploymentNotes, ecsNotes } from './template-notes.ts';
import { watchedOf } from './watched.ts';

/** Physical names by logical id, as a running stack says them. */
export type Physical = ReadonlyMap<string, string>;

/** What the template says of one stage, whose parameters are `known`. */
export function discoverTemplate(
  template: Template,
  known: Known,
  physical: Physical = new Map(),
  whole?: Bare,
): Omit<Discovery, 'stage' | 'account' | 'region'> {
  const all = findResources(template, known);
  const found = { ...all, resources: all.resources.filter((it) => isThere(it, template, known)) };
  const nameOf = namerOf(physical);
  const bare = whole ? [whole] : deployablesOf(template, found, known, nameOf);
  const alarms = alarmsIn(template, known, nameOf);
  const watched = watchedBy(bare, template, found, nameOf);
  const projects = namesOfType(template, 'AWS::CodeBuild::Project', 'Name', known, nameOf);
  const note = ({ line, text }: { line: number; text: string }): Note => ({
    file: template.fileName,
    line,
    text,
  });
  return {
    deployables: bare.map(({ deployable, owner }, index) => ({
      ...deployable,
      alarms: alarmsOf(owner, index === 0, alarms.named, bare),
      watch: watched.byIndex[index] ?? [],
    })),
    projects,
    notes: [
      ...all.remarks,
      ...ecsNotes(found),
      ...imageNotes(found),
      ...deploymentNotes(bare, template, found, hooksIn(template)),
      ...alarms.unnamed,
      ...watched.unnamed,
    ].map(note),
  };
}

/** What a text says, or what the running stack calls the resource that it refers to. */
function namerOf(physical: Physical): NameOf {
  return (said) => {
    // What still has a variable in it is a name only to whoever replaces that.
    if (said?.text !== undefined) return said.text.includes('${') ? undefined : said.text;
    const { expression } = said ?? {};
    if (!isObject(expression)) return undefined;
    const referred = expression.Ref ?? [expression['Fn::GetAtt']].flat()[0];
    return typeof referred === 'string' ? physical.get(referred) : undefined;
  };
}

function isThere({ condition }: FoundResource, template: Template, known: Known): boolean {
  return condition === undefined || holds(condition, template, known) !== false;
}

/** What CodeDeploy deploys to, and ECS; if they deploy to nothing, whatever could be deployed to. */
function deployablesOf(template: Template, found: Found, known: Known, nameOf: NameOf): Bare[] {
  const hooks = hooksIn(template);
  const { deployments, resources } = found;
  const deployed = deployments
    .filter(({ platform }) => platform !== 'ecs')
    .map((each) => deployedBare(each, template, found, nameOf));
  const services = resources
    .filter(({ kind, facts }) => kind === 'ecs' && facts.controller === 'ECS')
    .map((each) => serviceBare(each, nameOf));
  // Beside services, a group of instances is what they run on, and a function of its own mostly a helper.
  if (deployed.length + services.length > 0) return [...services, ...deployed];
  return resources
    .filter(
      ({ kind, id, names }) => !hooks.has(id) && !isHookName(names.function?.text) && isBare(kind),
    )
    .map((each) => undeployedBare(each, aliasOf(each.id, template, known), nameOf));
}

function isBare(kind: FoundResource['kind']): kind is 'lambda' | 'ec2' {
  return kind === 'lambda' || kind === 'ec2';
}

function deployedBare(
  found: FoundDeployment,
  template: Template,
  { resources }: Found,
  nameOf: NameOf,
): Bare {
  const { id, platform, application, deploymentGroup } = found;
  const functionId = referredId(found.function?.expression, template);
  const group = found.autoScalingGroups[0];
  const named = functionId ?? id;
  const groupId = referredId(deploymentGroup.expression, template);
  const autoScalingGroup =
    group && nameOf({ expression: { Ref: group }, ...textOfGroup(group, template) });
  return {
    deployable: {
      id: named,
      kind: platform === 'lambda' ? 'lambda' : 'ec2',
      function: nameOf(found.function),
      image: imageOf(resources.find((it) => it.kind === 'lambda' && it.id === named)),
      alias: nameOf(found.alias),
      application: nameOf(application),
      deploymentGroup: nameOf(deploymentGroup),
      autoScalingGroup,
      isDeployed: true,
    },
    owner: [named, id, ...(groupId ? [groupId] : []), ...found.autoScalingGroups],
  };
}

function serviceBare({ id, names, facts }: FoundResource, nameOf: NameOf): Bare {
  return {
    deployable: {
      id,
      kind: 'ecs',
      cluster: nameOf(names.cluster),
      service: nameOf(names.service),
      strategy: facts.strategy,
      isDeployed: true,
    },
    owner: [id],
  };
}

function textOfGroup(id: string, template: Template): { readonly text?: string } {
  const name = template.resources.get(id)?.properties.AutoScalingGroupName;
  return typeof name === 'string' ? { text: name } : {};
}

/** The alias of a function that nothing shifts: SAM’s, or one of its own. */
function aliasOf(id: string, template: Template, known: Known): Said | undefined {
  const own = template.resources.get(id)?.properties.AutoPublishAlias;
  const global = template.globals.Function?.AutoPublishAlias;
  const declared = ofType(template, 'AWS::Lambda::Alias').find(
    ({ properties }) => referredId(properties.FunctionName, template) === id,
  );
  const sam = template.resources.get(id)?.type === 'AWS::Serverless::Function';
  const value = own ?? (sam ? global : undefined) ?? declared?.properties.Name;
  return value === undefined ? undefined : said(value, template, known);
}

function undeployedBare(found: FoundResource, alias: Said | undefined, nameOf: NameOf): Bare {
  const { id, kind, names } = found;
  const isLambda = kind === 'lambda';
  return {
    deployable: {
      id,
      kind: isLambda ? 'lambda' : 'ec2',
      function: isLambda ? nameOf(names.function) : undefined,
      image: imageOf(found),
      alias: nameOf(alias),
      autoScalingGroup: isLambda ? undefined : nameOf(names.autoScalingGroup),
      isDeployed: false,
    },
    owner: [id],
  };
}

const HOOK = /^(PreTraffic|PostTraffic|BeforeAllowTrafficHook|AfterAllowTrafficHook)$/;

/** The functions that CodeDeploy runs while it shifts traffic: they are no part of the service. */
function hooksIn(template: Template): Set<string> {
  const ids = new Set<string>();
  for (const { properties, attributes } of template.resources.values()) {
    visit([properties, attributes], (key, value) => {
      if (HOOK.test(key)) for (const id of referredIds(value, template)) ids.add(id);
    });
  }
  return ids;
}

/** CodeDeploy's usual role may invoke no function of another name. */
function isHookName(name: string | undefined): boolean {
  return name?.startsWith('CodeDeployHook_') ?? false;
}

/** What is not deployed to, with the deployable that uses it; the first has what none is known to use. */
function watchedBy(bare: readonly Bare[], template: Template, found: Found, nameOf: NameOf) {
  const own = new Set(
    bare.flatMap(({ deployable }) => (deployable.kind === 'ec2' ? [] : [deployable.id])),
  );
  const hooks = hooksIn(template);
  const others = found.resources.filter(({ id }) => !own.has(id) && !hooks.has(id));
  const users = bare.map(({ owner }) => usedBy(owner, template));
  const read = others.map((resource) => ({
    resource,
    watched: watchedOf(resource, nameOf),
    user: Math.max(
      0,
      users.findIndex((used) => used.has(resource.id)),
    ),
  }));
  return {
    byIndex: bare.map((_, index) =>
      read.flatMap(({ watched, user }) => (watched && user === index ? [watched] : [])),
    ),
    unnamed: read
      .filter(({ watched }) => watched === undefined)
      .map(({ resource }) => ({ line: resource.line, text: unwatchedText(resource) })),
  };
}

function unwatchedText({ id, kind, names }: FoundResource): string {
  const ofStack = JSON.stringify(names).includes('AWS::StackName');
  const way = ofStack ? 'give --stack NAME' : 'give --resources, or add it to watch';
  return `${id} could be watched (${kind}), but its name is not known before it is deployed; ${way}`;
}

/** The logical ids that something refers to, or that are mapped to it. */
function usedBy(owner: readonly string[], template: Template): Set<string> {
  const own = owner.flatMap((id) => {
    const resource = template.resources.get(id);
    return resource ? referredIds([resource.properties, resource.attributes], template) : [];
  });
  const mapped = ofType(template, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) =>
      referredIds(properties.FunctionName, template).some((id) => owner.includes(id)),
    )
    .flatMap(({ properties }) => referredIds(objectIn(properties), template));
  return new Set([...own, ...mapped, ...owner]);
}

function alarmsOf(
  owner: readonly string[],
  isFirst: boolean,
  alarms: readonly NamedAlarm[],
  all: readonly Bare[],
): string[] {
  const isOwned = ({ about }: NamedAlarm, ids: readonly string[]) =>
    ids.some((id) => about.has(id));
  const mine = alarms.filter(
    (alarm) =>
      isOwned(alarm, owner) || (isFirst && !all.some((other) => isOwned(alarm, other.owner))),
  );
  return mine.map(({ name }) => name);
}
