import type { Invariant } from '../invariant.ts';
import { LETS_THROUGH } from '../lets-through.ts';

export const letThroughByName: Invariant = {
  holds: 'what lets something through is in the ledger only where a person has done it',
  broken: ({ report, scenario: { people } }) =>
    report.ledger.flatMap(({ event, release, at }) => {
      const does = LETS_THROUGH[event];
      if (does === undefined || people.some((person) => does.test(person.does))) return [];
      return [`${event} of ${release} at ${at}, which no person has done`];
    }),
};
