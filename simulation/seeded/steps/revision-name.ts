// The names that a scenario has for what the table knows by its bytes.

import { revisionFor } from '../../../core/part.ts';
import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { Revision } from '../../../core/revision.ts';
import type { Scene } from './step-check.ts';

/** Of what a target gets of a revision: of one in parts its own. */
export function nameOn(
  { world }: Pick<Scene, 'world'>,
  { pipeline, name }: { readonly pipeline: string; readonly name: string },
  revision: Revision,
): string | null {
  const definition = world.pipelines.find((each) => each.pipeline === pipeline);
  const target = definition?.stages.flatMap(targetsOf).find((each) => each.name === name);
  const { digest } = revisionFor(target ?? {}, revision);
  return world.revisions.nameOf(digest.replace('sha256:', '')) ?? null;
}

/** Whether nobody has come to a target since: in an earlier stage a newer release may be at work by now. */
export function isLastOn({ kept }: Pick<Scene, 'kept'>, release: string, target: string): boolean {
  const { pipeline = '' } = kept.release(release) ?? {};
  return kept.target(pipeline, target)?.intent?.release === release;
}

/** Of what a release brings to a target; null while it is not known. */
export function revisionNameOf(scene: Scene, release: string, name: string): string | null {
  const { pipeline, revision } = scene.kept.release(release) ?? {};
  if (pipeline === undefined || revision === undefined) return null;
  return nameOn(scene, { pipeline, name }, revision);
}
