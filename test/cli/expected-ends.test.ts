import { unexpectedEnds } from '../../cli/expected-ends.ts';
import type { Outcome } from '../../core/outcome.ts';
import { tell } from './run-words.ts';

const ended = (revision: string, outcome: Outcome | null) => ({
  id: `shop-${revision}-1`,
  revision,
  outcome,
  reason: outcome === 'RolledBack' ? 'live: its alarm fired' : '',
});
const good = ended('good', 'Promoted');
const bad = ended('bad', 'RolledBack');
const lost = ended('lost', null);

test.each<[readonly Outcome[], ReturnType<typeof ended>[], string[]]>([
  [[], [bad], []],
  [['Promoted'], [good], []],
  [['Promoted'], [], ['expected a release that ends Promoted, got none']],
  [
    ['Promoted'],
    [good, bad],
    ['expected bad (shop-bad-1) to end Promoted, got RolledBack: live: its alarm fired'],
  ],
  [['Promoted', 'RolledBack'], [good, bad], []],
  [['Promoted', 'RolledBack'], [good], ['expected 2 releases, got 1']],
  [
    ['RolledBack', 'Promoted'],
    [good, bad, bad],
    [
      'expected 2 releases, got 3',
      'expected good (shop-good-1) to end RolledBack, got Promoted',
      'expected bad (shop-bad-1) to end Promoted, got RolledBack: live: its alarm fired',
    ],
  ],
  [['Promoted'], [lost], ['expected lost (shop-lost-1) to end Promoted, got no end']],
])('of %j expected, %j is told', (wanted, releases, told) => {
  expect(unexpectedEnds(wanted, releases)).toEqual(told);
});

test('simulate exits with 1 where a release did not end as expected, and prints what it always does', async () => {
  const words = [
    'examples/minimal/tidegate.yml',
    '--scenario',
    'examples/scenarios/build-fails.yml',
  ];

  const { code, stdout, stderr } = await tell(
    'simulate',
    ...words,
    '--json',
    '--expect',
    'Promoted',
  );

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ releases: expect.any(Array) });
  expect(stderr).toContain('expected');
});
