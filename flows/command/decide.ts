// What commands "approve" and "reject" share: a named person lets the plan of a stage through, or stops it there.

import * as z from 'zod';
import type { Intent } from '../../core/command/answer.ts';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import type { Decision } from '../../core/gate/approval-schema.ts';
import {
  counting,
  rejectionIn,
  rejectionText,
  stagePlanText,
  whyNotApprove,
} from '../../core/gate/approvals.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { Release } from '../../core/release.ts';
import { labelOf, wordOf } from '../../core/revision.ts';
import { decisionOf, hasOpened, outcomeOf, type Wave } from '../../core/wave.ts';
import { type StagePlan, stagePlanOf } from '../approvals.ts';
import { meantBy } from '../meant-revision.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { anybodys } from './whose.ts';

type Says = Decision['says'];
type Deciding = Order<'approve' | 'reject'>;

interface Seen {
  readonly release: Release;
  readonly stage: string;
  readonly plan: StagePlan;
  readonly decisions: readonly Decision[];
}

const Carried = z.object({ release: z.string(), stage: z.string(), plan: z.string() });

/** The stage of a release that was decided on. */
export interface Decided {
  readonly pipeline: string;
  readonly release: string;
  readonly stage: string;
}

/** What comes of it is told by `followUp`, which is done again by whoever repeats the command. */
export function decision(
  says: Says,
  followUp: (ports: Ports, decided: Decided) => Promise<string>,
): CommandFlow<'approve'> & CommandFlow<'reject'> {
  return {
    // Who may approve is told by the stage and the policy, whichever team they are of; who may reject is anybody.
    whose: anybodys,

    intend: (ports, order) => intend(ports, order, says),

    // What was seen is what is decided on: by the time that it is repeated, the gate may have opened.
    async act(ports, order, { carries, changes }) {
      const { release, stage, plan } = Carried.parse(carries);
      const { by, at, body } = order;
      const { pipeline } = body;
      const text = `plan ${plan} of ${stage} ${says === 'approve' ? 'approved' : 'rejected'} by ${by.arn}: ${body.reason}`;
      const kept = await ports.table.ensure(keys.decisions(pipeline, release, stage), (item) => {
        const before = item ?? { release, stage, decisions: [] };
        const isDone = before.decisions.some((each) => each.by === by.arn && each.at === at);
        // Somebody has rejected it while this person read: it stops, whatever is said now.
        if (isDone || (says === 'approve' && rejectionIn(before.decisions)))
          return { item: before };
        const { arn, principal, name } = by;
        const own = { by: arn, principal, name, says, reason: body.reason, at, plan };
        const event = says === 'approve' ? 'StageApproved' : 'StageRejected';
        return {
          item: { ...before, decisions: [...before.decisions, own].slice(-MOST) },
          entries: [
            {
              at,
              pipeline,
              release,
              event,
              subject: stage,
              text,
              person: personTold(order, { changes }),
            },
          ],
        };
      });
      const rejection = rejectionIn(kept.decisions);
      if (says === 'approve' && rejection)
        return { did: [`nothing: ${rejectionText(rejection)} meanwhile`] };
      return { did: [text, await followUp(ports, { pipeline, release, stage })] };
    },
  };
}

async function intend(ports: Ports, order: Deciding, says: Says): Promise<Intent> {
  const seen = await seenBy(ports, order);
  const { release, stage, plan, decisions } = seen;
  const approvals = plan.waves[0]?.approvals;
  if (says === 'approve') refuseRejected(seen);
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
        to: says === 'approve' ? `approved by ${order.by.name}` : `rejected by ${order.by.name}`,
      },
    ],
    notes: [`plan ${plan.digest}: ${stagePlanText(plan.waves)}`],
    seen: { plan: plan.digest, decisions },
    facts: { release: release.id, stage, plan: plan.digest },
    carries: { release: release.id, stage, plan: plan.digest },
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
  if (asked === undefined) throw await notWaiting(ports, { release, waves, stage: body.stage });
  const { stage } = asked.plan;
  const kept = await ports.table.get(keys.decisions(pipeline, release.id, stage));
  const plan = await stagePlanOf(ports, release, stage);
  return { release, stage, plan, decisions: kept?.decisions ?? [] };
}

interface Asked {
  readonly release: Release;
  readonly waves: readonly Wave[];
  readonly stage: string | undefined;
}

/** Says how it stands with the stage that is meant, where it needs approvals at all. */
async function notWaiting({ table }: Ports, { release, waves, stage }: Asked): Promise<Failure> {
  const asking = waves.filter(({ plan }) => plan.approvals !== undefined);
  const known = asking.filter(({ status }) => status === 'waiting').map(({ plan }) => plan.stage);
  const meant = asking.find(({ plan }) => stage === undefined || plan.stage === stage);
  const isOver = meant !== undefined && !known.includes(meant.plan.stage);
  const key = isOver && keys.decisions(release.pipeline, release.id, meant.plan.stage);
  const { decisions = [] } = (key && (await table.get(key))) || {};
  const how = isOver ? `, which ${becameOf(meant, decisions)}` : '';
  const stops =
    isOver && hasOpened(meant) && meant.status !== 'ended'
      ? `; to end it where it is: tidegate stop ${release.pipeline} ${release.id} --reason "…"`
      : '';
  return new Failure(
    'Refused',
    `expected a stage of ${labelOf(release.revision)} that waits for approvals, ` +
      `got ${stage ?? meant?.plan.stage ?? 'none'}${how}; waiting: ${few(known) || 'none'}${stops}`,
  );
}

/** Who has let it in is told to whoever comes second. */
function becameOf(wave: Wave, decisions: readonly Decision[]): string {
  const { reason } = decisionOf(wave);
  const names = decisions.filter(({ says }) => says === 'approve').map(({ name }) => name);
  const who = names.length > 0 ? `, approved by ${[...new Set(names)].join(', ')}` : '';
  return hasOpened(wave)
    ? `was let in at ${wave.openedAt}${who}`
    : `ended ${outcomeOf(wave)}${reason ? `: ${reason}` : ''}`;
}

/** Throws `Refused` where somebody has rejected it: nobody's approval makes good for that. */
function refuseRejected({ release, stage, decisions }: Seen): void {
  const rejection = rejectionIn(decisions);
  if (rejection === undefined) return;
  const { pipeline, revision } = release;
  throw new Failure(
    'Refused',
    `expected a release that nobody has rejected, got ${labelOf(revision)}, whose plan of ${stage} was ${rejectionText(rejection)}; ` +
      `it stops there; to release it again: tidegate start ${pipeline} ${wordOf(revision.build)} --retry`,
  );
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
