// The rule on waivers themselves: one that waives nothing is said, so that nobody relies on it.

import { nearest } from '../nearest.ts';
import { rule } from './rule.ts';
import { standingOf } from './waivers.ts';

export const waiversInOrder = rule({
  id: 'waivers',
  title: 'Waivers are of known rules, short, and not expired',
  why: 'A waiver that has ended, or names no rule, looks like a permission and is none. One without an end in sight is a change of policy that nobody decided.',
  fix: 'keep the rule and remove the waiver; or name the rule by its id and an expiry within the policy’s bound',
  level: 'warn',
  sees: 'file',
  parameters: {},
  check({ pipeline, policy, now }) {
    return (pipeline.waivers ?? []).flatMap((waiver, index) => {
      const path = ['waivers', index];
      const standing = standingOf(waiver, policy, now);
      if (standing === 'inForce') return [];
      if (standing === 'unknownRule') {
        const known = Object.keys(policy.rules);
        const meant = nearest(waiver.rule, known);
        const hint = meant ? `did you mean ${meant}?` : `known are ${known.join(', ')}`;
        const text = `expected a waiver of a rule that exists, got ${waiver.rule}; ${hint}`;
        return [{ path: [...path, 'rule'], text }];
      }
      if (standing === 'notWaivable') {
        const text = `expected a waiver of a rule that may be waived, got ${waiver.rule}, which policy ${policy.policy} does not let anybody waive`;
        return [{ path: [...path, 'rule'], text }];
      }
      const text =
        standing === 'expired'
          ? `expected a waiver of ${waiver.rule} that is in force, got one that ended on ${waiver.expires}`
          : `expected a waiver of ${waiver.rule} of at most ${policy.waivers.longestDays} days from now, got one until ${waiver.expires}, which waives nothing`;
      return [{ path: [...path, 'expires'], text }];
    });
  },
});
