// What a test is told that is no build: what is tested, where, and which run this is.

import { toldArtifact } from '../told-artifact.ts';
import type { TestToRun } from './way.ts';

/** Its key is the same however often the same run is asked for: whoever gets it twice does it once. */
export function testPayload({ release, wave, planned, as }: TestToRun) {
  const { id, pipeline, revision } = release;
  const { index, stage, wave: name, targets } = wave.plan;
  return {
    key: keyOf({ release: id, index, as }),
    test: planned.name,
    pipeline,
    release: id,
    stage,
    wave: name,
    commit: revision.commit,
    digest: revision.digest,
    ...toldArtifact(revision),
    targets: targets.map(({ name: target, account, region }) => ({
      name: target,
      account,
      region,
    })),
  };
}

export function keyOf(of: {
  readonly release: string;
  readonly index: number;
  readonly as: string;
}): string {
  return `${of.release}/${of.index}/${of.as}`;
}
