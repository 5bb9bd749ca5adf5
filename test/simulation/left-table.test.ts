// What an earlier Tidegate has left in the table is read, settled and gone on from; what nobody can read stops nothing.

import { keys, ranges } from '../../core/keys.ts';
import { playCase } from '../../simulation/seeded/play-case.ts';
import { worldOf } from '../../simulation/seeded/seeded-case.ts';
import { DAMAGED } from '../../simulation/world/left-table-schema.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { shop } from './seeded/shop-runs.ts';

const left = (table: NonNullable<typeof shop.scenario.table>) => ({
  ...shop,
  scenario: { ...shop.scenario, table },
});

test.each(['0.1.0', '0.2.0'] as const)(
  'a release that %s had under way ends once its execution is gone, and others go their way',
  async (version) => {
    const { problems, record } = await playCase(left({ version, underWay: 'half-way' }));

    const ends = record.report.releases.map(({ revision, outcome }) => `${outcome} ${revision}`);
    expect(problems).toEqual([]);
    expect(ends).toEqual(['Stopped half-way', 'Promoted r1', 'RolledBack r2']);
  },
);

test.each(DAMAGED)('that nobody can read an item stops nothing: %s', async (what) => {
  const { problems, record } = await playCase(left({ version: '0.2.0', damaged: [what] }));

  const ends = record.report.releases.map(({ revision, outcome }) => `${outcome} ${revision}`);
  expect(problems).toEqual([]);
  expect(ends).toEqual(['Promoted r1', 'RolledBack r2']);
});

test.each(['0.1.0', '0.2.0'] as const)(
  'what %s says of targets is read: what runs, what had baked before it, and what was done last',
  async (version) => {
    const { pipelines, scenario } = worldOf(left({ version, damaged: ['wait'] }));
    const world = await makeWorld({
      pipelines,
      scenario,
      seed: 1,
      tables: 'memory',
      readFile: () => '',
    });

    const { table } = world.onlooker;
    const target = await table.get(keys.target('shop', 'b'));
    const waits = await table.readable(ranges.waits());
    await world.close();

    expect(target?.running?.release).toBe('baseline');
    expect(target?.bakedEarlier?.map(({ release }) => release)).toEqual(['older']);
    expect(target?.intent).toMatchObject({ status: 'ended', end: { result: 'Succeeded' } });
    expect(waits.unreadable).toHaveLength(1);
  },
);
