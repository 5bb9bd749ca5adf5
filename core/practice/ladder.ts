// The ladder of good practice: what a service must do to stand on each step.

import { type Policy, settingsOf } from './policy-settings.ts';

const steps = [
  {
    name: 'bronze',
    means: 'somebody answers for it, and it is tried before customers meet it',
    rules: ['owner-and-contact', 'beta-and-gamma', 'tests-before-production', 'bounded-waits'],
  },
  {
    name: 'silver',
    means: 'production is watched long enough, and goes back by itself',
    rules: ['alarms-exist', 'bake-time', 'bake-data', 'rollback-enabled'],
  },
  {
    name: 'gold',
    means:
      'harm stays small: few meet a change first, and what stands in for each other never changes together',
    rules: ['one-box-first', 'wave-share', 'paired-regions', 'cells-apart', 'alarms-cover'],
  },
  {
    name: 'proven',
    means:
      'its last promoted release did all of it, with alarms that had data and something to go back to',
    rules: ['alarms-have-data', 'rollback-known'],
  },
] as const;

export const PROVEN = steps.length;

/** A step's name; 0 has none. */
export function stepName(level: number): string {
  return steps[level - 1]?.name ?? 'none';
}

/** The rules of a step that the policy asks for. */
export function rulesOfStep(level: number, policy: Policy): string[] {
  const asked: readonly string[] = steps[level - 1]?.rules ?? [];
  return asked.filter((id) => settingsOf(policy, id).level !== 'off');
}

/**
 * The step that a service stands on, below the last: each one needs those before it.
 *
 *     broken: nothing         →  3
 *     broken: one-box-first   →  2
 *     broken: bake-time       →  1, whatever else it does
 */
export function levelBelow(broken: ReadonlySet<string>, policy: Policy): number {
  for (let level = 1; level < PROVEN; level += 1) {
    if (rulesOfStep(level, policy).some((id) => broken.has(id))) return level - 1;
  }
  return PROVEN - 1;
}
