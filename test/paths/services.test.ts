// A service of ECS on days on which the platform says less than it seems to: of no tasks, of a service that is gone, of
// what never came up; and on which it does not answer.

import { build, oneTarget } from './pipelines.ts';
import { type PlayOptions, play, type ScenarioInput } from './played.ts';

const service = (strategy: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: shop }, strategy: ${strategy}, alarms: [live-errors] }`;

const bake = '{ for: 1h, answerWithin: 30m }';
const playOn = (strategy: string, scenario: ScenarioInput, options?: PlayOptions) =>
  play(
    oneTarget({ of: service(strategy), bake }),
    { baseline: 'old', builds: [build('new')], ...scenario },
    options,
  );

const reasonOf = ({ report }: Awaited<ReturnType<typeof play>>) => report.releases[0]!.reason;
const becomes = (what: string, at: string) => ({
  services: [{ at, target: 'live', becomes: what }],
});

test.each(['rolling', 'canary'])(
  'what ECS calls a success of no tasks at all is none (%s)',
  async (strategy) => {
    const played = await playOn(strategy, becomes('idle', '10m30s'));

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.ledger.map(({ text }) => text).join()).toContain('nothing runs it');
    expect(await played.leftBehind()).toEqual([]);
  },
);

test.each(['rolling', 'blue-green'])(
  'a bake of a service that has no tasks any more does not pass (%s)',
  async (strategy) => {
    const played = await playOn(strategy, becomes('idle', '40m'));

    expect(played.outcomes()).toEqual(['Stopped']);
    expect(reasonOf(played)).toContain('a desired count of 0: nothing runs');
  },
);

test('a service that had no tasks for a while passes once it has them again', async () => {
  const played = await playOn('rolling', {
    services: [
      { at: '40m', target: 'live', becomes: 'idle' },
      { at: '50m', target: 'live', becomes: 'running' },
    ],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test.each([
  ['before its wave', '5m'],
  ['as it is deployed to', '10m30s'],
  ['as it bakes', '40m'],
])('a service that is deleted %s is told, and nothing is put in its place', async (_, at) => {
  const played = await playOn('rolling', becomes('deleted', at));

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(reasonOf(played)).toContain('is not there');
  expect(await played.leftBehind()).toEqual([]);
});

test.each(['rolling', 'canary'])(
  'a first deployment that fails where nothing ever came up is not waited for, and keeps no later one from its place (%s)',
  async (strategy) => {
    const played = await playOn(strategy, {
      baseline: undefined,
      builds: [build('broken'), build('mended', '1h')],
      misbehaviours: [{ how: 'deployment', revision: 'broken', target: 'live' }],
      ...becomes('neverUp', '0s'),
    });

    expect(played.outcomes()).toEqual(['Stopped', 'Promoted']);
    expect(reasonOf(played)).toContain('nothing that was ever brought there has come up');
    expect(
      Date.parse(played.release('broken').endedAt!) - Date.parse('2026-11-23T09:10:00Z'),
    ).toBeLessThan(10 * 60_000);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('where a breaker that takes nothing back has stopped a deployment, Tidegate takes it back', async () => {
  const played = await playOn(
    'rolling',
    { misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live' }] },
    {
      prepare: async ({ aws }) => {
        const place = { account: '111122223333', region: 'us-east-1' };
        aws.ecs.find('shop', 'shop', place).configuration = {
          deploymentCircuitBreaker: { enable: true, rollback: false },
        };
      },
    },
  );

  expect(played.outcomes()).toEqual(['RolledBack']);
});

const harm = { misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '20m' }] };

test.each([
  ['held', 'blue-green', '25m'],
  ['replaced', 'rolling', '25m'],
  ['held as it shifts', 'canary', '12m'],
])(
  'a way back whose task definition somebody deletes is taken all the same: %s',
  async (_, strategy, at) => {
    const prunes = [{ at, target: 'live', revision: 'old', artifact: true }];
    const played = await playOn(strategy, { ...harm, prunes });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets.live).toBe('old');
  },
);

test('a way back that ECS throttles for three quarters of an hour is taken', async () => {
  const calls = [
    {
      call: 'ecs:UpdateService',
      how: 'throttled',
      function: 'RollBackTarget',
      from: '30m',
      for: '45m',
    },
  ];
  const played = await playOn('rolling', { ...harm, calls });

  expect(played.outcomes()).toEqual(['RolledBack']);
});

test('a way back that is denied is told after a quarter of an hour', async () => {
  const calls = [
    {
      call: 'ecs:UpdateService',
      how: 'denied',
      function: 'RollBackTarget',
      from: '30m',
      for: '3h',
    },
  ];
  const played = await playOn('rolling', { ...harm, calls });

  const failedAt = Date.parse(played.report.ledger.find(({ event }) => event === 'BakeEnded')!.at);
  expect(played.outcomes()).toEqual(['LeftDirty']);
  expect(Date.parse(played.release('new').endedAt!) - failedAt).toBeLessThan(25 * 60_000);
});

test('an alarm of the service itself that fires before the start keeps its gate shut: ECS would heed none', async () => {
  const others = service('rolling')
    .replaceAll('live', 'other')
    .replace('service: shop', 'service: other');
  const text = oneTarget({ of: service('rolling'), bake }).concat(
    `  - { name: last, targets: [${others}], bake: ${bake} }\n`,
  );
  const played = await play(
    text,
    {
      baseline: 'old',
      builds: [build('new')],
      alarms: [{ alarm: 'other-errors', target: 'other', is: 'ALARM', at: '1m', for: '30m' }],
    },
    {
      prepare: async ({ aws }) => {
        const place = { account: '111122223333', region: 'us-east-1' };
        aws.ecs.find('shop', 'shop', place).configuration = {
          alarms: { alarmNames: ['other-errors'], enable: true, rollback: true },
        };
      },
    },
  );

  const [started] = played.report.ledger.filter(({ event }) => event === 'DeploymentStarted');
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(Date.parse(started!.at)).toBeGreaterThanOrEqual(Date.parse('2026-11-23T09:31:00Z'));
});
