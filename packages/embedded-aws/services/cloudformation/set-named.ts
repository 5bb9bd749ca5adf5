// StackSets by their names or ids.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import type { SetOperation, StackSet } from './stack-set.ts';
import type { Store } from './store.ts';

export function stackSetNamed({ sets }: Store, named: string, place: Place): StackSet {
  const all = sets.at(place);
  const found = all.get(named) ?? [...all.values()].find(({ id }) => id === named);
  if (found) return found;
  throw new AwsError('StackSetNotFoundException', `StackSet ${named} not found`, 404);
}

export function operationNamed({ id, operations }: StackSet, named: string): SetOperation {
  const found = operations.find((each) => each.id === named);
  if (found) return found;
  throw new AwsError(
    'OperationNotFoundException',
    `Operation ${named} not found in StackSet ${id}`,
    404,
  );
}
