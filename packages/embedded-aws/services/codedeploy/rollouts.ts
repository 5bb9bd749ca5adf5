// What a deployment does, and when: the steps that change aliases and instances.

import { AwsError } from '../../service.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Objects } from '../s3/objects.ts';
import { type LambdaShift, readAppSpec } from './app-spec.ts';
import type {
  AppSpecRevision,
  Deployment,
  DeploymentError,
  DeploymentOutcome,
  Group,
  S3Revision,
} from './deployments.ts';
import { fleetSides, fleetsBack } from './fleets.ts';
import type { Sides, Step } from './sides.ts';
import { type Configuration, instancesAtOnce, trafficSteps } from './traffic.ts';

/** The steps, those of a group that has two of everything, or why there can be none. */
export type Rollout =
  | { readonly steps: readonly Step[]; readonly outcome?: DeploymentOutcome }
  | { readonly sides: Sides }
  | { readonly error: DeploymentError };

/** Seconds that one batch of instances takes. */
const BATCH_SECONDS = 30;
/** How long CodeDeploy waits for an agent to begin. */
const AGENT_SECONDS = 300;

interface ServerParts {
  readonly configuration: Configuration;
  readonly objects: Objects;
  /** The deployment that this one takes back. */
  readonly taken: Deployment | undefined;
}

export function rolloutOf(
  deployment: Deployment,
  configuration: Configuration | undefined,
  { lambda, objects, taken }: Pick<ServerParts, 'objects' | 'taken'> & { readonly lambda: Lambda },
): Rollout {
  const { revision, configName } = deployment;
  if (configuration === undefined)
    return failed(
      'DEPLOYMENT_CONFIG_MISSING',
      `There is no deployment configuration ${configName}.`,
    );
  return revision.revisionType === 'S3'
    ? serverRollout(deployment, revision, { configuration, objects, taken })
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

function replaced(deployment: Deployment, revision: S3Revision): Rollout {
  const sides = fleetSides(deployment, revision);
  return typeof sides === 'string' ? failed('NO_INSTANCES', sides) : { sides };
}

/** How many of the instances may fail, and what becomes of it where the agents of some do not answer. */
function unanswered(group: Group, configuration: Configuration): DeploymentOutcome | undefined {
  const { size } = group.offline;
  if (size === 0 || configuration.platform !== 'Server') return undefined;
  const all = group.instances.size;
  const { type, value } = configuration.healthy;
  const kept = type === 'HOST_COUNT' ? Math.max(1, value) : Math.ceil((all * value) / 100);
  if (all - size >= kept) return { misses: size, seconds: AGENT_SECONDS };
  const message = 'Too many individual instances failed deployment, too few healthy are available.';
  return { fails: { code: 'HEALTH_CONSTRAINTS', message }, seconds: 2 * AGENT_SECONDS };
}

function serverRollout(
  deployment: Deployment,
  revision: S3Revision,
  { configuration, objects, taken }: ServerParts,
): Rollout {
  const { group } = deployment;
  // What lives still has its revision.
  const back = group.blueGreen && fleetsBack(deployment, taken);
  if (back) return { sides: back };
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
  if (group.blueGreen) return replaced(deployment, revision);
  // Those whose agent does not answer are last, wherever they are.
  const ids = [...group.instances.keys()].sort(
    (a, b) => Number(group.offline.has(a)) - Number(group.offline.has(b)),
  );
  if (ids.length === 0) return failed('NO_INSTANCES', 'The deployment group has no instances.');
  const size =
    configuration.platform === 'Server'
      ? instancesAtOnce(configuration.healthy, ids.length)
      : ids.length;
  const outcome = unanswered(group, configuration);
  return {
    ...(outcome && { outcome }),
    steps: ids.map((id, index) => ({
      afterSeconds: (Math.floor(index / size) + 1) * BATCH_SECONDS,
      run: () => {
        if (!group.offline.has(id)) group.instances.set(id, revision);
      },
    })),
  };
}

export function failed(code: string, message: string): Rollout {
  return { error: { code, message } };
}
