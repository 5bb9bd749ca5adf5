import { target as schema } from '../../../core/pipeline/target-schema.ts';
import { concernsTarget, type Insight, insightSays } from '../../../core/watch/insights.ts';

const target = schema.parse({
  name: 'box',
  account: '222233334444',
  region: 'eu-west-1',
  lambda: { function: 'shop', alias: 'live', application: 'shop', deploymentGroup: 'box' },
  watch: [
    { dynamodb: { table: 'orders' } },
    { sqs: { queue: 'mail' } },
    { ecs: { cluster: 'prod', service: 'web' } },
  ],
});
const deployedAt = new Date('2026-11-20T12:00:00Z');
const insight = (more: Partial<Insight> = {}): Insight => ({
  id: 'i',
  name: 'unusual',
  severity: 'HIGH',
  startedAt: new Date('2026-11-20T12:10:00Z'),
  resources: [],
  ...more,
});

test.each([
  ['arn:aws:lambda:eu-west-1:222233334444:function:shop', true],
  ['arn:aws:lambda:eu-west-1:222233334444:function:shop:live', true],
  ['arn:aws:lambda:eu-west-1:222233334444:function:shopping', false],
  ['arn:aws:lambda:us-east-1:222233334444:function:shop', false],
  ['arn:aws:lambda:eu-west-1:999900001111:function:shop', false],
  ['arn:aws:dynamodb:eu-west-1:222233334444:table/orders', true],
  ['arn:aws:sqs:eu-west-1:222233334444:mail', true],
  ['arn:aws:sqs:eu-west-1:222233334444:mail-dead', false],
  ['arn:aws:ecs:eu-west-1:222233334444:service/prod/web', true],
  ['arn:aws:ecs:eu-west-1:222233334444:service/beta/web', false],
])('an insight on %s', (arn, expected) => {
  expect(concernsTarget(insight({ resources: [arn] }), target)).toBe(expected);
});

test('an insight on nothing that it names is about no target', () => {
  expect(concernsTarget(insight(), target)).toBe(false);
});

test.each([
  ['charge', insight()],
  ['doubt', insight({ severity: 'MEDIUM' })],
  ['aside', insight({ severity: 'LOW' })],
  ['nothing', insight({ startedAt: new Date('2026-11-20T11:59:00Z') })],
])('%s', (expected, given) => {
  expect(insightSays({ target: 'box', insight: given, deployedAt }).says).toBe(expected);
});
