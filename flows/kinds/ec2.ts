// The instances of a deployment group of CodeDeploy.

import type { Place } from '../../aws/clients.ts';
import type { PinnedArtifact } from '../../aws/s3.ts';
import type { GroupDeployment, Truth } from '../../core/found-truth.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { artifactIn } from '../../core/revision.ts';
import type { Installed } from '../../core/target.ts';
import type { Ports } from '../ports.ts';
import { isNear } from './artifact.ts';
import { type Groups, readGroups } from './groups.ts';
import type { Keeps, Reads, Said, Settles, Starts, Wanted } from './kind.ts';

export { finds, observes, stops } from './by-codedeploy.ts';

type Target = TargetOf<'ec2'>;

export const starts: Starts<Target> = {
  async start(ports, wanted) {
    const { target, doing, mark } = wanted;
    const ignoreStopFailures =
      doing === 'rollBack' && target.ec2.ignoreApplicationStopFailures === true;
    const artifact = await artifactNear(ports, wanted);
    const input = { kind: 'ec2', artifact, ignoreStopFailures } as const;
    return { id: await ports.deployments.start(target, input, mark) };
  },
};

export const reads: Reads<Target> = {
  async reader(ports, all) {
    const groups = await readGroups(
      ports,
      all.map(({ target }) => target),
    );
    return { read: (said) => groupTruth(ports, said, groups) };
  },
};

export const settles: Settles<Target> = {
  settingAfter: async (_ports, { id }) => id,
};

export const keeps: Keeps<Target> = {
  keptAs: () => undefined,
  isKept: async () => false,
  hasCopy: ({ artifacts }, target, digest) => artifacts.hasCopy(target, digest),
};

/** Instances fetch the artifact from a bucket of their own account and region. */
function artifactNear(ports: Ports, { target, revision }: Wanted<Target>): Promise<PinnedArtifact> {
  const { digest } = revision;
  const artifact = artifactIn(revision);
  return isNear(revision, target)
    ? Promise.resolve(artifact)
    : ports.artifacts.copyTo(target, artifact, digest);
}

async function groupTruth(
  ports: Ports,
  { target, installed, shifting }: Said<Target>,
  groups: Groups,
): Promise<Truth | undefined> {
  const found = groups.of(target);
  if (found === undefined) return undefined;
  const group = found.get(target.ec2.deploymentGroup);
  if (group === undefined) return { kind: 'nothing' };
  // While the last one is ours, nothing more needs to be asked.
  if (shifting?.deployment !== undefined && shifting.deployment === group.attempted)
    return { kind: 'group', attempted: { id: group.attempted, state: 'running', creator: 'user' } };
  const read = async (id: string | undefined) =>
    id === undefined ? undefined : deploymentOf(ports, target, id, installed);
  const last = await read(group.last);
  const attempted = group.attempted === group.last ? last : await read(group.attempted);
  return { kind: 'group', ...(last && { last }), ...(attempted && { attempted }) };
}

/** Of the one that the ledger knows, nothing more needs to be asked. */
async function deploymentOf(
  { deployments }: Ports,
  place: Place,
  id: string,
  { setting }: Installed,
): Promise<GroupDeployment> {
  if (id === setting) return { id, state: 'Succeeded', creator: 'user' };
  return deployments.get(place, id);
}
