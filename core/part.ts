// The parts of a revision that is several artifacts: each target gets one of them.

import { createHash } from 'node:crypto';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import type { Revision, RevisionPart } from './revision.ts';
import type { Installed } from './target.ts';

type OfPart = Pick<TargetDefinition, 'part'>;

/**
 * The revision as a target gets it: its part's bytes under the same build and commit. One that has no parts, as from
 * before its pipeline had any, is whole for each; of one that has other parts nothing is left to be gotten.
 */
export function revisionFor({ part }: OfPart, revision: Revision): Revision {
  if (part === undefined || revision.parts === undefined) return revision;
  const { parts, artifact: _, images: __, templates: ___, ...rest } = revision;
  const own = parts[part];
  if (own === undefined) return rest;
  const { name: ____, ...bytes } = own;
  return { ...rest, ...bytes };
}

/** The same of what is to be brought to a target. */
export function forItsTarget<
  Wanted extends { readonly target: OfPart; readonly revision: Revision },
>(wanted: Wanted): Wanted {
  return { ...wanted, revision: revisionFor(wanted.target, wanted.revision) };
}

export function installedFor(target: OfPart, installed: Installed): Installed {
  return { ...installed, revision: revisionFor(target, installed.revision) };
}

/**
 * What several artifacts are known by as one: the same parts have the same, in whichever order they stand.
 *
 *     api sha256:aa…, web sha256:bb…  →  of `api=sha256:aa…\nweb=sha256:bb…\n`
 */
export function digestOfParts(
  parts: Readonly<Record<string, Pick<RevisionPart, 'digest'>>>,
): string {
  const text = Object.entries(parts)
    .map(([name, { digest }]) => `${name}=${digest}\n`)
    .sort()
    .join('');
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Each of a revision's parts as a revision; the revision itself where it has none. */
export function wholesOf(revision: Revision): readonly Revision[] {
  const parts = Object.keys(revision.parts ?? {});
  return parts.length === 0 ? [revision] : parts.map((part) => revisionFor({ part }, revision));
}
