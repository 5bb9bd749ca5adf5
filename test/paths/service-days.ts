// Days of services of ECS, bad enough that every function that looks at one does all it ever does there.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** In a member account a service that shifts by steps, at home one whose tasks are replaced. */
export const services = oneTarget({
  of: [
    '{ name: live, account: "222233334444", region: eu-west-1, ecs: { cluster: shop, service: shop }, strategy: canary, alarms: [live-errors] }',
    '{ name: box, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: box }, strategy: rolling, alarms: [box-errors] }',
    '{ name: web, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: web }, strategy: blue-green, alarms: [web-errors] }',
  ].join(', '),
});

const lost = (source: string) => ({ source, how: 'lost', times: 999 });
const builds = [build('one')];
const inShift = { alarms: [{ alarm: 'web-errors', is: 'ALARM', at: '10m50s' }] };
const inBake = { alarms: [{ alarm: 'web-errors', is: 'ALARM', at: '26m' }] };
const unheard = { events: [lost('aws.ecs'), lost('aws.cloudwatch'), lost('aws.states')] };
const stopped = (at: string, execution: string) => ({
  people: [{ at, does: 'stop', revision: 'one', execution }],
});

export const serviceDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, ...unheard },
  { baseline: 'old', builds, ...inShift },
  { baseline: 'old', builds, ...inBake },
  { baseline: 'old', builds, ...stopped('10m40s', 'release') },
  { baseline: 'old', builds, ...stopped('10m40s', 'wave') },
  { baseline: 'old', builds, ...stopped('10m40s', 'release'), ...unheard },
  { baseline: 'old', builds, ...stopped('26m', 'release') },
  { baseline: 'old', builds, moves: [{ at: '26m', target: 'web', to: 'theirs', by: 'anna' }] },
];
