// Puts a revision on a target: the intent first, then the call, then reconciled. Doing it twice does it once.

import type { Deployment } from '../core/deployment.ts';
import { exactDuration } from '../core/duration.ts';
import { Failure } from '../core/failure.ts';
import {
  attemptOf,
  calledAt,
  deploymentMark,
  deploymentOf,
  type Intent,
  isOver,
  withDeployment,
} from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { forItsTarget } from '../core/part.ts';
import { holdSecondsOf, isStepping, type SteppingTarget } from '../core/stepping.ts';
import { returnPoint } from '../core/target.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { askRuns } from './ask-runs.ts';
import { beginPrepared } from './begin-prepared.ts';
import { carryOut } from './carry-out.ts';
import { noteDeployment } from './changes.ts';
import { find } from './find-begun.ts';
import { firesBeforeStart } from './fires-before-start.ts';
import { register } from './hands.ts';
import { announce, changeIntent, type Installation, intend, orFailed } from './intend.ts';
import type { Started } from './kinds/kind.ts';
import { findsOf, observesOf, startsOf, stopsOf } from './kinds/kinds.ts';
import { lookAtDeployment, settleTarget } from './look-at-deployment.ts';
import { lookSoon } from './look-soon.ts';
import { movedBeforeStart, theirsBeforeBack } from './moved-before-start.ts';
import type { Ports } from './ports.ts';
import { isToBeStopped } from './to-be-stopped.ts';

/**
 * Starts the deployment, or finds the one that was started before, and registers the token that waits for its end.
 *
 * Throws `LeaseLost` where a later holder of the stage has touched the target, and `TargetBusy` while another
 * deployment is in the way: try again.
 */
export async function install(ports: Ports, wanted: Installation): Promise<void> {
  if (wanted.doing === 'rollBack') await forgetReplaced(ports, wanted);
  const intent = await intend(ports, wanted);
  const { token, target } = wanted;
  if (intent.status === 'ended') {
    const { result, reason } = intent.end;
    const output = { target: target.name, succeeded: result === 'Succeeded', reason };
    await ports.workflows.answer(token, output);
    return;
  }
  const late = await runsOutOfTime(ports, wanted, intent);
  if (late !== undefined) return endTry(ports, wanted, intent, late);
  const deployment = deploymentOf(intent) ?? (await findOrStart(ports, wanted, intent));
  if (deployment) await waitForDeployment(ports, wanted, deployment);
}

/**
 * A way back takes the place of what was under way: the state that waited for that has ended, and who tells of a
 * service tells of what is its now. What still waits would be found by nobody but a sweep.
 */
async function forgetReplaced(
  { table }: Ports,
  { pipeline, target: { name, account, region } }: Installation,
): Promise<void> {
  const intent = (await table.get(keys.target(pipeline, name)))?.intent;
  const isReplaced = intent?.doing === 'deploy' || intent?.drill !== undefined;
  const deployment = intent && isReplaced ? deploymentOf(intent) : undefined;
  if (deployment) await table.remove(keys.deploymentWait({ account, region, deployment }));
}

/** The deployment that the state has waited for until it timed out; undefined where it has time, or has ended. */
async function runsOutOfTime(
  ports: Ports,
  { pipeline, limitSeconds, target }: Installation,
  intent: Intent,
): Promise<string | undefined> {
  const deployment = deploymentOf(intent);
  if (deployment === undefined) return undefined;
  // While a person was waited for its time stood still.
  const since = intent.consent?.at ?? calledAt(intent);
  if (!isOver(since, limitSeconds, ports.clock.now().getTime())) return undefined;
  const { state } = await observesOf(target).observe(ports, { pipeline, target, id: deployment });
  return state === 'running' ? deployment : undefined;
}

/**
 * Begins the next try, which stops what hangs; or answers that the last is over. Then the intent stays open: what
 * becomes of it is found out by the rollback, or by whoever settles the release.
 */
async function endTry(
  ports: Ports,
  wanted: Installation,
  intent: Intent,
  deployment: string,
): Promise<void> {
  const { target, limitSeconds, retries, token } = wanted;
  const reason = `deployment ${deployment} did not end within ${exactDuration(limitSeconds)}`;
  const end = { result: 'Failed', reason, mayPass: true } as const;
  if (attemptOf(intent) > retries)
    return ports.workflows.answer(token, { target: target.name, succeeded: false, reason });
  const { account, region } = target;
  // The state that waited for it has timed out: nobody is to find that one's token any more.
  await ports.table.remove(keys.deploymentWait({ account, region, deployment }));
  const after = await settleTarget(ports, { ...wanted, target: target.name, deployment }, end);
  if (after?.status === 'ended') await install(ports, wanted);
}

/** Whether a deployment of the release is known on the target that has not ended. */
export async function isUnderWay(
  ports: Ports,
  {
    pipeline,
    release,
    target,
  }: { readonly pipeline: string; readonly release: string; readonly target: string },
): Promise<boolean> {
  const intent = (await ports.table.get(keys.target(pipeline, target)))?.intent;
  return (
    intent?.release === release && intent.status === 'open' && deploymentOf(intent) !== undefined
  );
}

/** Resolves to the deployment's id; undefined where the target has what is wanted already. */
async function findOrStart(
  ports: Ports,
  wanted: Installation,
  intent: Intent,
): Promise<string | undefined> {
  const found = await find(ports, wanted.pipeline, wanted.target, intent);
  const startingAt = ports.clock.now().toISOString();
  const outFrom = await versionBefore(ports, wanted, intent);
  const begun = found ?? (await start(ports, { ...wanted, outFrom, intent }));
  if (begun === undefined) return undefined;
  const { id, alsoCalled } = begun;
  const at = found ? calledAt(intent) : startingAt;
  for (const name of [id, ...(alsoCalled ? [alsoCalled] : [])])
    await noteDeployment(ports, wanted, name, at);
  await changeIntent(ports, wanted, (its) => withDeployment(its, id));
  return id;
}

/** A deployment that failed may have moved its traffic: the next try begins where the first did. */
async function versionBefore(
  ports: Ports,
  { pipeline, target, revision, doing }: Installation,
  intent: Intent,
): Promise<string | undefined> {
  if (doing === 'rollBack' || attemptOf(intent) === 1) return undefined;
  const item = await ports.table.get(keys.target(pipeline, target.name));
  return item && returnPoint(item, revision.digest)?.functionVersion;
}

async function start(
  ports: Ports,
  wanted: Installation & { readonly outFrom: string | undefined; readonly intent: Intent },
): Promise<Started | undefined> {
  const { pipeline, target, token, doing, intent } = wanted;
  const running = await findsOf(target).running(ports, target);
  const moved =
    doing === 'deploy' ? await movedBeforeStart(ports, wanted, intent, running) : undefined;
  if (moved !== undefined) return leaveToOthers(ports, wanted, moved);
  const theirs = doing === 'rollBack' ? await theirsBeforeBack(ports, wanted, running) : undefined;
  if (theirs !== undefined) return leaveToOthers(ports, wanted, theirs);
  if (running && !isToBeStopped(running, wanted)) throw busy(target.name, running);
  await clearToStart(ports, wanted);
  const at = await announce(ports, wanted);
  const started = await orFailed(ports, wanted, at, async () => {
    if (running) {
      await stopsOf(target).stop(ports, { pipeline, target, id: running.id });
      throw busy(target.name, running);
    }
    const mark = deploymentMark(intent, target.name);
    return startsOf(target).start(ports, { ...forItsTarget(wanted), mark }, (versions) =>
      changeIntent(ports, wanted, (its) => ({ ...its, ...versions })),
    );
  });
  if (started !== undefined) return started;
  const reason = 'it had this version already';
  await settleTarget(ports, { ...wanted, target: target.name }, { result: 'Succeeded', reason });
  await ports.workflows.answer(token, { target: target.name, succeeded: true, reason });
  return undefined;
}

/** Nothing is put in the place of what somebody else has put there. */
async function leaveToOthers(
  ports: Ports,
  { pipeline, release, target, token, doing }: Installation,
  moved: string,
): Promise<undefined> {
  const reason = `${doing === 'deploy' ? 'not started' : 'left as it is'}: ${moved}`;
  const end = { result: 'Moved', reason } as const;
  await settleTarget(ports, { pipeline, release, target: target.name }, end);
  await ports.workflows.answer(token, { target: target.name, succeeded: false, reason });
}

/** A way back, and a leg that a drill has judged just now, wait for no alarm. */
async function clearToStart(ports: Ports, wanted: Installation): Promise<void> {
  if (wanted.doing === 'rollBack' || wanted.drill) return;
  const firing = await firesBeforeStart(ports, wanted);
  if (firing === undefined) return;
  const text = `expected no alarm of ${wanted.target.name} to fire before its deployment, got: ${firing}`;
  throw new Failure('NotReady', text);
}

function busy(target: string, { id }: Deployment): Failure {
  return new Failure(
    'TargetBusy',
    `expected ${target} to have no deployment, got ${id} in progress`,
  );
}

async function waitForDeployment(
  ports: Ports,
  { token, pipeline, release, wave, target, looks }: Installation,
  deployment: string,
): Promise<void> {
  const { account, region, name } = target;
  const wait: DeploymentWait = {
    kind: 'deployment',
    token,
    pipeline,
    release,
    wave,
    target: name,
    account,
    region,
    deployment,
  };
  await register(ports, wait);
  await lookAtDeployment(ports, wait);
  await askRuns(ports, wait);
  await carryOut(ports, wait, beginPrepared);
  await lookSoon(ports, wait, target, looks);
  if (isStepping(target)) await handOver(ports, pipeline, target, token);
}

/** What no platform moves on is moved by a state of its own; until that has registered, this token is known by all. */
async function handOver(
  ports: Ports,
  pipeline: string,
  target: SteppingTarget,
  token: string,
): Promise<void> {
  const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
  const seconds = intent && holdSecondsOf(target, intent);
  if (seconds !== undefined) await ports.workflows.fail(token, 'Shifting', `${seconds}`);
}
