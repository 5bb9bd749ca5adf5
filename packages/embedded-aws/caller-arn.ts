// Whose hand a call is, as IAM names it.

import { partitionOf } from './partition.ts';
import type { Call } from './service.ts';

export function callerArn({ account, region, functionName, userArn, session }: Call): string {
  const partition = partitionOf(region);
  if (session) return sessionArn(session.roleArn, session.name);
  if (functionName)
    return `arn:${partition}:sts::${account}:assumed-role/${functionName}/${functionName}`;
  return userArn ?? `arn:${partition}:iam::${account}:root`;
}

/** A session does not tell the path of its role. */
export function sessionArn(roleArn: string, session: string): string {
  return `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`;
}
