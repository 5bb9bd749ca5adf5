// What CloudFormation says as an update of a stack goes back: whether an alarm of its own triggers has done it.

import { isByAlarm } from '../../aws/stack-events.ts';

test.each([
  ['Rollback trigger alarm errors breached.', true],
  ['Rollback triggered by alarm: errors', true],
  ['Rollback initiated: one or more rollback triggers are in ALARM state', true],
  ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors is in ALARM', true],
  ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:invalid-requests is in ALARM', true],
  ['ALARM: "missing heartbeats" breached, rollback triggered', true],
  ["Alarm 'not found' is in ALARM", true],
  ['Rollback trigger errors does not exist.', false],
  ['The specified rollback trigger is missing: arn:aws:cloudwatch:eu-west-1:1:alarm:errors', false],
  ['Alarm errors not found', false],
  ['Invalid rollback trigger', false],
  ['Export orders-table cannot be updated as it is in use', false],
  ['', false],
])('%s', (said, expected) => {
  expect(isByAlarm(said)).toBe(expected);
});
