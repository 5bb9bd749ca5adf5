// Rules on what a change goes through before production.

import * as z from 'zod';
import { name } from '../pipeline/value-schemas.ts';
import { pathOfStage } from './places.ts';
import { productionStagesOf } from './production.ts';
import { rule } from './rule.ts';
import { productionWavesOf } from './subject.ts';

export const betaAndGamma = rule({
  id: 'beta-and-gamma',
  title: 'No production without beta and gamma',
  why: 'A fault found by customers costs most. Beta is where one’s own change is tried to breaking; gamma is as like production as can be, and finds what only shows among real neighbours, data and permissions.',
  fix: 'add stages named beta and gamma, with a target each, before production',
  level: 'warn',
  sees: 'waves',
  parameters: {
    stages: z
      .array(name)
      .min(1)
      .default(['beta', 'gamma'])
      .meta({ description: 'The stages, with targets, that come before production.' }),
  },
  check(subject, { stages }) {
    const { pipeline, waves } = subject;
    const [first] = productionWavesOf(subject);
    if (first === undefined) return [];
    const before = waves.filter(({ index, targets }) => index < first.index && targets.length > 0);
    const missing = stages.filter((each) => !before.some(({ stage }) => stage === each));
    if (missing.length === 0) return [];
    const got = [...new Set(before.map(({ stage }) => stage))].join(', ') || 'none';
    const text = `expected ${listed(stages)} with targets before ${first.stage}, got ${got}: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`;
    return [{ path: pathOfStage(pipeline, first.stage), text }];
  },
});

export const testsBeforeProduction = rule({
  id: 'tests-before-production',
  title: 'Tests in each stage before production',
  why: 'A stage that nothing is tried in stops nothing: a change would pass it by being installed.',
  fix: 'add tests to the stage, such as a CodeBuild project: tests: [{ name: end-to-end, project: checkout-gamma-tests }]',
  level: 'warn',
  sees: 'waves',
  parameters: {
    atLeast: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: 'How many tests each stage before production has.' }),
  },
  check({ pipeline, plan, waves }, { atLeast }) {
    const production = productionStagesOf(plan);
    const before = waves.filter(({ stage }) => !production.has(stage));
    const scarce = before.filter(({ tests }) => tests.length < atLeast);
    return [...new Set(scarce.map(({ stage }) => stage))].map((stage) => {
      const got = Math.min(
        ...before.filter((wave) => wave.stage === stage).map(({ tests }) => tests.length),
      );
      const wanted = atLeast === 1 ? 'a test' : `at least ${atLeast} tests`;
      const text = `expected stage ${stage} to run ${wanted}, got ${got || 'none'}`;
      const project = `${pipeline.pipeline}-${stage}-tests`;
      const fix = `add tests to the stage, such as a CodeBuild project: tests: [{ name: end-to-end, project: ${project} }]`;
      return { path: pathOfStage(pipeline, stage), text, fix };
    });
  },
});

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
