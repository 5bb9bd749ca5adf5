// A request for a release as it is kept, and as a build that it counts as.

import { createHash } from 'node:crypto';
import type { Build } from '../../aws/codebuild.ts';
import { type KeptRequest, textOfImages } from '../../core/admission/request.ts';

export function buildOf({ request }: KeptRequest): Build {
  const { pipeline, branch, tag, commit, actor, nonce, issued, artifact, images = {} } = request;
  const all = Object.values(images);
  const own = artifact?.digest ?? (all.length === 1 ? all[0]?.split('@')[1] : undefined);
  const digest = own ?? `sha256:${sha256(textOfImages(images))}`;
  return {
    arn: `request:${pipeline}:${nonce}`,
    project: '',
    number: 0,
    name: `${branch ?? tag}@${nonce.slice(0, 7)}`,
    status: 'SUCCEEDED',
    startedAt: timeOf(issued),
    endedAt: timeOf(issued),
    sourceVersion: branch === undefined ? `refs/tags/${tag}` : `refs/heads/${branch}`,
    commit,
    initiator: actor,
    isBatch: false,
    exported: { TIDEGATE_AUTHOR: actor },
    artifacts: [],
    made: {
      kind: 'request',
      digest,
      ...(artifact ? { artifact } : { images }),
    },
  };
}

/** As the clock writes times: with milliseconds, so that texts are in their order. */
export function timeOf(issued: string): string {
  return new Date(issued).toISOString();
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
