import type { Invariant } from '../invariant.ts';
import type { RunRecord } from '../record/run-record.ts';

export const pagesWithCause: Invariant = {
  holds: 'where nothing goes wrong, nobody is paged and every release is promoted or makes way',
  broken: (record) =>
    isGood(record)
      ? record.report.releases
          .filter(({ outcome }) => !QUIET.has(outcome ?? ''))
          .map(({ id, outcome, reason }) => `${id} ended ${outcome} on a good day: ${reason}`)
      : [],
};

const QUIET = new Set(['Promoted', 'Superseded', 'Refused']);

/** What a world may have on a good day: builds, and what others do elsewhere; who moves its targets stops releases. */
function isGood({ scenario, faults, alarms, pipelines }: RunRecord): boolean {
  const { misbehaviours, disturbances, people, traffic, objectives, moves } = scenario;
  const went = [
    misbehaviours,
    disturbances,
    people,
    traffic,
    objectives,
    moves,
    scenario.alarms,
    faults,
  ];
  // Nobody approves where nobody does anything.
  const approves = pipelines.every(({ planned }) => planned.every((wave) => !wave.approvals));
  // Nor consents to what a stack would lose.
  const asksNobody = approves && scenario.templates.every(({ table }) => table === undefined);
  return (
    asksNobody &&
    scenario.table?.underWay === undefined &&
    went.every((list) => list.length === 0) &&
    alarms.every(({ changes = [] }) => changes.every(({ to }) => to === 'OK'))
  );
}
