// Looks at the StackSets of a pipeline: whether their slices may be brought something.

import { stackSets } from '../aws/stack-sets.ts';
import type { MemberAccess } from '../aws/sts.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { setFindings } from '../flows/set-findings.ts';
import type { LookedAt } from './look-at-services.ts';

export async function lookAtSets(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const accounts = new Set(near.map(({ account }) => account));
  const { found, unread } = await setFindings(stackSets(access), pipeline, (account) =>
    accounts.has(account),
  );
  return { findings: found, unread };
}
