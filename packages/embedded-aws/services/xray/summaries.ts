// Summaries of traces: some of each minute's calls that nobody else of the traced made, those that failed among them.

import { createHash } from 'node:crypto';
import { selectorFrom } from './selector.ts';
import type { TracedCalls, TracedMinute } from './traced.ts';

const MINUTE = 60_000;
/** More of a minute are not told one by one, however many were traced. */
const TOLD_OF_MINUTE = 5;

/**
 * What an expression takes, as far as it is read here: a service, or nothing, which all do. Nobody who is traced here
 * says annotations.
 */
export function expressionFrom(expression: string | undefined): (calls: TracedCalls) => boolean {
  if (expression === undefined) return ({ caller }) => caller === undefined;
  if (/^annotation[.[]/.test(expression.trim())) return () => false;
  return selectorFrom(expression).takes;
}

/** Those that began from then until then, in milliseconds. */
export function summariesOf(calls: readonly TracedCalls[], from: number, to: number) {
  const found = [];
  for (let minute = Math.floor(from / MINUTE); minute * MINUTE < to; minute += 1)
    for (const each of calls) {
      const traced = each.inMinute(minute);
      if (traced) found.push(...ofMinute(each, traced, minute));
    }
  return found.filter(({ at }) => at >= from && at < to).map(({ summary }) => summary);
}

function ofMinute({ callee, arn }: TracedCalls, traced: TracedMinute, minute: number) {
  const { requests, faults, durations } = traced;
  const told = Math.min(TOLD_OF_MINUTE, requests);
  const failed = Math.min(told, faults);
  const slowest = [...durations].sort((a, b) => b.seconds - a.seconds);
  return Array.from({ length: told }, (_, index) => {
    const at = minute * MINUTE + Math.floor(((index + 0.5) / told) * 60) * 1_000;
    const hash = createHash('md5').update(`${callee.name} ${at}`).digest('hex').slice(0, 24);
    const Duration = slowest[Math.min(index, slowest.length - 1)]?.seconds ?? 0;
    const summary = {
      Id: `1-${Math.floor(at / 1000)
        .toString(16)
        .padStart(8, '0')}-${hash}`,
      Duration,
      ResponseTime: Duration,
      HasFault: index < failed,
      HasError: false,
      HasThrottle: false,
      IsPartial: false,
      ResourceARNs: arn === undefined ? [] : [{ ARN: arn }],
    };
    return { at, summary };
  });
}
