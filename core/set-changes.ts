// What a template would change in the instances of a StackSet. Nobody prepares that for a set: two templates are
// compared, and what is not known counts as what destroys.

import { isDeepStrictEqual } from 'node:util';
import { changedInPlace } from './changed-in-place.ts';
import { dependentsOf } from './changed-references.ts';
import {
  declaredIn,
  isValues,
  type ReadTemplate,
  readTemplate,
  type Values,
} from './read-template.ts';
import { isStateful, type StackChange } from './stack-changes.ts';
import { HIDDEN, type StackContents } from './stack-contents.ts';

/** What instances have, and what they would get; a hidden parameter that is kept is the same. */
export interface SetContents extends StackContents {
  /** For people. */
  readonly path: string;
}

/**
 * What changes in an instance that goes from one to the other:
 *
 *     a table is gone                                →  Remove, with what its DeletionPolicy makes of it
 *     a table with another key schema                →  Modify, Conditional: a person is asked
 *     a table with another billing mode              →  Modify, False: that is changed in place
 *     a table whose name is a parameter that changes →  Modify, Conditional
 *     a table with a condition that changes          →  Dynamic
 *     a resource of a type that AWS does not have    →  unknown, where it is removed or changed
 *     anything, where macros make resources          →  unknown
 */
export function setChanges(before: SetContents, after: SetContents): StackChange[] {
  const old = readTemplate(before.template, before.path);
  const next = readTemplate(after.template, after.path);
  const touched = touchedBy(old, next, before.parameters, after.parameters);
  const kept = Object.entries(next.resources).flatMap(([id, resource]) => {
    const was = old.resources[id];
    if (was === undefined) return [{ action: 'Add', id, type: typeOf(resource) }];
    return changeOf(id, was, resource, touched) ?? [];
  });
  const removed = Object.entries(old.resources)
    .filter(([id]) => !(id in next.resources))
    .map(([id, resource]) => removedOf(id, resource));
  const changes = [...kept, ...removed];
  return [...changes, ...byMacros(old, next, changes.length > 0 || touched.parameters.size > 0)];
}

/** What else in the templates has changed, that resources may go by. */
interface Touched {
  readonly parameters: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** Resources that are changed, added or removed: whoever refers to one may get another value. */
  readonly resources: ReadonlySet<string>;
}

function touchedBy(
  old: ReadTemplate,
  next: ReadTemplate,
  before: StackContents['parameters'],
  after: StackContents['parameters'],
): Touched {
  const isHidden = new Set(declaredIn(next).flatMap((it) => (it.isHidden ? [it.key] : [])));
  const parameters = keysOf(before, after).filter((key) => {
    if (before[key] === HIDDEN && after[key] === HIDDEN && isHidden.has(key)) return false;
    return before[key] !== after[key] || isResolved(next.parameters[key]);
  });
  const mappings = differing(old.mappings, next.mappings);
  const conditions = new Set(differing(old.conditions, next.conditions));
  const known = { parameters: new Set(parameters), mappings: new Set(mappings) };
  for (const [name, said] of Object.entries(next.conditions))
    if (dependentsOf(said, { ...known, conditions, resources: new Set() }).length > 0)
      conditions.add(name);
  // A condition may name one that comes after it.
  for (const [name, said] of Object.entries(next.conditions))
    if (dependentsOf(said, { ...known, conditions, resources: new Set() }).length > 0)
      conditions.add(name);
  const resources = new Set(differing(old.resources, next.resources));
  return { ...known, conditions, resources };
}

/** What is looked up by whoever updates the stack may be another than last time. */
function isResolved(declared: Values | undefined): boolean {
  return /^AWS::SSM::Parameter::/.test(String(declared?.Type ?? ''));
}

function changeOf(
  id: string,
  was: Values,
  resource: Values,
  touched: Touched,
): StackChange | undefined {
  const type = typeOf(was);
  const policy = policyOf(resource.UpdateReplacePolicy);
  const of = { id, type, ...(policy && { policy }), ...unknownIf(type) };
  if (type !== typeOf(resource)) return { ...of, action: 'Modify', replacement: 'True' };
  const condition = resource.Condition;
  const isConditional =
    !isDeepStrictEqual(was.Condition, condition) ||
    (typeof condition === 'string' && touched.conditions.has(condition));
  const keys = changedKeys(propertiesOf(was), propertiesOf(resource), touched);
  const isSame = keys.length === 0 && isDeepStrictEqual(was, resource);
  if (isConditional) return { ...of, action: 'Dynamic' };
  if (isSame) return undefined;
  if (!isStateful(type)) return { ...of, action: 'Modify' };
  const inPlace = keys.every((key) => changedInPlace(type, key));
  return { ...of, action: 'Modify', replacement: inPlace ? 'False' : 'Conditional' };
}

/** The properties that differ, and those that go by what has changed elsewhere. */
function changedKeys(was: Values, is: Values, touched: Touched): string[] {
  return keysOf(was, is).filter(
    (key) => !isDeepStrictEqual(was[key], is[key]) || dependentsOf(is[key], touched).length > 0,
  );
}

function removedOf(id: string, resource: Values): StackChange {
  const type = typeOf(resource);
  const policy = policyOf(resource.DeletionPolicy) ?? 'Delete';
  return { action: 'Remove', id, type, policy, ...unknownIf(type) };
}

/** SAM’s own resources hold no data but for its table; of what other macros make nobody knows. */
function byMacros(old: ReadTemplate, next: ReadTemplate, hasChanges: boolean): StackChange[] {
  const all = [...new Set([...old.transforms, ...next.transforms].map((it) => JSON.stringify(it)))];
  const unknown = all.filter(
    (name) => !/^"AWS::(Serverless-2016-10-31|LanguageExtensions)"$/.test(name),
  );
  const isSame =
    !hasChanges &&
    isDeepStrictEqual(old.transforms, next.transforms) &&
    isDeepStrictEqual(old.globals, next.globals);
  const loops = Object.keys(next.resources).filter((id) => id.startsWith('Fn::'));
  const made = [...unknown.map((name) => `macro ${name}`), ...loops];
  if (isSame) return [];
  return made.map((id) => ({ action: 'Dynamic', id, type: 'what it makes', isUnknown: true }));
}

/** Of what AWS does not have, a custom resource or a third party’s, nobody knows whether it holds data. */
function unknownIf(type: string): { readonly isUnknown?: true } {
  const isKnown = /^AWS::/.test(type) && type !== 'AWS::CloudFormation::CustomResource';
  return isKnown ? {} : { isUnknown: true };
}

function typeOf({ Type }: Values): string {
  return typeof Type === 'string' ? Type : 'a type that is not told';
}

function policyOf(said: unknown): string | undefined {
  return typeof said === 'string' ? said : undefined;
}

function propertiesOf({ Properties }: Values): Values {
  return isValues(Properties) ? Properties : {};
}

function differing(a: Values, b: Values): string[] {
  return keysOf(a, b).filter((key) => !isDeepStrictEqual(a[key], b[key]));
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
