// CodeBuild: where a build logs to. Nothing that runs by itself asks.

import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface BuildLog {
  /** Absent while the build is queued, and where it logs to S3 alone. */
  readonly group?: string;
  readonly stream?: string;
}

/** Undefined where there is no such build any more. */
export async function logOfBuild(
  access: MemberAccess,
  place: Place,
  id: string,
): Promise<BuildLog | undefined> {
  const client = await access.client(CodeBuildClient, place);
  const command = new BatchGetBuildsCommand({ ids: [id] });
  const { builds = [] } = await translated(`reading build ${id}`, client.send(command));
  if (builds[0] === undefined) return undefined;
  const { groupName, streamName } = builds[0].logs ?? {};
  return { ...(groupName && { group: groupName }), ...(streamName && { stream: streamName }) };
}
