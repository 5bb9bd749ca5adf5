// A Map Run: child executions, so many at a time, until all ended or too many failed.

import type { Distributed, MapState } from '../definition.ts';
import { type Execution, onEnd, statusOf } from '../execution.ts';
import type { Failure } from '../failure.ts';
import { attempt, failState, leaveState } from '../leave-state.ts';
import { record, recordAside, strandSoon, type Visit } from '../strand.ts';
import type { Batch } from './batch-items.ts';
import type { MapRun } from './map-runs.ts';
import { COUNTED, count, newRun, type Run } from './run.ts';
import { isExceeded } from './tolerance.ts';
import { writeResults } from './write-results.ts';

/** Children started at a time: those before them move on meanwhile, and few are half-way. */
const WAVE = 100;

export function startMapRun(
  visit: Visit,
  state: MapState,
  distributed: Distributed,
  batches: readonly Batch[],
): void {
  const run = newRun(visit, state, distributed, batches);
  visit.strand.runtime.mapRuns.set(run.record.arn, run.record);
  record(visit.strand, 'MapRunStarted', { mapRunArn: run.record.arn });
  visit.stop = () => abortRun(run);
  visit.fork = { abort: () => abortRun(run) };
  run.waiting = batches.map((_, index) => index).reverse();
  fill(run);
}

function fill(run: Run): void {
  if (run.waiting.length === 0 && run.running === 0) {
    void finish(run);
    return;
  }
  if (run.dispatching) return;
  if (run.waiting.length > 0 && !run.visit.strand.runtime.mayOpen()) {
    const cause = 'The maximum number of running executions has been reached';
    fail(run, { error: 'States.Runtime', cause });
    return;
  }
  const most = Math.min(run.concurrency, run.running + WAVE);
  while (run.running < most) {
    const index = run.waiting.pop();
    if (index === undefined) break;
    startChild(run, index);
  }
  if (run.waiting.length === 0 || run.running === run.concurrency) return;
  run.dispatching = true;
  strandSoon(run.visit.strand, () => {
    run.dispatching = false;
    if (!run.over) attempt(run.visit, () => fill(run));
  });
}

function startChild(run: Run, index: number): void {
  const child = newChild(run, index);
  run.children[index] = child;
  run.running += 1;
  count(run, index, 'pending', -1);
  count(run, index, 'running', 1);
  onEnd(child, () =>
    strandSoon(run.visit.strand, () => attempt(run.visit, () => childEnded(run, index, child))),
  );
}

function newChild({ visit, revision, record, batches, childArns }: Run, index: number): Execution {
  const { runtime } = visit.strand;
  const name = runtime.nextId();
  const arn = `${childArns}${name}`;
  return runtime.start({
    revision,
    name,
    arn,
    input: batches[index]?.input ?? null,
    mapRunArn: record.arn,
  });
}

function childEnded(run: Run, index: number, child: Execution): void {
  if (run.over) return;
  run.running -= 1;
  count(run, index, 'running', -1);
  count(run, index, COUNTED[statusOf(child)], 1);
  const { failed, timedOut, aborted, total } = run.record.items;
  if (!isExceeded(run.tolerance, failed + timedOut + aborted, total)) {
    fill(run);
    return;
  }
  fail(run, {
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
}

/** All children ended: writes and gives the results. */
async function finish(run: Run): Promise<void> {
  const { visit, state, record: mapRun } = run;
  const { strand } = visit;
  run.over = true;
  const soon = (then: () => void) => strandSoon(strand, () => attempt(visit, then));
  try {
    const result = await writeResults(visit, run.distributed.writer, mapRun, run.children);
    soon(() => {
      close(run, 'SUCCEEDED');
      recordAside(strand, 'MapRunSucceeded');
      recordAside(strand, 'MapStateSucceeded');
      leaveState(visit, { keeps: state, output: result, next: state.next, extra: { result } });
    });
  } catch (error) {
    soon(() => {
      throw error;
    });
  }
}

function fail(run: Run, failure: Failure): void {
  const { strand } = run.visit;
  abortRun(run);
  run.record.status = 'FAILED';
  const { error, cause } = failure;
  record(strand, 'MapRunFailed', { error, cause });
  record(strand, 'MapStateFailed', { error, cause });
  failState(run.visit, failure);
}

function close(run: Run, status: MapRun['status']): void {
  run.record.status = status;
  run.record.stoppedAt = run.visit.strand.runtime.clock.millis();
}

/** Stops the children that run; what waited stays pending. */
function abortRun(run: Run): void {
  if (run.record.status !== 'RUNNING') return;
  run.over = true;
  close(run, 'ABORTED');
  const { runtime } = run.visit.strand;
  for (const [index, child] of run.children.entries()) {
    if (!child || child.ending) continue;
    runtime.stop(child);
    count(run, index, 'running', -1);
    count(run, index, 'aborted', 1);
  }
}
