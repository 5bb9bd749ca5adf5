// A change that somebody has made in an account and region: what may have broken what a release is judged for.

import * as z from 'zod';
import { noun } from './noun.ts';

/** Which release of Tidegate it belongs to, and where that was. */
const changeOfReleaseSchema = z
  .strictObject({
    pipeline: z.string(),
    release: z.string(),
    wave: z.int(),
    target: z.string(),
  })
  .readonly();

export type ChangeOfRelease = z.output<typeof changeOfReleaseSchema>;

const changeSchema = z
  .strictObject({
    kind: z.literal('change'),
    /** The event's own: heard of twice, it is kept once. */
    id: z.string(),
    /** ISO 8601. */
    at: z.string(),
    account: z.string(),
    region: z.string(),
    /** What its beginning and its end have in common: `deployment d-7KQ2M9XPF`. */
    operation: z.string(),
    /** `done`: nobody says of it when it began and when it ended. */
    phase: z.enum(['begun', 'ended', 'done']),
    /** What a person reads: `stack shop-network UPDATE_COMPLETE`. */
    what: z.string(),
    /** Who made it, where a trail tells: `user/anna`. */
    by: z.string().exactOptional(),
    /** What it touches, in the words of the judge's nodes: `lambda checkout`, `ecs shop/payments`. */
    nodes: z.array(z.string()).readonly(),
    ofRelease: changeOfReleaseSchema.exactOptional(),
  })
  .readonly();

export type Change = z.output<typeof changeSchema>;

export const changeNoun = noun('change', changeSchema);

/** Whether it may have changed which revision runs: a function's settings and a stack's own words do not. */
export function isMove({ what }: Pick<Change, 'what'>): boolean {
  return /^(UpdateAlias|UpdateStateMachineAlias|CreateDeployment|deployment) /i.test(what);
}

export function isStack({ nodes: [node] }: Pick<Change, 'nodes'>): boolean {
  return node?.startsWith('stack ') ?? false;
}

/** How long a change is kept: long enough to ask after a release of last week, short enough to stay small. */
export const CHANGE_DAYS = 14;

/** A deployment group as a node: what CodeDeploy says of a deployment names nothing else. */
export function deploymentGroupNode(application: string, deploymentGroup: string): string {
  return `codedeploy ${application}/${deploymentGroup}`;
}
