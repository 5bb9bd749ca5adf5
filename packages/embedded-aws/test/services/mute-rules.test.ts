import {
  DeleteAlarmMuteRuleCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { errorName, home } from '../embedded.ts';
import { watching } from './cloudwatch-world.ts';

/** An alarm whose function notes what it was told, and rules for it. */
function muting() {
  const world = watching();
  const told: string[] = [];
  const pager = world.aws.lambda.register({
    ...home,
    name: 'pager',
    handler: async () => void told.push(new Date(world.clock.millis()).toISOString().slice(11, 16)),
  }).arn;
  const become = (StateValue: StateValue) =>
    world.cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: '5xx', StateValue, StateReason: 'by hand' }),
    );
  const at = (minutes: number) =>
    new Date(world.clock.millis() + minutes * 60_000).toISOString().slice(0, 16);
  const put = (minutes: number, Duration = 'PT10M', more: object = {}) =>
    world.cloudwatch.send(
      new PutAlarmMuteRuleCommand({
        Name: 'quiet',
        Rule: { Schedule: { Expression: `at(${at(minutes)})`, Duration } },
        MuteTargets: { AlarmNames: ['5xx'] },
        ...more,
      }),
    );
  const drop = () =>
    world.cloudwatch.send(new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName: 'quiet' }));
  const status = async () =>
    (await world.cloudwatch.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: 'quiet' })))
      .Status;
  const alarm = () => world.put('5xx', { AlarmActions: [pager] });
  return { ...world, told, become, put, drop, status, alarm, wait: world.clock.sleep };
}

test('in its window an alarm changes its state and does not act; what fires still acts at its end', async () => {
  const { play, alarm, put, become, wait, told, status } = muting();

  const seen = await play(async () => {
    await alarm();
    await put(1, 'PT1M');
    const before = await status();
    // Without data it would not stay so for long.
    await wait(110);
    await become('ALARM');
    const during = await status();
    await wait(30);
    return [before, during, await status()];
  });

  expect(seen).toEqual(['SCHEDULED', 'ACTIVE', 'EXPIRED']);
  expect(told).toHaveLength(1);
});

test('what has recovered by then does not act', async () => {
  const { play, alarm, put, become, wait, told } = muting();

  await play(async () => {
    await alarm();
    await put(1);
    await wait(90);
    await become('ALARM');
    await become('OK');
    await wait(1200);
  });

  expect(told).toEqual([]);
});

test('once the rule is deleted what fires acts at once; one that is not there is no error', async () => {
  const { play, alarm, put, become, wait, told, drop, cloudwatch } = muting();

  const listed = await play(async () => {
    await alarm();
    await put(1);
    await wait(90);
    await become('ALARM');
    const rules = await cloudwatch.send(new ListAlarmMuteRulesCommand({ AlarmName: '5xx' }));
    await drop();
    await drop();
    await wait(5);
    return rules.AlarmMuteRuleSummaries;
  });

  expect(listed).toEqual([expect.objectContaining({ Status: 'ACTIVE', MuteType: 'ONE_TIME' })]);
  expect(told).toHaveLength(1);
});

test('a window that has begun before its rule is put mutes nothing: nobody may rely on it', async () => {
  const { play, alarm, put, become, wait, told } = muting();

  await play(async () => {
    await alarm();
    await wait(300);
    await put(-2);
    await become('ALARM');
    await wait(5);
  });

  expect(told).toHaveLength(1);
});

test.each([
  ['a duration that is none', 'PT0M', {}],
  ['one of more than fifteen days', 'P16D', {}],
  [
    'a schedule that is none',
    'PT5M',
    { Rule: { Schedule: { Expression: 'now', Duration: 'PT5M' } } },
  ],
])('%s is refused', async (_, duration, more) => {
  const { play, put } = muting();

  expect(await play(() => errorName(put(1, duration, more)))).toMatch(/^Validation/);
});
