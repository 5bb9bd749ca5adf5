// A deployment: reads it, settles its target, and answers the token once it has ended.

import { type Deployment, reachedText } from '../core/deployment.ts';
import { type Drift, type Halted, type Harm, isStoppedBy } from '../core/halt.ts';
import { isMadeByRevision } from '../core/harm.ts';
import { deploymentOf, type Intent, type IntentEnd, isTriedAgain } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { labelOf } from '../core/revision.ts';
import { isSealed, settled, type Target } from '../core/target.ts';
import { isDrift } from '../core/verdict.ts';
import type { DeploymentWait, Unproven } from '../core/wait.ts';
import { driftOf, haltOf, stopOf, type Wave } from '../core/wave.ts';
import { backAsRead } from './back-as-read.ts';
import { driftIn, keepDrift } from './drift-in-shift.ts';
import { gathered } from './gathered.ts';
import { announced, answerWait, failWait } from './hands.ts';
import { keepUnstopped } from './keep-unstopped.ts';
import { observesOf, settlesOf, stopsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { gatherShiftTruth } from './shift-truth.ts';
import { entryOf } from './stages.ts';
import { targetNamed } from './target-named.ts';

/** How often a way back is tried again that failed for reasons of the platform; then a person has to see to it. */
export const ROLLBACK_RETRIES = 1;

/** A deployment has changed its state: looks at it, if a wave waits for it, or a release was left dirty with it. */
export async function deploymentChanged(
  ports: Ports,
  changed: Pick<DeploymentWait, 'account' | 'region' | 'deployment'>,
): Promise<void> {
  const wait = await ports.table.get(keys.deploymentWait(changed));
  if (wait) return lookAtDeployment(ports, wait);
  const unproven = await ports.table.get(keys.unproven(changed));
  if (unproven) return lookAtUnproven(ports, unproven);
  const { deployment } = changed;
  ports.log.info('ignored a deployment that nothing waits for', { deployment });
}

export async function lookAtDeployment(ports: Ports, wait: DeploymentWait): Promise<void> {
  const before = await readWave(ports, wait.release, wait.wave);
  const found = await observe(ports, wait, before);
  const isOurs = isOfDeploy(found, wait);
  const wave = isOurs && hasFailed(found) ? await keepOthers(ports, wait, before) : before;
  const harm = isOurs ? stopOf(wave) : undefined;
  const drift = isOurs ? haltingDrift(wave, wait) : undefined;
  const isToStop = (harm ?? drift) !== undefined && found.state === 'running';
  const deployment = isToStop ? await stopped(ports, wait, wave) : found;
  if (deployment.state === 'running') return;
  const told = endFor(wait, deployment, harm, drift);
  const end = isOurs ? told : await backAsRead(ports, wait, wave, { found: deployment, end: told });
  const setting = end.result === 'Succeeded' ? await settingAfter(ports, wait, wave) : undefined;
  const intent = await settleTarget(ports, wait, end, 'hand', setting);
  const { result, reason } = end;
  const output = { target: wait.target, succeeded: result === 'Succeeded', reason };
  const retries = isOurs ? (wave.plan.deployRetries ?? 0) : ROLLBACK_RETRIES;
  // Whether its wave has been halted, `deploy` asks before it begins anything.
  const again = intent && isTriedAgain(intent, retries);
  const next = again ? await failWait(ports, wait, reason) : await answerWait(ports, wait, output);
  if (next?.kind === 'deployment') await lookAtDeployment(ports, next);
}

type Waited = Pick<DeploymentWait, 'pipeline' | 'target' | 'deployment'>;

function begunOf({ pipeline, target: name, deployment: id }: Waited, wave: Wave) {
  return { pipeline, target: targetNamed(wave, name), id };
}

function observe(ports: Ports, waited: Waited, wave: Wave): Promise<Deployment> {
  const begun = begunOf(waited, wave);
  return observesOf(begun.target).observe(ports, begun);
}

function stop(ports: Ports, waited: Waited, wave: Wave): Promise<void> {
  const begun = begunOf(waited, wave);
  return stopsOf(begun.target).stop(ports, begun);
}

/** One of a rollback is never stopped. */
function isOfDeploy({ description }: Deployment, { release }: DeploymentWait): boolean {
  return description.startsWith(`tidegate deploy ${release} `);
}

/** A stop may fail after it took effect: what counts is what the deployment is after it. */
async function stopped(ports: Ports, wait: DeploymentWait, wave: Wave): Promise<Deployment> {
  return announced(ports, wave, `the stop of ${wait.deployment}`, async () => {
    const failure = await stop(ports, wait, wave).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const after = await observe(ports, wait, wave);
    if (failure !== undefined && after.state === 'running') {
      await keepUnstopped(ports, wait, failure);
      throw failure;
    }
    return after;
  });
}

function hasFailed({ state }: Deployment): boolean {
  return state === 'Failed' || state === 'Stopped';
}

/** Where it ended so because somebody else has come to the target, the wave keeps that: they may be there still. */
async function keepOthers(ports: Ports, wait: DeploymentWait, wave: Wave): Promise<Wave> {
  if (haltOf(wave) !== undefined || wave.status !== 'open') return wave;
  const items = new Map<string, Target>();
  const item = await ports.table.get(keys.target(wait.pipeline, wait.target));
  if (item?.intent?.status === 'open') items.set(wait.target, item);
  const { found } = await gatherShiftTruth(ports, wave, items);
  const drift = driftIn(found.filter(isDrift), ports.clock.now());
  return drift ? keepDrift(ports, wave, drift) : wave;
}

/** Why somebody else's hand stops the deployment to a target, which nobody may have moved itself. */
function haltingDrift(wave: Wave, { target }: DeploymentWait): Drift | undefined {
  const drift = driftOf(wave);
  return drift && isStoppedBy(drift, target) ? drift : undefined;
}

/** What has shifted to its end before it could be stopped runs the revision. */
function endFor(
  { target }: DeploymentWait,
  deployment: Deployment,
  harm: Harm | Halted | undefined,
  drift: Drift | undefined,
): IntentEnd {
  const { id, state } = deployment;
  if (drift?.targets[target] === 'other' && state !== 'Succeeded')
    return { result: 'Moved', reason: `deployment ${id} ended ${state}: ${drift.reason}` };
  const halt = harm ?? drift;
  if (halt && state === 'Stopped')
    return {
      result: 'Failed',
      reason: `deployment ${id} was stopped: ${halt.reason}${reachedText(deployment)}`,
    };
  return endOf(deployment);
}

/**
 * A deployment that was still running when its release ended, dirty: who looks finds out at last what its target runs,
 * and the ledger says it. The stage stays frozen until a person has looked.
 */
export async function lookAtUnproven(ports: Ports, unproven: Unproven): Promise<void> {
  // Of one that bears no name nobody tells; the sweep finds it by its mark.
  if (unproven.byMark) return;
  const wave = await readWave(ports, unproven.release, unproven.wave);
  await settleUnproven(ports, unproven, await observe(ports, unproven, wave));
}

/** What became of it; undefined where nothing that was started is there. */
export async function settleUnproven(
  ports: Ports,
  unproven: Unproven,
  deployment: Deployment | undefined,
): Promise<void> {
  if (deployment?.state === 'running') return;
  const end = deployment ? endOf(deployment) : NOT_FOUND;
  const reason = `${end.reason}, after its release had ended`;
  await settleTarget(ports, unproven, { ...end, reason }, 'settlement');
  await ports.table.remove(keys.unproven(unproven));
}

const NOT_FOUND: IntentEnd = { result: 'Failed', reason: 'nothing that was started is there' };

/** What the platform calls what the target has from now on, so that another hand can be told; where it answers. */
async function settingAfter(
  ports: Ports,
  wait: DeploymentWait,
  wave: Wave,
): Promise<string | undefined> {
  const { found } = await gathered(ports, 'the setting', undefined, () => {
    const begun = begunOf(wait, wave);
    return settlesOf(begun.target).settingAfter(ports, begun);
  });
  return found;
}

/** What the end of a deployment says of the intent that it was started for. */
export function endOf(deployment: Deployment): IntentEnd {
  const { id, state, error, missed, changedNothing, isBelieved, isStuck, hasServedNothing } =
    deployment;
  if (state === 'Succeeded' && missed) {
    const { count, of } = missed;
    const reason = `deployment ${id} succeeded, but ${count} of ${of} instances did not get it`;
    return { result: 'Failed', reason, mayPass: true };
  }
  if (state === 'Succeeded') {
    const nothing = changedNothing ? ': there was nothing to change' : '';
    const believed = isBelieved
      ? '; that is believed, for no project says what runs (job.runs)'
      : '';
    return { result: 'Succeeded', reason: `deployment ${id} succeeded${nothing}${believed}` };
  }
  const isBlamed = isMadeByRevision(deployment);
  return {
    result: 'Failed',
    reason: `deployment ${id} ended ${state}${error ? `, ${error}` : ''}${reachedText(deployment)}`,
    ...(isBlamed && { blamesRevision: true }),
    // What a person has stopped is not begun again.
    ...((state === 'Failed' || hasServedNothing) && !isBlamed && !isStuck && { mayPass: true }),
  };
}

/**
 * Ends the open intent of a release on a target, once. A deployment ends only the intent that it belongs to: one that a
 * rollback has stopped says nothing of the rollback. Once the release is being ended, its settlement alone says how.
 * Resolves to the intent as it stands then, where it is the one that was meant.
 */
export async function settleTarget(
  ports: Ports,
  {
    pipeline,
    release,
    target,
    deployment,
  }: Pick<DeploymentWait, 'pipeline' | 'release' | 'target'> & { readonly deployment?: string },
  end: IntentEnd,
  by: 'hand' | 'settlement' = 'hand',
  setting?: string,
): Promise<Intent | undefined> {
  const after = await ports.table.change(keys.target(pipeline, target), (before) => {
    const intent = before?.intent;
    if (before === undefined || intent === undefined) return undefined;
    if (intent.release !== release || intent.status === 'ended') return undefined;
    if (deployment !== undefined && deploymentOf(intent) !== deployment) return undefined;
    if (by === 'hand' && isSealed(before)) return undefined;
    const what = intent.doing === 'deploy' ? 'deployed' : 'rolled back to';
    const did = end.result === 'Succeeded' ? what : `not ${what}`;
    const text = `${target}: ${labelOf(intent.revision)} ${did}, ${end.reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', target, text);
    return { item: settled(before, end, entry.at, setting), entries: [entry] };
  });
  const intent = after?.intent;
  if (intent?.release !== release) return undefined;
  return deployment === undefined || deploymentOf(intent) === deployment ? intent : undefined;
}
