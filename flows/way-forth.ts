// The way forth of a wave: whether what it would deploy is still where its targets get it from.

import { revisionFor } from '../core/part.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { artifactIn, labelOf, type Revision } from '../core/revision.ts';
import { gathered } from './gathered.ts';
import { isNear } from './kinds/artifact.ts';
import { keepsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { sourceOf } from './source.ts';

/**
 * What is missing, as a sentence; undefined where nothing is. What cannot be read is said by the deployment: it asks
 * with other permissions.
 */
export async function missingForth(
  ports: Ports,
  targets: readonly TargetDefinition[],
  whole: Revision,
): Promise<string | undefined> {
  for (const its of Map.groupBy(targets, ({ part }) => part).values()) {
    const missing = await missingOf(ports, its, revisionFor(its[0] as TargetDefinition, whole));
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** Of targets that get the same. */
async function missingOf(
  ports: Ports,
  targets: readonly TargetDefinition[],
  revision: Revision,
): Promise<string | undefined> {
  const [ofImages, ofArtifacts] = [true, false].map((is) =>
    targets.filter((target) => getsImage(target, revision) === is),
  ) as [TargetDefinition[], TargetDefinition[]];
  return (
    (await missingArtifact(ports, ofArtifacts, revision)) ??
    (await missingImage(ports, ofImages, revision))
  );
}

/** ECS asks by itself whether what an artifact names is there; of a revision that is an image, nothing else is. */
function getsImage({ lambda }: TargetDefinition, { artifact }: Revision): boolean {
  return lambda?.image !== undefined || artifact === undefined;
}

async function missingArtifact(
  ports: Ports,
  targets: readonly TargetDefinition[],
  revision: Revision,
): Promise<string | undefined> {
  if (targets.length === 0) return undefined;
  const artifact = artifactIn(revision);
  const { found: isThere } = await gathered(ports, 'the artifact', true, () =>
    ports.artifacts.isThere(artifact),
  );
  if (isThere) return undefined;
  const without: string[] = [];
  for (const target of targets) {
    const { found: isCopied } = await gathered(ports, 'a copy', false, () =>
      isCopiedTo(ports, target, revision),
    );
    if (!isCopied) without.push(target.name);
  }
  if (without.length === 0) return undefined;
  const { bucket, key, version } = artifact;
  return (
    `the artifact of ${labelOf(revision)} was deleted, s3://${bucket}/${key} (version ${version}), and there is none ` +
    `for ${without.join(', ')}; put it back where it was, or build its commit again`
  );
}

/** Of the same image in the same region it is asked once for each: few have many. */
async function missingImage(
  ports: Ports,
  targets: readonly TargetDefinition[],
  revision: Revision,
): Promise<string | undefined> {
  for (const target of targets) {
    const source = sourceOf(target, revision);
    const { found: isThere } = await gathered(ports, 'an image', true, () => source.isThere(ports));
    if (!isThere)
      return `the ${source.what} ${source.text} of ${labelOf(revision)} is not there, for ${target.name}; ${source.help}`;
  }
  return undefined;
}

async function isCopiedTo(
  ports: Ports,
  target: TargetDefinition,
  revision: Revision,
): Promise<boolean> {
  return !isNear(revision, target) && keepsOf(target).hasCopy(ports, target, revision.digest);
}
