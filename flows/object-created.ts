// An object was put into S3: starts the release of each pipeline that it is one of, once.

import { Failure } from '../core/failure.ts';
import { isBegunByCommand } from '../core/personal/own-objects.ts';
import type { SourceDefinition } from '../core/pipeline/source-schema.ts';
import { sourceRanges } from '../core/source-keys.ts';
import { bundleChanged } from './bundle-changed.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
import { eachForItself, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { objectArn, objectsNamed } from './sources/objects.ts';
import { startRelease } from './start-release.ts';

export interface CreatedObject {
  readonly account: string;
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  /** Absent where its bucket keeps no versions. */
  readonly version?: string;
}

/** An event is a hint to look: what is released is what S3 has of that version. */
export async function objectCreated(ports: Ports, created: CreatedObject): Promise<void> {
  const { account, region, bucket, key, version } = created;
  const fed = await readableItems(ports, sourceRanges.objects(account, region, bucket));
  const what = `s3://${bucket}/${key}`;
  await eachForItself(ports, fed, async ({ pipeline }) => {
    const definition = await readNamed(ports, pipeline);
    // Whatever else is in the bucket is nobody's release.
    if (definition === undefined || !isOf(definition.pipeline.source, bucket, key)) return;
    if (version === undefined) {
      const reason = `bucket ${bucket} keeps no versions: turn on versioning, so that it can be pinned`;
      return ignoreBuild(ports, { pipeline, build: what, reason });
    }
    if (isBegunByCommand(definition.pipeline)) {
      const reason = 'tidegate dev releases the parts of a stage of one’s own once all are there';
      return ignoreBuild(ports, { pipeline, build: what, reason });
    }
    if (definition.pipeline.source.bundle)
      return bundleChanged(
        ports,
        definition.pipeline,
        objectArn(created, { bucket, key, version }),
      );
    const [build] = await objectsNamed(ports, definition.pipeline, version);
    if (build === undefined)
      throw new Failure('NotReady', `expected version ${version} of ${what} to be there, got none`);
    await startRelease(ports, definition.pipeline, build);
  });
}

function isOf({ s3, bundle = {} }: SourceDefinition, bucket: string, key: string): boolean {
  const objects = [s3, ...Object.values(bundle).map((part) => part.s3)];
  return objects.some((it) => it?.bucket === bucket && it.key === key);
}
