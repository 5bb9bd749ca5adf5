// Whose a command's matter is: with teams in the policy, nobody else lets anything through there.

import { whyNot } from '../../core/command/may.ts';
import type { Person } from '../../core/command/person.ts';
import { Failure } from '../../core/failure.ts';
import type { Scope } from '../../core/hold.ts';
import { teamOf } from '../holds.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';

/** What an owner has, who may be none; or all teams' matter. */
export type Whose = { readonly owner: string | undefined } | 'organisation';

/** Whoever may read may stop, whosever it is. */
export const anybodys = async (): Promise<readonly Whose[]> => [];

/** That of an applied pipeline. */
export async function ofPipeline(ports: Ports, pipeline: string): Promise<readonly Whose[]> {
  return [{ owner: await teamOf(ports, pipeline) }];
}

export async function ofScope(ports: Ports, scope: Scope): Promise<readonly Whose[]> {
  if (scope.kind === 'organisation') return ['organisation'];
  return scope.kind === 'team' ? [{ owner: scope.team }] : ofPipeline(ports, scope.pipeline);
}

/** Throws `NotAllowed` where the policy in force does not let the person act on one of these. */
export async function refuseOthers(
  ports: Ports,
  by: Person,
  whose: readonly Whose[],
): Promise<void> {
  if (whose.length === 0) return;
  const { policy } = await readPolicy(ports);
  for (const each of whose) {
    // What concerns all teams is for the operators, where the policy names any; else IAM alone decides.
    if (each === 'organisation' && policy.operators === undefined) continue;
    const owner = each === 'organisation' ? undefined : each.owner;
    const problem = whyNot(policy, by, owner);
    if (problem !== undefined) throw new Failure('NotAllowed', problem);
  }
}
