// Mutants that nothing need find, as what they come to is the same: a reason for each, by kind where there is one.

import type { Mutant } from './mutant.ts';

interface Excuse {
  readonly of: (mutant: Mutant) => boolean;
  readonly reason: string;
}

const excuses: readonly Excuse[] = [
  {
    // `...(name && { name })` as `...{ name }`.
    of: ({ how, text }) => how?.what === 'half' && how.keeps === 'right' && text.startsWith('({'),
    reason: 'a field that is undefined is neither written nor told, as one that is not there',
  },
  {
    of: named('flows/stages.ts', [
      'never if (answer.stage === item)',
      'never if (isSealed(before, id))',
      'never if (!wasInside && !hasWaited)',
    ]),
    reason: 'the stage is written as it stands there already',
  },
  {
    of: named('core/intent.ts', ["without || intent.end.result !== 'Failed'"]),
    reason: 'types need the half: nothing but what failed may pass',
  },
  {
    of: named('flows/intend.ts', ['without && running']),
    reason: 'a field that is undefined is not written',
  },
];

/** Wherever in the file it is by now. */
function named(file: string, whats: readonly string[]): Excuse['of'] {
  return ({ id }) => whats.some((what) => id.startsWith(`${file}:`) && id.endsWith(` ${what}`));
}

export function excuseOf(mutant: Mutant): string | undefined {
  return excuses.find(({ of }) => of(mutant))?.reason;
}
