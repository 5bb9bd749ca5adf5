// Puts a revision on a target: the intent first, then the call, then reconciled. Doing it twice does it once.

import type { Change, Deployment } from '../aws/codedeploy.ts';
import type { PinnedArtifact } from '../aws/s3.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import { deploymentMark, emptyTarget, type Intent, type Target } from '../core/target.ts';
import { type DeploymentWait, waitKey } from '../core/wait.ts';
import { noteDeployment } from './changes.ts';
import { lookAtDeployment, settleTarget } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

export interface Installation {
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly fence: number;
  readonly target: TargetDefinition;
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  /** Known for a rollback; a deployment publishes one. */
  readonly functionVersion?: string;
}

/**
 * Starts the deployment, or finds the one that was started before, and registers the token that waits for its end.
 *
 * Throws `LeaseLost` where a later holder of the stage has touched the target, and `TargetBusy` while another
 * deployment is in the way: try again.
 */
export async function install(ports: Ports, wanted: Installation): Promise<void> {
  const intent = await intend(ports, wanted);
  const { token, target } = wanted;
  if (intent.result) {
    const output = {
      target: target.name,
      succeeded: intent.result === 'Succeeded',
      reason: intent.reason ?? '',
    };
    await ports.workflows.answer(token, output);
    return;
  }
  const mark = deploymentMark(intent, target.name);
  const deployment =
    intent.deployment ??
    (await ports.deployments.find(target, mark, intent.startedAt))?.id ??
    (await start(ports, wanted, mark));
  if (deployment) await waitForDeployment(ports, wanted, deployment);
}

/** Writes down what is about to be done, unless a run of this very step has done so before. */
async function intend(ports: Ports, wanted: Installation): Promise<Intent> {
  const { pipeline, release, wave, fence, target, doing, revision, functionVersion } = wanted;
  const changed = await ports.table.change<Target>(
    keys.target(pipeline, target.name),
    (item = emptyTarget(pipeline, target.name)) => {
      if (item.fence > fence) throw leaseLost(target.name, item.fence, fence);
      if (isSame(item.intent, wanted)) return undefined;
      const startedAt = ports.clock.now().toISOString();
      const intent: Intent = {
        release,
        wave,
        doing,
        revision,
        ...(functionVersion && { functionVersion }),
        startedAt,
      };
      const verb = doing === 'deploy' ? 'deploying' : 'rolling back to';
      const text = `${target.name}: ${verb} ${labelOf(revision)}`;
      const entry = entryOf(
        ports,
        { pipeline, id: release },
        'DeploymentStarted',
        target.name,
        text,
      );
      // What is taken back may have got anywhere: until the rollback has succeeded, nothing is known to run.
      const { running, ...rest } = item;
      const known = doing === 'deploy' && running && { running };
      return { item: { ...rest, ...known, fence, intent }, entries: [entry] };
    },
  );
  return changed!.intent!;
}

function isSame(intent: Intent | undefined, { release, wave, doing }: Installation): boolean {
  return intent?.release === release && intent.wave === wave && intent.doing === doing;
}

function leaseLost(target: string, theirs: number, ours: number): Failure {
  return new Failure(
    'LeaseLost',
    `expected fence ${ours} to be the highest on ${target}, got ${theirs}: another release has taken over`,
  );
}

/** Starts the deployment; undefined where the target has what is wanted already. */
async function start(
  ports: Ports,
  wanted: Installation,
  mark: string,
): Promise<string | undefined> {
  const { target } = wanted;
  await makeWay(ports, wanted, await ports.deployments.running(target));
  const change = await changeFor(ports, wanted);
  if (change === undefined) {
    const reason = 'it had this version already';
    await settleTarget(ports, { ...wanted, target: target.name }, 'Succeeded', reason);
    await ports.workflows.answer(wanted.token, { target: target.name, succeeded: true, reason });
    return undefined;
  }
  await announce(ports, wanted);
  return ports.deployments.start(target, change, mark);
}

/**
 * Says that the call is about to be made. Whoever gives the intent up, or takes the stage over, does so by a
 * write of the
 * same item: either it comes first, and this is the end, or it sees that a deployment may still appear.
 */
async function announce(ports: Ports, wanted: Installation): Promise<void> {
  const { pipeline, target, fence } = wanted;
  await ports.table.change<Target>(keys.target(pipeline, target.name), (item) => {
    if (item!.fence > fence) throw leaseLost(target.name, item!.fence, fence);
    if (!isSame(item!.intent, wanted) || item!.intent!.result) {
      throw new Failure(
        'LeaseLost',
        `expected the intent on ${target.name} to stand, got one that was given up`,
      );
    }
    const callingAt = ports.clock.now().toISOString();
    return { item: { ...item!, intent: { ...item!.intent!, callingAt } } };
  });
}

/** A rollback stops the deployment it takes back; nobody else's is ever stopped. */
async function makeWay(
  ports: Ports,
  { target, doing, release }: Installation,
  running: Deployment | undefined,
) {
  if (running === undefined) return;
  const isOurs = running.description.startsWith(`tidegate deploy ${release} `);
  if (doing === 'rollBack' && isOurs) await ports.deployments.stop(target, running.id);
  throw new Failure(
    'TargetBusy',
    `expected ${target.name} to have no deployment, got ${running.id} in progress`,
  );
}

async function changeFor(ports: Ports, wanted: Installation): Promise<Change | undefined> {
  const { target } = wanted;
  if (target.lambda === undefined)
    return { kind: 'ec2', artifact: await artifactNear(ports, wanted) };
  const { function: name, alias } = target.lambda;
  const to = wanted.functionVersion ?? (await publish(ports, wanted, name));
  const { version: from, isSplit } = await ports.functions.aliasOf(target, name, alias);
  // A stopped shift leaves the traffic split, and CodeDeploy starts only from an alias that is whole.
  if (isSplit) {
    await announce(ports, wanted);
    await ports.functions.pointAlias(target, name, alias, from);
  }
  return from === to ? undefined : { kind: 'lambda', from, to };
}

/** Instances fetch the artifact from a bucket of their own account and region. */
function artifactNear(ports: Ports, { target, revision }: Installation): Promise<PinnedArtifact> {
  const { artifact, digest } = revision;
  return isNear(revision, target)
    ? Promise.resolve(artifact)
    : ports.artifacts.copyTo(target, artifact, digest);
}

function isNear({ artifact }: Revision, { account, region }: TargetDefinition): boolean {
  return artifact.account === account && artifact.region === region;
}

/** Lambda's limit for code that comes with the request. */
const MOST_SENT_BYTES = 50 * 1024 * 1024;

async function publish(
  ports: Ports,
  { pipeline, target, revision, ...wanted }: Installation,
  name: string,
) {
  const bytes = isNear(revision, target)
    ? undefined
    : await ports.artifacts.read(revision.artifact, MOST_SENT_BYTES);
  const functionVersion = await ports.functions.publish(target, name, revision, bytes);
  await ports.table.change<Target>(keys.target(pipeline, target.name), (item) => {
    if (!isSame(item?.intent, { ...wanted, pipeline, target, revision })) return undefined;
    return { item: { ...item!, intent: { ...item!.intent!, functionVersion } } };
  });
  return functionVersion;
}

async function waitForDeployment(
  ports: Ports,
  wanted: Installation,
  deployment: string,
): Promise<void> {
  const { token, pipeline, release, wave, target } = wanted;
  const item = await ports.table.change<Target>(keys.target(pipeline, target.name), (item) => {
    if (!isSame(item?.intent, wanted) || item!.intent!.deployment === deployment) return undefined;
    return { item: { ...item!, intent: { ...item!.intent!, deployment } } };
  });
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
  await ports.table.put(waitKey(wait), wait);
  await noteDeployment(ports, wanted, deployment, item?.intent);
  await lookAtDeployment(ports, wait);
}
