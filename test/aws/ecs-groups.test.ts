// Which target groups two revisions of a service are in, as ECS tells of them.

import { groupsBetween } from '../../aws/ecs-groups.ts';

const HEAD = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const RULE = `${HEAD}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;

const revision = (definition: number, group: string, productionListenerRule = RULE) => ({
  taskDefinition: `arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:${definition}`,
  resolvedConfiguration: {
    loadBalancers: [
      { targetGroupArn: `${HEAD}:targetgroup/${group}/73e2d6bc24d8a067`, productionListenerRule },
    ],
  },
});

test('each is named as CloudWatch names it, whether a rule or a listener leads there', () => {
  const LISTENER = `${HEAD}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;

  expect(groupsBetween(revision(4, 'blue'), revision(5, 'green', LISTENER))).toEqual({
    old: { name: 'app/shop/50dc6c495c0c9188', targetGroup: 'targetgroup/blue/73e2d6bc24d8a067' },
    own: { name: 'app/shop/50dc6c495c0c9188', targetGroup: 'targetgroup/green/73e2d6bc24d8a067' },
    oldDefinition: 'shop:4',
  });
});

test.each([
  ['a rolling deployment has one group', revision(4, 'blue'), revision(5, 'blue')],
  ['a revision may be forgotten', undefined, revision(5, 'green')],
  ['or has no balancer', revision(4, 'blue'), { taskDefinition: 'shop:5' }],
  [
    'a Network Load Balancer counts no requests',
    revision(4, 'blue'),
    revision(5, 'green', RULE.replace('/app/', '/net/')),
  ],
  ['nothing says which balancer it is', revision(4, 'blue'), revision(5, 'green', '')],
  [
    'of several balancers none is all of it',
    revision(4, 'blue'),
    {
      resolvedConfiguration: {
        loadBalancers: ['green', 'admin'].flatMap(
          (group) => revision(5, group).resolvedConfiguration.loadBalancers,
        ),
      },
    },
  ],
])('old and new are not told apart where %s', (_, before, after) => {
  expect(groupsBetween(before, after)).toBeUndefined();
});
