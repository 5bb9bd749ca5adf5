// Builds as they count: one that belongs to a batch does not count itself, its batch does.

import type { Build } from '../aws/codebuild.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Ports } from './ports.ts';
import { sourcePlaceOf } from './subscriptions.ts';

/** The builds of a page that are of no batch, and the batches of the others, each once. */
export async function unitsIn(
  ports: Ports,
  pipeline: PipelineDefinition,
  page: readonly Build[],
): Promise<Build[]> {
  const place = sourcePlaceOf(ports, pipeline);
  const found: Build[] = [];
  const batches = new Set<string>();
  for (const build of page) {
    if (build.batch === undefined) {
      found.push(build);
    } else if (!batches.has(build.batch)) {
      batches.add(build.batch);
      const batch = await ports.builds.get(place, build.batch);
      if (batch) found.push(batch);
    }
  }
  return found;
}
