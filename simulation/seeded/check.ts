// What must hold of any world that has been played to its end. Each returns what is wrong, in words.

import type { Alarm } from '@tidegate/embedded-aws/services/cloudwatch/alarms';
import { keys, ranges } from '../../core/keys.ts';
import { planOf } from '../../core/plan.ts';
import type { Target } from '../../core/target.ts';
import { type ReleaseReport, type Report, reportOf, type WaveReport } from '../report.ts';
import type { World } from '../world/world.ts';

export async function check(world: World): Promise<string[]> {
  const report = await reportOf(world);
  return [
    ...report.releases.flatMap(wavesInOrder),
    ...report.releases.flatMap(endsNamed),
    ...(await endsTrue(world, report)),
    ...(await nothingLeftBehind(world)),
    ...(await tableTrue(world)),
    ...report.releases.flatMap((release) => bakesTrue(world, release)),
  ];
}

/** A wave starts only when every wave before it has passed its bake. */
function wavesInOrder({ id, waves }: ReleaseReport): string[] {
  return waves.flatMap((wave, index) => {
    const { deployedAt } = wave;
    if (deployedAt === null) return [];
    return waves.slice(0, index).flatMap((before) => {
      const passedAt = before.verdict === 'pass' ? (before.bakedAt ?? before.deployedAt) : null;
      if (passedAt !== null && passedAt <= deployedAt) return [];
      return [
        `${id}: ${name(wave)} started although ${name(before)} had not passed (${before.verdict}, ${before.bakedAt})`,
      ];
    });
  });
}

function endsNamed({ id, outcome }: ReleaseReport): string[] {
  return outcome === null ? [`${id} has no outcome`] : [];
}

/** What the newest release to touch a target says of it is so in the simulated AWS. */
async function endsTrue(
  { truth, targets, pipelines, onlooker, revisions }: World,
  { releases }: Report,
): Promise<string[]> {
  const problems: string[] = [];
  for (const definition of targets) {
    const pipeline = pipelines[0].pipeline;
    const target = await onlooker.table.get(keys.target(pipeline, definition.name));
    const release = releases.find(({ id }) => id === target?.intent?.release);
    const wave = release?.waves.find((each) => each.targets.includes(definition.name));
    if (release === undefined || wave === undefined) continue;
    const runs = truth.runningOn(definition) ?? null;
    const before =
      target?.baked && target.baked.release !== release.id ? nameOf(target.baked) : null;
    if (wave.outcome === 'Passed' && runs !== release.revision) {
      problems.push(`${release.id}: ${name(wave)} passed, but ${definition.name} runs ${runs}`);
    }
    if (wave.outcome === 'RolledBack' && (runs !== before || runs === release.revision)) {
      problems.push(
        `${release.id}: ${name(wave)} was rolled back, but ${definition.name} runs ${runs}, not ${before}`,
      );
    }
    if (
      wave.outcome === 'Stopped' &&
      wave.deployedAt &&
      runs !== release.revision &&
      runs !== before
    ) {
      problems.push(`${release.id}: ${name(wave)} stopped, but ${definition.name} runs ${runs}`);
    }
  }
  for (const release of releases) {
    const passed = release.waves.every(({ outcome }) => outcome === 'Passed');
    if ((release.outcome === 'Promoted') !== (passed && release.waves.length > 0)) {
      problems.push(
        `${release.id} ended ${release.outcome}, its waves ${release.waves.map(({ outcome }) => outcome)}`,
      );
    }
    const isBack = release.waves.some(({ outcome }) => outcome === 'RolledBack');
    if (release.outcome === 'RolledBack' && !isBack)
      problems.push(`${release.id} ended RolledBack, but no wave did`);
    const isDirty = release.waves.some(({ outcome }) => outcome === 'LeftDirty');
    if (isDirty && release.outcome !== 'LeftDirty')
      problems.push(`${release.id} left a wave dirty, and ended ${release.outcome}`);
  }
  return problems;

  function nameOf(installed: NonNullable<Target['baked']>): string | null {
    return revisions.nameOf(installed.revision.digest.replace('sha256:', '')) ?? null;
  }
}

async function nothingLeftBehind({ pipelines, onlooker, aws }: World): Promise<string[]> {
  const [pipeline] = pipelines;
  const stages = await onlooker.table.list(ranges.stages(pipeline.pipeline));
  const waits = await onlooker.table.list(ranges.waits());
  const open = await onlooker.table.list(ranges.open());
  return [
    ...stages.flatMap(({ name: stage, lease }) =>
      lease ? [`stage ${stage} is still held by ${lease.release}`] : [],
    ),
    ...stages.flatMap(({ name: stage, waiting }) =>
      waiting ? [`${waiting.release} still waits for ${stage}`] : [],
    ),
    ...waits.map(({ kind, release }) => `a wait is left behind: ${kind} of ${release}`),
    ...open.map(({ release }) => `${release} is still open`),
    ...aws.events.deadLetters().map(() => 'an event ended in the dead letters'),
  ];
}

/** A bake that passed was long enough, and no alarm of its targets fired in it: asked of the alarms themselves. */
function bakesTrue({ aws, targets, pipelines }: World, { id, waves }: ReleaseReport): string[] {
  const planned = planOf(pipelines[0]);
  return waves.flatMap((wave, index) => {
    const bake = planned[index]?.bake;
    if (bake === undefined || wave.bakedAt === null || wave.deployedAt === null) return [];
    const [from, to] = [Date.parse(wave.deployedAt), Date.parse(wave.bakedAt)];
    const short =
      to - from < bake.seconds * 1000
        ? [`${id}: ${name(wave)} baked only ${(to - from) / 1000} s`]
        : [];
    const watched = targets.filter((target) => wave.targets.includes(target.name));
    const fired = watched.flatMap((target) =>
      target.alarms.filter((alarm) =>
        firedBetween(aws.cloudWatch.alarms.find(alarm, target), from, to),
      ),
    );
    return [
      ...short,
      ...fired.map((alarm) => `${id}: ${name(wave)} passed although ${alarm} fired`),
    ];
  });
}

/** The last moment is left out: what fires as the bake ends may be seen after it. */
function firedBetween(alarm: Alarm | undefined, from: number, to: number): boolean {
  if (alarm === undefined) return true;
  return alarm.history.some(
    ({ type, at, summary }) =>
      type === 'StateUpdate' && at >= from && at < to - 1000 && summary.includes('ALARM'),
  );
}

/** What the table says a target runs is what it runs. */
async function tableTrue({
  targets,
  pipelines,
  onlooker,
  truth,
  revisions,
}: World): Promise<string[]> {
  const problems: string[] = [];
  for (const definition of targets) {
    const target = await onlooker.table.get(keys.target(pipelines[0].pipeline, definition.name));
    if (target?.running === undefined) continue;
    const says = revisions.nameOf(target.running.revision.digest.replace('sha256:', ''));
    const runs = truth.runningOn(definition);
    if (says !== runs)
      problems.push(`the table says ${definition.name} runs ${says}, but it runs ${runs}`);
  }
  return problems;
}

function name({ stage, wave }: WaveReport): string {
  return `${stage}/${wave}`;
}
