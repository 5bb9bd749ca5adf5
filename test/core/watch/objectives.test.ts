import { target as schema, type TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { measuresTarget, namesTarget } from '../../../core/watch/objectives.ts';

const own = { application: 'shop-app', deploymentGroup: 'box' };
const at = { name: 'box', account: '222233334444', region: 'eu-west-1' };
const onLambda = schema.parse({
  ...at,
  lambda: { function: 'shop', alias: 'live', ...own },
  watch: [{ dynamodb: { table: 'orders' } }],
  metrics: [{ namespace: 'Shop', metric: 'Refused', dimensions: { Way: 'card' }, bad: 'up' }],
});
const onEcs = schema.parse({
  ...at,
  ec2: own,
  watch: [{ ecs: { cluster: 'prod', service: 'checkout' } }],
});

const service = (Name: string, Environment = 'generic:default') => ({
  Type: 'Service',
  Name,
  Environment,
});

test.each<[string, TargetDefinition, Record<string, string>, boolean]>([
  ['a function', onLambda, service('shop', 'lambda:default'), true],
  ['another function', onLambda, service('shopping'), false],
  [
    'a table',
    onLambda,
    { Type: 'AWS::Resource', ResourceType: 'AWS::DynamoDB::Table', Identifier: 'orders' },
    true,
  ],
  ['an ECS service', onEcs, service('checkout', 'ecs:prod'), true],
  ['an ECS service of another cluster', onEcs, service('checkout', 'ecs:beta'), false],
  ['an ECS service, wherever', onEcs, service('checkout'), true],
  ['a CodeDeploy application', onEcs, service('shop-app', 'ec2:default'), true],
  ['nothing', onLambda, {}, false],
])('an objective on %s', (_what, target, on, expected) => {
  expect(namesTarget({ arn: 'a', name: 'n', on }, target)).toBe(expected);
});

const metric = (namespace: string, dimensions: Record<string, string>, name = 'Errors') => ({
  namespace,
  metric: name,
  dimensions,
});

test.each([
  ['the function’s errors', metric('AWS/Lambda', { FunctionName: 'shop' }), true],
  [
    'those of its alias',
    metric('AWS/Lambda', { FunctionName: 'shop', Resource: 'shop:live' }),
    true,
  ],
  [
    'those of another alias',
    metric('AWS/Lambda', { FunctionName: 'shop', Resource: 'shop:beta' }),
    false,
  ],
  ['another function’s', metric('AWS/Lambda', { FunctionName: 'other' }), false],
  ['all of the account’s', metric('AWS/Lambda', {}), false],
  ['a metric of its own', metric('Shop', { Way: 'card' }, 'Refused'), true],
  ['the same in another way', metric('Shop', { Way: 'cash' }, 'Refused'), false],
])('an objective measured by %s', (_what, it, expected) => {
  expect(measuresTarget([it], onLambda)).toBe(expected);
});
