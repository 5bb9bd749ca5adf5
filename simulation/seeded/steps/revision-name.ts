// The names that a scenario has for what the table knows by its bytes.

import type { Scene } from './step-check.ts';

export function nameOfDigest({ world }: Pick<Scene, 'world'>, digest: string): string | null {
  return world.revisions.nameOf(digest.replace('sha256:', '')) ?? null;
}

/** Whether nobody has come to a target since: in an earlier stage a newer release may be at work by now. */
export function isLastOn({ kept }: Pick<Scene, 'kept'>, release: string, target: string): boolean {
  const { pipeline = '' } = kept.release(release) ?? {};
  return kept.target(pipeline, target)?.intent?.release === release;
}

/** Of what a release brings; null while it is not known. */
export function revisionNameOf(scene: Scene, release: string): string | null {
  const digest = scene.kept.release(release)?.revision.digest;
  return digest === undefined ? null : nameOfDigest(scene, digest);
}
