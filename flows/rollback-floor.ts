// How far back a pipeline may go: what runs below its floor could not read what has been written since.

import { isNewer, labelOf, orderOf, type Revision } from '../core/revision.ts';
import { readNamed } from './definitions.ts';
import type { Ports } from './ports.ts';
import { releasesEver } from './released.ts';

/** Why a revision must not be returned to; undefined where it may. */
export type Floor = (revision: Revision) => string | undefined;

/** By the definition in force. Of a floor that had no release here, only its number tells anything. */
export async function floorOf(ports: Ports, pipeline: string): Promise<Floor> {
  const floor = (await readNamed(ports, pipeline))?.pipeline.rollbackFloor;
  if (floor === undefined) return () => undefined;
  const named = String(floor).replace(/^#/, '');
  const releases = await releasesEver(ports, pipeline);
  const known = releases.map(({ revision }) => revision).find((each) => isCalled(each, named));
  const help =
    'release a fix instead, or lower rollbackFloor in the pipeline’s file, with tidegate apply, once that is safe';
  return (revision) => {
    if (isCalled(revision, named) || !isBelow(revision, known, named)) return undefined;
    return `${labelOf(revision)} is below the pipeline’s rollbackFloor, ${floor}: ${help}`;
  };
}

function isBelow(revision: Revision, known: Revision | undefined, named: string): boolean {
  if (known) return isNewer(orderOf(known), orderOf(revision));
  // Where nobody knows whether it is below, it is.
  return /^\d{1,9}$/.test(named) ? revision.build.number < Number(named) : true;
}

function isCalled({ build, commit, digest }: Revision, named: string): boolean {
  if (/^\d{1,9}$/.test(named) && build.number === Number(named)) return true;
  return digest === named || (named.length >= 7 && commit.startsWith(named));
}
