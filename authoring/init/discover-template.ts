// What a template holds that can be deployed to, watched, and named in a pipeline.

import { findResources } from '../cloudformation/find-resources.ts';
import type { Found, FoundResource } from '../cloudformation/found.ts';
import { holds, type Known } from '../cloudformation/known-text.ts';
import { isObject } from '../cloudformation/properties.ts';
import { objectIn, type Template } from '../cloudformation/read-template.ts';
import { ofType, referredIds } from '../cloudformation/references.ts';
import { type Bare, deployablesOf } from './deployables.ts';
import type { Discovery, Note } from './discovery.ts';
import { imageNotes } from './images.ts';
import { type Alarm, alarmsIn, type NameOf, namesOfType } from './names-in-template.ts';
import { absentNotes, deploymentNotes, ecsNotes } from './template-notes.ts';
import { watchedOf } from './watched.ts';

/** Physical names by logical id, as a running stack says them. */
export type Physical = ReadonlyMap<string, string>;

/**
 * What the template says of one stage, whose parameters are `known`; `whole` is its stack, where that is the
 * target.
 */
export function discoverTemplate(
  template: Template,
  known: Known,
  physical: Physical = new Map(),
  whole?: Bare,
): Omit<Discovery, 'stage' | 'account' | 'region'> {
  const all = findResources(template, known);
  const found = presentIn(all, template, known);
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
      ...alarmsOf(owner, index === 0, alarms.all, bare),
      ...watched[index]!,
    })),
    projects,
    notes: [
      ...all.remarks,
      ...absentNotes(all, found),
      ...ecsNotes(found),
      ...imageNotes(found),
      ...deploymentNotes(bare, template, found),
      ...alarms.unnamed,
      ...watched.flatMap(({ unknownWatch }) => unknownWatch.map(unwatchedNote)),
    ].map(note),
  };
}

/** What is there as the stage's parameters are; what cannot be told is taken to be there. */
function presentIn(all: Found, template: Template, known: Known): Found {
  const isThere = (conditions: readonly (string | undefined)[]) =>
    conditions.every((it) => it === undefined || holds(it, template, known) !== false);
  return {
    ...all,
    resources: all.resources.filter(({ condition }) => isThere([condition])),
    deployments: all.deployments.filter(({ conditions }) => isThere(conditions)),
    machines: all.machines.filter(({ conditions }) => isThere(conditions)),
    sites: all.sites.filter(({ conditions }) => isThere(conditions)),
  };
}

/** What a text says, or what the running stack calls the resource that it refers to. */
function namerOf(physical: Physical): NameOf {
  return (said) => {
    // What still has a variable in it is a name only to whoever replaces that.
    if (said?.text) return said.text.includes('${') ? undefined : said.text;
    const { expression } = said ?? {};
    if (!isObject(expression)) return undefined;
    const referred = expression.Ref ?? [expression['Fn::GetAtt']].flat()[0];
    return typeof referred === 'string' ? physical.get(referred) : undefined;
  };
}

/** What is not deployed to, with the deployable that uses it; the first has what none is known to use. */
function watchedBy(bare: readonly Bare[], template: Template, found: Found, nameOf: NameOf) {
  const own = new Set(
    bare.flatMap(({ deployable: { id, kind } }) =>
      kind === 'ec2' || kind === 'machine' ? [] : [id],
    ),
  );
  const users = bare.map(({ owner }) => usedBy(owner, template));
  const read = found.resources
    .filter(({ id }) => !own.has(id))
    .map((resource) => ({
      resource,
      watched: watchedOf(resource, nameOf),
      user: Math.max(
        0,
        users.findIndex((used) => used.has(resource.id)),
      ),
    }));
  return bare.map((_, index) => {
    const mine = read.filter(({ user }) => user === index);
    return {
      watch: mine.flatMap(({ watched }) => watched ?? []),
      unknownWatch: mine.flatMap(({ watched, resource }) => (watched ? [] : [resource])),
    };
  });
}

function unwatchedNote({ id, kind, line, names }: FoundResource) {
  const ofStack = JSON.stringify(names).includes('AWS::StackName');
  const way = ofStack ? 'give --stack NAME' : 'give --resources, or add it to watch';
  const text = `${id} could be watched (${kind}), but its name is not known before it is deployed; ${way}`;
  return { line, text };
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
  alarms: readonly Alarm[],
  all: readonly Bare[],
): { alarms: string[]; unknownAlarms: string[] } {
  const isOwned = ({ about }: Alarm, ids: readonly string[]) => ids.some((id) => about.has(id));
  const mine = alarms.filter(
    (alarm) =>
      isOwned(alarm, owner) || (isFirst && !all.some((other) => isOwned(alarm, other.owner))),
  );
  return {
    alarms: mine.flatMap(({ name }) => name ?? []),
    unknownAlarms: mine.flatMap(({ id, name }) => (name === undefined ? [id] : [])),
  };
}
