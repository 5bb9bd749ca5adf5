// Mutants that nothing need find, as what they come to is the same: a reason for each, by kind where there is one.

interface Excuse {
  /** The mutants' ids. */
  readonly ids: RegExp;
  readonly reason: string;
}

const excuses: readonly Excuse[] = [];

export function excuseOf(id: string): Excuse | undefined {
  return excuses.find(({ ids }) => ids.test(id));
}
