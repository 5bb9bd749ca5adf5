// One data point for each thing that a deployment does: by whoever has written that it does it, and by nobody else.

import type { MeasureName } from '../core/counted.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Ports } from './ports.ts';

/**
 * Nothing where the line is not this hand's: the metric has no condition by which it would be written once. Who dies
 * between the two has written the line, and no data point.
 */
export function measureDeployment(
  { measure }: Pick<Ports, 'measure'>,
  metric: MeasureName,
  stage: string,
  written: LedgerEntry | undefined,
): void {
  if (written === undefined) return;
  const { pipeline, release: deployment } = written;
  measure(metric, { pipeline, stage, deployment }, 1);
}
