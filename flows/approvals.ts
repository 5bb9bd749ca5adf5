// Approvals of a release's plan of a stage: what was decided, and whether it is enough.

import { approvalReasons, planDigest, rejectionIn, rejectionText } from '../core/gate/approvals.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import { keys, ranges } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { PolicyAtGates } from './policy-at-gates.ts';
import type { Ports } from './ports.ts';

/** The plan of a stage of a release, as it is approved. */
export interface StagePlan {
  readonly waves: readonly PlannedWave[];
  readonly digest: string;
}

export async function stagePlanOf(
  { table }: Pick<Ports, 'table'>,
  { id, revision }: Release,
  stage: string,
): Promise<StagePlan> {
  const all = await table.list(ranges.waves(id));
  const waves = all.map(({ plan }) => plan).filter((plan) => plan.stage === stage);
  return { waves, digest: planDigest(revision, waves) };
}

/** What a wave waits for; nothing where its stage needs no approval, or has them. */
export async function waitsForApproval(
  ports: Ports,
  policy: PolicyAtGates,
  release: Release,
  { stage, approvals }: PlannedWave,
): Promise<FoundReason[]> {
  if (approvals === undefined) return [];
  const { waves, digest } = await stagePlanOf(ports, release, stage);
  const { pipeline, id, revision } = release;
  const kept = await ports.table.get(keys.decisions(pipeline, id, stage));
  const of = {
    ...{ asked: approvals, policy, author: revision.author, plan: digest },
    now: ports.clock.now().getTime(),
  };
  return approvalReasons(kept?.decisions ?? [], of, { pipeline, release: id, waves });
}

/** Who has rejected the plan of a wave's stage, and why; undefined where nobody has. */
export async function rejectedBy(
  ports: Ports,
  release: Release,
  { stage, approvals }: PlannedWave,
): Promise<string | undefined> {
  if (approvals === undefined) return undefined;
  const kept = await ports.table.get(keys.decisions(release.pipeline, release.id, stage));
  const rejection = rejectionIn(kept?.decisions ?? []);
  return rejection && rejectionText(rejection);
}
