import { alarmArn, alarmAt, alarmCalled, alarmText } from '../../core/pipeline/alarm-named.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { oneTarget, target } from '../paths/pipelines.ts';

const place = { account: '111122223333', region: 'eu-west-1' };

test.each([
  ['errors', place, 'errors'],
  [
    'arn:aws:cloudwatch:us-east-1:222233334444:alarm:cdn',
    { account: '222233334444', region: 'us-east-1' },
    'cdn (in 222233334444 us-east-1)',
  ],
  [
    alarmArn({ name: 'cdn', region: 'us-east-1' }),
    { ...place, region: 'us-east-1' },
    'cdn (in 111122223333 us-east-1)',
  ],
  [alarmArn({ ...place, name: 'errors' }), place, 'errors'],
])('%s is the alarm that it says, where it says', (named, at, text) => {
  expect(alarmAt(place, named)).toEqual({ ...at, name: text.split(' ')[0] });
  expect(alarmText(place, named)).toBe(text);
});

const alarms = (written: string) =>
  parsePipeline(oneTarget({ of: target('live', { alarms: [written] }) }), 'x.yml').stages[0]!
    .targets![0]!;

test('an alarm is named with its account and region, or by its ARN, and found by its name', () => {
  const written = '{ name: cdn, account: "222233334444", region: us-east-1 }';

  const at = { account: '222233334444', region: 'us-east-1', name: 'cdn' };
  expect(alarmCalled(alarms(written), 'cdn')).toEqual(at);
  expect(alarmCalled(alarms(alarmArn(at)), 'cdn')).toEqual(at);
  expect(alarmCalled(alarms('{ name: cdn, region: us-east-1 }'), 'cdn')).toEqual({
    ...at,
    account: '111122223333',
  });
});

test('the ARN of something else is no alarm', () => {
  expect(() => alarms('arn:aws:sns:us-east-1:111122223333:pages')).toThrow(
    'arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME, got another ARN',
  );
});
