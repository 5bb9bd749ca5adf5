import type { MapState } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { StateFailure } from '../failure.ts';
import { startFork } from '../fork.ts';
import { appendEvent } from '../history/history.ts';
import { isArray, type Json, typeName } from '../json.ts';
import { failState, leaveState } from '../leave-state.ts';
import { INLINE_CONCURRENCY } from '../limits.ts';
import { wholeNumber } from '../numbers.ts';
import { record, recordAside, type Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';
import { runDistributedMap } from './distributed-map.ts';

export function runMap(visit: Visit, state: MapState): void {
  if (state.distributed) runDistributedMap(visit, state, state.distributed);
  else runInlineMap(visit, state);
}

/** Runs the processor for each item, at most 40 at once; the first failure fails the state. */
function runInlineMap(visit: Visit, state: MapState): void {
  const { strand } = visit;
  const { name } = state;
  const items = inlineItems(visit, state);
  const wanted = wholeNumber(visit, state.maxConcurrency, 'MaxConcurrency', { least: 0 }) ?? 0;
  const started = record(strand, 'MapStateStarted', { length: items.length });
  let follows = started;
  const note = (type: string, index: number, previous: number) =>
    appendEvent(strand.execution.history, type, strand.runtime.clock.millis(), previous, {
      name,
      index,
    });
  startFork(visit, {
    count: items.length,
    concurrency: Math.min(wanted || INLINE_CONCURRENCY, INLINE_CONCURRENCY),
    block: () => state.processor,
    input: (index) => selected(visit, state, items[index]!, index),
    began: (index) => note('MapIterationStarted', index, follows),
    succeeded: (index, iteration) => {
      // AWS links the iteration that takes its place to its last state.
      follows = iteration.lastEvent;
      strand.lastEvent = note('MapIterationSucceeded', index, iteration.lastEvent);
    },
    failed: (index, iteration) => {
      note('MapIterationFailed', index, iteration.lastEvent);
    },
    aborted: (index, iteration) => note('MapIterationAborted', index, iteration.lastEvent),
    done(result) {
      recordAside(strand, 'MapStateSucceeded');
      leaveState(visit, { keeps: state, output: result, next: state.next, extra: { result } });
    },
    broke(failure) {
      visit.fork?.abort(true);
      record(strand, 'MapStateFailed', { error: failure.error, cause: failure.cause });
      failState(visit, failure);
    },
  });
}

function inlineItems(visit: Visit, state: MapState): readonly Json[] {
  const items = state.items ? evaluateTemplate(state.items, surroundings(visit)) : visit.input;
  if (isArray(items)) return items;
  throw new StateFailure(
    'States.QueryEvaluationError',
    `Expected the field 'Items' to evaluate to an array, got ${typeName(items)}.`,
    { location: 'Items' },
  );
}

function selected(visit: Visit, state: MapState, value: Json, index: number): Json {
  if (!state.itemSelector) return value;
  const item = { Index: index, Value: value };
  return evaluateTemplate(state.itemSelector, surroundings(visit, { item }));
}
