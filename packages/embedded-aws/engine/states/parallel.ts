import type { ParallelState } from '../definition.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { startFork } from '../fork.ts';
import { failState, leaveState } from '../leave-state.ts';
import { record, recordAside, type Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';

/** Runs all branches at once on the same input; the result is their outputs, in the branches' order. */
export function runParallel(visit: Visit, state: ParallelState): void {
  const { strand } = visit;
  const input = state.arguments
    ? evaluateTemplate(state.arguments, surroundings(visit))
    : visit.input;
  const started = record(strand, 'ParallelStateStarted');
  startFork(visit, {
    count: state.branches.length,
    concurrency: state.branches.length,
    block: (index) => state.branches[index]!,
    input: () => input,
    began: () => started,
    done(result) {
      recordAside(strand, 'ParallelStateSucceeded');
      leaveState(visit, { keeps: state, output: result, next: state.next, extra: { result } });
    },
    broke(failure) {
      visit.fork?.abort(true);
      record(strand, 'ParallelStateFailed', { error: failure.error, cause: failure.cause });
      failState(visit, failure);
    },
  });
}
