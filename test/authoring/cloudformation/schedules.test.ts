import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';
import { secondsOf } from '../../../authoring/cloudformation/schedules.ts';

test.each([
  ['rate(1 minute)', 60],
  ['rate(6 hours)', 21_600],
  ['rate(7 days)', 604_800],
  ['cron(0/15 * * * ? *)', 900],
  ['cron(0 * * * ? *)', 3600],
  ['cron(30 2 * * ? *)', 86_400],
  ['cron(0 8,20 * * ? *)', 43_200],
  ['cron(0 9-17 * * ? *)', 57_600],
  ['cron(0 2 ? * MON-FRI *)', 259_200],
  ['cron(0 2 ? * SUN *)', 604_800],
  ['cron(0 2 1 * ? *)', 2_678_400],
  ['at(2026-11-30T00:00:00)', undefined],
  ['whenever', undefined],
  [undefined, undefined],
])('the longest time between two runs of %s is %s', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

const tick = 'Events: { T: { Type: Schedule, Properties: { Schedule: rate(1 day) } } }';
const fn = (more: string) => `  F: { Type: AWS::Serverless::Function, Properties: { ${more} } }\n`;

test.each([
  ['of a schedule alone', fn(tick), 86_400],
  ['that an API calls too', fn(`${tick.slice(0, -2)}, A: { Type: Api } }`), undefined],
  ['with an address of its own', fn(`${tick}, FunctionUrlConfig: { AuthType: NONE }`), undefined],
  [
    'that another function knows of',
    `${fn(tick)}  G: { Type: AWS::Lambda::Function, Properties: { Environment: { Variables: { F: !Ref F } } } }\n`,
    undefined,
  ],
  [
    'of a rule that hears events',
    `${fn('Handler: a.b')}  R: { Type: AWS::Events::Rule, Properties: { EventPattern: {}, Targets: [{ Arn: !GetAtt F.Arn }] } }\n`,
    undefined,
  ],
  [
    'of a rule and of a scheduler, the more frequent one',
    `${fn('Handler: a.b')}  R: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(2 hours), Targets: [{ Arn: !GetAtt F.Arn }] } }\n` +
      '  S: { Type: AWS::Scheduler::Schedule, Properties: { ScheduleExpression: rate(1 hour), Target: { Arn: !GetAtt F.Arn } } }\n',
    3600,
  ],
])('a function %s is known by its pace', (_, resources, seconds) => {
  const { resources: found } = findResources(readTemplate(`Resources:\n${resources}`, 't.yml'));

  expect(found.find(({ id }) => id === 'F')?.facts.secondsBetweenRuns).toBe(seconds);
});
