// A release that is settled by a function that dies half-way: whoever comes next leaves nothing behind.

import { playCase } from '../../../simulation/seeded/play-case.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const target = (name: string) => ({
  name,
  ...place,
  lambda: { function: `shop-${name}`, alias: 'live' },
  strategy: 'all-at-once' as const,
  alarms: [`${name}-errors`, `${name}-latency`],
});
const pipeline = {
  pipeline: 'shop',
  source: { project: 'shop-build' },
  gateTimeout: '1h',
  stages: [
    {
      name: 'prod',
      waves: [
        { name: 'one', targets: [target('a')] },
        { name: 'two', targets: [target('b')] },
      ],
      bake: { for: '3m', judge: { mode: 'off' as const } },
    },
  ],
};

/** In the second bake its execution is stopped, nobody is told of it, and the sweep dies at each of its removals. */
const sweptBy = (onCall: number) =>
  playCase({
    seed: 1,
    pipeline,
    scenario: {
      builds: [{ at: '0s', revision: 'r1' }],
      people: [{ at: '5m', does: 'stop', execution: 'release' }],
      events: [{ source: 'aws.states', how: 'lost', from: '4m', times: 4 }],
      deaths: [{ function: 'Sweep', call: 'dynamodb:DeleteItem', dies: 'after', onCall }],
    },
    files: {},
  });

test.each([1, 2, 3, 4, 5, 6])(
  'nothing stays behind where a sweep has died after its removal no. %i',
  async (onCall) => {
    const { problems, record } = await sweptBy(onCall);

    const died = record.faults.filter(({ how }) => how === 'dies after');
    const removed = record.calls.filter(({ call, functionName }) =>
      [functionName, call].join(' ').endsWith('Sweep dynamodb:DeleteItem'),
    );
    expect({ problems, died: died.length }).toEqual({ problems: [], died: 1 });
    expect(removed.length).toBeGreaterThan(onCall);
  },
);

const service = {
  name: 'a',
  ...place,
  ecs: { cluster: 'shop', service: 'shop-a' },
  strategy: 'blue-green' as const,
  alarms: ['a-errors'],
};

test.each([0, 1])(
  'no wait of a service’s deployment stays behind that hung, was tried %i times again and taken back',
  async (retries) => {
    const bake = { for: '3m', judge: { mode: 'off' as const } };
    const { problems, record } = await playCase({
      seed: 1,
      pipeline: {
        ...pipeline,
        stages: [{ name: 'prod', targets: [service], bake, deployTimeout: '10m', retries }],
      },
      scenario: {
        baseline: 'r0',
        builds: [{ at: '0s', revision: 'r1' }],
        misbehaviours: [{ how: 'deployment', revision: 'r1', target: 'a', outcome: 'hangs' }],
      },
      files: {},
    });

    const begun = record.deployments.filter(({ revision }) => revision === 'r1');
    expect(problems).toEqual([]);
    expect(record.report.releases.map(({ outcome }) => outcome)).toEqual(['RolledBack']);
    expect(begun).toHaveLength(retries + 1);
  },
);
