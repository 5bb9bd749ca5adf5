// Which release a person means that runs still.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { ranges } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { hasEnded, type Release } from '../core/release.ts';
import { releasesNamed } from '../core/release-named.ts';
import { labelOf } from '../core/revision.ts';
import { readDefinition } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/**
 * The release that runs and is called so; `latest` is the last that was started. Throws `Refused` where none of that
 * name runs, or several do.
 */
export async function runningReleaseNamed(
  ports: Ports,
  pipeline: string,
  what: string,
): Promise<Release> {
  await readDefinition(ports, pipeline);
  const all = await readableItems(ports, ranges.releases(pipeline));
  const running = all.filter((release) => !hasEnded(release));
  const found = releasesNamed(what, running);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (found.length > 1) {
    const could = few(found.map(({ id, revision }) => `${id} (${labelOf(revision)})`));
    throw new Failure('Refused', `expected one release that is ${what}, got ${could}`);
  }
  const ended = releasesNamed(what, all).map(
    (release) =>
      `${release.id} (${labelOf(release.revision)})${hasEnded(release) ? `, which ended ${release.end.outcome}` : ''}`,
  );
  const got = ended.length > 0 ? reasonOf(ended) : `none that is ${JSON.stringify(what)}`;
  const names = running.map(({ id, revision }) => `${id} (${labelOf(revision)})`);
  throw new Failure(
    'Refused',
    `expected a release of ${pipeline} that runs, got ${got}; ${names.length > 0 ? `running are: ${few(names)}` : 'none runs'}`,
  );
}
