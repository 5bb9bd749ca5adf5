// Which alarms a rollback explains, and for how long they do not act.

import { explainedAlarms, muteRulesIn, muteWindow } from '../../core/mute.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const target = (...alarms: string[]) => ({ ...place, alarms }) as unknown as TargetDefinition;
const names = (...given: Parameters<typeof explainedAlarms>) =>
  explainedAlarms(...given).map(({ name }) => name);

test.each([
  ['those of what goes back', {}, [], ['errors', 'latency']],
  ['none that another service has, too', {}, [target('latency')], ['errors']],
  [
    'what is listed, whoever has it',
    { mute: { for: '5m', alarms: ['latency'] } },
    [target('latency')],
    ['errors', 'latency'],
  ],
  ['none where the pipeline wants none', { mute: false as const }, [], []],
  [
    'what is listed alone, where nobody knows what others have',
    { mute: { for: '5m', alarms: ['orders'] } },
    undefined,
    ['orders'],
  ],
  ['nothing, where nothing is listed either', {}, undefined, []],
])('a rollback mutes %s', (_, pipeline, others, wanted) => {
  const back = [target('errors', 'latency', 'tidegate-prod-letters')];

  expect(names(pipeline, back, others)).toEqual(wanted);
});

test('an alarm is the same wherever it is named, and another one in another place', () => {
  const arn = 'arn:aws:cloudwatch:eu-west-1:222233334444:alarm:errors';
  const elsewhere = { ...place, region: 'us-east-1', alarms: ['errors'] } as never;

  expect(names({}, [target('errors')], [target(arn)])).toEqual([]);
  expect(names({}, [target('errors')], [elsewhere])).toEqual(['errors']);
});

test.each([
  ['10:00:20', undefined, '10:01', '10:16'],
  ['10:01:00', undefined, '10:02', '10:17'],
  ['10:00:20', { for: '1h', alarms: [] }, '10:01', '11:01'],
])('at %s, for %j, they are muted from %s until %s', (now, mute, from, until) => {
  expect(muteWindow({ mute }, new Date(`2026-11-23T${now}Z`))).toEqual({
    from: `2026-11-23T${from}:00.000Z`,
    until: `2026-11-23T${until}:00.000Z`,
  });
});

test('a rule has at most a hundred alarms', () => {
  const many = Array.from({ length: 201 }, (_, index) => `alarm-${index}`);

  const rules = muteRulesIn(place, 'shop-1', many);

  expect(rules.map(({ name, alarms }) => `${name} ${alarms.length}`)).toEqual([
    ...['shop-1 100', 'shop-1-2 100', 'shop-1-3 1'],
  ]);
  expect(muteRulesIn(place, 'shop-1', [])).toEqual([]);
});
