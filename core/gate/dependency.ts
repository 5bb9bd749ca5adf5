// A service that a pipeline depends on: which of its revisions must have baked where, before a wave may start there.

import { bakedOn, type Target } from '../target.ts';
import type { Dependency } from './dependency-schema.ts';
import type { FoundReason } from './gate-reason.ts';

interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Of a service's targets, those that matter for a wave: the ones in the accounts and regions of its targets; where it
 * has none in one of them, those in the region; where it has none there either, all that it has.
 */
export function nearTargets<Near extends Place>(
  of: readonly Place[],
  its: readonly Near[],
): Near[] {
  const near = of.flatMap(({ account, region }) => {
    const there = its.filter((it) => it.region === region);
    const beside = there.filter((it) => it.account === account);
    if (beside.length > 0) return beside;
    return there.length > 0 ? there : its;
  });
  return [...new Set(near)];
}

/**
 * Whether a target of the service is far enough. A commit is told by what baked there before; whether another is newer
 * than one that never was there is told by `isPast`.
 */
export function isFarEnough(
  { atLeast, baked }: Dependency,
  item: Target | undefined,
  isPast: (revision: NonNullable<Target['baked']>['revision']) => boolean,
): boolean {
  const had = item ? (baked ? bakedOn(item) : [...(item.running ? [item.running] : [])]) : [];
  const [last] = had;
  if (last === undefined) return false;
  if (typeof atLeast === 'number') return last.revision.build.number >= atLeast;
  return had.some(({ revision }) => revision.commit.startsWith(atLeast)) || isPast(last.revision);
}

const NAMED = 3;

export function dependencyReason(
  { service, atLeast, baked }: Dependency,
  behind: readonly string[],
): FoundReason {
  const wanted = `${service} ${typeof atLeast === 'number' ? `#${atLeast}` : atLeast.slice(0, 7)}`;
  const shown = behind.slice(0, NAMED).join(', ');
  const more = behind.length > NAMED ? ` and ${behind.length - NAMED} more` : '';
  return {
    kind: 'dependency',
    subject: service,
    what:
      behind.length === 0
        ? `depends on ${wanted}, and no pipeline of that name has targets`
        : `depends on ${wanted}, which has not ${baked ? 'baked' : 'come'} on ${shown}${more} yet`,
    clears: `${service}, as a release of it at least as new ${baked ? 'has baked' : 'runs'} there`,
    command: `tidegate status ${service}`,
  };
}
