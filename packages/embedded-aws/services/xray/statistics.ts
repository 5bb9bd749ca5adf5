// Adding up what was traced, and the form in which X-Ray shows it.

import type { TracedCalls, TracedMinute } from './traced.ts';

export interface Sum extends Omit<TracedMinute, 'durations'> {
  readonly seconds: number;
  readonly histogram: readonly { readonly Value: number; readonly Count: number }[];
}

/** Of those calls, from one minute until before another. */
export function sumOf(calls: readonly TracedCalls[], from: number, to: number): Sum {
  const total = { requests: 0, faults: 0, errors: 0, throttles: 0, seconds: 0 };
  const counts = new Map<number, number>();
  for (const each of calls) {
    for (let minute = from; minute < to; minute += 1) {
      const found = each.inMinute(minute);
      if (!found) continue;
      total.requests += found.requests;
      total.faults += found.faults;
      total.errors += found.errors;
      total.throttles += found.throttles;
      for (const { seconds, count } of found.durations) {
        const value = roundedUp(seconds);
        counts.set(value, (counts.get(value) ?? 0) + count);
        total.seconds += seconds * count;
      }
    }
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { ...total, histogram: sorted.map(([Value, Count]) => ({ Value, Count })) };
}

/** X-Ray's histograms are finer: nobody here reads them, and half of an answer would be histograms. */
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

function roundedUp(seconds: number): number {
  return STEPS.find((step) => seconds <= step) ?? seconds;
}

export function statisticsForm({ requests, faults, errors, throttles, seconds }: Sum) {
  return {
    OkCount: Math.max(0, requests - faults - errors - throttles),
    ErrorStatistics: {
      ThrottleCount: throttles,
      OtherCount: errors,
      TotalCount: errors + throttles,
    },
    FaultStatistics: { OtherCount: faults, TotalCount: faults },
    TotalCount: requests,
    TotalResponseTime: seconds,
  };
}
