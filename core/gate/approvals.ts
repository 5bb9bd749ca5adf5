// Whose approvals count, and whether there are enough of them.

import { createHash } from 'node:crypto';
import { exactDuration } from '../duration.ts';
import { few } from '../few.ts';
import type { PlannedWave } from '../planned-wave.ts';
import type { Policy } from '../practice/policy-settings.ts';
import { isAmong } from '../practice/principal.ts';
import type { Revision } from '../revision.ts';
import { waveName } from '../wave-name.ts';
import type { Decision, PlannedApprovals } from './approval-schema.ts';
import type { FoundReason } from './gate-reason.ts';

type People = Pick<Policy, 'people' | 'roles'>;

interface Who {
  readonly arn: string;
  readonly principal: string;
}

/** The person of the policy whom a principal is; undefined where it maps nobody to it. */
function personNamed({ people = {} }: People, who: Who): string | undefined {
  return Object.keys(people).find((name) => isAmong(people[name]?.principals ?? [], who));
}

/**
 * Why somebody's approval of a change does not count; undefined where it does.
 *
 * Only whom the policy maps to a git identity can be told from the author. So nobody else may approve, nor may the
 * author, by whichever of their identities.
 */
export function whyNotApprove(
  { by }: Pick<PlannedApprovals, 'by'>,
  policy: People,
  who: Who,
  author: string | undefined,
): string | undefined {
  const { people = {}, roles = {} } = policy;
  const name = personNamed(policy, who);
  const git = name === undefined ? [] : (people[name]?.git ?? []);
  if (name === undefined || git.length === 0)
    return 'the policy maps no git identity to them (people), so that nobody can tell them from the author';
  if (isAuthor(policy, who, author)) return 'they are the author of the change';
  const isAsked = by.some(
    (asked) =>
      asked === name ||
      roles[asked]?.includes(name) ||
      (asked.startsWith('arn:') && isAmong([asked], who)),
  );
  return isAsked ? undefined : `they are none of ${by.join(', ')}`;
}

/** Whether the policy knows them as who has written the change. */
export function isAuthor(policy: People, who: Who, author: string | undefined): boolean {
  const name = personNamed(policy, who);
  const git = name === undefined ? [] : (policy.people?.[name]?.git ?? []);
  return author !== undefined && git.some((each) => isSame(each, author));
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/**
 * What is approved: this revision, put onto these targets in this way. What is derived as it starts is no part of it.
 */
export function planDigest(
  { digest }: Pick<Revision, 'digest'>,
  waves: readonly PlannedWave[],
): string {
  const plan = waves.map((wave) => {
    const { deploySeconds: _, shiftSeconds: __, ...rest } = wave;
    return rest;
  });
  return createHash('sha256')
    .update(JSON.stringify([digest, plan]))
    .digest('hex')
    .slice(0, 12);
}

/** Slices of a wave are many. */
const MOST_WAVES = 20;

/** The plan of a stage as a person reads it: `one-box (box), then rest (west, east)`. */
export function stagePlanText(waves: readonly PlannedWave[]): string {
  const texts = waves.map(
    ({ wave, targets }) => `${wave} (${few(targets.map(({ name }) => name)) || 'tests alone'})`,
  );
  const more = texts.length - MOST_WAVES;
  return [...texts.slice(0, MOST_WAVES), ...(more > 0 ? [`${more} more`] : [])].join(', then ');
}

export interface Approving {
  readonly asked: PlannedApprovals;
  readonly policy: People;
  readonly author: string | undefined;
  readonly plan: string;
  readonly now: number;
}

/** The decisions that count now: each person's last, of this plan, and not expired. */
export function counting(decisions: readonly Decision[], of: Approving): readonly Decision[] {
  const last = new Map<string, Decision>();
  for (const decision of decisions) {
    const who = { arn: decision.by, principal: decision.principal };
    const name = personNamed(of.policy, who);
    const isCurrent =
      decision.plan === of.plan &&
      of.now - Date.parse(decision.at) < of.asked.expiresSeconds * 1000;
    if (name === undefined || !isCurrent) continue;
    if (whyNotApprove(of.asked, of.policy, who, of.author) === undefined) last.set(name, decision);
  }
  return [...last.values()];
}

/** Whoever may read may stop: one rejection is enough, whoever it is of. */
export function rejectionIn(decisions: readonly Decision[]): Decision | undefined {
  return decisions.find(({ says }) => says === 'reject');
}

export function rejectionText({ name, reason }: Decision): string {
  return `rejected by ${name}: ${reason}`;
}

export interface Waiting {
  readonly pipeline: string;
  readonly release: string;
  readonly waves: readonly PlannedWave[];
}

/** Why a stage waits for approvals; nothing where there are enough. */
export function approvalReasons(
  decisions: readonly Decision[],
  of: Approving,
  { pipeline, release, waves }: Waiting,
): FoundReason[] {
  const { by, quorum, expiresSeconds } = of.asked;
  const approved = counting(decisions, of).filter(({ says }) => says === 'approve');
  const missing = quorum - approved.length;
  const [first] = waves;
  if (missing <= 0 || first === undefined) return [];
  const had =
    approved.length === 0 ? '' : `, besides ${approved.map(({ name }) => name).join(', ')}`;
  return [
    {
      kind: 'approval',
      subject: first.stage,
      what:
        `waits for ${missing} ${missing === 1 ? 'approval' : 'approvals'} by ${by.join(' or ')}${had}, of plan ${of.plan} ` +
        `of ${waveName({ stage: first.stage, wave: first.stage })}: ${stagePlanText(waves)}; an approval counts for ${exactDuration(expiresSeconds)}`,
      clears: `${by.join(' or ')}, who is not the author${of.author === undefined ? '' : ` (${of.author})`}`,
      command: `tidegate approve ${pipeline} ${release} --stage ${first.stage} --reason "…"`,
    },
  ];
}
