// Commands "approve" and "reject": a named person lets the plan of a stage through, or stops it there.

import { Failure } from '../../core/failure.ts';
import type { Decision } from '../../core/gate/approval-schema.ts';
import { counting, stagePlanText, whyNotApprove } from '../../core/gate/approvals.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Release } from '../../core/release.ts';
import { labelOf } from '../../core/revision.ts';
import { type StagePlan, stagePlanOf } from '../approvals.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { meantBy } from '../quarantines.ts';
import type { CommandFlow, Order } from './flow.ts';
import { anybodys } from './whose.ts';

type Says = Decision['says'];
type Deciding = Order<'approve' | 'reject'>;

interface Seen {
  readonly release: Release;
  readonly stage: string;
  readonly plan: StagePlan;
  readonly decisions: readonly Decision[];
}

export const approve: CommandFlow<'approve'> = decision('approve');
export const reject: CommandFlow<'reject'> = decision('reject');

function decision(says: Says): CommandFlow<'approve'> & CommandFlow<'reject'> {
  return {
    // Who may approve is told by the stage and the policy, whichever team they are of; who may reject is anybody.
    whose: anybodys,

    async intend(ports, order) {
      const seen = await seenBy(ports, order);
      const { release, stage, plan, decisions } = seen;
      const approvals = plan.waves[0]?.approvals;
      if (says === 'approve') await refuseUnfit(ports, order, seen);
      const { policy } = await readPolicy(ports);
      const had = approvals
        ? counting(decisions, {
            ...{ asked: approvals, policy, author: release.revision.author },
            ...{ plan: plan.digest, now: ports.clock.now().getTime() },
          })
        : [];
      const approved = had.filter((each) => each.says === 'approve').length;
      return {
        about: `${release.pipeline}: ${labelOf(release.revision)} ${says === 'approve' ? 'may go' : 'does not go'} into ${stage}`,
        changes: [
          {
            what: `stage ${stage} of release ${release.id}`,
            from: `${approved} of ${approvals?.quorum ?? 0} approvals`,
            to:
              says === 'approve' ? `approved by ${order.by.name}` : `rejected by ${order.by.name}`,
          },
        ],
        notes: [`plan ${plan.digest}: ${stagePlanText(plan.waves)}`],
        seen: { plan: plan.digest, decisions },
        facts: { release: release.id, stage, plan: plan.digest },
      };
    },

    async act(ports, order) {
      const { release, stage, plan } = await seenBy(ports, order);
      const { by, at, body } = order;
      const text = `plan ${plan.digest} of ${stage} ${says === 'approve' ? 'approved' : 'rejected'} by ${by.arn}: ${body.reason}`;
      await ports.table.ensure(keys.decisions(release.pipeline, release.id, stage), (kept) => {
        const before = kept ?? { release: release.id, stage, decisions: [] };
        if (before.decisions.some((each) => each.by === by.arn && each.at === at))
          return { item: before };
        const { arn, principal, name } = by;
        const own = { by: arn, principal, name, says, reason: body.reason, at, plan: plan.digest };
        const event = says === 'approve' ? 'StageApproved' : 'StageRejected';
        const of = { pipeline: release.pipeline, release: release.id };
        return {
          item: { ...before, decisions: [...before.decisions, own].slice(-MOST) },
          entries: [{ at, ...of, event, subject: stage, text }],
        };
      });
      return { did: [text] };
    },
  };
}

/** More decisions of one stage add nothing. */
const MOST = 50;

/** Throws `Refused` where nothing of the release waits for an approval. */
async function seenBy(ports: Ports, { body }: Deciding): Promise<Seen> {
  const { pipeline } = body;
  const { release, label } = await meantBy(ports, body);
  if (release === undefined)
    throw new Failure('Refused', `expected a release of ${pipeline}, got ${label}, which had none`);
  const waves = await ports.table.list(ranges.waves(release.id));
  const waiting = waves.filter(
    ({ status, plan, sealedAt }) =>
      status === 'waiting' && plan.approvals && sealedAt === undefined,
  );
  const asked = waiting.find(({ plan }) => body.stage === undefined || plan.stage === body.stage);
  if (asked === undefined) {
    const known = waiting.map(({ plan }) => plan.stage).join(', ') || 'none';
    throw new Failure(
      'Refused',
      `expected a stage of ${labelOf(release.revision)} that waits for approvals, got ${body.stage ?? 'none'}; waiting: ${known}`,
    );
  }
  const { stage } = asked.plan;
  const kept = await ports.table.get(keys.decisions(pipeline, release.id, stage));
  const plan = await stagePlanOf(ports, release, stage);
  return { release, stage, plan, decisions: kept?.decisions ?? [] };
}

/** Throws `Refused` where an approval of this person would not count. */
async function refuseUnfit(ports: Ports, { by }: Deciding, { release, plan }: Seen): Promise<void> {
  const { policy } = await readPolicy(ports);
  const approvals = plan.waves[0]?.approvals;
  const why = approvals && whyNotApprove(approvals, policy, by, release.revision.author);
  if (why === undefined) return;
  throw new Failure(
    'Refused',
    `expected somebody who may approve ${labelOf(release.revision)}, got ${by.name} (${by.arn}): ${why}`,
  );
}
