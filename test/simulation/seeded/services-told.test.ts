// Services of ECS are seen by what is told of deployments, as CodeDeploy's are: with their revisions, marks and ends.

import { startsAfterBakes } from '../../../simulation/seeded/invariants/starts-after-bakes.ts';
import { watchedFromTheFirstRequest } from '../../../simulation/seeded/invariants/watched-from-the-first-request.ts';
import { placed, playThree, toldOf } from './three-releases.ts';

const target = (name: string) => ({
  ...placed(name),
  ecs: { cluster: 'shop', service: `shop-${name}` },
});

/** The first is promoted, the second convicted in its second bake, the third as its traffic shifts. */
const { record, problems } = await playThree(
  { ...target('b'), strategy: 'blue-green' },
  { ...target('p'), strategy: { linear: { percent: 50, every: '4m' } } },
  {
    misbehaviours: [
      { how: 'alarm', revision: 'r2', target: 'p', after: '20s' },
      { how: 'alarm', revision: 'r3', target: 'b', from: 'shift', after: '1s' },
    ],
    prunes: [{ at: '3h', target: 'b', revision: 'r1' }],
  },
);

test('each deployment of a service is told with its revision and its end', () => {
  expect(problems).toEqual([]);
  // What r3 would have gone back to had been convicted meanwhile: it is brought further back.
  expect(toldOf(record)).toEqual([
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
