// A scenario is refused where a word of it would do nothing, or two cannot both be so.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
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
    'a schedule’s event, which is never lost',
    'events: [{ source: aws.events, how: lost }]',
    /expected a source that is there, got aws.events/,
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
    /expected by with slow, and with nothing else/,
  ],
])('%s is refused in words', (_what, words, problem) => {
  expect(() => read(words)).toThrow(problem);
});

test.each([
  [`alarms: [${missing}, { alarm: other-errors, is: OK, at: 5m }]`],
  [`alarms: [{ alarm: live-errors, target: live, is: ALARM, for: 5m }]\nmisbehaviours: [${fires}]`],
  ['events: [{ source: aws.states, how: late, by: 5m }]'],
  ['calls: [{ call: "dynamodb:*", how: slow, by: 5s, onCall: 2 }]'],
])('%s is taken', (words) => {
  expect(() => read(words)).not.toThrow();
});
