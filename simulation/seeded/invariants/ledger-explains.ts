import { secondsIn } from '../../../core/duration.ts';
import { labelOf } from '../../../core/revision.ts';
import { sameAs } from '../alike.ts';
import type { Invariant } from '../invariant.ts';
import { type MarkedDeployment, markedDeployments } from '../record/marks.ts';
import type { RunRecord, TargetRecord } from '../record/run-record.ts';
import { slackOf } from './bakes-true.ts';

export const ledgerExplains: Invariant = {
  holds: 'the ledger alone tells what was started, how each release ended, and what targets run',
  broken: (record) => [
    ...markedDeployments(record).flatMap((deployment) => untold(record, deployment)),
    ...record.report.releases.flatMap((release) => endsTold(record, release)),
    ...record.pipelines.flatMap(({ targets }) =>
      targets.flatMap((target) => unexplained(record, target)),
    ),
  ],
};

/** A deployment is written down before it is started. */
function untold(record: RunRecord, { id, release, target, createdAt }: MarkedDeployment): string[] {
  const isTold = record.report.ledger.some(
    (entry) =>
      entry.event === 'DeploymentStarted' &&
      entry.release === release &&
      entry.subject === target &&
      Date.parse(entry.at) <= createdAt + slackOf(record),
  );
  return isTold ? [] : [`the ledger does not tell of ${id}, which ${release} started on ${target}`];
}

function endsTold(
  { report }: RunRecord,
  { id, outcome }: RunRecord['report']['releases'][number],
): string[] {
  const ends = report.ledger.filter(
    ({ event, release }) => event === 'ReleaseEnded' && release === id,
  );
  if (outcome === null || outcome === 'Refused') return [];
  if (ends.length === 1 && ends[0]?.text.startsWith(outcome)) return [];
  return [`${id} ended ${outcome}, the ledger says: ${ends.map(({ text }) => text).join('; ')}`];
}

/** The last of its deployments that succeeded is what it runs; one that did not leaves that open. */
function unexplained(record: RunRecord, { definition, runs }: TargetRecord): string[] {
  const { report, pipelines, scenario } = record;
  const { name: target } = definition;
  const last = report.ledger
    .filter(({ event, subject }) => /^Deployment/.test(event) && subject === target)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (last && isMovedSince(record, target, Date.parse(last.at))) return [];
  if (last && isToldMoved(record, target, last.at)) return [];
  const [, label] = /: (.+?) (?:deployed|rolled back to),/.exec(last?.text ?? '') ?? [];
  if (last?.event !== 'DeploymentEnded' || label === undefined || label.endsWith(' not')) return [];
  const names = pipelines.flatMap(({ releases }) =>
    releases
      .filter(({ revision }) => labelOf(revision) === label)
      .map(({ id }) => report.releases.find((release) => release.id === id)?.revision),
  );
  const are = sameAs(scenario, definition, runs ?? undefined);
  if (names.length === 0 || names.some((name) => are.includes(name))) return [];
  return [`the ledger says that ${target} runs ${label}, it runs ${runs}`];
}

/** The event of a deployment's end may come after somebody else has moved the target: a later line tells that too. */
function isToldMoved({ report }: RunRecord, target: string, since: string): boolean {
  return report.ledger.some(({ at, text }) => at >= since && text.includes(`${target} was moved`));
}

/** What somebody else does after the last line is no matter of the ledger. */
function isMovedSince({ scenario, startAt }: RunRecord, target: string, since: number): boolean {
  return [...scenario.moves, ...scenario.instances, ...scenario.services, ...scenario.sets].some(
    (each) => each.target === target && startAt + secondsIn(each.at) * 1000 >= since,
  );
}
