// Returns one target to the revision that last baked there, as part of a rollback.

import { Failure } from '../core/failure.ts';
import { isForeign, othersText } from '../core/found-truth.ts';
import { attemptOf, deploymentOf, type Intent, mayStillStart, resultOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { labelOf } from '../core/revision.ts';
import {
  emptyTarget,
  givenUp,
  type Installed,
  isSealed,
  settled,
  type Target,
  taken,
} from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import { find } from './find-begun.ts';
import { coolFailed } from './finish-held.ts';
import { readingOf } from './gather-truth.ts';
import { readLiveWave } from './hands.ts';
import { install } from './install.ts';
import type { Said } from './kinds/kind.ts';
import { findsOf } from './kinds/kinds.ts';
import { ROLLBACK_RETRIES } from './look-at-deployment.ts';
import { keepStaying, noPoint, withSentBack } from './no-way-back.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { compareWithTruth } from './read-truth.ts';
import { type Return, returnByHand } from './return-by-hand.ts';
import { pointBack } from './return-point.ts';
import { shiftOf } from './shift-truth.ts';
import { entryOf, fenceOf } from './stages.ts';
import { targetNamed } from './target-named.ts';
import { wayBackOf } from './way-back.ts';

/**
 * Installs the target's point of return, or answers at once where nothing was started there or nothing ever baked.
 *
 * Throws what `install` throws, and `NotReady` while a call of the release may still take effect there.
 */
export async function returnTarget(ports: Ports, input: Return): Promise<void> {
  const { pipeline, release, token } = input;
  const wave = await readLiveWave(ports, release, input.wave);
  const its = await readRelease(ports, pipeline, release);
  if (its.rollback) return returnByHand(ports, input, its, wave);
  const { digest } = its.revision;
  const definition = targetNamed(wave, input.target);
  const target =
    (await ports.table.get(keys.target(pipeline, input.target))) ??
    emptyTarget(pipeline, input.target);
  const { barred, point, lowest } = await pointBack(ports, target, digest);
  const intent = target.intent?.release === release ? target.intent : undefined;
  const runsOurs = doesRun(target, release, barred.includes(digest) ? digest : undefined);
  if (
    !runsOurs &&
    (intent === undefined || (await neverStarted(ports, pipeline, definition, intent)))
  ) {
    await giveUp(ports, pipeline, release, definition.name);
    const reason = 'nothing was started there';
    return ports.workflows.answer(token, { target: input.target, succeeded: true, reason });
  }
  const fence = () => fenceOf(ports, pipeline, wave.plan.stage, release);
  if (point === undefined) {
    const why = lowest ?? noPoint(target, digest);
    const reason = await withSentBack(ports, wave, definition, { pipeline, intent, why });
    await keepStaying(ports, target, { release, fence: await fence() }, reason);
    const nothing = { target: input.target, succeeded: false, reason, hasNothing: true };
    return ports.workflows.answer(token, nothing);
  }
  const left = intent && (await leftAsItIs(ports, definition, { ...target, intent }, point));
  if (left !== undefined)
    return ports.workflows.answer(token, { target: input.target, succeeded: false, reason: left });
  const { revision, functionVersion } = point;
  const way = await wayBackOf(ports, definition, point);
  if (way.is === 'missing') {
    const wanted = { ...input, fence: await fence(), revision, takesBack: digest };
    await keepMissing(ports, target, wanted, way.text);
    const missing = { target: input.target, succeeded: false, reason: way.text };
    return ports.workflows.answer(token, missing);
  }
  await install(ports, {
    ...input,
    fence: await fence(),
    retries: ROLLBACK_RETRIES,
    limitSeconds: wave.plan.deploySeconds,
    target: definition,
    doing: 'rollBack',
    revision,
    takesBack: digest,
    takes: [its.revision],
    ...(functionVersion && { functionVersion }),
  });
  await coolFailed(ports, definition, target);
}

/** Nothing is begun that must fail: what runs there runs on, and the ledger says why. */
async function keepMissing(
  ports: Ports,
  { pipeline, name }: Target,
  wanted: Return & Pick<Intent, 'fence' | 'revision' | 'takesBack'>,
  reason: string,
): Promise<void> {
  const { release, wave, fence, revision, takesBack } = wanted;
  await ports.table.change(keys.target(pipeline, name), (item) => {
    if (item === undefined || item.fence > fence) return undefined;
    if (item.intent?.doing === 'rollBack' && item.intent.release === release) return undefined;
    const text = `${name}: ${labelOf(revision)} not rolled back to, ${reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', name, text);
    const what = { release, wave, fence, revision, ...(takesBack && { takesBack }) };
    const intent: Intent = {
      ...what,
      doing: 'rollBack',
      startedAt: entry.at,
      calls: { state: 'none' },
      status: 'ended',
      end: { result: 'Failed', reason },
      endedAt: entry.at,
    };
    return { item: { ...item, fence, intent }, entries: [entry] };
  });
}

/** A target that the release that is taken back has touched last. */
type Touched = Target & { readonly intent: Intent };

/**
 * Why a target is left as it is: somebody else has moved it since, to what is neither this release's nor the way back.
 * Whoever did it may know better, and the release harms nobody there. Where that cannot be read, it is taken back.
 */
async function leftAsItIs(
  ports: Ports,
  target: TargetDefinition,
  item: Touched,
  point: Installed,
): Promise<string | undefined> {
  if (item.intent.doing !== 'deploy') return undefined;
  // Once the way back is begun, it would take the place of what that brings, however long they take.
  const running = await findsOf(target).running(ports, target);
  if (running && isForeign(running)) {
    const reason = `left as it is: ${othersText(running)}`;
    await keepTaken(ports, item, reason);
    return reason;
  }
  const said = saidOf(target, item);
  if (said === undefined) return undefined;
  const [compared] = await compareWithTruth(ports, [said]);
  if (compared?.says.is !== 'other' || !compared.isWhollyOther || compared.runs(point))
    return undefined;
  const { found } = await readingOf(ports, compared);
  const reason = `left as it is: ${reasonOf(found.map(driftText))}`;
  await keepTaken(ports, item, reason);
  return reason;
}

/** What the release has there, or has left half-way; undefined while something of it still runs there. */
function saidOf(target: TargetDefinition, { running, intent }: Touched): Said | undefined {
  if (intent.doing !== 'deploy' || intent.status === 'open') return undefined;
  if (intent.end.result !== 'Succeeded') {
    const isKnown = !kindFor(target).hasVersions || intent.functionVersion !== undefined;
    return isKnown ? shiftOf(target, intent) : undefined;
  }
  return intent.release === running?.release ? { target, installed: running } : undefined;
}

async function keepTaken(ports: Ports, { pipeline, name, intent }: Touched, reason: string) {
  await ports.table.change(keys.target(pipeline, name), (item) => {
    if (item?.intent?.release !== intent.release || isSealed(item)) return undefined;
    const of = { pipeline, id: intent.release };
    const entry = entryOf(ports, of, 'DriftFound', name, `${name}: ${reason}`);
    const after = taken(settled(item, { result: 'Moved', reason }, entry.at), reason);
    return after === item ? undefined : { item: after, entries: [entry] };
  });
}

/** It may run these bytes by another release: of the same revision, or whose rollback returned to it. */
function doesRun({ running }: Target, release: string, harmful: string | undefined): boolean {
  if (running === undefined) return false;
  return running.release === release || running.revision.digest === harmful;
}

async function neverStarted(
  ports: Ports,
  pipeline: string,
  target: TargetDefinition,
  intent: Intent,
): Promise<boolean> {
  // What an earlier try has started may be anywhere.
  if (attemptOf(intent) > 1) return false;
  if (intent.doing !== 'deploy' || resultOf(intent) === 'Succeeded') return false;
  if (deploymentOf(intent) !== undefined) return false;
  if (await find(ports, pipeline, target, intent)) return false;
  if (!mayStillStart(intent, ports.clock.now().getTime())) return true;
  throw stillStarting(target.name);
}

function stillStarting(target: string): Failure {
  const text = `expected to know what was started on ${target}, got a call that may still take effect`;
  return new Failure('NotReady', text);
}

async function giveUp(
  ports: Ports,
  pipeline: string,
  release: string,
  name: string,
): Promise<void> {
  await ports.table.change(keys.target(pipeline, name), (target) => {
    if (target?.intent?.release !== release || target.intent.status === 'ended') return undefined;
    if (isSealed(target)) return undefined;
    if (mayStillStart(target.intent, ports.clock.now().getTime())) throw stillStarting(name);
    return { item: givenUp(target, 'nothing was started') };
  });
}
