// Draws a metric that a target names itself, and where such a one is kept.

import type { TargetInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

export function ownMetric(draws: Draws): NonNullable<TargetInput['metrics']>[number] {
  return {
    namespace: 'Shop',
    metric: 'PaymentsRefused',
    dimensions: { Service: 'shop' },
    statistic: 'Sum',
    bad: draws.pick(['up', 'down', 'both'] as const),
    ...drawKept(draws.of('kept')),
  };
}

/** Beside its target, more often than not. */
export function drawKept(draws: Draws) {
  return {
    ...(draws.chance(0.1) && { account: '444455556666' }),
    ...(draws.chance(0.1) && { region: 'eu-west-1' }),
  };
}
