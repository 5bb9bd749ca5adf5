// Builds that had no release, as a person calls them who lifts a quarantine: it bars a commit, whatever is built of it.

import { Failure, isFailure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { labelOf } from '../core/revision.ts';
import { buildsNamed } from './find-build.ts';
import type { Ports } from './ports.ts';

/** The bytes and the commit of a build: empty where it has none. */
export interface BuiltUnreleased {
  readonly label: string;
  readonly commit: string;
  readonly digests: readonly string[];
}

/**
 * What the successful builds of that name were made of: several may be of one commit. Undefined where there is none;
 * throws `Refused` where they are of more than one.
 */
export async function builtUnreleased(
  ports: Ports,
  definition: PipelineDefinition,
  named: string,
): Promise<BuiltUnreleased | undefined> {
  const builds = await buildsCalled(ports, definition, named);
  const [last] = builds;
  if (last === undefined) return undefined;
  const of = builds.map((build) => ({
    commit: build.commit,
    text: `${labelOf({ build, commit: build.commit })} (${build.arn})`,
  }));
  if (new Set(of.map(({ commit }) => commit)).size > 1) {
    const could = few(of.map(({ text }) => text));
    throw new Failure('Refused', `expected one build that is ${named}, got ${could}`);
  }
  const { commit } = last;
  const digests = builds.flatMap(({ artifacts, made }) =>
    [...artifacts, ...(made ? [made] : [])].flatMap(({ digest }) => digest ?? []),
  );
  return { label: labelOf({ build: last, commit }), commit, digests };
}

async function buildsCalled(ports: Ports, definition: PipelineDefinition, named: string) {
  try {
    return await buildsNamed(ports, definition, named);
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return [];
  }
}
