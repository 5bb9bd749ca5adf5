// Which of the artifacts of a build a pipeline releases.

import type { SourceDefinition } from '../pipeline/source-schema.ts';

/** An artifact as CodeBuild tells of it. */
export interface BuiltArtifact {
  /** What it is called: a secondary artifact's identifier, in a batch its build's; empty for a build's own. */
  readonly identifier: string;
  readonly bucket: string;
  readonly key: string;
  /** `sha256:…`, where CodeBuild packaged it. */
  readonly digest?: string;
}

export type Choice =
  | { readonly artifact: BuiltArtifact }
  | {
      /** As *expected …, got …*. */
      readonly problem: string;
    };

interface Builder {
  readonly arn: string;
  readonly project: string;
  readonly artifacts: readonly BuiltArtifact[];
  readonly isBatch: boolean;
}

/**
 * Without a name a build's own artifact is meant, and of a batch the combined one or the only one. A name is an
 * identifier, or what the file is called, with or without what stands behind its last dot.
 *
 *     none         [own, assets]      →  own
 *     'assets'     [own, assets]      →  assets
 *     'shop'       […/shop.zip]       →  that
 *     none         batch of 3         →  a problem: which?
 *     'shop'       []                 →  a problem: there is none
 */
export function artifactOf(build: Builder, wanted: string | undefined): Choice {
  const { arn, artifacts, isBatch, project } = build;
  const what = `${isBatch ? 'batch' : 'build'} ${arn}`;
  if (artifacts.length === 0) {
    const of = isBatch ? 'one of its builds' : `project ${project}`;
    return {
      problem: `expected ${what} to have made an artifact in S3, got none: give ${of} an S3 artifact, packaged as ZIP`,
    };
  }
  const known = artifacts.map(({ identifier, key }) => identifier || fileOf(key)).join(', ');
  const unnamed = artifacts.filter(({ identifier }) => identifier === '');
  const own = isBatch && unnamed.length === 0 && artifacts.length === 1 ? artifacts : unnamed;
  const found = wanted === undefined ? own : named(artifacts, wanted);
  const [only, ...others] = found;
  if (only && others.length === 0) return { artifact: only };
  if (wanted !== undefined) {
    const got = found.length > 1 ? `${found.length} of that name` : `only ${known}`;
    return { problem: `expected ${what} to have made the artifact ${wanted}, got ${got}` };
  }
  return {
    problem: `expected ${what} to say which artifact is released, got ${known}: name one in source.artifact`,
  };
}

/** All that a pipeline releases of a build: one, or each of its parts. Half of them is none. */
export function artifactsOf(
  build: Builder,
  { artifact, artifacts }: Pick<SourceDefinition, 'artifact' | 'artifacts'>,
): { readonly chosen: readonly BuiltArtifact[]; readonly problem?: string } {
  const chosen: BuiltArtifact[] = [];
  for (const wanted of artifacts ? Object.values(artifacts) : [artifact]) {
    const choice = artifactOf(build, wanted);
    if ('problem' in choice) return { chosen: [], problem: choice.problem };
    chosen.push(choice.artifact);
  }
  return { chosen };
}

function named(artifacts: readonly BuiltArtifact[], wanted: string): readonly BuiltArtifact[] {
  const byIdentifier = artifacts.filter(({ identifier }) => identifier === wanted);
  if (byIdentifier.length > 0) return byIdentifier;
  return artifacts.filter(({ key }) =>
    [fileOf(key), fileOf(key).replace(/\.[^.]*$/, '')].includes(wanted),
  );
}

/** Of a folder its own name. */
function fileOf(key: string): string {
  const whole = key.replace(/\/+$/, '');
  return whole.slice(whole.lastIndexOf('/') + 1) || key;
}
