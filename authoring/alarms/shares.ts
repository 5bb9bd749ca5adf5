// What alarms of several services have in common: a share in percent, and a level that is too high for too long.

import { type AlarmPlan, type Query, USUAL, type Watched } from './alarm.ts';
import { expression } from './metric-family.ts';
import { IDLE_IS_FINE, UNKNOWN } from './reasons.ts';

/** How an alarm is known, and who should hear it. */
export type Known = Pick<AlarmPlan, 'key' | 'title' | 'role' | 'signal'>;

/** Failures in percent of all that was tried, where at least five were; nothing tried is nothing failed. */
export function shareOf(
  resource: Watched,
  known: Known,
  value: number,
  queries: readonly Query[],
  share: { readonly failed: string; readonly all: string },
): AlarmPlan {
  const { failed, all } = share;
  return {
    ...USUAL,
    ...known,
    resource,
    queries: [
      ...queries,
      expression('all', 'All', all),
      expression('bad', 'Failed', failed),
      expression('rate', `${known.title}, %`, 'IF(all >= 5, 100 * bad / all, 0)'),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value, because: 'the default' },
    learns: { least: 1, most: Math.max(20, value * 4), isRate: true },
    missing: IDLE_IS_FINE,
    unit: '%',
  };
}

/** A level that was reached five minutes of eight: no data says nothing. */
export function levelOf(
  resource: Watched,
  known: Omit<Known, 'role' | 'signal'>,
  threshold: AlarmPlan['threshold'],
  queries: readonly Query[],
  form: Partial<Pick<AlarmPlan, 'comparison' | 'unit' | 'missing' | 'learns'>> = {},
): AlarmPlan {
  return {
    ...known,
    resource,
    role: 'advise',
    signal: 'saturation',
    queries,
    periodSeconds: 60,
    datapoints: { bad: 5, of: 8 },
    comparison: 'GreaterThanThreshold',
    threshold,
    missing: UNKNOWN,
    unit: '%',
    ...form,
  };
}
