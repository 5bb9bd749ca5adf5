// What an object in S3 has: its versions, as the builds that they count as.

import type { Place } from '../../aws/clients.ts';
import type { Build } from '../../aws/codebuild.ts';
import { type MadeObject, nameOfObject } from '../../core/admission/made.ts';
import { partitionOf } from '../../core/partition.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Ports } from '../ports.ts';
import { sourcePlaceOf } from '../subscriptions.ts';

type Sourced = Pick<PipelineDefinition, 'source'>;

const VERSION = /[?&]versionId=([^&\s]+)$/;

/** By its name, its version's id, or its ARN. */
export async function objectsNamed(
  ports: Ports,
  pipeline: Sourced,
  wanted: string,
): Promise<Build[]> {
  const version = VERSION.exec(wanted)?.[1] ?? wanted;
  const all = await objectsOf(ports, pipeline);
  return all.filter(({ made, name }) => name === wanted || versionIn(made) === version);
}

function versionIn(made: Build['made']): string | undefined {
  return made?.kind === 'object' ? made.version : undefined;
}

/** The newest first, each as a build that it counts as. */
export async function objectsOf(ports: Ports, pipeline: Sourced): Promise<Build[]> {
  const { bucket = '', key = '' } = pipeline.source.s3 ?? {};
  const place = sourcePlaceOf(ports, pipeline);
  const versions = await ports.artifacts.versions(place, bucket, key);
  return versions.map(({ version, at: second }, index) => {
    const at = ordered(second, versions.slice(index + 1));
    const made: MadeObject = { kind: 'object', bucket, key, version, digest: '' };
    return {
      arn: objectArn(place, made),
      project: '',
      number: 0,
      name: nameOfObject(made),
      status: 'SUCCEEDED',
      startedAt: at,
      endedAt: at,
      commit: '',
      initiator: '',
      isBatch: false,
      exported: {},
      artifacts: [],
      made,
    };
  });
}

/** S3 tells whole seconds: of versions of one second the later ones count as some milliseconds later. */
function ordered(at: string, older: readonly { readonly at: string }[]): string {
  const differs = older.findIndex((each) => each.at !== at);
  const before = differs === -1 ? older.length : differs;
  return new Date(Date.parse(at) + Math.min(before, 999)).toISOString();
}

/** By which a version of an object is known among builds. */
export function objectArn(
  { region }: Pick<Place, 'region'>,
  { bucket, key, version }: Pick<MadeObject, 'bucket' | 'key' | 'version'>,
): string {
  return `arn:${partitionOf(region)}:s3:::${bucket}/${key}?versionId=${version}`;
}
