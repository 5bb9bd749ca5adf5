// The kinds of sources: a line each, beside projects of CodeBuild.

import type { Build } from '../../aws/codebuild.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { projectOf } from '../../core/pipeline/source-schema.ts';
import type { Ports } from '../ports.ts';
import { sourcePlaceOf } from '../subscriptions.ts';
import { bundleSource } from './bundle-source.ts';
import { imageSource } from './image-source.ts';
import { objectSource } from './object-source.ts';
import type { OtherSource } from './other-source.ts';
import { requestSource } from './request-source.ts';

type Named = Pick<PipelineDefinition, 'source'>;

/** Undefined where builds of a project are released. */
export function otherSourceOf({ source }: Named): OtherSource | undefined {
  if (source.event !== undefined) return requestSource;
  if (source.s3 !== undefined) return objectSource;
  if (source.bundle !== undefined) return bundleSource;
  return source.ecr === undefined ? undefined : imageSource;
}

/**
 * What a pipeline's source has made, the newest first, a page at a time; of a project the first page may be a short
 * one.
 */
export function pagesOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  first?: number,
): AsyncIterable<readonly Build[]> {
  const other = otherSourceOf(pipeline);
  if (other) return other.pages(ports, pipeline);
  return ports.builds.pages(sourcePlaceOf(ports, pipeline), projectOf(pipeline.source), first);
}
