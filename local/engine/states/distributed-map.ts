import type { Distributed, MapState } from '../definition.ts';
import { StateFailure } from '../failure.ts';
import type { Visit } from '../strand.ts';

export function runDistributedMap(
  _visit: Visit,
  _state: MapState,
  _distributed: Distributed,
): void {
  throw new StateFailure('States.Runtime', 'Distributed Map is not built yet.');
}
