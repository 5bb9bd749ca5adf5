// Rules on what must not change together: what stands in for each other when one fails.

import * as z from 'zod';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { region } from '../pipeline/value-schemas.ts';
import { waveName } from '../wave-name.ts';
import { pathOfWave } from './places.ts';
import { type Breach, rule } from './rule.ts';

export const pairedRegions = rule({
  id: 'paired-regions',
  title: 'No two paired regions together',
  why: 'Regions that stand in for each other must not break at the same time: there would be nowhere left to go.',
  fix: 'put the targets of the two regions into different waves',
  level: 'warn',
  sees: 'waves',
  parameters: {
    pairs: z
      .array(z.array(region).min(2))
      .default([])
      .meta({
        description:
          'Regions that stand in for each other in the whole organisation, besides what a pipeline’s neverTogether says.',
        examples: [[['us-east-1', 'us-west-2']]],
      }),
  },
  check({ pipeline, waves }, { pairs }) {
    const lists = [...(pipeline.neverTogether ?? []), ...pairs];
    return waves.flatMap((wave) => {
      const regions = new Set(wave.targets.map((target) => target.region));
      return lists.flatMap((list): Breach[] => {
        const met = [...new Set(list)].filter((each) => regions.has(each));
        if (met.length < 2) return [];
        const text = `expected wave ${waveName(wave)} to change at most one region of ${list.join(', ')}, got ${met.join(' and ')}`;
        return [{ path: pathOfWave(pipeline, wave), text }];
      });
    });
  },
});

export const cellsApart = rule({
  id: 'cells-apart',
  title: 'No two cells of a region and no two of a scale unit together',
  why: 'Cells and scale units are made so that one can fail alone. A wave that changes two of them takes that away.',
  fix: 'put the targets into different waves, or let a planner make the waves: planner: {}',
  level: 'warn',
  sees: 'waves',
  parameters: {},
  check({ pipeline, waves }) {
    return waves.flatMap((wave) => {
      const path = pathOfWave(pipeline, wave);
      return [...twoCells(wave.targets), ...sharedWords(wave.targets)].map((got) => ({
        path,
        text: `expected wave ${waveName(wave)} to change ${got}`,
      }));
    });
  },
});

function twoCells(targets: readonly TargetDefinition[]): string[] {
  const byRegion = Map.groupBy(targets, (target) => target.region);
  return [...byRegion].flatMap(([where, all]) => {
    const cells = [...new Set(all.flatMap(({ cell }) => cell ?? []))];
    return cells.length < 2
      ? []
      : [`at most one cell of ${where}, got ${cells.slice(0, 5).join(', ')}`];
  });
}

function sharedWords(targets: readonly TargetDefinition[]): string[] {
  const uses = targets.flatMap(({ name, apart = [] }) =>
    [...new Set(apart)].map((word) => ({ name, word })),
  );
  return [...Map.groupBy(uses, ({ word }) => word)].flatMap(([word, all]) =>
    all.length < 2
      ? []
      : [
          `at most one target of scale unit ${word}, got ${all
            .slice(0, 5)
            .map(({ name }) => name)
            .join(', ')}`,
        ],
  );
}
