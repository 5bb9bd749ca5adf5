// The names of the events of entering, leaving and aborting a state: made once, since an event keeps its own for good.

import type { State } from '../definition.ts';

type Type = State['type'];

const TYPES: readonly Type[] = [
  'Choice',
  'Fail',
  'Map',
  'Parallel',
  'Pass',
  'Succeed',
  'Task',
  'Wait',
];

interface Names {
  readonly entered: string;
  readonly exited: string;
  readonly aborted: string;
}

export const STATE_EVENTS = Object.fromEntries(
  TYPES.map((type) => [
    type,
    {
      entered: `${type}StateEntered`,
      exited: `${type}StateExited`,
      aborted: `${type}StateAborted`,
    },
  ]),
) as Readonly<Record<Type, Names>>;
