// What an operation would change in a slice: whatever it would in any of its instances.

import { setChanges } from '../core/set-changes.ts';
import type { StackChange } from '../core/stack-changes.ts';
import type { StackContents } from '../core/stack-contents.ts';
import type { Before } from './set-before.ts';

export function changesFrom(
  { contents, isUnknown }: Pick<Before, 'contents' | 'isUnknown'>,
  to: StackContents,
  path: string,
): StackChange[] {
  const all = contents.flatMap((from) =>
    setChanges({ ...from, path: 'what its instances have' }, { ...to, path }),
  );
  const told = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...told.values(), ...(isUnknown ? [NOBODY_KNOWS] : [])];
}

const NOBODY_KNOWS: StackChange = {
  action: 'Dynamic',
  id: 'its instances',
  type: 'what they have was not kept',
  isUnknown: true,
};
