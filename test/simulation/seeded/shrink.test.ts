// A failure is made smaller, written as files, and played again from them.

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawCase } from '../../../simulation/seeded/draw-case.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { loadCase, saveCase } from '../../../simulation/seeded/saved-case.ts';
import type { SeededCase } from '../../../simulation/seeded/seeded-case.ts';
import { LISTS, shrunk } from '../../../simulation/seeded/shrink.ts';
import { timelineOf } from '../../../simulation/seeded/timeline.ts';

const drawn = drawCase(11);
const fault = { call: 'dynamodb:PutItem', how: 'fails', times: 8, onCall: 3 } as const;
const noise = { call: 'sts:AssumeRole', how: 'slow', by: '2s' } as const;
const large: SeededCase = {
  ...drawn,
  scenario: { ...drawn.scenario, calls: [noise, fault, noise], deaths: [] },
};

test('what a failure does not need is left out, and a fault is as small as it can be', async () => {
  const needsPut = async ({ scenario }: SeededCase) =>
    (scenario.calls ?? []).some(({ call, times = 1 }) => call === fault.call && times >= 2);

  const smallest = await shrunk(large, { fails: needsPut, most: 500 });

  expect(smallest.scenario.calls).toEqual([{ ...fault, times: 2, onCall: 1 }]);
  expect(smallest.scenario.builds).toEqual([]);
  expect(smallest.scenario.people).toEqual([]);
  expect(smallest.pipeline.stages).toHaveLength(1);
  expect(Object.keys(smallest.pipeline).sort()).toEqual(['pipeline', 'source', 'stages']);
  expect(smallest.seed).toBe(large.seed);
});

test('of each list that a scenario may have something can be left out', () => {
  const schema = JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8')) as {
    properties: Record<string, { type?: string }>;
  };

  const lists = Object.entries(schema.properties).filter(([, { type }]) => type === 'array');

  expect([...LISTS].sort()).toEqual(lists.map(([name]) => name).sort());
});

test('no more cases are played than were granted', async () => {
  let played = 0;

  await shrunk(large, {
    fails: async () => {
      played += 1;
      return false;
    },
    most: 3,
  });

  expect(played).toBe(3);
});

test('a case that was written plays the same from its files, and its timeline tells what happened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  const { record } = await playCase(large);
  const timeline = timelineOf(record, ['something was wrong']);

  const command = saveCase(folder, large, { problems: ['something was wrong'], timeline });
  const again = await playCase(loadCase(folder, large.seed));

  expect(JSON.stringify(again.record.report)).toBe(JSON.stringify(record.report));
  expect(command).toContain(`--seed ${large.seed}`);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(command);
  expect(timeline).toMatch(/^WRONG {2}something was wrong\n/);
  expect(timeline).toMatch(/\+00:\d\d:\d\d\.\d{3} {2}FAULT {2}refuses InternalFailure: /);
  expect(timeline).toMatch(/\nEND {4}shop-/);
  expect(readFileSync(join(folder, 'scenario.yml'), 'utf8')).not.toContain('[]');
  expect(timeline).toMatch(/\nRUNS {3}/);
});
