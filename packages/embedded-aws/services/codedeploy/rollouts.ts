// What a deployment does, and when: the steps that change aliases and instances.

import { AwsError } from '../../service.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Objects } from '../s3/objects.ts';
import { type LambdaShift, readAppSpec } from './app-spec.ts';
import type { AppSpecRevision, Deployment, DeploymentError, S3Revision } from './deployments.ts';
import type { Sides, Step } from './sides.ts';
import { type Configuration, instancesAtOnce, trafficSteps } from './traffic.ts';

/** The steps, those of a group that has two of everything, or why there can be none. */
export type Rollout =
  | { readonly steps: readonly Step[] }
  | { readonly sides: Sides }
  | { readonly error: DeploymentError };

/** Seconds that one batch of instances takes. */
const BATCH_SECONDS = 30;

export function rolloutOf(
  deployment: Deployment,
  configuration: Configuration | undefined,
  { lambda, objects }: { readonly lambda: Lambda; readonly objects: Objects },
): Rollout {
  const { revision, configName } = deployment;
  if (configuration === undefined)
    return failed(
      'DEPLOYMENT_CONFIG_MISSING',
      `There is no deployment configuration ${configName}.`,
    );
  return revision.revisionType === 'S3'
    ? serverRollout(deployment, revision, { configuration, objects })
    : lambdaRollout(deployment, revision, { configuration, lambda });
}

function lambdaRollout(
  deployment: Deployment,
  revision: AppSpecRevision,
  { configuration, lambda }: { readonly configuration: Configuration; readonly lambda: Lambda },
): Rollout {
  const shift = readAppSpec(revision);
  if (!shift)
    return failed('INVALID_REVISION', 'The AppSpec file is not that of one Lambda function.');
  const problem = problemWith(shift, deployment, lambda);
  if (problem) return problem;

  const { functionName, alias, targetVersion } = shift;
  const from = lambda.running(functionName, alias, deployment.group).version.number;
  deployment.versionBefore = from;
  const move = (share: number) => {
    if (share === 1 || from === targetVersion)
      lambda.shift(functionName, alias, targetVersion, {}, deployment.group);
    else lambda.shift(functionName, alias, from, { [targetVersion]: share }, deployment.group);
  };
  const routing =
    configuration.platform === 'Server' ? ({ type: 'AllAtOnce' } as const) : configuration.routing;
  return {
    steps: trafficSteps(routing).map(({ afterSeconds, share }) => ({
      afterSeconds,
      run: () => move(share),
    })),
  };
}

/** A rollback takes the alias as it finds it. */
function problemWith(
  shift: LambdaShift,
  { group, creator }: Deployment,
  lambda: Lambda,
): Rollout | undefined {
  const { functionName, alias, currentVersion, targetVersion } = shift;
  try {
    const { version } = lambda.running(functionName, alias, group);
    const known = [
      version.number,
      ...lambda.find(functionName, group).versions.map(({ number }) => number),
    ];
    if (!known.includes(targetVersion)) {
      return failed(
        'INVALID_LAMBDA_FUNCTION',
        `Version ${targetVersion} of function ${functionName} does not exist.`,
      );
    }
    if (creator === 'user' && version.number !== currentVersion) {
      const text = `CurrentVersion ${currentVersion} is not the version ${version.number} that alias ${alias} points to.`;
      return failed('INVALID_LAMBDA_CONFIGURATION', text);
    }
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return failed('INVALID_LAMBDA_FUNCTION', error.message);
    throw error;
  }
}

function serverRollout(
  { group }: Deployment,
  revision: S3Revision,
  { configuration, objects }: { readonly configuration: Configuration; readonly objects: Objects },
): Rollout {
  const { bucket, key, version } = revision.s3Location;
  try {
    const { region } = objects.bucket(bucket);
    if (region !== group.region) {
      const text = `The bucket ${bucket} is in ${region}: instances in ${group.region} cannot fetch the revision.`;
      return failed('HEALTH_CONSTRAINTS', text);
    }
    objects.read(bucket, key, version);
  } catch (error) {
    if (error instanceof AwsError)
      return failed('REVISION_MISSING', `s3://${bucket}/${key}: ${error.message}`);
    throw error;
  }
  const ids = [...group.instances.keys()];
  if (ids.length === 0) return failed('NO_INSTANCES', 'The deployment group has no instances.');
  const size =
    configuration.platform === 'Server'
      ? instancesAtOnce(configuration.healthy, ids.length)
      : ids.length;
  return {
    steps: ids.map((id, index) => ({
      afterSeconds: (Math.floor(index / size) + 1) * BATCH_SECONDS,
      run: () => void group.instances.set(id, revision),
    })),
  };
}

export function failed(code: string, message: string): Rollout {
  return { error: { code, message } };
}
