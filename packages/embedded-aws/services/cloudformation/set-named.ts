// StackSets by their names or ids.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import { placeText, type SetInstance, type SetOperation, type StackSet } from './stack-set.ts';
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

export function instanceNamed({ id, instances }: StackSet, place: Place): SetInstance {
  const found = instances.find((each) => placeText(each) === placeText(place));
  if (found) return found;
  throw new AwsError(
    'StackInstanceNotFoundException',
    `Stack instance with account ${place.account}, region ${place.region} not found in StackSet ${id}`,
    404,
  );
}
