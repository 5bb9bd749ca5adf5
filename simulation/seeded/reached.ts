// What a run reached: states, edges of machines, ends, faults and pairs of them. What no other run reached is worth
// more.

import type { RunRecord } from './record/run-record.ts';

export function reachedBy({ executions, faults, report }: RunRecord): Set<string> {
  const kinds = [...new Set(faults.map(({ how, of }) => `${how} ${of.split(' ')[0]}`))].sort();
  return new Set([
    ...executions.flatMap(({ machine, visits, status, error }) => [
      ...visits.map(({ state }) => `state ${machine} ${state}`),
      ...visits
        .slice(1)
        .map(({ state }, index) => `edge ${machine} ${visits[index]?.state} ${state}`),
      `end ${machine} ${status} ${error ?? ''}`,
    ]),
    ...report.releases.flatMap(({ outcome, waves }) => [
      `outcome ${outcome}`,
      ...waves.map((wave) => `wave ${wave.outcome} ${wave.verdict} of ${outcome}`),
    ]),
    ...kinds.map((kind) => `fault ${kind}`),
    ...kinds.flatMap((one, index) =>
      kinds.slice(index + 1).map((other) => `pair ${one}, ${other}`),
    ),
  ]);
}
