// A release ends while its traffic still shifts: nobody would watch that to its end. It goes back.

import type { Deployment } from '../core/deployment.ts';
import { deploymentOf, type Intent, resultOf, SENT_BACK } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf } from '../core/revision.ts';
import { sentBack, type Target } from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import { readingOf } from './gather-truth.ts';
import { keepUnstopped } from './keep-unstopped.ts';
import { observesOf, sendsBackOf, stopsOf } from './kinds/kinds.ts';
import { settleTarget } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { compareWithTruth } from './read-truth.ts';
import { shiftOf } from './shift-truth.ts';
import { entryOf } from './stages.ts';

/** The intent of a release that is being ended, on a target that no other has come to. */
export interface Shift {
  readonly pipeline: string;
  readonly release: string;
  readonly target: TargetDefinition;
  readonly intent: Intent;
}

/** The deployment as it is after that; where it could not be stopped it comes to its end, and is waited for. */
export async function stopShift(
  ports: Ports,
  { pipeline, release, target, intent }: Shift,
  found: Deployment,
): Promise<Deployment> {
  const isStopped = sendsBackOf(target) !== undefined || found.isTwoSided === true;
  if (!isStopped || intent.doing !== 'deploy') return found;
  if (found.state !== 'running') return found;
  const begun = { pipeline, target, id: found.id };
  try {
    await stopsOf(target).stop(ports, begun);
  } catch (thrown) {
    const after = await observesOf(target).observe(ports, begun);
    if (after.state === 'running') {
      const unstopped = { pipeline, release, target: target.name, deployment: found.id };
      await keepUnstopped(ports, unstopped, thrown);
    }
    return after;
  }
  return observesOf(target).observe(ports, begun);
}

/**
 * Sends back what a stopped deployment has left between two versions, and keeps that; resolves to whether it was so.
 * What somebody else has put there is left to them.
 *
 * Throws `ServiceFailed` where it cannot be read, and `NotReady` where it has changed since: try again.
 */
export async function sendBack(ports: Ports, shift: Shift, ended: Deployment): Promise<boolean> {
  const { pipeline, release, target, intent } = shift;
  if (ended.state !== 'Stopped') return false;
  // Its stop may have been noted in it.
  const now = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
  const its = now?.release === release && now.startedAt === intent.startedAt ? now : intent;
  const known = deploymentOf(its) ? its : { ...its, calls: startedBy(its, ended) };
  const [compared] = isHalfWay(shift)
    ? await compareWithTruth(ports, [shiftOf(target, known)], 'quick')
    : [];
  if (compared?.says.is === 'other') {
    const { found } = await readingOf(ports, compared);
    const reason = `deployment ${ended.id} ended Stopped: ${found.map(driftText).join(', ')}`;
    const subject = { pipeline, release, target: target.name };
    await settleTarget(ports, subject, { result: 'Moved', reason }, 'settlement');
    return true;
  }
  return (await pointBack(ports, shift)) !== undefined;
}

/**
 * The same for a way back that has no revision to return to: proven harm does not go on there. Resolves to what is said
 * of it; undefined where there is nothing to send back.
 */
export async function sendBackFirst(ports: Ports, shift: Shift): Promise<string | undefined> {
  const { target, intent } = shift;
  if (resultOf(intent) !== 'Failed' || !isHalfWay(shift)) return undefined;
  const [compared] = await compareWithTruth(ports, [shiftOf(target, intent)], 'quick');
  if (compared === undefined || compared.says.is === 'other') return undefined;
  return pointBack(ports, shift);
}

function isHalfWay({ target, intent }: Shift): boolean {
  const isShift = sendsBackOf(target) !== undefined && intent.doing === 'deploy';
  return isShift && intent.fromVersion !== undefined;
}

async function pointBack(ports: Ports, shift: Shift): Promise<string | undefined> {
  const { target, intent } = shift;
  const { fromVersion: from } = intent;
  const back = sendsBackOf(target);
  if (back === undefined || from === undefined || intent.doing !== 'deploy') return undefined;
  const sent = await back.sendBack(ports, target, from);
  const isLeft = 'left' in sent;
  const reason = isLeft ? sent.left : `${SENT_BACK} ${from} again`;
  await keepBack(ports, shift, reason, isLeft ? undefined : sent.setting);
  return reason;
}

function startedBy({ startedAt }: Intent, { id }: Deployment): Intent['calls'] {
  return { state: 'started', at: startedAt, deployment: id };
}

async function keepBack(
  ports: Ports,
  { pipeline, release, intent, target: { name } }: Shift,
  reason: string,
  setting: string | undefined,
): Promise<void> {
  await ports.table.change(keys.target(pipeline, name), (item) => {
    if (item?.intent?.release !== release || item.intent.status !== intent.status) return undefined;
    const text = `${name}: ${labelOf(item.intent.revision)} not deployed, ${reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', name, text);
    return { item: withSetting(sentBack(item, reason), setting), entries: [entry] };
  });
}

/** What ran there runs there in another setting. */
function withSetting({ running, ...target }: Target, setting: string | undefined): Target {
  if (running === undefined) return target;
  const { setting: _, ...before } = running;
  return { ...target, running: { ...before, ...(setting && { setting }) } };
}
