// What a build changed since the last release, as buildspecs tell it: what an earlier one changed that came to no
// release (it failed) is in the bytes of this one too.

import type { Build } from '../aws/codebuild.ts';
import { admissionOf, pathsTold, type SourceFacts } from '../core/admission/admission.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { projectOf } from '../core/pipeline/source-schema.ts';
import { unitsIn } from './built-units.ts';

import type { Ports } from './ports.ts';
import { sourcePlaceOf } from './subscriptions.ts';

interface Asking {
  readonly definition: PipelineDefinition;
  readonly facts: SourceFacts;
}

/**
 * All that it and the builds before it tell, back to the one that had the last release, among the last builds of the
 * project; undefined where one of them ended and tells nothing. What is not of an admitted branch is in no bytes of
 * this one; one that still runs is looked at as it ends.
 */
export async function toldSinceRelease(
  ports: Ports,
  { definition, facts }: Asking,
  build: Build,
): Promise<readonly string[] | undefined> {
  const { pipeline, source } = definition;
  const own = pathsTold(build);
  const isFit = (paths: readonly string[]) =>
    admissionOf({ ...build, changed: paths }, source, facts).admitted;
  if (own === undefined || isFit(own)) return own;
  const told = [...own];
  for (const each of await earlierOf(ports, definition, build)) {
    if (await ports.table.get(keys.released(pipeline, each.arn))) break;
    const isOther = !admissionOf(each, { ...source, paths: undefined }, facts).admitted;
    if (isOther || each.status === 'IN_PROGRESS' || each.commit === build.commit) continue;
    const paths = pathsTold(each);
    if (paths === undefined) return undefined;
    told.push(...paths);
    if (isFit(told)) break;
  }
  return told;
}

/** Those that began before it and after the pipeline was first applied, the last one first. */
async function earlierOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  { arn, startedAt }: Build,
): Promise<readonly Build[]> {
  const applied = await ports.table.get(keys.definition(pipeline.pipeline));
  const since = Date.parse(applied?.firstAppliedAt ?? '');
  const place = sourcePlaceOf(ports, pipeline);
  for await (const page of ports.builds.pages(place, projectOf(pipeline.source))) {
    const earlier = page.filter((each) => {
      const began = Date.parse(each.startedAt);
      return each.arn !== arn && began < Date.parse(startedAt) && !(began < since);
    });
    return unitsIn(ports, pipeline, earlier);
  }
  return [];
}
