import type { Invariant } from '../invariant.ts';

/** What lets something through, and what a person does for it. */
const LETS_THROUGH: Readonly<Record<string, RegExp>> = {
  BuildAdmitted: /^(start|retry)$/,
  StartAsked: /^(start|retry)$/,
  FixMarked: /^start$/,
  RollbackAsked: /^rollback$/,
  QuarantineLifted: /^(lift|start|retry)$/,
  StageUnfrozen: /^unfreeze$/,
  Unfrozen: /^unfreeze$/,
  Resumed: /^resume$/,
  VerdictOverridden: /^override$/,
  RetryAsked: /^retry$/,
  WaitSkipped: /^skip-wait$/,
};

export const letThroughByName: Invariant = {
  holds: 'what lets something through is in the ledger only where a person has done it',
  broken: ({ report, scenario: { people } }) =>
    report.ledger.flatMap(({ event, release, at }) => {
      const does = LETS_THROUGH[event];
      if (does === undefined || people.some((person) => does.test(person.does))) return [];
      return [`${event} of ${release} at ${at}, which no person has done`];
    }),
};
