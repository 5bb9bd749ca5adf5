import { changeEvent, changeOf } from '../../core/change-event.ts';
import { callsHeard } from '../../core/cloudtrail-call.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';

const envelope = <More extends object>(more: More) => ({
  version: '0',
  id: '2442024e-afed-f3bf-fb7b-8e438fc467cf',
  account: '111122223333',
  time: '2026-11-20T14:12:03Z',
  region: 'us-east-1',
  resources: [],
  ...more,
});

const deployment = (state: string) =>
  envelope({
    'detail-type': 'CodeDeploy Deployment State-change Notification',
    source: 'aws.codedeploy',
    detail: {
      region: 'us-east-1',
      deploymentId: 'd-7KQ2M9XPF',
      instanceGroupId: '5c0f6b7e-2a43-4f7a-9a56-c1e2f9d3b804',
      deploymentGroup: 'prod-us-east-1',
      state,
      application: 'checkout-api',
    },
  });

const stack = (status: string, token?: string) =>
  envelope({
    'detail-type': 'CloudFormation Stack Status Change',
    source: 'aws.cloudformation',
    detail: {
      'stack-id': 'arn:aws:cloudformation:us-east-1:111122223333:stack/shop-network/6f1c2d30',
      'status-details': { status, 'status-reason': '' },
      ...(token !== undefined && { 'client-request-token': token }),
    },
  });

const service = (eventName: string) =>
  envelope({
    'detail-type': 'ECS Deployment State Change',
    source: 'aws.ecs',
    resources: ['arn:aws:ecs:us-east-1:111122223333:service/prod/checkout-api'],
    detail: { eventType: 'INFO', eventName, deploymentId: 'ecs-svc/4815162342991827364' },
  });

const call = (eventSource: string, eventName: string, requestParameters: unknown, more = {}) =>
  envelope({
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${eventSource.split('.')[0]}`,
    detail: {
      eventVersion: '1.09',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/anna' },
      eventTime: '2026-11-20T14:12:03Z',
      eventSource,
      eventName,
      awsRegion: 'us-east-1',
      requestParameters,
      readOnly: false,
      ...more,
    },
  });
const update = (requestParameters: unknown, more = {}) =>
  call('lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', requestParameters, more);

function told(event: unknown) {
  const parsed = changeEvent.safeParse(event);
  if (!parsed.success) return 'another shape';
  const change = changeOf(parsed.data);
  return change && [change.phase, change.what, change.nodes.join(' + ')].join(' | ');
}

test.each<[unknown, string]>([
  [
    deployment('START'),
    'begun | deployment d-7KQ2M9XPF of checkout-api/prod-us-east-1 | codedeploy checkout-api/prod-us-east-1',
  ],
  [
    deployment('SUCCESS'),
    'ended | deployment d-7KQ2M9XPF of checkout-api/prod-us-east-1 | codedeploy checkout-api/prod-us-east-1',
  ],
  [
    stack('UPDATE_IN_PROGRESS', 'a-1'),
    'begun | stack shop-network UPDATE_IN_PROGRESS | stack shop-network',
  ],
  [
    stack('UPDATE_COMPLETE', 'a-1'),
    'ended | stack shop-network UPDATE_COMPLETE | stack shop-network',
  ],
  [stack('UPDATE_COMPLETE'), 'done | stack shop-network UPDATE_COMPLETE | stack shop-network'],
  [
    service('SERVICE_DEPLOYMENT_IN_PROGRESS'),
    'begun | deployment of service prod/checkout-api | ecs prod/checkout-api',
  ],
  [
    service('SERVICE_DEPLOYMENT_COMPLETED'),
    'ended | deployment of service prod/checkout-api | ecs prod/checkout-api',
  ],
  [update({ functionName: 'shop' }), 'done | UpdateFunctionCode of shop | lambda shop'],
  [
    update({ functionName: 'arn:aws:lambda:us-east-1:111122223333:function:shop:live' }),
    'done | UpdateFunctionCode of shop | lambda shop',
  ],
  [
    update({ functionName: '111122223333:function:shop' }),
    'done | UpdateFunctionCode of shop | lambda shop',
  ],
  [update({}), 'done | UpdateFunctionCode | '],
  [update(null), 'done | UpdateFunctionCode | '],
  [
    call('ecs.amazonaws.com', 'UpdateService', {
      cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/prod',
      service: 'payments',
    }),
    'done | UpdateService of prod/payments | ecs prod/payments',
  ],
  [
    call('sqs.amazonaws.com', 'SetQueueAttributes', {
      queueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/orders',
    }),
    'done | SetQueueAttributes of orders | sqs orders',
  ],
  [
    update(
      { functionName: 'shop' },
      { userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } },
    ),
    'done | UpdateFunctionCode of shop | lambda shop',
  ],
])('an event tells of a change: case %#', (event, expected) => {
  expect(told(event)).toBe(expected);
});

test.each<[string, unknown]>([
  ['a call that was refused', update({ functionName: 'shop' }, { errorCode: 'AccessDenied' })],
  [
    'a call of CodeDeploy, whose deployment is told of',
    update({ functionName: 'shop' }, { userIdentity: { invokedBy: 'codedeploy.amazonaws.com' } }),
  ],
  [
    'a call of our own in a member account',
    update(
      { functionName: 'shop' },
      {
        userIdentity: {
          arn: 'arn:aws:sts::222233334444:assumed-role/tidegate-prod-deploys/tidegate',
        },
      },
    ),
  ],
  [
    'a call of our own at home',
    update(
      { functionName: 'shop' },
      {
        userIdentity: {
          arn: 'arn:aws:sts::111122223333:assumed-role/tidegate-prod-x/tidegate-prod-DeployTarget',
        },
      },
    ),
  ],
  ['a call that reads', call('lambda.amazonaws.com', 'GetFunction20150331v2', {})],
  ['a name of every object', call('lambda.amazonaws.com', 'Constructor', {})],
  ['a stack whose change waits to be looked at', stack('REVIEW_IN_PROGRESS', 'a-1')],
  ['the begin of a stack’s update that has no name', stack('UPDATE_IN_PROGRESS')],
])('%s tells of none', (_what, event) => {
  expect(told(event)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['no event', 'hello'],
  ['nothing', null],
  ['an account that is none', { ...deployment('START'), account: '#' }],
  ['a time that is none', { ...deployment('START'), time: 'yesterday' }],
  ['a deployment that awaits', deployment('READY')],
  [
    'markup for a name',
    { ...deployment('START'), detail: { ...deployment('START').detail, application: '<b>' } },
  ],
  ['another type', envelope({ 'detail-type': 'EC2 Instance State-change Notification' })],
])('%s is of another shape', (_what, event) => {
  expect(told(event)).toBe('another shape');
});

test('nothing is kept of a call but the name of what it changes, and who makes it', () => {
  const secret = { functionName: 'shop', environment: { variables: { PASSWORD: 'hunter2' } } };

  const change = changeOf(changeEvent.parse(update(secret)));

  expect(JSON.stringify(change)).not.toContain('hunter2');
  expect(change?.by).toBe('user/anna');
  expect(JSON.stringify(change)).not.toContain('AIDA');
});

test('a name that is no name is left out', () => {
  expect(told(update({ functionName: '<script>' }))).toBe('done | UpdateFunctionCode | ');
  expect(told(update({ functionName: 'x'.repeat(10_000) }))).toBe('done | UpdateFunctionCode | ');
});

test('the rule listens for the calls that are known, and for no others', () => {
  const { rules } = readStack(home).functions.find(({ name }) => name === 'OnChange')!;
  const pattern = rules
    .map((rule) => rule.pattern as never as Pattern)
    .find(({ detail }) => detail)!;

  const listened = pattern.detail!.eventName.map((it) => (typeof it === 'string' ? it : it.prefix));
  const services = new Set(callsHeard.map((each) => `aws.${each.split(':')[0]}`));

  expect(listened.toSorted()).toEqual(callsHeard.map((each) => each.split(':')[1]).toSorted());
  expect(pattern.source.toSorted()).toEqual([...services].toSorted());
});

interface Pattern {
  readonly source: string[];
  readonly detail?: { readonly eventName: (string | { readonly prefix: string })[] };
}
