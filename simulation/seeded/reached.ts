// What a run reached: states, edges of machines, ends, what the ledger tells, what became of deployments, faults and
// pairs of them. What no other run reached is worth more.

import { kindOfTarget } from '../../core/pipeline/target-schema.ts';
import type { RunRecord } from './record/run-record.ts';

export function reachedBy(record: RunRecord): Set<string> {
  const { executions, faults, report } = record;
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
    ...happened(record),
    ...kinds.map((kind) => `fault ${kind}`),
    ...kinds.flatMap((one, index) =>
      kinds.slice(index + 1).map((other) => `pair ${one}, ${other}`),
    ),
  ]);
}

/** A hook, a freeze, a fix lane or a skipped wait is a word of the ledger; each kind of target fares in its own way. */
function happened({ report, deployments, pipelines, scenario }: RunRecord): string[] {
  const targets = pipelines.flatMap((pipeline) => pipeline.targets);
  const kindOf = new Map(
    targets.map(({ definition }) => [definition.name, kindOfTarget(definition)]),
  );
  return [
    ...report.ledger.map(({ event }) => `event ${event}`),
    ...deployments.map(({ target, status }) => `deployment ${kindOf.get(target)} ${status}`),
    ...scenario.people.map(({ does }) => `person ${does}`),
    ...(report.refusedDeeds ?? []).map(({ does }) => `refused ${does}`),
  ];
}
