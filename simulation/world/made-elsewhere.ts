// What sources that are no project of CodeBuild have, as a scenario says it: images that are pushed, objects, and
// requests.

import { createHash } from 'node:crypto';
import { secondsIn } from '../../core/duration.ts';
import { partitionOf } from '../../core/partition.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { partsOf } from '../../core/pipeline/source-schema.ts';
import { ofPart } from '../../flows/sources/bundle-source.ts';
import type { BuildParts } from './build-parts.ts';
import { sourcePlace } from './provision.ts';
import { putRequest } from './put-request.ts';
import type { BuildStep } from './scenario.ts';

/** It is there at the step's time. */
export function scheduleMade(
  parts: BuildParts,
  pipeline: PipelineDefinition,
  step: BuildStep,
  done: () => void,
): void {
  const at = parts.startAt.getTime() + secondsIn(step.at) * 1000;
  parts.clock.at(at, () => {
    if (step.revision !== undefined && step.status === 'SUCCEEDED') {
      const made = { ...step, revision: step.revision };
      if (pipeline.source.event) putRequest(parts, pipeline, made);
      else if (pipeline.source.bundle) putParts(parts, pipeline, made);
      else if (pipeline.source.s3) putObject(parts, pipeline, made);
      else pushImage(parts, pipeline, made);
    }
    done();
  });
}

/** One part of a bundle, or each of them. */
function putParts(
  parts: BuildParts,
  pipeline: PipelineDefinition,
  step: BuildStep & { readonly revision: string },
): void {
  for (const part of step.part === undefined ? partsOf(pipeline.source) : [step.part]) {
    const own = ofPart(pipeline, part);
    if (own.source.s3) putObject(parts, own, step);
    else pushImage(parts, own, step);
  }
}

/** The bytes of an image are those that its revision's archive would have, so that either tells it. */
function pushImage(
  { aws, revisions, turnedAway }: BuildParts,
  { pipeline, source }: PipelineDefinition,
  { revision, tag }: BuildStep & { readonly revision: string },
): void {
  const { ecr: { repository, tags } = { repository: '', tags: [] } } = source;
  const place = sourcePlace({ source });
  const { account, region } = place;
  const bytes = createHash('sha256').update(revisions.contentOf(revision)).digest('hex');
  const digest = `sha256:${bytes}`;
  revisions.built(revision, '');
  aws.ecr.push(place, repository, tag ?? tagThatFits(tags[0], revision), digest, true);
  // To wherever functions pull it from, it is replicated.
  revisions.imagesOf(revision);
  const arn = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}@${digest}`;
  turnedAway.make({ ...place, project: '', pipeline, arn, revision });
}

/** `v*` → `v-good`, `main` → `main`. */
function tagThatFits(glob = 'latest', revision: string): string {
  return glob.replaceAll(/\*+|\?/g, `-${revision.replaceAll(/[^\w.-]/g, '-')}`);
}

/** Put with the bytes that its revision's archive has; the bus hears of it, as the bucket is told to tell it. */
function putObject(
  { aws, revisions, turnedAway }: BuildParts,
  { pipeline, source }: PipelineDefinition,
  { revision }: BuildStep & { readonly revision: string },
): void {
  const { bucket, key } = source.s3 ?? { bucket: '', key: '' };
  const place = sourcePlace({ source });
  revisions.built(revision, '');
  const body = revisions.contentOf(revision);
  const { versionId } = aws.s3.objects.put(bucket, key, { body });
  aws.emit({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    ...place,
    resources: [`arn:${partitionOf(place.region)}:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: {
        key,
        size: body.length,
        ...(versionId !== 'null' && { 'version-id': versionId }),
      },
      reason: 'PutObject',
    },
  });
  const arn = `arn:${partitionOf(place.region)}:s3:::${bucket}/${key}?versionId=${versionId}`;
  turnedAway.make({ ...place, project: '', pipeline, arn, revision });
}
