// How far back a pipeline may go.

import type { Revision } from '../core/revision.ts';
import type { Ports } from './ports.ts';

/** What is said of a revision below the floor; undefined where it may be returned to. */
export async function floorOf(
  _ports: Ports,
  _pipeline: string,
): Promise<(revision: Revision) => string | undefined> {
  return () => undefined;
}
