// How many instances a deployment has reached, as CodeDeploy's overview of it tells.

import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { Deployment } from '../core/deployment.ts';

/**
 * `HalfAtATime` succeeds with half of the instances, `AllAtOnce` with one; what was stopped, or has failed, has got to
 * some of them: the overview alone tells. Nothing of functions, nor of what is under way.
 */
export function instancesIn(info: DeploymentInfo): Pick<Deployment, 'missed' | 'reached'> {
  const { status, computePlatform, deploymentOverview } = info;
  if (computePlatform !== 'Server' || deploymentOverview === undefined) return {};
  const { Pending = 0, InProgress = 0, Ready = 0 } = deploymentOverview;
  const { Succeeded = 0, Failed = 0, Skipped = 0 } = deploymentOverview;
  const missed = Failed + Skipped;
  if (status === 'Succeeded')
    return missed === 0 ? {} : { missed: { count: missed, of: Succeeded + missed } };
  if (status !== 'Failed' && status !== 'Stopped') return {};
  return { reached: { count: Succeeded, of: Succeeded + missed + Pending + InProgress + Ready } };
}
