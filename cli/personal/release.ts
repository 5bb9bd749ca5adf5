// Brings what was built here to a person's own stage: puts it where its source looks, and has its release started.

import { realClock } from '../../aws/clock.ts';
import { putPackage } from '../../aws/release-requests.ts';
import { Failure, isFailure } from '../../core/failure.ts';
import { digestOfParts } from '../../core/part.ts';
import type { RevisionPart } from '../../core/revision.ts';
import { type ListedRelease, listReleases } from '../../flows/find-release.ts';
import { bundleArn } from '../../flows/sources/bundle-source.ts';
import { objectArn } from '../../flows/sources/objects.ts';
import { give } from '../commands.ts';
import type { Deployed } from '../deployed.ts';
import type { Built } from './artifact.ts';
import type { PersonalAsked } from './asked.ts';
import { accessOf, type Prepared } from './prepare.ts';

export type Begun =
  /** A release of these bytes is on its way: one that was begun now, or before. */
  | { readonly is: 'begun' | 'under way'; readonly release: string }
  /** Nothing was begun, for they had their release. */
  | { readonly is: 'released'; readonly text: string; readonly code: 0 | 1 };

export async function beginRelease(
  asked: PersonalAsked,
  deployed: Deployed,
  prepared: Prepared,
  built: readonly Built[],
): Promise<Begun> {
  const { names } = prepared;
  const digest = digestOfAll(built);
  const all = await listReleases(deployed.ports, names.pipeline);
  const [last] = withoutRollbacks(all);
  const isSame = last?.revision.digest === digest;
  if (last && isSame && last.outcome === undefined) return { is: 'under way', release: last.id };
  if (last && isSame && !asked.again) return hadIts(last);
  if (last && isSame) return again(asked, names.pipeline, last);
  const build = await putAll(deployed, prepared, { built, all });
  try {
    const { facts } = await give(asked, 'start', { pipeline: names.pipeline, build });
    if (typeof facts?.release === 'string') return { is: 'begun', release: facts.release };
  } catch (thrown) {
    // The event of the object may have been faster: then that release is it.
    const found = await releaseOf(deployed, names.pipeline, digest);
    if (found === undefined || !isFailure(thrown, 'Refused')) throw thrown;
    return { is: 'begun', release: found.id };
  }
  throw new Failure('ServiceFailed', 'expected to be told which release has begun, got nothing');
}

/** Puts what is not there yet; resolves to the ARN of the build that it is, of exactly these bytes. */
async function putAll(
  deployed: Deployed,
  { bucket, place, objects }: Prepared,
  { built, all }: { readonly built: readonly Built[]; readonly all: readonly ListedRelease[] },
): Promise<string> {
  const arns: Record<string, string> = {};
  for (const { part = '', key } of objects) {
    const one = built.find((each) => (each.part ?? '') === part);
    const known = part === '' ? [] : all.map(({ revision }) => revision.parts?.[part]);
    const there = known.filter(
      (each) => each?.digest === one?.digest && each?.artifact?.key === key,
    );
    const version =
      (await newestOf(deployed, { bucket, place, key }, there)) ??
      (await putPackage(accessOf(deployed), place, { bucket, key }, one?.bytes ?? Buffer.alloc(0)))
        .version;
    arns[part] = objectArn(place, { bucket, key, version });
  }
  const [arn = ''] = Object.values(arns);
  return objects.length === 1 ? arn : bundleArn(arns);
}

/** The object's newest version, where it is one of these: the same bytes, put again, would be another build of them. */
async function newestOf(
  { ports }: Deployed,
  { bucket, place, key }: Pick<Prepared, 'bucket' | 'place'> & { readonly key: string },
  parts: readonly (RevisionPart | undefined)[],
): Promise<string | undefined> {
  if (parts.length === 0) return undefined;
  const [newest] = await ports.artifacts.versions(place, bucket, key);
  const isNewest = parts.some(
    (each) => each?.artifact?.bucket === bucket && each.artifact.version === newest?.version,
  );
  return isNewest ? newest?.version : undefined;
}

/** A rollback is none of what was built. */
function withoutRollbacks(all: readonly ListedRelease[]): ListedRelease[] {
  return all.filter(({ rollback }) => rollback === undefined);
}

export function digestOfAll(built: readonly Built[]): string {
  const [one] = built;
  if (built.length === 1 && one) return one.digest;
  return digestOfParts(
    Object.fromEntries(built.map(({ part = '', digest }) => [part, { digest }])),
  );
}

function hadIts({ outcome, reason, id }: ListedRelease): Begun {
  if (outcome === 'Promoted')
    return {
      is: 'released',
      code: 0,
      text: `nothing new: these bytes were promoted by ${id}; to release them again: --again`,
    };
  return {
    is: 'released',
    code: 1,
    text: `nothing new: these bytes had their release ${id}, which ended ${outcome}: ${reason}; build something else, or say --again`,
  };
}

async function again(asked: PersonalAsked, pipeline: string, last: ListedRelease): Promise<Begun> {
  const body = {
    pipeline,
    build: last.revision.build.arn,
    retry: true,
    reason: 'tidegate dev --again',
  };
  const { facts } = await give(asked, 'start', body);
  if (typeof facts?.release === 'string') return { is: 'begun', release: facts.release };
  throw new Failure('ServiceFailed', 'expected to be told which release has begun, got nothing');
}

const TRIES = 15;

async function releaseOf(
  { ports }: Deployed,
  pipeline: string,
  digest: string,
): Promise<ListedRelease | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const all = withoutRollbacks(await listReleases(ports, pipeline));
    const found = all.find((each) => each.revision.digest === digest && each.outcome === undefined);
    if (found) return found;
    await realClock.sleep(1);
  }
  return undefined;
}
