// The way back of a target: whether what a rollback would put there can still be put there.

import { installedFor } from '../core/part.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { labelOf } from '../core/revision.ts';
import type { Installed } from '../core/target.ts';
import { gathered } from './gathered.ts';
import { isNear } from './kinds/artifact.ts';
import { keepsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { sourceOf } from './source.ts';

/**
 * Whether there is one, and what is wrong with it:
 *
 *     the version lives, and so does its artifact       →  there
 *     the version lives, its artifact was deleted       →  thin: once the version goes too, it is missing
 *     the version is gone, its artifact is there        →  there: it is published again
 *     both are gone                                     →  missing
 *     of a function of an image, that image             →  as the artifact of others
 *     a task definition lives                           →  there: its images are known
 *     it is gone                                        →  thin: it is registered anew, with them
 *     the artifact of instances is there, or its copy   →  there
 *     neither is                                        →  missing
 *     the platform does not answer                      →  unread
 */
export type WayBack =
  | { readonly is: 'there' }
  | { readonly is: 'thin' | 'missing' | 'unread'; readonly text: string };

export async function wayBackOf(
  ports: Ports,
  target: TargetDefinition,
  installed: Installed,
): Promise<WayBack> {
  const point = installedFor(target, installed);
  const { found } = await gathered<WayBack | undefined>(ports, 'the way back', undefined, () =>
    readWayBack(ports, target, point),
  );
  const text = `the way back of ${whereText(target, point)} could not be read`;
  return found ?? { is: 'unread', text };
}

async function readWayBack(
  ports: Ports,
  target: TargetDefinition,
  point: Installed,
): Promise<WayBack> {
  const { artifact, digest } = point.revision;
  const source = sourceOf(target, point.revision);
  const keeps = keepsOf(target);
  const lives = await keeps.isKept(ports, target, point);
  const again = keeps.madeAgain?.(point);
  if (again !== undefined)
    return lives ? { is: 'there' } : { is: 'thin', text: madeAgainText(target, point, again) };
  if (await source.isThere(ports)) return { is: 'there' };
  if (lives) return { is: 'thin', text: thinText(target, point) };
  const isFar = artifact !== undefined && !isNear(point.revision, target);
  const isCopied = isFar && (await keeps.hasCopy(ports, target, digest));
  return isCopied ? { is: 'there' } : { is: 'missing', text: missingText(target, point) };
}

function whereText({ name }: TargetDefinition, { revision }: Installed): string {
  return `${name} to ${labelOf(revision)}`;
}

function thinText(target: TargetDefinition, point: Installed): string {
  const kept = keepsOf(target).keptAs(target, point);
  const { what, text } = sourceOf(target, point.revision);
  return `the way back of ${whereText(target, point)} is ${kept} alone: its ${what} ${text} was deleted`;
}

function madeAgainText(target: TargetDefinition, point: Installed, again: string): string {
  const kept = keepsOf(target).keptAs(target, point);
  return `the way back of ${whereText(target, point)} has lost ${kept}, which was deleted: it would be ${again}`;
}

function missingText(target: TargetDefinition, point: Installed): string {
  const kept = keepsOf(target).keptAs(target, point);
  const { what, text, help } = sourceOf(target, point.revision);
  const source = `${what} ${text}`;
  const gone = kept ? `${kept} was deleted, and so was its ${source}` : `its ${source} was deleted`;
  return `there is no way back of ${whereText(target, point)}: ${gone}; ${help}`;
}
