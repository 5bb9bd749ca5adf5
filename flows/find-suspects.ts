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
import type { BakedWave } from '../core/wave.ts';
import { readChanges } from './changes.ts';
import { readJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** What was changed earlier is not looked for. */
const HOURS_BEFORE = 4;
/** Other releases whose judgings are read. */
const MOST_RELEASES = 10;

export interface Scene {
  readonly wave: BakedWave;
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
  const operations = [...Map.groupBy(changes, ({ operation }) => operation).values()];
  const ofOthers = operations.filter(
    (heard) =>
      heard.every(({ operation }) => operation !== ownDeployment) &&
      !heard.some(({ ofRelease }) => ofRelease?.release === wave.release),
  );
  const isOurs = (heard: readonly Change[]) => heard.some(({ ofRelease }) => ofRelease);
  const releases = ofOthers.filter(isOurs).slice(0, MOST_RELEASES);
  const others = ofOthers.filter((heard) => !isOurs(heard));
  const judged = await sideBySide(releases, (heard) => releaseOccurrence(ports, heard, onset));
  return rankSuspects([ownOccurrence(scene), ...judged, ...others.map(occurrenceOf)], scene);
}

/** All that was heard of one operation, the latest first. */
function occurrenceOf(heard: readonly Change[]): Occurrence {
  const latest = heard[0]!;
  const has = (phase: Change['phase']) => heard.some((each) => each.phase === phase);
  return {
    id: latest.operation,
    what: latest.what,
    isOwn: false,
    from: heard.at(-1)!.at,
    until: latest.at,
    isOpen: has('begun') && !has('ended'),
    nodes: [...new Set(heard.flatMap(({ nodes }) => nodes))],
  };
}

async function releaseOccurrence(
  ports: Ports,
  heard: readonly Change[],
  onset: Date,
): Promise<Occurrence> {
  const { what, ofRelease } = heard.find((each) => each.ofRelease)!;
  const { release, wave, target } = ofRelease!;
  const place = { release, wave, target };
  const of = ['bake', 'shift'] as const;
  const judgings = await Promise.all(of.map((each) => readJudging(ports, { ...place, of: each })));
  return { ...occurrenceOf(heard), id: release, what, ...judgeScoreOf(judgings, onset) };
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
