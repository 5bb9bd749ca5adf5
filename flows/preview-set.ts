// What a template would change in a slice of a StackSet, held against what the set has now: nothing is prepared for it.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { declaredIn, readTemplate } from '../core/read-template.ts';
import { parametersFor, valuesOf, versionOfStack } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';
import type { Preview } from './preview-stack.ts';
import { changesFrom } from './set-changes-from.ts';
import { refuseUnfitSet } from './set-fitness.ts';
import { overridesOf } from './set-overrides.ts';
import { refuseUndeclared } from './stack-preparation.ts';
import type { StackSource } from './stack-source.ts';

/** Throws `Refused` where a release would be, `NotReady` where it would wait. */
export async function previewSet(
  { stackSets }: Pick<Ports, 'stackSets'>,
  target: TargetOf<'stackSet'>,
  source: StackSource,
): Promise<Preview> {
  const { stackSet } = target;
  const set = await stackSets.set(target);
  const instances = set ? await stackSets.instances(target) : [];
  const read = refuseUnfitSet(target, set && { set, instances, operations: [] }, false);
  const declared = declaredIn(readTemplate(source.template, stackSet.template));
  refuseUndeclared(stackSet, declared, source);
  const { parameters: before, template } = read.set;
  const parameters = valuesOf(declared, parametersFor(declared, source.parameters, before), before);
  const to = { template: source.template, parameters };
  if (versionOfStack(to) === versionOfStack(read.set)) return { is: 'unchanged', changes: [] };
  const overrides = Object.values(await overridesOf({ stackSets }, target));
  const has = {
    contents: [{}, ...overrides].map((its) => ({ template, parameters: before, overrides: its })),
    isUnknown: false,
  };
  return { is: 'changed', changes: changesFrom(has, to, stackSet.template) };
}
