// Something came to a part of a bundle: the newest of the whole is released, once, where each part is there.

import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { ignoreBuild } from './ignore-build.ts';
import type { Ports } from './ports.ts';
import { bundlesOf, missingParts } from './sources/bundle-source.ts';
import { startRelease } from './start-release.ts';

/** `build` is what came, as the log calls it. */
export async function bundleChanged(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: string,
): Promise<void> {
  const [newest] = await bundlesOf(ports, pipeline);
  if (newest) return startRelease(ports, pipeline, newest);
  const missing = await missingParts(ports, pipeline);
  const reason = `half of a bundle is no release: of part ${missing.join(', ')} nothing is there yet`;
  ignoreBuild(ports, { pipeline: pipeline.pipeline, build, reason });
}
