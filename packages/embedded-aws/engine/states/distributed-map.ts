import type { Distributed, MapState } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { isArray, isObject, type Json, typeName } from '../json.ts';
import { attempt } from '../leave-state.ts';
import { batchItems } from '../map-run/batch-items.ts';
import { type Item, readItems } from '../map-run/read-items.ts';
import { startMapRun } from '../map-run/start-map-run.ts';
import { record, strandSoon, type Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

/** Runs the processor for each item or batch as an execution of its own. */
export function runDistributedMap(visit: Visit, state: MapState, distributed: Distributed): void {
  const { reader } = distributed;
  let wanted = true;
  visit.strand.runtime.stir();
  visit.stop = () => {
    wanted = false;
  };
  if (!reader) {
    run(visit, state, distributed, stateItems(visit, state));
    return;
  }
  const soon = (then: () => void) =>
    strandSoon(visit.strand, () => {
      if (wanted) attempt(visit, then);
    });
  readItems(visit, reader).then(
    (items) => soon(() => run(visit, state, distributed, items)),
    (error: unknown) =>
      soon(() => {
        throw error;
      }),
  );
}

function run(visit: Visit, state: MapState, distributed: Distributed, items: readonly Item[]) {
  const selected = items.map((item, index) => select(visit, state, item, index));
  const batches = distributed.batcher
    ? batchItems(visit, distributed.batcher, selected)
    : selected.map((input) => ({ input, items: 1 }));
  record(visit.strand, 'MapStateStarted', { length: items.length });
  startMapRun(visit, state, distributed, batches);
}

/** `Items` may be an array or an object, whose members become `{ Key, Value }`. */
function stateItems(visit: Visit, state: MapState): readonly Item[] {
  const items = state.items ? evaluateTemplate(state.items, surroundings(visit)) : visit.input;
  if (isArray(items)) return items.map((value) => ({ value, source: 'STATE_DATA' }));
  if (isObject(items)) {
    return Object.entries(items).map(([key, value]) => ({ key, value, source: 'STATE_DATA' }));
  }
  throw new StateFailure(
    'States.QueryEvaluationError',
    `Expected the field 'Items' to evaluate to an array or an object, got ${typeName(items)}.`,
    { location: 'Items' },
  );
}

function select(visit: Visit, state: MapState, { key, value, source }: Item, index: number): Json {
  if (!state.itemSelector) return key === undefined ? value : { Key: key, Value: value };
  const keyed = key === undefined ? {} : { Key: key };
  const item = { Index: index, ...keyed, Value: value, Source: source };
  return evaluateTemplate(state.itemSelector, surroundings(visit, { item }));
}
