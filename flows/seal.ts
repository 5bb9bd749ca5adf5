// Seals a release that is being ended: its waves, stages and targets, so that no late hand of it gets at anything.

import { Failure, isFailure } from '../core/failure.ts';
import { wavesWithin } from '../core/find-way-back.ts';
import { handsOf } from '../core/hands.ts';
import {
  attemptOf,
  deploymentOf,
  type Intent,
  type IntentEnd,
  mayStillStart,
} from '../core/intent.ts';
import { keys, ranges } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { planOf } from '../core/plan.ts';
import { planOfThose } from '../core/plan-of-those-behind.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { Facts } from '../core/settlement-facts.ts';
import { emptyTarget, givenUp, type Target } from '../core/target.ts';
import { hasFinishedBake, hasOpened, type Wave } from '../core/wave.ts';
import { behindOf, plannedTargetsOf } from '../core/wave-targets.ts';
import { returningOf } from '../core/way-back.ts';
import { readVersion } from './definitions.ts';
import { markBaked } from './end-wave.ts';
import { find } from './find-begun.ts';
import { markReleased, writeWaves } from './follow-claim.ts';
import { observesOf } from './kinds/kinds.ts';
import { endOf, settleTarget } from './look-at-deployment.ts';
import { lookLater, unreadText } from './look-later.ts';
import { readableItems } from './one-by-one.ts';
import { isPatient } from './patience-at-end.ts';
import type { Ports } from './ports.ts';
import { eachSideBySide } from './side-by-side.ts';
import { sealStage } from './stages.ts';
import { sendBack, stopShift } from './stop-shift.ts';
import { learn } from './subject.ts';

/** A release that nothing more happens to: its waves, and the targets that it has touched last, as they stay. */
export interface Sealed {
  readonly waves: readonly Wave[];
  /** Waves whose items cannot be read, as they were planned: nobody knows what became of them. */
  readonly damaged: readonly PlannedWave[];
  readonly targets: readonly Target[];
  /** Why nobody knows what became of the last deployment of these, by their names. */
  readonly unread: ReadonlyMap<string, string>;
  readonly returning?: NonNullable<Facts['returning']>;
}

/**
 * Seals a release's waves first, then its stages, then its targets with a fence above all that it has had, and says
 * what it has left. Doing it again changes nothing.
 *
 * Throws `NotReady` while a call of it may still take effect, or a deployment of it runs, and for half an hour whatever
 * is thrown where a deployment cannot be asked for: try again later. After that it stays open, which is dirty.
 */
export async function sealRelease(ports: Ports, release: Release): Promise<Sealed> {
  learn({ pipeline: release.pipeline, release: release.id });
  const { waves, damaged } = await sealWaves(ports, release);
  const plans = [...waves.map(({ plan }) => plan), ...damaged];
  const touchedPlans = [...waves.map(touchedPlanOf), ...damaged];
  const touched: Touched[] = [];
  for (const stage of new Set(plans.map((plan) => plan.stage))) {
    const fence = await sealStage(ports, release, stage);
    for (const plan of touchedPlans.filter((each) => each.stage === stage))
      for (const definition of plan.targets)
        touched.push({ definition, fence, seconds: plan.deploySeconds });
  }
  const unread = new Map<string, string>();
  const isLast = !isPatient(ports, release, waves);
  refuseWhileCalling(ports, release, waves);
  // Whoever was to mark it may have died before it did.
  for (const wave of waves.filter(hasFinishedBake)) await markBaked(ports, wave);
  const found = await eachSideBySide(touched, (each) =>
    touchedTarget(ports, release, each, async (open) => {
      try {
        await settleIntent(ports, release, open);
      } catch (thrown) {
        if (!isLast || !isFailure(thrown, 'ServiceFailed')) throw thrown;
        unread.set(open.definition.name, unreadText(thrown));
        await lookLater(ports, release, open.definition);
      }
    }),
  );
  const targets = found.filter((target) => target !== undefined);
  return { waves, damaged, targets, unread, ...returningOf(release) };
}

/** What a wave has left behind is sealed as all else; of one that has not started, what it has skipped alone. */
function touchedPlanOf(wave: Wave): PlannedWave {
  const { plan, skipping = [] } = wave;
  if (hasOpened(wave)) return { ...plan, targets: plannedTargetsOf(wave) };
  return { ...plan, targets: [...behindOf(wave), ...skipping].map(({ target }) => target) };
}

/** All waves of the plan: those that a claim which died has not written are written now, before a late hand does. */
export async function sealWaves(
  ports: Ports,
  release: Release,
): Promise<Pick<Sealed, 'waves' | 'damaged'>> {
  const written = await readableItems(ports, ranges.waves(release.id));
  const damaged = written.length < release.waveCount ? await complete(ports, release, written) : [];
  const sealedAt = ports.clock.now().toISOString();
  for (const { plan } of await readableItems(ports, ranges.waves(release.id))) {
    await ports.table.change(keys.wave(release.id, plan.index), (wave) =>
      wave === undefined || wave.sealedAt ? undefined : { item: { ...wave, sealedAt } },
    );
  }
  const waves = await readableItems(ports, ranges.waves(release.id));
  return { waves, damaged };
}

/** Writes the waves that are missing; resolves to those that are there and cannot be read. */
async function complete(
  ports: Ports,
  release: Release,
  written: readonly Wave[],
): Promise<readonly PlannedWave[]> {
  const definition = await readVersion(ports, release.pipeline, release.definitionVersion);
  const known = new Set(written.map(({ plan }) => plan.index));
  const planned = definition ? wavesOf(release, planOf(definition.pipeline)) : [];
  const damaged: PlannedWave[] = [];
  for (const wave of planned.filter(({ index }) => !known.has(index))) {
    try {
      await writeWaves(ports, release, [wave]);
    } catch (thrown) {
      if (!isFailure(thrown, 'Unreadable')) throw thrown;
      damaged.push(wave);
    }
  }
  if (!release.rollback) await markReleased(ports, release);
  return damaged;
}

/** A rollback by hand has the waves of what it takes back, as far as they lie where it does. */
function wavesOf(
  { rollback, only }: Release,
  plan: readonly PlannedWave[],
): readonly PlannedWave[] {
  if (only) return planOfThose(plan, only);
  return rollback ? wavesWithin(plan, rollback.area) : plan;
}

export function refuseWhileCalling(ports: Ports, { id }: Release, waves: readonly Wave[]): void {
  const hands = waves.flatMap((wave) => handsOf(wave, ports.clock.now().getTime()));
  if (hands.length === 0) return;
  throw new Failure(
    'NotReady',
    `expected nothing of ${id} to be under way, got a call that may still take effect: ${hands.join(', ')}`,
  );
}

interface Touched {
  readonly definition: TargetDefinition;
  readonly fence: number;
  readonly seconds: number;
}

/** A target that was not touched is sealed as well: a hand may be about to. */
async function touchedTarget(
  ports: Ports,
  release: Release,
  { definition, fence, seconds }: Touched,
  settle: (open: OpenIntent) => Promise<void>,
): Promise<Target | undefined> {
  const key = keys.target(release.pipeline, definition.name);
  const target = await ports.table.change(
    key,
    (item = emptyTarget(release.pipeline, definition.name)) =>
      item.fence >= fence ? undefined : { item: { ...item, fence } },
  );
  if (target?.intent?.release !== release.id) return undefined;
  if (target.intent.status === 'ended') return target;
  const isOthers = target.fence > fence;
  await settle({ definition, intent: target.intent, seconds, isOthers });
  return ports.table.get(key);
}

/** CodeDeploy lets no deployment run longer than this. */
const LONGEST_DEPLOYMENT_SECONDS = 110 * 3600;

interface OpenIntent extends Pick<Touched, 'definition' | 'seconds'> {
  readonly intent: Intent;
  /** Another release has come to the target. */
  readonly isOthers: boolean;
}

/**
 * Asks CodeDeploy what became of a deployment whose waiting state is gone. A function's that still shifts is
 * stopped and sent back, for nobody watches it any more. One to instances that still runs is waited for as long as
 * its plan allows; after that its intent stays open, which is dirty.
 */
async function settleIntent(
  ports: Ports,
  release: Release,
  { definition, intent, seconds: deploySeconds, isOthers }: OpenIntent,
): Promise<void> {
  const { name } = definition;
  const { pipeline } = release;
  const known = deploymentOf(intent);
  const found = known
    ? await observesOf(definition).observe(ports, { pipeline, target: definition, id: known })
    : await find(ports, pipeline, definition, intent);
  const shift = { pipeline, release: release.id, target: definition, intent };
  const deployment = found && !isOthers ? await stopShift(ports, shift, found) : found;
  const subject = { pipeline, release: release.id, target: name };
  const settle = async (end: IntentEnd): Promise<void> => {
    await settleTarget(ports, subject, end, 'settlement');
  };
  if (deployment === undefined && mayStillStart(intent, ports.clock.now().getTime())) {
    throw new Failure(
      'NotReady',
      `expected to know what was started on ${name}, got a call that may still take effect`,
    );
  }
  if (deployment === undefined && intent.doing === 'rollBack' && intent.drill === undefined)
    return settle({ result: 'Failed', reason: 'the rollback was never started' });
  if (deployment === undefined && attemptOf(intent) > 1)
    return settle({ result: 'Failed', reason: 'it failed before, and was not tried again' });
  if (deployment === undefined) {
    await ports.table.change(keys.target(release.pipeline, name), (item) =>
      item?.intent?.release === release.id
        ? { item: givenUp(item, 'nothing was started') }
        : undefined,
    );
    return;
  }
  if (deployment.state === 'running') {
    const ranSeconds = (ports.clock.now().getTime() - Date.parse(intent.startedAt)) / 1000;
    if (ranSeconds >= Math.min(deploySeconds, LONGEST_DEPLOYMENT_SECONDS))
      return lookLater(ports, release, definition, deployment.id);
    throw stillUnderWay(release, name, deployment.id);
  }
  if (!isOthers && (await sendBack(ports, shift, deployment))) return;
  // No id here: the deployment may have been found by its mark, before the intent knew it.
  await settle(endOf(deployment));
}

function stillUnderWay({ id }: Release, name: string, deployment: string): Failure {
  const text = `expected the deployments of ${id} to have ended, got ${deployment} of ${name} in progress`;
  return new Failure('NotReady', text);
}
