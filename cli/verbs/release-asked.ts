// The release that waits for a person, as verbs name it.

export const releaseAsked = {
  value: 'RELEASE',
  what: 'a release',
  text: 'its id, its build’s number, its commit, its execution, or latest; the one that waits, unless named',
  optional: true,
} as const;

/** One that has ended may be meant too. */
export const releaseToRetry = {
  ...releaseAsked,
  text: 'its id, its build’s number, its commit, its execution, or latest; unless named the one that waits, else the last one, where it did not get through',
} as const;
