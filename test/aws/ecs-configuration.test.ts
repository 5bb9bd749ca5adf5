// How a service is to be deployed to: Tidegate's pauses beside what is the team's, and none of them on the way back.

import { configurationOf } from '../../aws/ecs-configuration.ts';
import type { ServiceFound } from '../../aws/ecs-forms.ts';
import { ourPauseAt, withoutPauses } from '../../aws/ecs-pauses.ts';

const hook = { hookTargetArn: 'arn:check', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT' as const] };
const theirs = {
  targetType: 'PAUSE' as const,
  lifecycleStages: ['POST_SCALE_UP' as const, 'PRE_PRODUCTION_TRAFFIC_SHIFT' as const],
};
const found: ServiceFound = {
  definition: 'shop:4',
  controller: 'ECS',
  isDaemon: false,
  desiredCount: 3,
  isWhole: true,
  isStalled: false,
  balancing: 'shiftable',
  isTried: false,
  taskSets: [],
  calledInEvents: new Map(),
  configuration: {
    maximumPercent: 150,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    lifecycleHooks: [hook, theirs],
    linearConfiguration: { stepPercent: 20 },
  },
};

test('a canary has its numbers, two pauses, and all that is the team’s', () => {
  const strategy = { canary: { percent: 5, after: '90s' } };
  const made = configurationOf(found, { strategy, isBack: false });

  expect(made).toMatchObject({
    strategy: 'CANARY',
    maximumPercent: 150,
    bakeTimeInMinutes: 0,
    canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 2 },
    deploymentCircuitBreaker: { enable: true, rollback: true },
  });
  expect(made).not.toHaveProperty('linearConfiguration');
  expect(made.lifecycleHooks?.slice(0, 2)).toEqual([
    hook,
    { ...theirs, lifecycleStages: ['POST_SCALE_UP'] },
  ]);
  expect(ourPauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT', made)).toBe('before');
  expect(ourPauseAt('POST_PRODUCTION_TRAFFIC_SHIFT', made)).toBe('after');
  expect(withoutPauses(made).lifecycleHooks?.length).toBe(2);
});

test('a pause of the team’s is not taken for one of Tidegate’s', () => {
  expect(ourPauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT', found.configuration)).toBeUndefined();
});

test('the way back moves all at once, and is held by nothing', () => {
  const made = configurationOf(found, { strategy: 'linear', isBack: true });

  expect(made.strategy).toBe('BLUE_GREEN');
  expect(ourPauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT', made)).toBeUndefined();
  expect(configurationOf(found, { strategy: 'rolling', isBack: true }).strategy).toBe('ROLLING');
});
