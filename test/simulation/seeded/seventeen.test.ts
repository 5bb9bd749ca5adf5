// Each thing that must always hold is looked at, and everything that looks is for one of them.

import { invariants } from '../../../simulation/seeded/invariants.ts';
import { seventeen } from '../../../simulation/seeded/seventeen.ts';
import { stepChecks } from '../../../simulation/seeded/step-checks.ts';

test('each of the seventeen things that must always hold is looked at', () => {
  const numbers = seventeen.map(({ number }) => number);

  expect(numbers).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  expect(seventeen.filter(({ seenBy }) => seenBy.length === 0)).toEqual([]);
});

test('whatever looks at a run is for one of them, and is played with every seed', () => {
  const seeing = seventeen.flatMap(({ seenBy }) => seenBy);

  expect(new Set(seeing)).toEqual(new Set(invariants));
  expect(seeing).toHaveLength(invariants.length);
});

test('whatever looks at its steps is for one of them too', () => {
  const seeing = seventeen.flatMap(({ seenAtStepsBy }) => seenAtStepsBy);

  expect(new Set(seeing)).toEqual(new Set(stepChecks));
  expect(seeing).toHaveLength(stepChecks.length);
});
