// The release that waits for a person's answer, as a person means it.

import { type AskingWave, isAsking, overrideOf } from '../core/asking.ts';
import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { ranges } from '../core/keys.ts';
import { hasEnded, type Release } from '../core/release.ts';
import { releasesNamed } from '../core/release-named.ts';
import { labelOf } from '../core/revision.ts';
import { outcomeOf, type Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { readDefinition } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** A wave of which a person is asked. */
export interface AskedRelease {
  readonly release: Release;
  readonly wave: AskingWave;
}

interface Running {
  readonly release: Release;
  readonly waves: readonly Wave[];
}

/**
 * The one of that name that waits for an answer, or the only one; undefined where that name is of one that
 * has ended.
 */
export async function askedRelease(
  ports: Ports,
  {
    pipeline,
    release: named,
  }: { readonly pipeline: string; readonly release?: string | undefined },
): Promise<AskedRelease | undefined> {
  await readDefinition(ports, pipeline);
  const all = await readableItems(ports, ranges.releases(pipeline));
  const open = all.filter((release) => !hasEnded(release));
  const running = await sideBySide(open, async (release) => ({
    release,
    waves: await readableItems(ports, ranges.waves(release.id)),
  }));
  const asked = running.flatMap(({ release, waves }) =>
    waves.filter(isAsking).map((wave) => ({ release, wave })),
  );
  const ids = new Set(releasesNamed(named ?? 'latest', all).map(({ id }) => id));
  const meant = named === undefined ? asked : asked.filter(({ release }) => ids.has(release.id));
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  if (first === undefined && !open.some(({ id }) => ids.has(id)) && ids.size > 0) {
    if (ids.size === 1) return undefined;
    const could = all.filter(({ id }) => ids.has(id)).map(textOf);
    throw new Failure('Refused', `expected one release that is ${named}, got ${few(could)}`);
  }
  throw notAsked(pipeline, named, {
    asked,
    running: running.filter((it) => ids.has(it.release.id)),
  });
}

function notAsked(
  pipeline: string,
  named: string | undefined,
  { asked, running }: { asked: readonly AskedRelease[]; running: readonly Running[] },
): Failure {
  const waiting = asked.map(({ release, wave }) => `${textOf(release)} in ${waveName(wave.plan)}`);
  const got = running.map(
    ({ release, waves }) => `${textOf(release)}, ${whereText(waves)}${answeredText(waves)}`,
  );
  return new Failure(
    'Refused',
    `expected one release of ${pipeline} that waits for an answer, got ${got.join('; ') || named || 'none named'}; ` +
      `waiting for one: ${waiting.join('; ') || 'none'}`,
  );
}

function textOf({ id, revision }: Release): string {
  return `${id} (${labelOf(revision)})`;
}

/** Whoever answers second is told who did first. */
function answeredText(waves: readonly Wave[]): string {
  const [last] = waves.toReversed().flatMap((wave) => {
    const by = overrideOf(wave);
    return by ? [`, and whose wave ${waveName(wave.plan)} ${by.name} let through at ${by.at}`] : [];
  });
  return last ?? '';
}

/** How far it is: what a person may do there is said by `why-blocked`. */
function whereText(waves: readonly Wave[]): string {
  const wave = waves.findLast(({ status }) => status !== 'waiting') ?? waves[0];
  if (wave === undefined) return 'which has no wave yet';
  const name = waveName(wave.plan);
  if (wave.status === 'ended') return `whose wave ${name} ended ${outcomeOf(wave)}`;
  return `whose wave ${name} is ${wave.status === 'baking' ? 'baking: wait for its verdict' : wave.status}`;
}
