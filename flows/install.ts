// Puts a revision on a target: the intent first, then the call, then reconciled. Doing it twice does it once.

import type { Deployment } from '../aws/codedeploy.ts';
import { Failure } from '../core/failure.ts';
import {
  calledAt,
  deploymentMark,
  deploymentOf,
  type Intent,
  withDeployment,
} from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { noteDeployment } from './changes.ts';
import { deploymentInputFor } from './deployment-input.ts';
import { register } from './hands.ts';
import { announce, changeIntent, type Installation, intend, orFailed } from './intend.ts';
import { lookAtDeployment, settleTarget } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

/**
 * Starts the deployment, or finds the one that was started before, and registers the token that waits for its end.
 *
 * Throws `LeaseLost` where a later holder of the stage has touched the target, and `TargetBusy` while another
 * deployment is in the way: try again.
 */
export async function install(ports: Ports, wanted: Installation): Promise<void> {
  const intent = await intend(ports, wanted);
  const { token, target } = wanted;
  if (intent.status === 'ended') {
    const { result, reason } = intent.end;
    const output = { target: target.name, succeeded: result === 'Succeeded', reason };
    await ports.workflows.answer(token, output);
    return;
  }
  const deployment = deploymentOf(intent) ?? (await findOrStart(ports, wanted, intent));
  if (deployment) await waitForDeployment(ports, wanted, deployment);
}

/** Whether a deployment of the release is known on the target, ended or not. */
export async function isUnderWay(
  ports: Ports,
  {
    pipeline,
    release,
    target,
  }: { readonly pipeline: string; readonly release: string; readonly target: string },
): Promise<boolean> {
  const intent = (await ports.table.get(keys.target(pipeline, target)))?.intent;
  return intent?.release === release && deploymentOf(intent) !== undefined;
}

/** Resolves to the deployment's id; undefined where the target has what is wanted already. */
async function findOrStart(
  ports: Ports,
  wanted: Installation,
  intent: Intent,
): Promise<string | undefined> {
  const mark = deploymentMark(intent, wanted.target.name);
  const found = await ports.deployments.find(wanted.target, mark, intent.startedAt);
  const startingAt = ports.clock.now().toISOString();
  const deployment = found ? found.id : await start(ports, wanted, mark);
  if (deployment === undefined) return undefined;
  const at = found ? calledAt(intent) : startingAt;
  await noteDeployment(ports, wanted, deployment, at);
  await changeIntent(ports, wanted, (its) => withDeployment(its, deployment));
  return deployment;
}

async function start(
  ports: Ports,
  wanted: Installation,
  mark: string,
): Promise<string | undefined> {
  const { target, token } = wanted;
  const running = await ports.deployments.running(target);
  if (running && !isToBeStopped(running, wanted)) throw busy(target.name, running);
  const at = await announce(ports, wanted);
  const deployment = await orFailed(ports, wanted, at, async () => {
    if (running) {
      await ports.deployments.stop(target, running.id);
      throw busy(target.name, running);
    }
    const input = await deploymentInputFor(ports, wanted, (functionVersion) =>
      changeIntent(ports, wanted, (intent) => ({ ...intent, functionVersion })),
    );
    return input && ports.deployments.start(target, input, mark);
  });
  if (deployment !== undefined) return deployment;
  const reason = 'it had this version already';
  await settleTarget(ports, { ...wanted, target: target.name }, { result: 'Succeeded', reason });
  await ports.workflows.answer(token, { target: target.name, succeeded: true, reason });
  return undefined;
}

/** A rollback stops the deployment it takes back; nobody else's is ever stopped. */
function isToBeStopped({ description }: Deployment, { doing, release }: Installation): boolean {
  return doing === 'rollBack' && description.startsWith(`tidegate deploy ${release} `);
}

function busy(target: string, { id }: Deployment): Failure {
  return new Failure(
    'TargetBusy',
    `expected ${target} to have no deployment, got ${id} in progress`,
  );
}

async function waitForDeployment(
  ports: Ports,
  { token, pipeline, release, wave, target }: Installation,
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
}
