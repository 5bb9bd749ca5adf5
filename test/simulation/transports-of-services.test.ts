// Both transports carry every service that Tidegate calls alike: a release in whose world nearly all of them have a
// part, and one that is asked for.

import { worldOf } from '../../simulation/seeded/seeded-case.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';
import { type Case, played } from './carried.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const bake = { for: '20m', judge: { mode: 'act' as const, insights: true } };

const pipeline = {
  pipeline: 'shop',
  source: { project: 'shop-build', repository: 'shop' },
  gateTimeout: '2h',
  hooks: { beforeRollback: { project: 'shop-drain', timeout: '1m' } },
  stages: [
    {
      name: 'prod',
      calendars: ['arn:aws:ssm:eu-west-1:111122223333:document/ChangeFreeze'],
      targets: [
        {
          name: 'a',
          ...place,
          lambda: { function: 'shop-a', alias: 'live' },
          strategy: 'all-at-once' as const,
          alarms: ['a-errors'],
        },
        {
          name: 'b',
          ...place,
          ec2: { application: 'shop', deploymentGroup: 'b' },
          alarms: ['b-errors'],
        },
        {
          name: 'c',
          ...place,
          ecs: { cluster: 'shop', service: 'shop-c' },
          strategy: 'blue-green' as const,
          alarms: ['c-errors'],
        },
        { name: 'd', ...place, stack: { name: 'shop-d' }, alarms: ['d-errors'] },
        {
          ...{ name: 'f', ...place, alarms: ['f-errors'] },
          site: { bucket: 'shop-site', distribution: 'E2QWRUHAPOMQZL' },
        },
        {
          name: 'e',
          ...place,
          appConfig: {
            ...{ application: 'shop', environment: 'e', profile: 'flags' },
            configuration: 'flags.json',
          },
          alarms: ['e-errors'],
        },
      ],
      tests: [
        { name: 'check', project: 'shop-check', timeout: '10m' },
        { name: 'smoke', lambda: 'shop-smoke', timeout: '10m' },
        { name: 'browse', synthetics: 'shop-browse', timeout: '10m' },
        { name: 'lost', experiment: 'EXTlost', timeout: '10m' },
        {
          name: 'outside',
          https: { url: 'https://tests.example.com/runs', secret: '/tidegate/local/shop' },
          timeout: '10m',
        },
      ],
      bake,
    },
  ],
};

/** With a fault of some services on the way, so that errors are carried alike too. */
const scripted: Case = {
  ...worldOf({
    seed: 1,
    pipeline,
    scenario: {
      baseline: 'r0',
      builds: [{ at: '0s', revision: 'r1', pushed: true }],
      objectives: [{ target: 'a' }],
      traces: [{ target: 'a', calls: ['payments'] }],
      misbehaviours: [{ how: 'alarm', revision: 'r1', target: 'c', after: '17m' }],
      calls: [
        { call: 'ecs:UpdateService', how: 'failsAfterEffect' },
        { call: 'ecs:DescribeServices', how: 'throttled' },
        { call: 'ssm:GetCalendarState', how: 'throttled' },
        { call: 'codecommit:GetBranch', how: 'throttled' },
        { call: 'ecr:BatchGetImage', how: 'throttled' },
      ],
    },
    files: {},
  }),
  seed: 1,
  readFile: () => '',
};

const asked: Case = {
  ...worldOf({
    seed: 1,
    pipeline: {
      pipeline: 'quotes',
      source: { event: true, branches: ['main'] },
      messages: [
        { sns: { topic: 'arn:aws:sns:us-east-1:111122223333:tidegate-pager' }, levels: ['update'] },
      ],
      stages: [
        {
          name: 'prod',
          targets: [
            {
              ...{ name: 'q', ...place, strategy: 'all-at-once' as const, alarms: ['q-errors'] },
              lambda: { function: 'quotes', alias: 'live' },
            },
          ],
        },
      ],
    },
    scenario: { baseline: 'r0', builds: [{ at: '0s', revision: 'r1', forged: 'replayed' }] },
    files: {},
  }),
  seed: 1,
  readFile: () => '',
};

/**
 * Ten kinds of targets are asked side by side, each by a client of another depth: which of two goes first is its
 * chance. What is asked, and what comes of it, is not; transports.long.test.ts holds the order where one client asks.
 */
const whatever = (calls: readonly string[]) =>
  calls.map((call) => call.slice(call.indexOf(' ') + 1)).toSorted();

/** Granted for what AWS itself does with a role, or where something has failed on for good. */
const NOT_CALLED = ['iam', 'logs', 'sqs'];

test('a world with every service that Tidegate calls is played alike on both transports', async () => {
  const granted = readStack(home).functions.flatMap(({ statements }) =>
    statements.flatMap(({ Action }) => [Action].flat().map((action) => action.split(':')[0])),
  );

  const called = new Set<string | undefined>();
  for (const each of [scripted, asked]) {
    const direct = await played(each, { transport: 'direct', tables: 'memory' });
    const wire = await played(each, { transport: 'wire', tables: 'dynalite' });
    for (const call of direct.calls) called.add(call.split(' ')[2]?.split(':')[0]);
    expect(whatever(direct.calls)).toEqual(whatever(wire.calls));
    expect(direct.report).toBe(wire.report);
  }

  const missing = [...new Set(granted)].filter((service) => !called.has(service));
  expect(missing.sort()).toEqual(NOT_CALLED);
});
