// What an operation would change in a slice: whatever it would in any of its instances.

import { declaredIn, readTemplate } from '../core/read-template.ts';
import { setChanges } from '../core/set-changes.ts';
import { overridden } from '../core/set-overrides.ts';
import type { StackChange } from '../core/stack-changes.ts';
import type { StackContents } from '../core/stack-contents.ts';
import type { Before } from './set-before.ts';

export function changesFrom(
  { contents, isUnknown }: Pick<Before, 'contents' | 'isUnknown'>,
  to: StackContents,
  path: string,
): StackChange[] {
  const declared = new Set(declaredIn(readTemplate(to.template, path)).map(({ key }) => key));
  const all = contents.flatMap(({ overrides, ...from }) => [
    ...setChanges(
      { ...overridden(from, overrides), path: 'what its instances have' },
      { ...overridden(to, overrides), path },
    ),
    ...Object.keys(overrides)
      .filter((key) => !declared.has(key))
      .map(lostOf),
  ]);
  const told = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...told.values(), ...(isUnknown ? [NOBODY_KNOWS] : [])];
}

/** The value is nowhere but in the instance: the template that does not declare it any more takes it away. */
function lostOf(key: string): StackChange {
  return {
    action: 'Remove',
    id: key,
    type: 'ParameterOverride',
    policy: 'Delete',
    isUnknown: true,
  };
}

const NOBODY_KNOWS: StackChange = {
  action: 'Dynamic',
  id: 'its instances',
  type: 'what they have was not kept',
  isUnknown: true,
};
