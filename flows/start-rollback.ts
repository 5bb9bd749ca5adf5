// Starts a rollback: bars a revision that does harm, holds its stage, and says which targets go back.

import { isInParts, PART_TARGETS } from '../core/bounds.ts';
import { isProvenHarm, isTestAlone } from '../core/harm.ts';
import { keys, ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { HookName } from '../core/pipeline/hooks-schema.ts';
import type { Release } from '../core/release.ts';
import { labelOf, orderOf } from '../core/revision.ts';
import { isInScope, type RollbackScope } from '../core/rollback-scope.ts';
import { held } from '../core/stage.ts';
import { type Target, unbaked } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { returningIn } from '../core/way-back.ts';
import { barRevision } from './bar-revision.ts';
import { announced, readLiveWave } from './hands.ts';
import { hooksOf } from './hooks.ts';
import { measureDeployment } from './measure-deployment.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf, reenterStage } from './stages.ts';

export interface Rollback {
  readonly pipeline: string;
  readonly release: string;
  /** The index of the wave that failed. */
  readonly wave: number;
  readonly scope: RollbackScope;
  readonly reason: string;
}

/** What the machine of a rollback has to do. */
export interface RollbackPlan {
  readonly pipeline: string;
  readonly release: string;
  /** Whether it is a release of its own, which its machine settles. */
  readonly byHand: boolean;
  /** What is left alone, and why; empty where nothing is. */
  readonly note: string;
  readonly deploySeconds: number;
  /** What is run before and after the targets return. */
  readonly hooks: readonly HookName[];
  readonly targets: readonly Returning[];
  /** Where these would be too many for one execution: what each of its own is to load. */
  readonly parts: readonly Part[];
}

export interface Returning {
  readonly target: string;
  readonly wave: number;
}

/** The targets of a wave that are returned, from the one with this number on, up to that one. */
export interface Part {
  readonly wave: number;
  readonly from: number;
  readonly to: number;
}

/** The targets themselves, or, where they are too many for one execution, in parts. */
export function inParts(targets: readonly Returning[]): Pick<RollbackPlan, 'targets' | 'parts'> {
  if (!isInParts(targets.length)) return { targets, parts: [] };
  const parts = [...Map.groupBy(targets, ({ wave }) => wave)].flatMap(([wave, { length }]) =>
    Array.from({ length: Math.ceil(length / PART_TARGETS) }, (_, at) => {
      const from = at * PART_TARGETS;
      return { wave, from, to: Math.min(length, from + PART_TARGETS) };
    }),
  );
  return { targets: [], parts };
}

/** The targets of a part, which an execution of its own returns. */
export async function targetsOfPart(
  ports: Ports,
  {
    pipeline,
    release,
    part,
  }: { readonly pipeline: string; readonly release: string; readonly part: Part },
): Promise<{ readonly targets: readonly Returning[] }> {
  const { rollback } = await readRelease(ports, pipeline, release);
  const wave = await readLiveWave(ports, release, part.wave);
  const returning = rollback && new Set(returningIn(rollback));
  const targets = wave.plan.targets
    .filter(({ name }) => returning?.has(name) ?? true)
    .slice(part.from, part.to)
    .map(({ name }) => ({ target: name, wave: part.wave }));
  return { targets };
}

/**
 * Quarantines the release's revision where it is proven harmful, and takes back the stages in scope; resolves to the
 * targets that it may return.
 *
 * A stage where another release is by now is left to it. Doing it again changes nothing and says the same.
 */
export async function startRollback(ports: Ports, rollback: Rollback): Promise<RollbackPlan> {
  const wave = await readLiveWave(ports, rollback.release, rollback.wave);
  return announced(ports, wave, 'the start of the rollback', () => begin(ports, wave, rollback));
}

/** What is written for a revision or a target is of no stage that could be sealed: so it is announced as a whole. */
async function begin(
  ports: Ports,
  wave: Wave,
  { pipeline, release: id, scope, reason }: Rollback,
): Promise<RollbackPlan> {
  const release = await readRelease(ports, pipeline, id);
  const waves = await ports.table.list(ranges.waves(id));
  const { stage } = wave.plan;
  const touched = await targetsOf(ports, wave);
  const isHarmful = isProvenHarm(wave, touched);
  if (isHarmful) {
    const byTest = isTestAlone(wave, touched) ? { byTest: true as const } : {};
    await barRevision(ports, release, release.revision, { reason, ...byTest });
  }
  await takeBack(ports, release, stage, { reason, isHarmful });

  const inScope = waves.filter(({ plan }) => isInScope(scope, wave.plan, plan));
  const lost = await stagesOfOthers(ports, release, stage, inScope);
  const allowed = inScope.filter(({ plan }) => !lost.includes(plan.stage));
  for (const { plan } of inScope.filter((each) => !allowed.includes(each))) {
    for (const { name } of plan.targets) await forgetBaked(ports, release, name);
  }
  const targets = allowed.flatMap(({ plan }) =>
    plan.targets.map(({ name }) => ({ target: name, wave: plan.index })),
  );
  return {
    pipeline,
    release: id,
    byHand: false,
    hooks: await hooksOf(ports, release, targets.length),
    note: lost.length > 0 ? `left to the releases that are there: ${lost.join(', ')}` : '',
    deploySeconds: Math.max(1, ...inScope.map(({ plan }) => plan.deploySeconds)),
    ...inParts(targets),
  };
}

/** The lease says from now on that its holder takes back; where it is harmful, only something newer may enter then. */
async function takeBack(
  ports: Ports,
  release: Release,
  stage: string,
  { reason, isHarmful }: { readonly reason: string; readonly isHarmful: boolean },
): Promise<void> {
  let written: LedgerEntry | undefined;
  await ports.table.change(keys.stage(release.pipeline, stage), (item) => {
    written = undefined;
    if (item?.lease?.release !== release.id || item.lease.intent === 'rollBack') return undefined;
    const since = ports.clock.now().toISOString();
    const text = `rolling back ${labelOf(release.revision)}: ${reason}`;
    const entry = entryOf(ports, release, 'RollbackStarted', stage, text);
    const after = { ...item, lease: { ...item.lease, intent: 'rollBack' as const } };
    const order = orderOf(release.revision);
    const hold = { release: release.id, order, since, reason };
    written = entry;
    return { item: isHarmful ? held(after, hold) : after, entries: [entry] };
  });
  measureDeployment(ports, 'RollbacksStarted', stage, written);
}

async function targetsOf(ports: Ports, { pipeline, plan }: Wave): Promise<Target[]> {
  const found = await sideBySide(plan.targets, ({ name }) =>
    ports.table.get(keys.target(pipeline, name)),
  );
  return found.filter((target) => target !== undefined);
}

/** Earlier stages were left: where another release is by now, it alone may change the targets. */
async function stagesOfOthers(
  ports: Ports,
  release: Release,
  stage: string,
  waves: readonly Wave[],
): Promise<string[]> {
  const earlier = new Set(waves.map(({ plan }) => plan.stage).filter((name) => name !== stage));
  const lost: string[] = [];
  for (const name of earlier) {
    if (!(await reenterStage(ports, release, name))) lost.push(name);
  }
  return lost;
}

/** Whoever rolls such a target back later must not return it to what is being taken back now. */
async function forgetBaked(
  ports: Ports,
  { pipeline, revision }: Release,
  name: string,
): Promise<void> {
  await ports.table.change(keys.target(pipeline, name), (target) => {
    const after = target && unbaked(target, revision.digest);
    return after === undefined || after === target ? undefined : { item: after };
  });
}
