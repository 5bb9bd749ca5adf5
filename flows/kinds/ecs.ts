// A service of ECS, which ECS deploys to: held by a pause before each step, and after the last until its bake
// has ended.

import type { ListedRun } from '../../aws/ecs-deployments.ts';
import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import type { ServiceDeployment, Truth } from '../../core/found-truth.ts';
import { deploymentMark, deploymentOf, LEFT_THERE } from '../../core/intent.ts';
import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Ports } from '../ports.ts';
import type { Finds, Lets, Observes, Reads, Said, SendsBack, Settles, Stops } from './kind.ts';
import { emptyText } from './service-keeps.ts';

export { keeps } from './service-keeps.ts';

type Target = TargetOf<'ecs'>;

export const finds: Finds<Target> = {
  async find(ports, { target, mark, since }) {
    for (const run of await ports.containers.deployments(target, { since }))
      if ((await markOf(ports, target, run)) === mark) return found(ports, target, run, mark);
    return undefined;
  },
  /**
   * What is held is under way, though all of its traffic has shifted; what has stalled is not, though ECS
   * calls it so.
   */
  async running(ports, target) {
    const [run] = await ports.containers.deployments(target, 'running');
    if (run === undefined || (await isStalled(ports, target, run))) return undefined;
    const { id, createdAt } = run;
    const description = await markOf(ports, target, run);
    return { id, createdAt, description, state: 'running', creator: 'user' };
  },
};

async function found(
  ports: Ports,
  target: Target,
  { id, definition = '' }: ListedRun,
  mark: string,
): Promise<Deployment> {
  const service = await ports.containers.service(target);
  const alsoCalled = service?.calledInEvents.get(definition);
  return { ...(await begun(ports, target, id, mark)), ...(alsoCalled && { alsoCalled }) };
}

/**
 * ECS would start no more tasks of it, and has none to return to: it stays so until something else is brought
 * there.
 */
async function isStalled(
  { containers }: Ports,
  target: Target,
  { definition, isGoingBack }: Pick<ListedRun, 'definition' | 'isGoingBack'>,
): Promise<boolean> {
  if (isGoingBack) return false;
  const found = await containers.service(target);
  return found?.isStalled === true && found.definition === definition;
}

async function markOf(ports: Ports, target: Target, { definition }: ListedRun): Promise<string> {
  return definition === undefined ? '' : ports.containers.markOf(target, definition);
}

export const observes: Observes<Target> = {
  async observe(ports, { pipeline, target, id }) {
    const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
    const isIts = intent !== undefined && deploymentOf(intent) === id;
    return begun(ports, target, id, isIts ? deploymentMark(intent, target.name) : '');
  },
};

async function begun(
  ports: Ports,
  target: Target,
  id: string,
  description: string,
): Promise<Deployment> {
  const run = await ports.containers.deployment(target, id);
  const { createdAt, error, errorCode, hold } = run;
  const of = { id, description, createdAt, creator: 'user' };
  // All of its traffic is there: what follows waits for the bake.
  const state = hold?.at === 'after' ? 'Succeeded' : run.state;
  const failure =
    state === 'Succeeded' && description.startsWith('tidegate deploy ')
      ? await emptyText(ports, target)
      : run.hasTripped && (await stalledText(ports, target));
  if (failure) return { ...of, state: 'Failed', error: failure };
  return {
    ...of,
    state,
    ...(error && { error }),
    ...(errorCode && { errorCode }),
    ...(hold?.at === 'before' && { heldBy: hold.id }),
  };
}

async function stalledText({ containers }: Ports, target: Target): Promise<string | undefined> {
  const found = await containers.service(target);
  return found?.isStalled
    ? 'its circuit breaker tripped, and ECS has nothing to return to: nothing has ever come up there'
    : undefined;
}

export const stops: Stops<Target> = {
  stop: ({ containers }, { target, id }) => containers.goBack(target, id),
};

export const lets: Lets<Target> = {
  goOn: ({ containers }, { target, id }, hold) => containers.goOn(target, id, hold),
  async finish({ containers }, target, id) {
    const { hold } = id === undefined ? {} : await containers.deployment(target, id);
    if (id !== undefined && hold?.at === 'after') await containers.goOn(target, id, hold.id);
    await containers.takePausesOut(target);
  },
  async freeOthers(ports, target) {
    const [run] = await ports.containers.deployments(target, 'running');
    if (run === undefined || (await markOf(ports, target, run)).startsWith('tidegate ')) return;
    const { hold } = await ports.containers.deployment(target, run.id);
    if (hold) await ports.containers.goOn(target, run.id, hold.id);
  },
};

export const settles: Settles<Target> = {
  settingAfter: async (_ports, { id }) => id,
};

export const sendsBack: SendsBack<Target> = {
  /** The stop of a deployment does it; it takes its time. */
  async sendBack(ports, target, version) {
    const found = await ports.containers.service(target);
    if (found?.definition === version && found.isWhole) return { setting: undefined };
    if (found?.isStalled) return { left: LEFT_THERE };
    const got = found ? `${found.definition}, and more to come` : 'no such service';
    const text = `expected service ${target.ecs.service} to have task definition ${version} again, got ${got}`;
    throw new Failure('NotReady', text);
  },
};

export const reads: Reads<Target> = {
  reader: async (ports, _all, how) => ({ read: (said) => serviceTruth(ports, said, how) }),
};

async function serviceTruth(
  ports: Ports,
  said: Said<Target>,
  how: 'quick' | 'whole',
): Promise<Truth> {
  const { target, installed, since = installed.at } = said;
  const found = await ports.containers.service(target);
  if (found === undefined) return { kind: 'nothing' };
  const { definition } = found;
  const [last] = await ports.containers.deployments(target, { since });
  const attempted = last && (await attemptedOf(ports, said, last));
  const whole = how === 'whole' ? await ports.containers.definition(target, definition) : undefined;
  return {
    kind: 'service',
    definition,
    desiredCount: found.desiredCount,
    ...(whole && { images: whole.images }),
    ...(attempted && { attempted }),
  };
}

/** Of its own nothing more needs to be asked. */
async function attemptedOf(
  ports: Ports,
  { target, installed, shifting }: Said<Target>,
  run: ListedRun,
): Promise<ServiceDeployment> {
  const { id, state, isGoingBack, createdAt, definition = '' } = run;
  const isKnown = id === shifting?.deployment || id === installed.setting;
  const description = isKnown ? undefined : await markOf(ports, target, run);
  return {
    id,
    state,
    isGoingBack,
    createdAt,
    definition,
    creator: 'user',
    ...(description && { description }),
  };
}
