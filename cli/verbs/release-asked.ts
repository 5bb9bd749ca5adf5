// The release that waits for a person, as verbs name it.

export const releaseAsked = {
  value: 'RELEASE',
  what: 'a release',
  text: 'its id, its build’s number, its commit, its execution, or latest; the one that waits, unless named',
  optional: true,
} as const;
