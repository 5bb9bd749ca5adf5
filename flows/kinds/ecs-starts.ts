// Brings a service of ECS to a revision of its task definition that has the images of the release.

import type { Definition } from '../../aws/ecs-definitions.ts';
import type { ServiceFound } from '../../aws/ecs-forms.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { labelOf } from '../../core/revision.ts';
import { ANY_CONTAINER, hasImages } from '../../core/service-truth.ts';
import type { Ports } from '../ports.ts';
import { unfitText, unusableText } from './ecs-unfit.ts';
import type { Started, Starts, Wanted } from './kind.ts';

type Target = TargetOf<'ecs'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing, mark } = wanted;
    const found = await serviceOf(ports, target, doing);
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

/** A way back is tried whatever stands against it, but no other hand's controller. */
async function serviceOf(
  ports: Ports,
  target: Target,
  doing: Wanted['doing'],
): Promise<ServiceFound> {
  const found = await ports.containers.service(target);
  const problem =
    unusableText(target, found) ??
    (doing === 'deploy' && found ? unfitText(target, found) : undefined);
  if (found === undefined || problem !== undefined) throw refused(problem ?? '');
  return found;
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

/** By the names of the containers. Throws `Refused` where none of them is there, or nobody says which is meant. */
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
  const its = said
    .map(
      ([name, image]) =>
        [name === ANY_CONTAINER ? containerOf(target, base) : name, image] as const,
    )
    .filter(([name]) => name in base.images);
  if (its.length > 0) return Object.fromEntries(its);
  const [wanted, there] = [images, base.images].map((each) => Object.keys(each).join(', '));
  throw refused(
    `expected task definition ${base.name} to have one of the containers ${wanted}, got ${there}`,
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
