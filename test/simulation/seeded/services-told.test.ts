// Services of ECS are seen by what is told of deployments, as CodeDeploy's are: with their revisions, marks and ends.

import { startsAfterBakes } from '../../../simulation/seeded/invariants/starts-after-bakes.ts';
import { watchedFromTheFirstRequest } from '../../../simulation/seeded/invariants/watched-from-the-first-request.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { markedDeployments } from '../../../simulation/seeded/record/marks.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const target = (name: string) => ({
  name,
  ...place,
  ecs: { cluster: 'shop', service: `shop-${name}` },
  alarms: [`${name}-errors`],
});
const bake = { for: '3m', judge: { mode: 'off' as const } };

/** The first is promoted, the second convicted in its second bake, the third as its traffic shifts. */
const { record, problems } = await playCase({
  seed: 1,
  pipeline: {
    pipeline: 'shop',
    source: { project: 'shop-build' },
    gateTimeout: '1h',
    stages: [
      { name: 'beta', targets: [{ ...target('b'), strategy: 'blue-green' }], bake },
      {
        name: 'prod',
        targets: [{ ...target('p'), strategy: { linear: { percent: 50, every: '4m' } } }],
        bake,
      },
    ],
  },
  scenario: {
    baseline: 'r0',
    builds: [
      { at: '0s', revision: 'r1' },
      { at: '1h', revision: 'r2' },
      { at: '2h', revision: 'r3' },
    ],
    misbehaviours: [
      { how: 'alarm', revision: 'r2', target: 'p', after: '20s' },
      { how: 'alarm', revision: 'r3', target: 'b', from: 'shift', after: '1s' },
    ],
    prunes: [{ at: '3h', target: 'b', revision: 'r1' }],
  },
  files: {},
});

const told = ({ deployments }: Pick<RunRecord, 'deployments'>) =>
  markedDeployments({ ...record, deployments }).map(
    ({ doing, target: name, revision, status, createdAt, completedAt = 0 }) =>
      `${doing} ${name} ${revision} ${status} in ${Math.round((completedAt - createdAt) / 60_000)}m`,
  );

test('each deployment of a service is told with its revision and its end', () => {
  expect(problems).toEqual([]);
  // What r3 would have gone back to had been convicted meanwhile: it is brought further back.
  expect(told(record)).toEqual([
    'deploy b r1 Succeeded in 1m',
    'deploy p r1 Succeeded in 5m',
    'deploy b r2 Succeeded in 1m',
    'deploy p r2 Stopped in 6m',
    'deploy b r3 Stopped in 0m',
    'rollBack b r1 Succeeded in 1m',
  ]);
});

test('what must hold of deployments is seen of services where it does not', () => {
  const early = record.deployments.map((each) =>
    each.target === 'p' ? { ...each, createdAt: each.createdAt - 100_000 } : each,
  );
  const [first] = record.deployments;
  const firing = { at: first!.createdAt + 5_000, to: 'ALARM' };
  const alarms = record.alarms.map((each) => ({
    ...each,
    changes: [...(each.changes ?? []), firing],
  }));

  expect(startsAfterBakes.broken({ ...record, deployments: early }).join('\n')).toMatch(
    /p was started before b \(Succeeded\) had baked/,
  );
  expect(watchedFromTheFirstRequest.broken({ ...record, alarms }).join('\n')).toMatch(
    /beta\/beta passed although b-errors fired in its shift/,
  );
});
