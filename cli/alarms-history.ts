// What CloudWatch has kept of the targets' last two weeks.

import type { PlacedTarget } from '../core/alarms/from-pipeline.ts';
import type { History } from '../core/alarms/plan-alarms.ts';
import type { AlarmOptions } from './alarms.ts';

export interface Learned {
  of(target: PlacedTarget): History | undefined;
  readonly remarks: readonly string[];
}

export const NOTHING_LEARNED: Learned = { of: () => undefined, remarks: [] };

export async function learn(
  _targets: readonly PlacedTarget[],
  _options: AlarmOptions,
): Promise<Learned> {
  return NOTHING_LEARNED;
}
