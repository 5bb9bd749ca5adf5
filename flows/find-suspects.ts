// Who else may have done it: what was changed before an onset, by other releases and by anyone else.

import type { Case } from '@tidegate/judge/case';
import type { Change } from '../core/change.ts';
import { deploymentOperation } from '../core/change-event.ts';
import { keys } from '../core/keys.ts';
import { deployedTo } from '../core/nearness.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { type Candidate, rankSuspects, type Suspect } from '../core/suspects.ts';
import type { Installed, Intent, Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { readChanges } from './changes.ts';
import { readJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** What was changed earlier is not looked for. */
const HOURS_BEFORE = 4;
/** Other releases whose judgings are read. */
const MOST_RELEASES = 10;

export interface Scene {
  readonly wave: Wave;
  readonly target: TargetDefinition;
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
  const [item, changes] = await Promise.all([
    ports.table.get<Target>(keys.target(wave.pipeline, target.name)),
    readChanges(ports, target, from, until),
  ]);
  const intent = item?.intent?.release === wave.release ? item.intent : undefined;
  const running = item?.running?.release === wave.release ? item.running : undefined;
  const ownDeployment = intent?.deployment && deploymentOperation(intent.deployment);
  const operations = [...Map.groupBy(changes, ({ operation }) => operation).values()];
  const ofOthers = operations.filter(
    (heard) =>
      heard[0]!.operation !== ownDeployment &&
      !heard.some(({ ofRelease }) => ofRelease?.release === wave.release),
  );
  const isOurs = (heard: readonly Change[]) => heard.some(({ ofRelease }) => ofRelease);
  const releases = ofOthers.filter(isOurs).slice(0, MOST_RELEASES);
  const others = ofOthers.filter((heard) => !isOurs(heard));
  const judged = await sideBySide(releases, (heard) => releaseCandidate(ports, heard, onset));
  const own = await ownCandidate(ports, scene, intent, running);
  return rankSuspects([own, ...judged, ...others.map(candidateOf)], scene);
}

/** All that was heard of one operation, the latest first. */
function candidateOf(heard: readonly Change[]): Candidate {
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

async function releaseCandidate(
  ports: Ports,
  heard: readonly Change[],
  onset: Date,
): Promise<Candidate> {
  const { what, ofRelease } = heard.find((each) => each.ofRelease)!;
  const { release, wave, target } = ofRelease!;
  const score = await judgeScoreOf(ports, { release, wave, target }, onset);
  return { ...candidateOf(heard), id: release, what, ...score };
}

async function ownCandidate(
  ports: Ports,
  { wave, target, onset }: Scene,
  intent: Intent | undefined,
  running: Installed | undefined,
): Promise<Candidate> {
  const { release, plan, openedAt, deployedAt } = wave;
  const until = running?.at ?? deployedAt ?? onset.toISOString();
  const place = { release, wave: plan.index, target: target.name };
  return {
    id: release,
    what: 'this release',
    isOwn: true,
    from: intent?.callingAt ?? intent?.startedAt ?? openedAt ?? until,
    until,
    isOpen: false,
    nodes: deployedTo(target),
    ...(await judgeScoreOf(ports, place, onset)),
  };
}

/** What the judge says of a release on a target, where its last look saw the onset. */
async function judgeScoreOf(
  ports: Ports,
  place: { readonly release: string; readonly wave: number; readonly target: string },
  onset: Date,
): Promise<Pick<Candidate, 'judgeScore'>> {
  const of = ['bake', 'shift'] as const;
  const judgings = await Promise.all(of.map((each) => readJudging(ports, { ...place, of: each })));
  const scores = judgings.flatMap((it) =>
    it !== undefined && new Date(it.lookedAt) >= onset ? [it.judgement.score] : [],
  );
  return scores.length > 0 ? { judgeScore: Math.max(...scores) } : {};
}
