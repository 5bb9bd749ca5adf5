// An image was pushed to a repository of ECR: starts the release of each pipeline that it is one of, once.

import { Failure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { sourceKeys, sourceRanges } from '../core/source-keys.ts';
import { bundleChanged } from './bundle-changed.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
import { eachForItself, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { ofPart } from './sources/bundle-source.ts';
import { imageSource } from './sources/image-source.ts';
import { startRelease } from './start-release.ts';
import { sourcePlaceOf } from './subscriptions.ts';

export interface PushedImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  readonly digest: string;
  /** Absent where it was pushed by its digest alone, as each platform's image of several is. */
  readonly tag?: string;
}

/** An event is a hint to look, but of the tag: that may have been moved on by now. */
export async function imagePushed(ports: Ports, pushed: PushedImage): Promise<void> {
  const { account, region, repository, digest, tag } = pushed;
  const range = sourceRanges.images(account, region, repository);
  const fed = await readableItems(ports, range);
  if (fed.length === 0) {
    const reason = `no pipeline releases images of ${repository} in ${account} ${region}`;
    return ignoreBuild(ports, { build: `${repository}@${digest}`, reason });
  }
  if (tag !== undefined) await noteTag(ports, pushed, tag);
  await eachForItself(ports, fed, async ({ pipeline }) => {
    const definition = await readNamed(ports, pipeline);
    if (definition === undefined) {
      const reason = 'its pipeline is being removed or renamed, or was';
      return ignoreBuild(ports, { pipeline, build: `${repository}@${digest}`, reason });
    }
    if (definition.pipeline.source.bundle) return partPushed(ports, definition.pipeline, pushed);
    const [build] = await imageSource.named(ports, definition.pipeline, digest);
    if (build === undefined)
      throw new Failure('NotReady', `expected image ${repository}@${digest} to be there, got none`);
    const admission = imageSource.admission(build, definition.pipeline);
    if (admission.admitted) return startRelease(ports, definition.pipeline, build);
    ignoreBuild(ports, { pipeline, build: build.arn, reason: admission.reason });
  });
}

/** Of each part that is of the repository: what fits none of their tags changes nothing. */
async function partPushed(
  ports: Ports,
  pipeline: PipelineDefinition,
  { account, region, repository, digest }: PushedImage,
): Promise<void> {
  const reasons: string[] = [];
  for (const [part, { ecr }] of Object.entries(pipeline.source.bundle ?? {})) {
    const own = ofPart(pipeline, part);
    const place = sourcePlaceOf(ports, own);
    const isThere = place.account === account && place.region === region;
    if (ecr?.repository !== repository || !isThere) continue;
    const [build] = await imageSource.named(ports, own, digest);
    if (build === undefined)
      throw new Failure('NotReady', `expected image ${repository}@${digest} to be there, got none`);
    const admission = imageSource.admission(build, own);
    if (admission.admitted) return bundleChanged(ports, pipeline, build.arn);
    reasons.push(admission.reason);
  }
  const [reason = `no part of it is of ${repository} any more`] = reasons;
  ignoreBuild(ports, { pipeline: pipeline.pipeline, build: `${repository}@${digest}`, reason });
}

/** More tags than this are nobody's way of naming one image. */
const MOST_TAGS = 50;

async function noteTag(
  ports: Ports,
  { account, region, repository, digest }: PushedImage,
  tag: string,
): Promise<void> {
  const at = ports.clock.now().toISOString();
  await ports.table.ensure(sourceKeys.tagged(account, region, repository, digest), (item) => {
    const tags = [...new Set([...(item?.tags ?? []), tag])].slice(-MOST_TAGS);
    return { item: item?.tags.includes(tag) ? item : { tags, at } };
  });
}
