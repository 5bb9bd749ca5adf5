// The state of a Map Run while it runs, and its counts.

import { executionArn, mapRunArn } from '../arn.ts';
import type { Distributed, MapState } from '../definition.ts';
import type { Execution, Revision } from '../execution.ts';
import { evaluateTemplate } from '../expressions/template.ts';
import { DISTRIBUTED_CONCURRENCY } from '../limits.ts';
import { wholeNumber } from '../numbers.ts';
import type { Visit } from '../strand.ts';
import { surroundings } from '../surroundings.ts';
import type { Batch } from './batch-items.ts';
import { type MapRun, newCounts } from './map-runs.ts';
import type { Tolerance } from './tolerance.ts';

export interface Run {
  readonly visit: Visit;
  readonly state: MapState;
  readonly distributed: Distributed;
  readonly batches: readonly Batch[];
  readonly concurrency: number;
  readonly tolerance: Tolerance;
  readonly record: MapRun;
  readonly revision: Revision;
  /** What the ARN of every child begins with. */
  readonly childArns: string;
  /** By batch. */
  readonly children: (Execution | undefined)[];
  /** Batches that wait for their turn, the next one last. */
  waiting: number[];
  running: number;
  /** Whether the next wave is on its way. */
  dispatching: boolean;
  over: boolean;
}

export function newRun(
  visit: Visit,
  state: MapState,
  distributed: Distributed,
  batches: readonly Batch[],
): Run {
  const { execution } = visit.strand;
  const wanted =
    wholeNumber(visit, state.maxConcurrency, 'MaxConcurrency', { least: 0 }) || Infinity;
  const tolerance = {
    count: wholeNumber(visit, state.toleratedFailureCount, 'ToleratedFailureCount', { least: 0 }),
    percentage: percentage(visit, state),
  };
  const { stateMachineArn, stateMachineName } = execution.revision;
  const { label } = distributed;
  return {
    visit,
    state,
    distributed,
    batches,
    concurrency: Math.min(wanted, DISTRIBUTED_CONCURRENCY),
    tolerance,
    record: newRecord(visit, distributed, batches, wanted, tolerance),
    revision: {
      ...execution.revision,
      stateMachineArn: `${stateMachineArn}/${label}`,
      stateMachineName: `${stateMachineName}/${label}`,
      machine: { block: state.processor },
    },
    childArns: executionArn(`${stateMachineArn}/${label}`, ''),
    children: batches.map(() => undefined),
    waiting: [],
    running: 0,
    dispatching: false,
    over: false,
  };
}

/** What DescribeMapRun tells. */
function newRecord(
  visit: Visit,
  { label }: Distributed,
  batches: readonly Batch[],
  maxConcurrency: number,
  tolerance: Tolerance,
): MapRun {
  const { runtime, execution } = visit.strand;
  const { stateMachineArn } = execution.revision;
  const items = batches.reduce((sum, batch) => sum + batch.items, 0);
  return {
    arn: mapRunArn(stateMachineArn, label, runtime.nextId()),
    executionArn: execution.arn,
    stateMachineArn,
    startedAt: runtime.clock.millis(),
    stoppedAt: undefined,
    status: 'RUNNING',
    maxConcurrency: Number.isFinite(maxConcurrency) ? maxConcurrency : 0,
    toleratedFailureCount: tolerance.count ?? 0,
    toleratedFailurePercentage: tolerance.percentage ?? 0,
    items: newCounts(items),
    executions: newCounts(batches.length),
  };
}

function percentage(visit: Visit, { toleratedFailurePercentage }: MapState): number | undefined {
  if (!toleratedFailurePercentage) return undefined;
  const value = evaluateTemplate(toleratedFailurePercentage, surroundings(visit));
  if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  const bounds = { least: 0, most: 100 };
  return wholeNumber(visit, toleratedFailurePercentage, 'ToleratedFailurePercentage', bounds);
}

export const COUNTED = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
  RUNNING: 'running',
} as const;

type Counted = (typeof COUNTED)[keyof typeof COUNTED] | 'pending';

export function count({ record, batches }: Run, index: number, what: Counted, sign: 1 | -1): void {
  record.executions[what] += sign;
  record.items[what] += sign * (batches[index]?.items ?? 0);
}
