// Which sweeps are left out of a world: each thing that may change what one would find keeps the next.

import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { withoutIdleSweeps } from '../../simulation/world/idle-sweeps.ts';
import { home } from '../../simulation/world/place.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';

const stack = readStack(home);
const [schedule] = stack.functions.find(({ name }) => name === 'Sweep')!.schedules;

function eventOf(source: string, more: Partial<AwsEvent> = {}): AwsEvent {
  const place = { account: home.account, region: home.region };
  const what = { source, 'detail-type': 'Scheduled Event', resources: [], detail: {} };
  return { id: 'an id', version: '0', time: '2026-11-23T09:00:00Z', ...place, ...what, ...more };
}

const sweepIsDue = eventOf('aws.events', { resources: [schedule!.arn] });
const deployment = (state: string) =>
  eventOf('aws.codedeploy', {
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    detail: { deploymentId: 'd-1', state },
  });

function world(scenario: object = {}) {
  let left = 3;
  const { faults } = withoutIdleSweeps(
    {},
    { scenario: scenarioSchema.parse(scenario), stack, plays: 'needed', left: () => left },
  );
  const call = (functionName: string, operation: string, input: object = {}) => {
    const of = { account: home.account, region: home.region, requestId: 'one' };
    const made = { service: 'dynamodb', operation, functionName, input, call: of };
    faults.beforeCall?.(made);
    faults.afterEffect?.(made);
  };
  return {
    call,
    event: (event: AwsEvent) => faults.event?.(event),
    /** Whether the next sweep is played. */
    sweep: () => {
      const isPlayed = faults.event?.(sweepIsDue) !== 'lost';
      if (isPlayed) call('Sweep', 'Query');
      return isPlayed;
    },
    step: () => {
      left -= 1;
    },
  };
}

type Played = ReturnType<typeof world>;

const wait = (sk: string) => ({ pk: { S: 'waits#2' }, sk: { S: sk } });

test('where nothing happens, the second sweep and all after it are left out', () => {
  const { sweep } = world();

  expect([sweep(), sweep(), sweep()]).toEqual([true, false, false]);
});

test.each<[string, (of: Played) => void]>([
  ['a write', ({ call }) => call('WatchBake', 'PutItem', { Item: wait('bake#r#0') })],
  ['an event', ({ event }) => event(eventOf('aws.cloudwatch'))],
  ['a step of the scenario', ({ step }) => step()],
])('after %s one sweep is played, and none after it', (_, happen) => {
  const of = world();
  of.sweep();

  happen(of);

  expect([of.sweep(), of.sweep()]).toEqual([true, false]);
});

test('what is read by others changes nothing', () => {
  const { sweep, call } = world();
  sweep();

  call('WatchBake', 'GetItem');

  expect(sweep()).toBe(false);
});

test.each<[string, (of: Played) => void, (of: Played) => void]>([
  [
    'a gate waits',
    ({ call }) => call('OpenGate', 'PutItem', { Item: wait('gate#r#0') }),
    ({ call }) => call('OpenGate', 'DeleteItem', { Key: wait('gate#r#0') }),
  ],
  [
    'a batch is under way',
    ({ call }) => call('OnBuild', 'PutItem', { Item: { pk: { S: 'batches' }, sk: { S: 'b' } } }),
    ({ call }) => call('Sweep', 'DeleteItem', { Key: { pk: { S: 'batches' }, sk: { S: 'b' } } }),
  ],
  [
    'a deployment is under way, whose traffic moves without an event',
    ({ event }) => event(deployment('START')),
    ({ event }) => event(deployment('SUCCESS')),
  ],
])('while %s, all sweeps are played', (_, begin, end) => {
  const of = world();
  begin(of);

  expect([of.sweep(), of.sweep(), of.sweep()]).toEqual([true, true, true]);
  end(of);
  expect([of.sweep(), of.sweep()]).toEqual([true, false]);
});

test.each([
  { calls: [{ call: 'dynamodb:Query', how: 'throttled' }] },
  { events: [{ source: 'aws.codebuild', how: 'lost' }] },
  { rates: true },
])('where calls or events may fail, all sweeps are played: %j', (scenario) => {
  const { sweep } = world(scenario);

  expect([sweep(), sweep(), sweep()]).toEqual([true, true, true]);
});
