// The tasks of a service of ECS, of which CodeDeploy brings a second set: held before it gets the traffic, and with the
// first still up until its bake has ended, where the group lets it live that long.

import type { ServiceFound } from '../../aws/ecs-forms.ts';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import type { ServiceDeployment, Truth } from '../../core/found-truth.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import { withServed } from './by-codedeploy.ts';
import { type Groups, readGroups } from './groups.ts';
import type { Finds, Lets, Observes, Reads, Said, SendsBack, Settles, Stops } from './kind.ts';
import { emptyText } from './service-keeps.ts';
import { finishWait, inEffect, lastOf, markedBack, takenBackBy } from './two-sided.ts';

export { keeps } from './service-keeps.ts';

type Target = TargetOf<'tasks'>;

export const finds: Finds<Target> = {
  find: ({ deployments }, { target, mark, since }) => deployments.find(target, mark, since),
  async running(ports, target) {
    const found = await ports.deployments.running(target);
    return found && markedBack(ports, target, found);
  },
};

export const observes: Observes<Target> = {
  async observe(ports, { target, id }) {
    const found = inEffect(await ports.deployments.get(target, id));
    const deployment = await withServed(ports, target, found);
    const { state, description, heldBy } = deployment;
    if (heldBy !== undefined)
      return (await isUp(ports, target, id)) ? deployment : unheld(deployment);
    const isOfDeploy = state === 'Succeeded' && description.startsWith('tidegate deploy ');
    const error = isOfDeploy ? await emptyText(ports, target) : undefined;
    return error === undefined ? deployment : { ...deployment, state: 'Failed', error };
  },
};

/** CodeDeploy says that it is ready though tasks of it have gone since: then it gets no traffic yet. */
async function isUp({ containers }: Ports, target: Target, id: string): Promise<boolean> {
  const sets = (await containers.service(target))?.taskSets ?? [];
  return sets.find(({ deployment }) => deployment === id)?.isSteady ?? true;
}

function unheld({ heldBy: _, ...deployment }: Deployment): Deployment {
  return deployment;
}

export const stops: Stops<Target> = {
  stop: ({ deployments }, { target, id }) => deployments.stop(target, id, 'goBack'),
};

export const lets: Lets<Target> = {
  goOn: ({ deployments }, { target, id }) => deployments.goOn(target, id, 'READY_WAIT'),
  finish: finishWait,
  // Nothing of Tidegate's holds what others deploy.
  freeOthers: async () => {},
};

export const settles: Settles<Target> = {
  settingAfter: async (_ports, { id }) => id,
};

export const sendsBack: SendsBack<Target> = {
  /** The stop of a deployment does it; it takes its time. */
  async sendBack(ports, target, version) {
    const found = await ports.containers.service(target);
    const isBusy = (await lastOf(ports, target))?.state === 'running';
    if (found?.definition === version && found.taskSets.length === 1 && !isBusy)
      return { setting: undefined };
    const text = `expected service ${target.ecs.service} to have task definition ${version} alone again, got ${setsText(found)}`;
    throw new Failure('NotReady', text);
  },
};

function setsText(found: ServiceFound | undefined): string {
  if (found === undefined) return 'no such service';
  const all = found.taskSets.map(({ definition, isPrimary }) =>
    isPrimary ? definition : `${definition} beside it`,
  );
  return all.join(', ') || 'no task sets';
}

export const reads: Reads<Target> = {
  async reader(ports, all, how) {
    const groups = await readGroups(
      ports,
      all.map(({ target }) => target),
    );
    return { read: (said) => tasksTruth(ports, said, { how, groups }) };
  },
};

async function tasksTruth(
  ports: Ports,
  said: Said<Target>,
  { how, groups }: { readonly how: 'quick' | 'whole'; readonly groups: Groups },
): Promise<Truth | undefined> {
  const { target } = said;
  const known = groups.of(target);
  if (known === undefined) return undefined;
  const found = await ports.containers.service(target);
  if (found === undefined) return { kind: 'nothing' };
  const { definition, desiredCount } = found;
  const id = known.get(target.ecs.deploymentGroup)?.attempted;
  const attempted = id === undefined ? undefined : await attemptedOf(ports, said, found, id);
  const whole = how === 'whole' ? await ports.containers.definition(target, definition) : undefined;
  return {
    kind: 'service',
    definition,
    desiredCount,
    ...(whole && { images: whole.images }),
    ...(attempted && { attempted }),
  };
}

/** Of its own nothing more needs to be asked. One that takes another back is told as that one, on its way back. */
async function attemptedOf(
  ports: Ports,
  { target, installed, shifting }: Said<Target>,
  { taskSets }: ServiceFound,
  id: string,
): Promise<ServiceDeployment> {
  const broughtBy = (its: string) =>
    taskSets.find(({ deployment }) => deployment === its)?.definition ?? '';
  const own = { id, creator: 'user', definition: broughtBy(id), isGoingBack: false };
  if (id === installed.setting) return { ...own, state: 'Succeeded', createdAt: installed.at };
  if (id === shifting?.deployment) return { ...own, state: 'running', createdAt: shifting.begunAt };
  const found = await ports.deployments.get(target, id);
  const { state, createdAt, creator, description } = found;
  const taken = await takenBackBy(ports, target, found);
  if (taken === undefined)
    return {
      id,
      state,
      createdAt,
      creator,
      description,
      definition: broughtBy(id),
      isGoingBack: false,
    };
  return {
    ...taken,
    definition: broughtBy(taken.id),
    state: state === 'Succeeded' ? 'Stopped' : state,
    isGoingBack: true,
  };
}
