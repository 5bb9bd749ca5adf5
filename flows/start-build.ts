// Starts a build for a wave, once however often it is asked to: a test, or synthetic traffic.

import { createHash } from 'node:crypto';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';
import { toldArtifact } from './told-artifact.ts';

/** Resolves to the build's ARN. CodeBuild knows the token for five minutes; after that its caller must. */
export async function startBuild(
  ports: Ports,
  release: Release,
  wave: Wave,
  {
    project,
    as,
    place = ports.home,
  }: { readonly project: string; readonly as: string; readonly place?: Ports['home'] },
): Promise<string> {
  const token = createHash('sha256').update(`${release.id}/${wave.plan.index}/${as}`).digest('hex');
  return ports.builds.start(place, project, token, variablesOf(release, wave));
}

/** What the buildspec is told. */
export function variablesOf(
  { id, pipeline, revision }: Release,
  { plan }: Wave,
): Record<string, string> {
  return {
    TIDEGATE_PIPELINE: pipeline,
    TIDEGATE_RELEASE: id,
    TIDEGATE_STAGE: plan.stage,
    TIDEGATE_WAVE: plan.wave,
    TIDEGATE_COMMIT: revision.commit,
    TIDEGATE_DIGEST: revision.digest,
    ...(revision.parts && { TIDEGATE_PARTS: JSON.stringify(toldArtifact(revision).parts) }),
    ...(revision.artifact && {
      TIDEGATE_ARTIFACT_BUCKET: revision.artifact.bucket,
      TIDEGATE_ARTIFACT_KEY: revision.artifact.key,
      TIDEGATE_ARTIFACT_VERSION: revision.artifact.version,
    }),
  };
}
