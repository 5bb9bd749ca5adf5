// Brings the artifact to the instances of a deployment group, or to others that take their place.

import type { GroupFound } from '../../aws/codedeploy-groups.ts';
import { copyBucketOf, keyOfCopy, type PinnedArtifact } from '../../aws/s3.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { artifactIn } from '../../core/revision.ts';
import { brings } from '../../core/truth.ts';
import type { Ports } from '../ports.ts';
import { isNear } from './artifact.ts';
import { unfitInstancesText } from './ec2-unfit.ts';
import { groupFor } from './groups.ts';
import type { Starts, Wanted } from './kind.ts';

type Target = TargetOf<'ec2'>;

export const starts: Starts<Target> = {
  async start(ports, wanted) {
    const { target, doing, mark } = wanted;
    const group = await groupFor(ports, target);
    const problem = group && unfitInstancesText(target, group);
    if (problem !== undefined) throw new Failure('Refused', problem);
    const isBack = doing === 'rollBack';
    const ignoreStopFailures = isBack && target.ec2.ignoreApplicationStopFailures === true;
    if (isBack && group?.blueGreen && (await isThere(ports, wanted, group))) return undefined;
    const artifact = await artifactNear(ports, wanted);
    const replacement = replacementOf(target, group);
    const input = { kind: 'ec2', artifact, isBack, ignoreStopFailures, replacement } as const;
    return { id: await ports.deployments.start(target, input, mark) };
  },
};

/** Instances fetch the artifact from a bucket of their own account and region. */
function artifactNear(ports: Ports, { target, revision }: Wanted<Target>): Promise<PinnedArtifact> {
  const { digest } = revision;
  const artifact = artifactIn(revision);
  return isNear(revision, target)
    ? Promise.resolve(artifact)
    : ports.artifacts.copyTo(target, artifact, digest);
}

/** Of the two that take turns, the one that the group does not have now. */
function replacementOf({ ec2: { between } }: Target, group: GroupFound | undefined) {
  if (group?.blueGreen?.fleet !== 'discovered') return undefined;
  return between?.find((name) => !group.scalingGroups.includes(name));
}

/**
 * Whether the instances that had the traffic have it still, or again: what was to take their place has never got it, or
 * CodeDeploy has sent it back. Then nothing is to be brought there.
 */
async function isThere(
  { deployments }: Ports,
  { target, revision }: Wanted<Target>,
  { last, attempted }: GroupFound,
): Promise<boolean> {
  if (last === undefined || attempted === undefined) return false;
  const found = await deployments.get(target, last);
  const copies = [{ bucket: copyBucketOf(target), key: keyOfCopy(revision.digest) }];
  if (!brings(found, { revision, copies })) return false;
  if (last === attempted) return found.takesBack !== undefined;
  const { state, isTwoSided, description } = await deployments.get(target, attempted);
  if (state === 'running' || !isTwoSided || !description.startsWith('tidegate ')) return false;
  const all = await deployments.instances(target, attempted);
  return !all.some(({ isNew, hasTraffic }) => isNew && hasTraffic);
}
