// Who else may have done it: what was changed before an onset, by other releases and by anyone else.

import type { Case } from '@tidegate/judge/case';
import type { Change } from '../core/change.ts';
import { deploymentOperation } from '../core/change-event.ts';
import { calledAt, deploymentOf } from '../core/intent.ts';
import type { Judging } from '../core/judging/judging-schema.ts';
import { deployedTo } from '../core/nearness.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { type Occurrence, rankSuspects, type Suspect } from '../core/suspects.ts';
import type { Target } from '../core/target.ts';
import type { OpenedWave } from '../core/wave.ts';
import { readChanges } from './changes.ts';
import { readJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** What was changed earlier is not looked for. */
const HOURS_BEFORE = 4;
/** Other releases whose judgings are read. */
const MOST_RELEASES = 10;

export interface Scene {
  readonly wave: OpenedWave;
  readonly target: TargetDefinition;
  /** The target as the table has it. */
  readonly item: Target | undefined;
  /** What the judge says of this release there; empty where it was not heard. */
  readonly judgings: readonly Judging[];
  readonly onset: Date;
  readonly withinSeconds: number;
  readonly ranked: readonly string[];
  readonly edges: Case['edges'];
}

/**
 * The suspects of one target, this release among them, the likeliest first: what `rankSuspects` makes of the changes
 * of its account and region in the hours before the onset. Throws `ServiceFailed` where the table cannot be read.
 */
export async function findSuspects(ports: Ports, scene: Scene): Promise<Suspect[]> {
  const { wave, target, onset, withinSeconds } = scene;
  const until = new Date(onset.getTime() + withinSeconds * 1000);
  const from = new Date(onset.getTime() - HOURS_BEFORE * 3_600_000);
  const changes = await readChanges(ports, target, from, until);
  const { intent } = ownOf(scene);
  const deployment = intent && deploymentOf(intent);
  const ownDeployment = deployment && deploymentOperation(deployment);
  const ofOthers = operationsOf(changes).filter(
    ({ latest, heard }) =>
      latest.operation !== ownDeployment &&
      !heard.some(({ ofRelease }) => ofRelease?.release === wave.release),
  );
  const releases = ofOthers.flatMap(releasesIn).slice(0, MOST_RELEASES);
  const others = ofOthers.filter((operation) => releasesIn(operation).length === 0);
  const judged = await sideBySide(releases, (each) => releaseOccurrence(ports, each, onset));
  return rankSuspects([ownOccurrence(scene), ...judged, ...others.map(occurrenceOf)], scene);
}

interface Operation {
  readonly latest: Change;
  /** All that was heard of it, the latest first. */
  readonly heard: readonly Change[];
}

function operationsOf(changes: readonly Change[]): Operation[] {
  const byOperation = Map.groupBy(changes, ({ operation }) => operation);
  return [...byOperation.values()].flatMap((heard) =>
    heard.slice(0, 1).map((latest) => ({ latest, heard })),
  );
}

interface ReleaseOperation extends Operation, Pick<Change, 'what'> {
  readonly of: NonNullable<Change['ofRelease']>;
}

/** The operation, where it is one of a release of ours. */
function releasesIn(operation: Operation): ReleaseOperation[] {
  return operation.heard
    .flatMap(({ what, ofRelease }) => (ofRelease ? { ...operation, what, of: ofRelease } : []))
    .slice(0, 1);
}

function occurrenceOf({ latest, heard }: Operation): Occurrence {
  const has = (phase: Change['phase']) => heard.some((each) => each.phase === phase);
  return {
    id: latest.operation,
    what: latest.what,
    isOwn: false,
    from: (heard.at(-1) ?? latest).at,
    until: latest.at,
    isOpen: has('begun') && !has('ended'),
    nodes: [...new Set(heard.flatMap(({ nodes }) => nodes))],
  };
}

async function releaseOccurrence(
  ports: Ports,
  operation: ReleaseOperation,
  onset: Date,
): Promise<Occurrence> {
  const { what, of } = operation;
  const { release, wave, target } = of;
  const judgings = await Promise.all(
    (['bake', 'shift'] as const).map((each) =>
      readJudging(ports, { release, wave, target, of: each }),
    ),
  );
  return { ...occurrenceOf(operation), id: release, what, ...judgeScoreOf(judgings, onset) };
}

/** What this release has done to the target. */
function ownOf({ wave: { release }, item }: Scene) {
  return {
    intent: item?.intent?.release === release ? item.intent : undefined,
    running: item?.running?.release === release ? item.running : undefined,
  };
}

function ownOccurrence(scene: Scene): Occurrence {
  const { wave, target, onset, judgings } = scene;
  const { release, openedAt, deployedAt } = wave;
  const { intent, running } = ownOf(scene);
  const until = running?.at ?? deployedAt ?? onset.toISOString();
  return {
    id: release,
    what: 'this release',
    isOwn: true,
    from: intent ? calledAt(intent) : openedAt,
    until,
    isOpen: false,
    nodes: deployedTo(target),
    ...judgeScoreOf(judgings, onset),
  };
}

/** What the judge says of a release on a target, where its last look saw the onset. */
function judgeScoreOf(
  judgings: readonly (Judging | undefined)[],
  onset: Date,
): Pick<Occurrence, 'judgeScore'> {
  const scores = judgings.flatMap((it) =>
    it !== undefined && new Date(it.lookedAt) >= onset ? [it.judgement.score] : [],
  );
  return scores.length > 0 ? { judgeScore: Math.max(...scores) } : {};
}
