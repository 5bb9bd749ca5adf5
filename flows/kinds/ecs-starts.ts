// Brings a service of ECS to a revision of its task definition that has the images of the release.

import type { Definition } from '../../aws/ecs-definitions.ts';
import type { ServiceFound } from '../../aws/ecs-forms.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { labelOf } from '../../core/revision.ts';
import { ANY_CONTAINER, hasImages } from '../../core/service-truth.ts';
import type { Ports } from '../ports.ts';
import type { Started, Starts, Wanted } from './kind.ts';

type Target = TargetOf<'ecs'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing, mark } = wanted;
    const found = await serviceOf(ports, target);
    if (doing === 'deploy') refuseUnfit(target, found);
    const current = await currentOf(ports, target, found);
    const { definition: from } = found;
    if (found.isWhole && hasIt(wanted, current)) {
      await noted({ functionVersion: from, fromVersion: from });
      await ports.containers.takePausesOut(target);
      return undefined;
    }
    const base = (doing === 'rollBack' && (await baseThere(ports, wanted))) || current;
    const images = imagesFor(wanted, base);
    const to = await ports.serviceUpdates.register(target, base, images, mark);
    await noted({ functionVersion: to, fromVersion: from });
    const since = ports.clock.now().toISOString();
    const way = { strategy: target.strategy, isBack: doing === 'rollBack' };
    await ports.serviceUpdates.update(target, found, to, way);
    return begunAs(ports, target, to, since);
  },
};

async function serviceOf(ports: Ports, target: Target): Promise<ServiceFound> {
  const found = await ports.containers.service(target);
  const { cluster, service } = target.ecs;
  if (found === undefined)
    throw refused(`expected service ${service} of cluster ${cluster} to be there, got none`);
  const { controller } = found;
  if (controller !== 'ECS')
    throw refused(
      `expected service ${service} to be deployed to by ECS itself, got the controller ${controller}: ` +
        'change its deployment controller to ECS, or keep what deploys there now',
    );
  return found;
}

/** A way back is tried whatever stands against it. */
function refuseUnfit({ ecs, strategy, name }: Target, found: ServiceFound): void {
  const { service } = ecs;
  const how = typeof strategy === 'string' ? strategy : Object.keys(strategy).join();
  if (found.desiredCount === 0)
    throw refused(
      `expected service ${service} to want tasks, got a desired count of 0: nothing would run the revision, ` +
        'and nothing could be said of it; scale it up first',
    );
  if (found.isDaemon && strategy !== 'rolling')
    throw refused(
      `expected ${name} to be rolling, got ${how}: a service of daemons has one task on each instance, and no second set`,
    );
  if (strategy !== 'rolling' && found.balancing === 'fixed')
    throw refused(
      `expected service ${service} to name another target group and a listener rule, for ${how}, got one target group ` +
        'alone: docs/targets/ecs.md says what it needs; or let it be rolling',
    );
  if (strategy !== 'rolling' && strategy !== 'blue-green' && found.balancing === 'none')
    throw refused(
      `expected service ${service} to have a load balancer or Service Connect, for ${how}, got neither: ` +
        'without them no part of its traffic can be told from another; let it be blue-green or rolling',
    );
}

async function currentOf(ports: Ports, target: Target, found: ServiceFound): Promise<Definition> {
  const current = await ports.containers.definition(target, found.definition);
  if (current) return current;
  throw refused(
    `expected task definition ${found.definition} of service ${target.ecs.service} to be there, got none`,
  );
}

function hasIt({ doing, functionVersion, revision }: Wanted<Target>, current: Definition): boolean {
  if (doing === 'rollBack' && functionVersion === current.name) return true;
  return hasImages(current.images, revision);
}

/** What once ran there, as it was: with its images, and all that else was written in it. */
async function baseThere(
  { containers }: Ports,
  { target, functionVersion, revision }: Wanted<Target>,
): Promise<Definition | undefined> {
  if (functionVersion === undefined) return undefined;
  const found = await containers.definition(target, functionVersion);
  return found && hasImages(found.images, revision) ? found : undefined;
}

/** By the names of the containers. Throws `Refused` where a container is not there, or nobody says which is meant. */
function imagesFor(
  { target, revision }: Wanted<Target>,
  base: Definition,
): Readonly<Record<string, string>> {
  const { images = {} } = revision;
  const said = Object.entries(images);
  if (said.length === 0)
    throw refused(
      `expected the artifact of ${labelOf(revision)} to say its images, in imagedefinitions.json or imageDetail.json, got none`,
    );
  return Object.fromEntries(
    said
      .map(([container, image]) => [
        container === ANY_CONTAINER ? containerOf(target, base) : container,
        image,
      ])
      .map(([container = '', image = '']) => {
        if (container in base.images) return [container, image];
        throw refused(
          `expected task definition ${base.name} to have a container ${container}, got ${Object.keys(base.images).join(', ')}`,
        );
      }),
  );
}

function containerOf({ ecs, name }: Target, { essential, name: definition }: Definition): string {
  const { container = essential.length === 1 ? essential[0] : undefined } = ecs;
  if (container !== undefined) return container;
  throw refused(
    `expected ${name} to name the container that gets the image (ecs.container), got none, and task definition ` +
      `${definition} has ${essential.length} essential ones: ${essential.join(', ')}`,
  );
}

/** How often it is asked for, and how long between: ECS begins a deployment a moment after it has said so. */
const ASKED = { times: 5, seconds: 2 };

async function begunAs(
  ports: Ports,
  target: Target,
  definition: string,
  since: string,
): Promise<Started> {
  for (let time = 0; time < ASKED.times; time += 1) {
    if (time > 0) await ports.clock.sleep(ASKED.seconds);
    const all = await ports.containers.deployments(target, { since });
    const own = all.find((run) => run.definition === definition);
    if (own) return { id: own.id, ...(await calledOf(ports, target, definition)) };
  }
  const text = `expected ECS to have begun a deployment of ${definition}, got none yet`;
  throw new Failure('NotReady', text);
}

async function calledOf(ports: Ports, target: Target, definition: string) {
  const service = await ports.containers.service(target);
  const alsoCalled = service?.calledInEvents.get(definition);
  return alsoCalled && { alsoCalled };
}

function refused(text: string): Failure {
  return new Failure('Refused', text);
}
