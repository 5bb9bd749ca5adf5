// The example scenarios are played in `scenarios/`, a group a file: none is forgotten.

import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { scenarios } from './scenarios/scenario-ends.ts';

const namesIn = (pattern: string, end: string) => globSync(pattern).map((it) => basename(it, end));

test('every example scenario is in one group', () => {
  const grouped = Object.values(scenarios).flatMap((group) => group.map(([name]) => name));

  expect(grouped.sort()).toEqual(namesIn('examples/scenarios/*.yml', '.yml').sort());
});

test('every group is played by the file of its name', () => {
  expect(Object.keys(scenarios).sort()).toEqual(
    namesIn('test/simulation/scenarios/*.test.ts', '.test.ts').sort(),
  );
});
