// Days of groups that have two of everything, bad enough that the functions that look at one do what they do there.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** A service in a member account, instances at home. */
export const groups = oneTarget({
  of: [
    '{ name: live, account: "222233334444", region: eu-west-1, ecs: { cluster: shop, service: shop, application: shop, deploymentGroup: live }, alarms: [live-errors] }',
    '{ name: box, account: "111122223333", region: us-east-1, ec2: { application: shop, deploymentGroup: box }, alarms: [box-errors] }',
  ].join(', '),
  bake: '{ for: 20m }',
});

const waits = { ready: '1h', keeps: '6h' };
const held = {
  baseline: 'old',
  builds: [build('one')],
  deployments: [
    { target: 'live', configuration: 'ECSAllAtOnce', ...waits },
    { target: 'box', configuration: 'AllAtOnce', fleet: 'copied', ...waits },
  ],
} as const;
const unheard = ['aws.codedeploy', 'aws.cloudwatch', 'aws.states'].map((source) => ({
  ...{ source, how: 'lost', from: '12m', times: 999 },
}));
const stopped = (execution: string) => ({
  people: [{ at: '20m', does: 'stop', revision: 'one', execution }],
});

export const groupDays: readonly ScenarioInput[] = [
  { ...held, events: unheard },
  { ...held, alarms: [{ alarm: 'box-errors', is: 'ALARM', at: '11m' }] },
  { ...held, ...stopped('wave') },
  { ...held, ...stopped('release') },
] as readonly ScenarioInput[];
