// Why missing data is treated as it is.

import type { AlarmPlan } from './alarm.ts';

export type Missing = AlarmPlan['missing'];

/** Without this, every quiet night would end in INSUFFICIENT_DATA; that nothing came at all, the traffic alarm says. */
export const IDLE_IS_FINE: Missing = {
  treat: 'notBreaching',
  because: 'without requests nothing fails; that none come, the traffic alarm says',
};

/** No data is no proof of health: the alarm then says that it does not know. */
export const UNKNOWN: Missing = {
  treat: 'missing',
  because: 'without data nobody knows, so it says INSUFFICIENT_DATA and never OK',
};

export function silenceIsHarm(days: string): Missing {
  return {
    treat: 'breaching',
    because: `in ${days} there was no hour without traffic, so silence is harm`,
  };
}
