// What is put into a bucket for people's own stages, and how their pipelines are known by it.

import type { PipelineDefinition } from '../pipeline/schema.ts';

type Sourced = Pick<PipelineDefinition, 'source'>;

/** What a person's objects in a bucket begin with: who has put one may be known by it. */
export const PERSONAL_PREFIX = 'tidegate-dev/';

/** Of its objects in S3. */
export function keysOf({ s3, bundle = {} }: PipelineDefinition['source']): string[] {
  return [s3, ...Object.values(bundle).map((part) => part.s3)].flatMap((it) => it?.key ?? []);
}

/** Whether it was made of a team's for a person: whatever it releases was put where people put theirs. */
export function isPersonal({ source }: Sourced): boolean {
  const keys = keysOf(source);
  return keys.length > 0 && keys.every((key) => key.startsWith(PERSONAL_PREFIX));
}

/**
 * Whether nothing but a command begins its releases: while its parts are put one after the other, what is there is new
 * bytes of one and old ones of another.
 */
export function isBegunByCommand(pipeline: Sourced): boolean {
  return pipeline.source.bundle !== undefined && isPersonal(pipeline);
}
