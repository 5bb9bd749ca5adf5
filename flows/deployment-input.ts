// What CodeDeploy is to put on a target: publishes a function’s version, brings an artifact near.

import type { DeploymentInput } from '../aws/codedeploy.ts';
import type { PinnedArtifact } from '../aws/s3.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import type { Ports } from './ports.ts';

interface Wanted {
  readonly target: TargetDefinition;
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  /** Known for a rollback; a deployment publishes one. */
  readonly functionVersion?: string;
  /** The version that the alias is to go out from, where an earlier try may have left it anywhere. */
  readonly outFrom?: string | undefined;
}

/** The versions of a function that a deployment goes between. */
export interface Versions {
  readonly functionVersion: string;
  readonly fromVersion: string;
}

/**
 * What is to be put on the target; undefined where it has that already. Between which versions it goes is `noted`
 * first, so that another hand can be told. Called only where calls are announced.
 */
export async function deploymentInputFor(
  ports: Ports,
  wanted: Wanted,
  noted: (versions: Versions) => Promise<void>,
): Promise<DeploymentInput | undefined> {
  const { target } = wanted;
  if (target.ec2) {
    const ignoreStopFailures =
      wanted.doing === 'rollBack' && target.ec2.ignoreApplicationStopFailures === true;
    return { kind: 'ec2', artifact: await artifactNear(ports, wanted), ignoreStopFailures };
  }
  const { function: name, alias } = target.lambda;
  const to = (await versionThere(ports, wanted, name)) ?? (await publish(ports, wanted, name));
  const { version, isSplit, setting } = await ports.functions.aliasOf(target, name, alias);
  const from = (await outFromThere(ports, wanted, name)) ?? version;
  await noted({ functionVersion: to, fromVersion: from });
  // A stopped shift leaves the traffic split, and CodeDeploy starts only from an alias that is whole.
  if (isSplit || from !== version)
    await ports.functions.pointAlias(target, name, alias, { version: from, setting });
  const atOnce = wanted.doing === 'rollBack';
  return from === to ? undefined : { kind: 'lambda', function: name, alias, from, to, atOnce };
}

/** The version that is known, unless it was deleted since, or the function with it: then it is published again. */
async function versionThere(
  { functions }: Ports,
  { target, revision, functionVersion }: Wanted,
  name: string,
): Promise<string | undefined> {
  if (functionVersion === undefined) return undefined;
  const code = await functions.codeOfReady(target, name, functionVersion);
  return code === revision.digest ? functionVersion : undefined;
}

/** Undefined where that version is gone: then the next try goes out from wherever the last one left the alias. */
async function outFromThere(
  { functions }: Ports,
  { target, outFrom }: Wanted,
  name: string,
): Promise<string | undefined> {
  if (outFrom === undefined) return undefined;
  return (await functions.codeOf(target, name, outFrom)) === undefined ? undefined : outFrom;
}

/** Instances fetch the artifact from a bucket of their own account and region. */
function artifactNear(ports: Ports, { target, revision }: Wanted): Promise<PinnedArtifact> {
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

async function publish(ports: Ports, { target, revision }: Wanted, name: string): Promise<string> {
  const bytes = isNear(revision, target)
    ? undefined
    : await ports.artifacts.read(revision.artifact, revision.digest, MOST_SENT_BYTES);
  return ports.functions.publish(target, name, revision, bytes);
}
