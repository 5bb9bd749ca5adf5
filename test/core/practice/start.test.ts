// What can only be seen as a release starts: the alarms themselves, and what the targets last baked.

import { alarmsInRule, aspectsOf } from '../../../core/practice/coverage.ts';
import { broken, goodService } from './service.ts';

const facts = (
  covers: readonly ('errors' | 'latency' | 'saturation')[],
  state: 'OK' | 'MISSING' | 'INSUFFICIENT_DATA' = 'OK',
) => ({ state, covers });
const alarmsOf = (name: string) =>
  ['errors', 'latency', 'throttles'].map((what) => `${name}/${name}-${what}`);
const targets = ['box', 'dublin', 'virginia', 'oregon', 'sydney', 'tokyo'];
const sound = new Map(
  targets.flatMap(alarmsOf).map((key) => [key, facts(['errors', 'latency', 'saturation'])]),
);

test('as a release starts, alarms are broken by what they are, not by their names', () => {
  const alarms = new Map([
    ...sound,
    ['box/box-errors', facts([], 'MISSING')] as const,
    ['dublin/dublin-errors', facts(['latency'], 'INSUFFICIENT_DATA')] as const,
    ...alarmsOf('virginia').map((key) => [key, facts(['latency', 'saturation'])] as const),
  ]);

  const found = broken(goodService, { atStart: { alarms, returnable: new Set(targets) } });

  expect(found.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
    'alarms-exist: expected alarm box-errors of target box to exist, got none of that name in its account and region',
    'alarms-cover: expected the alarms of target virginia to cover errors, got virginia-errors, virginia-latency, virginia-throttles',
    'alarms-have-data: expected alarm dublin-errors of target dublin to have data, got INSUFFICIENT_DATA',
  ]);
});

test('alarms that could not be read are not taken for good ones', () => {
  const found = broken(goodService, { atStart: { returnable: new Set(targets) } });

  expect(found).toMatchObject([{ rule: 'alarms-have-data', level: 'advise', unsure: true }]);
});

test.each([
  ['a target that never finished a bake', targets.slice(1), ['box']],
  ['every target with something to go back to', targets, []],
  ['a first release', [], []],
])('%s: rollback-known names %j', (_, returnable, named) => {
  const found = broken(goodService, {
    atStart: { alarms: sound, returnable: new Set(returnable) },
  });

  expect(found.map(({ rule }) => rule)).toEqual(named.map(() => 'rollback-known'));
  for (const [index, name] of named.entries())
    expect(found[index]!.text).toContain(`target ${name} to have`);
});

test.each([
  ['Errors', ['errors']],
  ['HTTPCode_Target_5XX_Count', ['errors']],
  ['HTTPCode_ELB_5XX_Count', ['errors']],
  ['5XXError', ['errors']],
  ['StatusCheckFailed_System', ['errors']],
  ['UnHealthyHostCount', ['errors']],
  ['SystemErrors', ['errors']],
  ['TargetResponseTime', ['latency']],
  ['Duration', ['latency']],
  ['IntegrationLatency', ['latency']],
  ['ApproximateAgeOfOldestMessage', ['latency', 'saturation']],
  ['IteratorAge', ['latency', 'saturation']],
  ['Throttles', ['saturation']],
  ['ConcurrentExecutions', ['saturation']],
  ['CPUUtilization', ['saturation']],
  ['MemoryUtilization', ['saturation']],
  ['ThrottledRequests', ['saturation']],
  ['ApproximateNumberOfMessagesVisible', ['saturation']],
  ['checkout-p99', ['latency']],
  ['checkout-rollback', []],
  ['Invocations', []],
  ['messages', []],
  ['storage', []],
])('%s tells of %j', (name, told) => {
  expect(aspectsOf(name)).toEqual(told);
});

test.each([
  [
    'ALARM("errors") OR (ALARM(latency) AND NOT ALARM("deploying"))',
    ['errors', 'latency', 'deploying'],
  ],
  ['ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors")', ['errors']],
  ['ALARM(a) AND NOT OK( b ) OR INSUFFICIENT_DATA("c d")', ['a', 'b', 'c d']],
  ['ALARM("with (brackets)")', ['with (brackets)']],
  ['TRUE', []],
])('the rule %s names %j', (rule, names) => {
  expect(alarmsInRule(rule)).toEqual(names);
});
