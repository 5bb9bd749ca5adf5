// Stacks by their names or their ARNs.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import type { Stack } from './stack.ts';
import { arnOf, enter, type Store } from './store.ts';

export function stackAt({ stacks }: Store, named: string, place: Place): Stack | undefined {
  const all = stacks.at(place);
  return all.get(named) ?? [...all.values()].find(({ id }) => id === named);
}

export function stackNamed(store: Store, named: string, place: Place): Stack {
  const found = stackAt(store, named, place);
  if (found) return found;
  throw new AwsError('ValidationError', `Stack with id ${named} does not exist`);
}

/** A stack that is to be made is there as soon as it is prepared, and holds nothing. */
export function newStack(store: Store, name: string, place: Place): Stack {
  const made = emptyStack(store, name, place);
  enter(store, made, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return made;
}

export function emptyStack(
  { stacks, chance, clock }: Store,
  name: string,
  { account, region }: Place,
): Stack {
  const made: Stack = {
    account,
    region,
    id: arnOf({ account, region }, `stack/${name}/${chance.uuid()}`),
    name,
    createdAt: clock.now(),
    status: 'REVIEW_IN_PROGRESS',
    contents: { template: '', parameters: {}, tags: {} },
    outputs: {},
    drift: 'NOT_CHECKED',
    events: [],
    changeSets: [],
    known: new Map(),
  };
  stacks.at({ account, region }).set(name, made);
  return made;
}
