// Where the worlds of tests keep their table: most in memory, where a world takes two thirds of the time.
//
// test/simulation/transports.long.test.ts plays worlds with either, and packages/embedded-aws/test/services asks both
// tables the same; dynalite is what a person's world has, so that a share of the tests keep it. A world that is asked
// over the wire while it plays has dynalite too: in memory it goes on for days of its time before an answer is heard.

import type { TableKind } from '@tidegate/embedded-aws/services/dynamodb';

/** One in so many. */
const IN_DYNALITE = 11;

/** That of whatever bears the name: always the same. */
export function tablesOf(name: string): TableKind {
  const sum = [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return sum % IN_DYNALITE === 0 ? 'dynalite' : 'memory';
}

/** That of the test file that asks; a tool that plays what tests play is none. */
export function tablesOfFile(): TableKind {
  const file = typeof expect === 'undefined' ? undefined : expect.getState().testPath;
  return tablesOf(file?.split('/').at(-1) ?? '');
}
