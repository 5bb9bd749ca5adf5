// What is exhaustive by nature, every death at every call or many seeds: `npm test` plays a share of it, and
// `npm run test:long` the rest. Files that ask for a share are named `*.long.test.ts`, and no others are run then.

/** One row in so many in `npm test`, the first among them; in `npm run test:long` the others. */
export function shareOf<Row>(rows: readonly Row[], oneIn: number): readonly Row[] {
  const isRest = process.env.TIDEGATE_TESTS === 'rest';
  const some = rows.filter((_, index) => (index % oneIn === 0) !== isRest);
  if (oneIn < 2 || some.length === 0)
    throw new Error(`Expected rows for both runs, got ${rows.length} of which one in ${oneIn}.`);
  return some;
}
