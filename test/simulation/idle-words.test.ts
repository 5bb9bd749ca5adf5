// A scenario is refused where a word of it would do nothing, or two cannot both be so.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { home } from '../../simulation/world/place.ts';
import { oneTarget, target } from '../paths/pipelines.ts';

const text = oneTarget({
  of: `${target('live')}, ${target('quiet', { alarms: [], atLeast: 1 })}, ${target('other')}`,
});
const pipeline = parsePipeline(text, 'shop.yml');

const read = (words: string) =>
  parseScenario(`builds: [{ at: 0s, revision: r1 }]\n${words}`, 'scenario.yml', [pipeline]);

const missing = '{ alarm: live-errors, is: missing }';
const fires = '{ how: alarm, revision: r1, target: live }';

test.each([
  [
    'an event of nobody',
    'events: [{ source: aws.evnts, how: lost }]',
    /expected a source that is there, got aws.evnts; did you mean aws.events/,
  ],
  [
    'a time for an event that is lost',
    'events: [{ source: aws.states, how: lost, by: 5m }]',
    /expected by with late alone, got an event that is lost/,
  ],
  [
    'an alarm that is missing and OK',
    `alarms: [${missing}, { alarm: live-errors, is: OK, at: 5m }]`,
    /expected live-errors, which is missing, to be in no state, got OK/,
  ],
  [
    'an alarm that is missing and fires',
    `alarms: [${missing}]\nmisbehaviours: [${fires}]`,
    /expected live-errors, which is missing, to be in no state, got one that fires/,
  ],
  [
    'an alarm that is missing from a time on',
    'alarms: [{ alarm: live-errors, is: missing, at: 5m }]',
    /expected live-errors to be missing all the time/,
  ],
  [
    'an alarm of another target',
    'alarms: [{ alarm: live-errors, target: other, is: ALARM }]',
    /expected an alarm that other watches, got live-errors/,
  ],
  [
    'an alarm of a target that has none',
    'misbehaviours: [{ how: alarm, revision: r1, target: quiet }]',
    /expected a target with alarms, got quiet, which has none/,
  ],
  [
    'a function that is slow for no time',
    'calls: [{ call: "dynamodb:*", how: slow }]',
    /expected by with slow and lags, and with nothing else/,
  ],
  [
    'a read that is contended',
    'calls: [{ call: "dynamodb:GetItem", how: contended }]',
    /expected a contended dynamodb:PutItem, got dynamodb:GetItem/,
  ],
  [
    'Tidegate’s own region, where nothing else is',
    'regions: [{ region: us-east-1, account: "111122223333" }]',
    /expected a region with something in it besides Tidegate itself, got us-east-1/,
  ],
  [
    'a region where nothing is',
    'regions: [{ region: sa-east-1 }]',
    /expected a region that is there, got sa-east-1/,
  ],
  [
    'a person who acts at no time',
    'people: [{ does: stop }]',
    /expected at or onCall, and not both/,
  ],
  [
    'a clock that is both ahead and behind',
    'clocks: [{ ahead: 1s, behind: 2s }]',
    /expected ahead or behind, and not both/,
  ],
  [
    'a use of a key that nothing makes',
    'calls: [{ call: "kms:Sign", how: denied }]',
    /expected a use of a key that is there, got Sign; .*Decrypt/,
  ],
  [
    'a key that fails in another way than by a denial',
    'calls: [{ call: "kms:Decrypt", how: fails }]',
    /expected a service that is there, got kms/,
  ],
  [
    'a second source of a project',
    'sources: [{ type: GITHUB }, { type: GITLAB }]',
    /expected one source of shop, got two/,
  ],
])('%s is refused in words', (_what, words, problem) => {
  expect(() => read(words)).toThrow(problem);
});

test.each([
  [`alarms: [${missing}, { alarm: other-errors, is: OK, at: 5m }]`],
  [`alarms: [{ alarm: live-errors, target: live, is: ALARM, for: 5m }]\nmisbehaviours: [${fires}]`],
  ['events: [{ source: aws.states, how: late, by: 5m }]'],
  ['calls: [{ call: "dynamodb:*", how: slow, by: 5s, onCall: 2 }]'],
  ['calls: [{ call: "*:*", how: contended, for: 5m }]'],
  ['calls: [{ call: "kms:*", how: denied, for: 5m }]'],
  ['sources: [{ type: GITHUB, webhook: [] }]'],
  ['people: [{ does: stop, onCall: { function: OpenGate, nth: 3 } }]'],
  ['events: [{ source: aws.events, how: lost, times: 3 }]'],
  ['clocks: [{ function: WatchBake, behind: 2s }]'],
])('%s is taken', (words) => {
  expect(() => read(words)).not.toThrow();
});

/** The runtime's own, those of an instance's role and keys, and queues that none of Tidegate's functions asks. */
const NOT_FAULTED = ['logs', 'iam', 'kms', 'sqs'];

test('calls of every service that a function may ask can be made to fail', () => {
  const actions = readStack(home).functions.flatMap(({ statements }) =>
    statements.flatMap(({ Action }) => Action),
  );
  const services = new Set(actions.map((action) => action.slice(0, action.indexOf(':'))));
  for (const none of NOT_FAULTED) services.delete(none);

  expect(services).toContain('ecs');
  for (const service of services)
    expect(() => read(`calls: [{ call: "${service}:*", how: throttled }]`)).not.toThrow();
});
