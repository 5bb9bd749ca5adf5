// CodeDeploy: stops a deployment or lets it go on, and reads what a service's last one was given.

import {
  CodeDeployClient,
  ContinueDeploymentCommand,
  type DeploymentWaitType,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** What a deployment waits for: to get the traffic, or to end what it has replaced. */
export type WaitType = DeploymentWaitType;

const TO_STOP = { to: 'stop' } as const;

export async function stop(
  access: MemberAccess,
  place: Place,
  id: string,
  then?: 'goBack',
): Promise<void> {
  const command = new StopDeploymentCommand({
    deploymentId: id,
    autoRollbackEnabled: then === 'goBack',
  });
  try {
    await (await access.client(CodeDeployClient, place, TO_STOP)).send(command);
  } catch (thrown) {
    if (nameOf(thrown) === 'DeploymentAlreadyCompletedException') return;
    await translated(`stopping deployment ${id}`, Promise.reject(thrown));
  }
}

/** Two that let it go on are one: the later is told that nothing waits. */
const GOES_ON = ['DeploymentAlreadyCompletedException', 'DeploymentIsNotInReadyStateException'];

export async function goOn(
  access: MemberAccess,
  place: Place,
  id: string,
  wait: WaitType,
): Promise<void> {
  const command = new ContinueDeploymentCommand({ deploymentId: id, deploymentWaitType: wait });
  try {
    await (await access.client(CodeDeployClient, place, TO_STOP)).send(command);
  } catch (thrown) {
    if (GOES_ON.includes(nameOf(thrown))) return;
    await translated(`letting deployment ${id} go on`, Promise.reject(thrown));
  }
}

/** A deployment tells no more of its AppSpec than a digest, by which the application has it. */
export async function appSpecOf(
  access: MemberAccess,
  place: Place,
  applicationName: string,
  deploymentId: string,
): Promise<string | undefined> {
  const what = `reading the AppSpec of deployment ${deploymentId}`;
  const client = await access.client(CodeDeployClient, place);
  const command = new GetDeploymentCommand({ deploymentId });
  const { deploymentInfo } = await translated(what, client.send(command));
  const sha256 = deploymentInfo?.revision?.appSpecContent?.sha256;
  if (sha256 === undefined) return undefined;
  const asked = new GetApplicationRevisionCommand({
    applicationName,
    revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256 } },
  });
  // Whoever deploys may read what was deployed.
  const deploys = await access.client(CodeDeployClient, place, { to: 'deploy' });
  const { revision } = await translated(what, deploys.send(asked));
  return revision?.appSpecContent?.content;
}
