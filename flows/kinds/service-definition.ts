// The revision of a task definition that a service is to get: that of what it has, with the images of the release.

import type { Definition } from '../../aws/ecs-definitions.ts';
import type { ServiceFound, ServiceTarget } from '../../aws/ecs-forms.ts';
import { Failure } from '../../core/failure.ts';
import { labelOf } from '../../core/revision.ts';
import { ANY_CONTAINER, hasImages } from '../../core/service-truth.ts';
import type { Ports } from '../ports.ts';
import type { Wanted } from './kind.ts';

/** Registers it; a way back has all else as it was, where that is there still. */
export async function registerFor(
  ports: Ports,
  wanted: Wanted<ServiceTarget>,
  current: Definition,
): Promise<string> {
  const { target, doing, mark } = wanted;
  const base = (doing === 'rollBack' && (await baseThere(ports, wanted))) || current;
  return ports.serviceUpdates.register(target, base, imagesFor(wanted, base), mark);
}

export async function currentOf(
  ports: Ports,
  target: ServiceTarget,
  found: ServiceFound,
): Promise<Definition> {
  const current = await ports.containers.definition(target, found.definition);
  if (current) return current;
  throw refused(
    `expected task definition ${found.definition} of service ${target.ecs.service} to be there, got none`,
  );
}

export function hasIt(
  { doing, functionVersion, revision }: Wanted<ServiceTarget>,
  current: Definition,
): boolean {
  if (doing === 'rollBack' && functionVersion === current.name) return true;
  return hasImages(current.images, revision);
}

/** What once ran there, as it was: with its images, and all that else was written in it. */
async function baseThere(
  { containers }: Ports,
  { target, functionVersion, revision }: Wanted<ServiceTarget>,
): Promise<Definition | undefined> {
  if (functionVersion === undefined) return undefined;
  const found = await containers.definition(target, functionVersion);
  return found && hasImages(found.images, revision) ? found : undefined;
}

/** By the names of the containers. Throws `Refused` where none of them is there, or nobody says which is meant. */
function imagesFor(
  { target, revision }: Wanted<ServiceTarget>,
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

function containerOf(
  { ecs, name }: ServiceTarget,
  { essential, name: definition }: Definition,
): string {
  const { container = essential.length === 1 ? essential[0] : undefined } = ecs;
  if (container !== undefined) return container;
  throw refused(
    `expected ${name} to name the container that gets the image (ecs.container), got none, and task definition ` +
      `${definition} has ${essential.length} essential ones: ${essential.join(', ')}`,
  );
}

export function refused(text: string): Failure {
  return new Failure('Refused', text);
}
