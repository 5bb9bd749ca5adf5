// An object was put into S3: starts the release of each pipeline that it is one of, once.

import { Failure } from '../core/failure.ts';
import { sourceRanges } from '../core/source-keys.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
import { eachForItself, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { objectsNamed } from './sources/objects.ts';
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
    if (definition?.pipeline.source.s3?.key !== key) return;
    if (version === undefined) {
      const reason = `bucket ${bucket} keeps no versions: turn on versioning, so that it can be pinned`;
      return ignoreBuild(ports, { pipeline, build: what, reason });
    }
    const [build] = await objectsNamed(ports, definition.pipeline, version);
    if (build === undefined)
      throw new Failure('NotReady', `expected version ${version} of ${what} to be there, got none`);
    await startRelease(ports, definition.pipeline, build);
  });
}
