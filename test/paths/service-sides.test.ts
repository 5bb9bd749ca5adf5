// Old and new tasks of a service side by side, each counted in a target group of its own.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const service = (strategy: string) =>
  oneTarget({
    of: `{ name: live, account: "222233334444", region: eu-west-1, ecs: { cluster: shop, service: shop }, strategy: ${strategy}, alarms: [live-errors] }`,
    bake: '{ for: 30m, judge: { mode: act } }',
  });

const bad = (change: object) => [{ how: 'metric', revision: 'bad', target: 'live', ...change }];
const day = {
  baseline: 'old',
  builds: [build('bad')],
  traffic: [{ target: 'live', requestsPerMinute: 600 }],
};

test.each([
  ['errors', { errorPercent: 8 }, /errors of ecs shop\/shop .*beside the old version/],
  ['response times', { latencyFactor: 3 }, /(latency|slow requests).* of ecs shop\/shop /],
])(
  '%s of the new tasks alone take a canary back, and no alarm has fired',
  async (_, change, told) => {
    const played = await play(service('canary'), { ...day, misbehaviours: bad(change) });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.release('bad').reason).toMatch(told);
    expect(played.release('bad').reason).toMatch(/while its traffic shifted/);
    expect(played.report.targets.live).toBe('old');
  },
);

test('steps are judged like a canary: harm is seen before half of the traffic has it', async () => {
  const strategy = '{ linear: { percent: 20, every: 10m } }';
  const played = await play(service(strategy), { ...day, misbehaviours: bad({ errorPercent: 8 }) });

  expect(played.outcomes()).toEqual(['RolledBack']);
  const began = Date.parse(played.release('bad').startedAt);
  expect(Date.parse(played.release('bad').endedAt!) - began).toBeLessThan(20 * 60_000);
});

test('what befalls old and new alike convicts no revision of it', async () => {
  const played = await play(service('canary'), {
    ...day,
    disturbances: [{ target: 'live', at: '12m', for: '20m', errorPercent: 8 }],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test('the groups change their parts with each deployment: the second one is judged as well', async () => {
  const played = await play(service('canary'), {
    ...day,
    builds: [build('good'), { ...build('bad'), at: '4h' }],
    misbehaviours: bad({ errorPercent: 8 }),
  });

  expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(played.release('bad').reason).toMatch(/errors of ecs shop\/shop .*beside the old version/);
  expect(played.report.targets.live).toBe('good');
});

const byCodeDeploy = (keeps: string) => ({
  ...day,
  deployments: [
    { target: 'live', configuration: 'Mine', canary: { percent: 10, after: '15m' }, keeps },
  ],
});
const tasks = oneTarget({
  of: '{ name: live, account: "222233334444", region: eu-west-1, ecs: { cluster: shop, service: shop, application: shop, deploymentGroup: live }, alarms: [live-errors] }',
  bake: '{ for: 30m, judge: { mode: act } }',
});

test('task sets of CodeDeploy are judged side by side, each in its target group', async () => {
  const played = await play(tasks, {
    ...byCodeDeploy('6h'),
    misbehaviours: bad({ errorPercent: 8 }),
  });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.release('bad').reason).toMatch(
    /errors of ecs shop\/shop .*beside the old version.*while its traffic shifted/,
  );
  expect(played.report.targets.live).toBe('old');
});

test('what was judged of a shift stands once the old task set is gone', async () => {
  const played = await play(tasks, { ...byCodeDeploy('1m'), builds: [build('good')] });

  expect(played.outcomes()).toEqual(['Promoted']);
  const judgings = await played.items(ranges.judgings(played.release('good').id));
  expect(judgings.map(({ of }) => of)).toContain('shift');
});
