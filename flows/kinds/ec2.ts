// The instances of a deployment group of CodeDeploy: they get a revision in place, or others take their place.

import type { Deployment } from '../../core/deployment.ts';
import type { GroupDeployment, Truth } from '../../core/found-truth.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Installed } from '../../core/target.ts';
import { gathered } from '../gathered.ts';
import type { Ports } from '../ports.ts';
import { withServed } from './by-codedeploy.ts';
import { type Groups, readGroups } from './groups.ts';
import { instancesText } from './instances-text.ts';
import type { Finds, Keeps, Lets, Observes, Reads, Said, Settles, Stops } from './kind.ts';
import { finishWait, inEffect, markedBack, takenBackBy } from './two-sided.ts';

type Target = TargetOf<'ec2'>;

export const finds: Finds<Target> = {
  find: ({ deployments }, { target, mark, since }) => deployments.find(target, mark, since),
  async running(ports, target) {
    const found = await ports.deployments.running(target);
    return found?.isTwoSided ? markedBack(ports, target, found) : found;
  },
};

export const observes: Observes<Target> = {
  /** What has failed is told with what its instances say. */
  async observe(ports, { target, id }) {
    const known = inEffect(await ports.deployments.get(target, id));
    const deployment = await withServed(ports, target, known);
    const { state, error = '' } = deployment;
    if (state !== 'Failed' && !(state === 'Stopped' && deployment.isTwoSided)) return deployment;
    const { found = [] } = await gathered(ports, `the instances of ${id}`, undefined, () =>
      ports.deployments.instances(target, id),
    );
    const told = [error, instancesText(found)].filter(Boolean).join('; ');
    return told === '' ? deployment : { ...deployment, error: told };
  },
};

export const stops: Stops<Target> = {
  /** Where the traffic has moved to others, it goes back to those that live still. */
  async stop(ports, { target, id }) {
    const { state, isTwoSided, isInEffect } = await ports.deployments.get(target, id);
    if (state !== 'running') return;
    const goesBack = isTwoSided && (isInEffect || (await mayHaveMoved(ports, target, id)));
    await ports.deployments.stop(target, id, goesBack ? 'goBack' : undefined);
  },
};

/** What cannot be read stops all the same, and goes back: that is no harm where nothing has moved. */
async function mayHaveMoved(ports: Ports, target: Target, id: string): Promise<boolean> {
  const { found } = await gathered(ports, `the instances of ${id}`, undefined, () =>
    ports.deployments.instances(target, id),
  );
  return found?.some(({ isNew, hasTraffic }) => isNew && hasTraffic) ?? true;
}

export const lets: Lets<Target> = {
  goOn: ({ deployments }, { target, id }) => deployments.goOn(target, id, 'READY_WAIT'),
  finish: finishWait,
  // Nothing of Tidegate's holds what others deploy.
  freeOthers: async () => {},
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
  // What was to take the place of others, and never got their traffic, has changed nothing.
  if (!shifting && attempted && last && (await wasInVain(ports, target, attempted)))
    return { kind: 'group', last, attempted: last };
  return { kind: 'group', ...(last && { last }), ...(attempted && { attempted }) };
}

/**
 * Of the one that the ledger knows, nothing more needs to be asked. What CodeDeploy takes back of Tidegate's bears the
 * mark of that.
 */
async function deploymentOf(
  ports: Ports,
  place: Target,
  id: string,
  { setting }: Installed,
): Promise<GroupDeployment & Pick<Deployment, 'isTwoSided'>> {
  if (id === setting) return { id, state: 'Succeeded', creator: 'user' };
  const found = await ports.deployments.get(place, id);
  const taken = found.isTwoSided ? await takenBackBy(ports, place, found) : undefined;
  return taken === undefined ? found : { ...found, description: taken.description };
}

async function wasInVain(
  { deployments }: Ports,
  target: Target,
  { id, state, isTwoSided }: GroupDeployment & Pick<Deployment, 'isTwoSided'>,
): Promise<boolean> {
  if (!isTwoSided || (state !== 'Failed' && state !== 'Stopped')) return false;
  const all = await deployments.instances(target, id);
  return !all.some(({ isNew, hasTraffic }) => isNew && hasTraffic);
}
