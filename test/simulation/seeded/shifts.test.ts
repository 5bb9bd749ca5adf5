// Aliases that Tidegate itself shifts are seen by what is told of deployments, as CodeDeploy's are.

import { harmTakenBack } from '../../../simulation/seeded/invariants/harm-taken-back.ts';
import { quarantinedForHarm } from '../../../simulation/seeded/invariants/quarantined-for-harm.ts';
import { startsAfterBakes } from '../../../simulation/seeded/invariants/starts-after-bakes.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { bake, placed, playThree, toldOf } from './three-releases.ts';

const target = (name: string) => ({
  ...placed(name),
  lambda: { function: `shop-${name}`, alias: 'live' },
});

/** The second release is convicted in its first wave, once all of the traffic has it; the third in a step. */
const { record, problems } = await playThree(
  { ...target('b'), strategy: 'all-at-once' },
  { ...target('p'), strategy: { canary: { percent: 5, after: '5m' } } },
  {
    misbehaviours: [
      { how: 'alarm', revision: 'r2', target: 'b', after: '20s' },
      { how: 'alarm', revision: 'r3', target: 'p', from: 'shift', after: '20s' },
    ],
    moves: [{ at: '3h', target: 'b', to: 'r0' }],
  },
);

test('each shift is told with its revision and its end, and what somebody else moved is not', () => {
  expect(problems).toEqual([]);
  expect(toldOf(record)).toEqual([
    'deploy b r1 Succeeded in 0m',
    'deploy p r1 Succeeded in 5m',
    'deploy b r2 Succeeded in 0m',
    'rollBack b r1 Succeeded in 0m',
    'deploy b r3 Succeeded in 0m',
    'deploy p r3 Stopped in 0m',
  ]);
});

test('what must hold of deployments is seen of shifts where it does not', () => {
  const early = record.deployments.map((each) =>
    each.target === 'p' ? { ...each, createdAt: each.createdAt - 100_000 } : each,
  );
  const silent = quarantinedForHarm.broken({ ...record, alarms: [] });
  const unbaked = startsAfterBakes.broken({ ...record, deployments: early });
  const kept = structuredClone(record);
  const wave = kept.report.releases[1]?.waves[0];
  if (wave) Object.assign(wave, { outcome: 'Stopped' });

  expect(quarantinedForHarm.broken(record)).toEqual([]);
  expect(silent.join('\n')).toMatch(/quarantined r2, though nothing had proven harm/);
  expect(unbaked.join('\n')).toMatch(/p was started before b \(Succeeded\) had baked/);
  expect(harmTakenBack.broken(kept).join('\n')).toMatch(/failed, and was not taken back/);
});

test('what a floor bars is not missed where it was not taken back, and what lies above it is', () => {
  const kept = structuredClone(record);
  const wave = kept.report.releases[1]?.waves[0];
  if (wave) Object.assign(wave, { outcome: 'Stopped' });
  const { releases } = kept.pipelines[0]!;
  const first = releases.find(({ id }) => id === kept.report.releases[0]?.id)!;
  const numberOfFirst = first.revision.build.number;
  const brokenAt = (rollbackFloor: number) =>
    harmTakenBack.broken({
      ...kept,
      pipelines: kept.pipelines.map((each) => ({
        ...each,
        definition: { ...each.definition, rollbackFloor },
      })),
    });

  expect(brokenAt(numberOfFirst + 10)).toEqual([]);
  expect(brokenAt(numberOfFirst)).toEqual([expect.stringMatching(/and was not taken back/)]);
});

test('a shift whose alias somebody else takes in a hold has ended, though no call of ours says so', async () => {
  const canary = { ...target('p'), strategy: { canary: { percent: 5, after: '10m' } } };
  const taken = await playCase({
    seed: 1,
    pipeline: {
      pipeline: 'shop',
      source: { project: 'shop-build' },
      gateTimeout: '1h',
      stages: [{ name: 'prod', targets: [canary], bake }],
    },
    scenario: {
      baseline: 'r0',
      builds: [{ at: '0s', revision: 'r1' }],
      moves: [{ at: '3m', target: 'p', to: 'theirs', by: 'anna' }],
    },
    files: {},
  });

  const [first] = taken.record.deployments;
  expect(taken.problems).toEqual([]);
  expect(first).toMatchObject({ revision: 'r1', status: 'Stopped' });
  expect(first!.completedAt! - first!.createdAt).toBeLessThan(3 * 60_000 + 20_000);
});
