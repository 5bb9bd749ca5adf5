// Where each noun lives in the table, and which partitions are read as lists.

import { comingNoun } from './admission/coming.ts';
import { lineNoun } from './admission/line.ts';
import { permitNoun } from './admission/permit.ts';
import { batchNoun, firstBuildNoun, sourceNoun } from './admission/source.ts';
import { changeNoun } from './change.ts';
import { givenNoun } from './command/given.ts';
import { decisionsNoun } from './gate/approval-schema.ts';
import { unitNoun } from './gate/scale-unit.ts';
import { holdNoun } from './hold.ts';
import { correctionNoun } from './judging/correction.ts';
import { type JudgedOf, judgingNoun, pieceNoun } from './judging/judging-schema.ts';
import { keptRange, leftOutRange } from './kept-keys.ts';
import { type LedgerEntry, ledgerKey, ledgerNoun } from './ledger.ts';
import type { Key, Noun, Range } from './noun.ts';
import { ownerNoun } from './owner.ts';
import {
  BATCHES,
  HOLDS,
  OPEN,
  ofAlarm,
  ofChanges,
  ofCommands,
  ofJudgings,
  ofLedger,
  ofOwners,
  ofPipeline,
  ofProject,
  ofWaves,
  PIPELINES,
  PROGRESS,
  UNITS,
  UNPROVEN,
  WAITS,
} from './partitions.ts';
import { definitionNoun, pipelineNameNoun } from './pipeline/stored.ts';
import { policyNoun } from './practice/applied-policy.ts';
import { progressNoun } from './progress.ts';
import { quarantineNoun } from './quarantine.ts';
import { openNoun, refusedNoun, releasedNoun, releaseNoun } from './release.ts';
import { partitionOf, partitionsOf } from './spread.ts';
import { stageNoun } from './stage.ts';
import { targetNoun } from './target.ts';
import { targetsReadNoun } from './targets-read.ts';
import {
  type AlarmName,
  bakeWaitNoun,
  type DeploymentWait,
  deploymentWaitNoun,
  gateWaitNoun,
  testWaitNoun,
  unprovenNoun,
  type Wait,
  type Watcher,
  waitNoun,
  watcherNoun,
} from './wait.ts';
import { waveNoun } from './wave.ts';
import { orderNoun } from './way-back.ts';

export const padded = (number: number, digits: number) => String(number).padStart(digits, '0');
/** An item of a list that all pipelines share. 0.1.0 kept each such list in one partition. */
function shared<Item>(of: Noun<Item>, list: string, sk: string): Key<Item> {
  const pk = partitionOf(list, sk);
  return pk === list ? { noun: of, pk, sk } : { noun: of, pk, sk, former: { pk: list, sk } };
}

/** An item of one pipeline. */
function of<Item>(noun: Noun<Item>, pipeline: string, sk: string): Key<Item> {
  return { noun, pk: ofPipeline(pipeline), sk };
}

function at<Item>(noun: Noun<Item>, pk: string, sk: string): Key<Item> {
  return { noun, pk, sk };
}

type ADeployment = Pick<DeploymentWait, 'account' | 'region' | 'deployment'>;

export const keys = {
  pipelineName: (pipeline: string) => shared(pipelineNameNoun, PIPELINES, pipeline),
  definition: (pipeline: string) => of(definitionNoun, pipeline, 'definition'),
  definitionVersion: (pipeline: string, version: number) =>
    of(definitionNoun, pipeline, `definition#${padded(version, 6)}`),
  /** A piece of a definition that is too large for one item. */
  definitionPart: (pipeline: string, digest: string, part: number) =>
    of(pieceNoun, pipeline, `part#${digest}#${padded(part, 4)}`),
  /** Which pipelines the builds of a project feed. */
  project: (account: string, region: string, project: string, pipeline: string) => ({
    noun: pipelineNameNoun,
    pk: ofProject(account, region, project),
    sk: pipeline,
  }),
  /** Whose a deployable place is. */
  owner: (account: string, region: string, place: string) => ({
    noun: ownerNoun,
    pk: ofOwners(account, region),
    sk: place,
  }),
  source: (pipeline: string) => ({ noun: sourceNoun, pk: ofPipeline(pipeline), sk: 'source' }),
  batch: (batch: string) => ({ noun: batchNoun, pk: BATCHES, sk: batch }),
  /** The commits of a branch that were released, in their order. */
  line: (pipeline: string, branch: string) => of(lineNoun, pipeline, `line#${branch}`),
  /** Which build of a commit was its first. */
  firstBuild: (pipeline: string, commit: string) =>
    of(firstBuildNoun, pipeline, `commit#${commit}`),
  decisions: (pipeline: string, release: string, stage: string) =>
    of(decisionsNoun, pipeline, `decisions#${release}#${stage}`),
  stage: (pipeline: string, stage: string) => of(stageNoun, pipeline, `stage#${stage}`),
  target: (pipeline: string, target: string) => of(targetNoun, pipeline, `target#${target}`),
  release: (pipeline: string, release: string) => of(releaseNoun, pipeline, `release#${release}`),
  quarantine: (pipeline: string, digest: string) =>
    of(quarantineNoun, pipeline, `quarantine#${digest}`),
  /** The same for the commit: what is built of it again may have other bytes. */
  quarantinedCommit: (pipeline: string, commit: string) =>
    of(quarantineNoun, pipeline, `quarantined-commit#${commit}`),
  released: (pipeline: string, build: string) => of(releasedNoun, pipeline, `released#${build}`),
  /** A person has let a build be released that would not be. */
  permit: (pipeline: string, build: string) => of(permitNoun, pipeline, `permit#${build}`),
  /** A build whose release is being started, in front of a stage that keeps order. */
  coming: (pipeline: string, build: string) => of(comingNoun, pipeline, `coming#${build}`),
  /** What is to be rolled back, by the execution that is to do it. */
  order: (pipeline: string, name: string) => of(orderNoun, pipeline, `order#${name}`),
  wave: (release: string, wave: number) => at(waveNoun, ofWaves(release), padded(wave, 4)),
  /** What the judge last said of a target of a wave: of its bake, or of its traffic shift. */
  judging: (release: string, wave: number, target: string, of: JudgedOf) => ({
    noun: judgingNoun,
    pk: ofJudgings(release),
    sk: `${padded(wave, 4)}#${target}#${of}`,
  }),
  /** A piece of what a judging was made from, where it is too large for one item. */
  exhibitPiece: (release: string, digest: string, piece: number) => ({
    noun: pieceNoun,
    pk: `exhibits#${release}`,
    sk: `${digest}#${padded(piece, 4)}`,
  }),
  /** What a person says of a wave's verdict. */
  correction: (pipeline: string, release: string, wave: number) =>
    of(correctionNoun, pipeline, `correction#${release}#${padded(wave, 4)}`),
  /** A change that somebody made, by its time: a stretch of time is a stretch of keys. */
  change: (account: string, region: string, time: string, id: string) =>
    at(changeNoun, ofChanges(account, region), `${time}#${id}`),
  /** A release that a rule has refused: it never was one. */
  refused: (pipeline: string, release: string, execution: string) =>
    of(refusedNoun, pipeline, `refused#${release}#${execution}`),
  /** A command that was given. Keys are each person's own: nobody meets another's. */
  given: (by: string, key: string) => ({ noun: givenNoun, pk: ofCommands(by), sk: key }),
  /** How far a run of that work got. */
  /** What its targets ran when they were read last. */
  targetsRead: (pipeline: string) => of(targetsReadNoun, pipeline, 'targets-read'),
  progress: (work: string) => ({ noun: progressNoun, pk: PROGRESS, sk: work }),
  /** People's stops, by their scope: `pipeline:checkout`. */
  hold: (scope: string) => ({ noun: holdNoun, pk: HOLDS, sk: scope }),
  /** What several pipelines deploy to, one release at a time. */
  scaleUnit: (unit: string) => ({ noun: unitNoun, pk: UNITS, sk: unit }),
  policy: () => ({ noun: policyNoun, pk: 'policy', sk: 'policy' }),
  policyVersion: (version: number) => at(policyNoun, 'policy', `policy#${padded(version, 6)}`),
  /** A release that has not been settled, under the execution that carries it. */
  open: (execution: string) => shared(openNoun, OPEN, execution),
  ledger: (entry: LedgerEntry) => ({
    noun: ledgerNoun,
    pk: ofLedger(entry.pipeline),
    sk: ledgerKey(entry),
  }),
  /** A wait lies under what wakes it, so that an event finds it without a search. */
  gateWait: (release: string, wave: number) =>
    shared(gateWaitNoun, WAITS, `gate#${release}#${wave}`),
  bakeWait: (release: string, wave: number) =>
    shared(bakeWaitNoun, WAITS, `bake#${release}#${wave}`),
  deploymentWait: ({ account, region, deployment }: ADeployment) =>
    shared(deploymentWaitNoun, WAITS, `deployment#${account}#${region}#${deployment}`),
  unproven: ({ account, region, deployment }: ADeployment) => ({
    noun: unprovenNoun,
    pk: UNPROVEN,
    sk: `deployment#${account}#${region}#${deployment}`,
  }),
  testWait: (build: string) => shared(testWaitNoun, WAITS, `test#${build}`),
  /** An alarm wakes many: each bake and gate that watches it lies beside its own wait under the alarm's name too. */
  watcher: (alarm: AlarmName, { kind, release, wave }: Watcher) => ({
    noun: watcherNoun,
    pk: ofAlarm(alarm),
    sk: `${kind}#${release}#${wave}`,
  }),
};

/** The same item of another pipeline. */
export function carriedKey({ noun }: Range<object>, pipeline: string, sk: string): Key<object> {
  return of(noun, pipeline, sk);
}

function range<Item>(of: Noun<Item>, partition: string, prefix = ''): Range<Item> {
  return { noun: of, partitions: [partition], prefix };
}

/** What is read as a list. */
export const ranges = {
  pipelineNames: (): Range<{ readonly pipeline: string }> => ({
    noun: pipelineNameNoun,
    partitions: partitionsOf(PIPELINES),
    prefix: '',
  }),
  batches: () => range(batchNoun, BATCHES),
  owners: (account: string, region: string, prefix = '') =>
    range(ownerNoun, ofOwners(account, region), prefix),
  waits: (): Range<Wait> => ({ noun: waitNoun, partitions: partitionsOf(WAITS), prefix: '' }),
  unproven: () => range(unprovenNoun, UNPROVEN),
  holds: () => range(holdNoun, HOLDS),
  scaleUnits: () => range(unitNoun, UNITS),
  open: () => ({ noun: openNoun, partitions: partitionsOf(OPEN), prefix: '' }),
  definitionVersions: (pipeline: string) =>
    range(definitionNoun, ofPipeline(pipeline), 'definition#'),
  project: (account: string, region: string, project: string) =>
    range(pipelineNameNoun, ofProject(account, region, project)),
  stages: (pipeline: string) => range(stageNoun, ofPipeline(pipeline), 'stage#'),
  targets: (pipeline: string) => range(targetNoun, ofPipeline(pipeline), 'target#'),
  coming: (pipeline: string) => range(comingNoun, ofPipeline(pipeline), 'coming#'),
  releases: (pipeline: string) => range(releaseNoun, ofPipeline(pipeline), 'release#'),
  /** What goes along with a pipeline that gets another name: what later decisions are made of, and no history. */
  carried: (pipeline: string): Range<object>[] => [
    range(stageNoun, ofPipeline(pipeline), 'stage#'),
    range(targetNoun, ofPipeline(pipeline), 'target#'),
    range(quarantineNoun, ofPipeline(pipeline), 'quarantine'),
    range(releasedNoun, ofPipeline(pipeline), 'released#'),
    range(permitNoun, ofPipeline(pipeline), 'permit#'),
    range(firstBuildNoun, ofPipeline(pipeline), 'commit#'),
    range(lineNoun, ofPipeline(pipeline), 'line#'),
    range(sourceNoun, ofPipeline(pipeline), 'source'),
    keptRange(pipeline),
    leftOutRange(pipeline),
  ],
  quarantines: (pipeline: string) => range(quarantineNoun, ofPipeline(pipeline), 'quarantine#'),
  quarantinedCommits: (pipeline: string) =>
    range(quarantineNoun, ofPipeline(pipeline), 'quarantined-commit#'),
  corrections: (pipeline: string) => range(correctionNoun, ofPipeline(pipeline), 'correction#'),
  refused: (pipeline: string) => range(refusedNoun, ofPipeline(pipeline), 'refused#'),
  waves: (release: string) => range(waveNoun, ofWaves(release)),
  judgings: (release: string) => range(judgingNoun, ofJudgings(release)),
  changes: (account: string, region: string) => range(changeNoun, ofChanges(account, region)),
  ledger: (pipeline: string) => range(ledgerNoun, ofLedger(pipeline)),
  watchers: (alarm: AlarmName, kind: Watcher['kind']) =>
    range(watcherNoun, ofAlarm(alarm), `${kind}#`),
};
