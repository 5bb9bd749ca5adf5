// Days of stacks of CloudFormation, bad enough that every function that looks at one does all it ever does there.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** One in a member account, one at home. */
export const stacks = oneTarget({
  of: [
    '{ name: live, account: "222233334444", region: eu-west-1, stack: { name: shop }, alarms: [live-errors] }',
    '{ name: web, account: "111122223333", region: us-east-1, stack: { name: web }, alarms: [web-errors] }',
  ].join(', '),
});

const lost = (source: string) => ({ source, how: 'lost', times: 999 });
const builds = [build('one')];
/** Each resource takes its minutes, so that an update is found under way by whoever looks. */
const slowly = {
  misbehaviours: ['live', 'web'].map((target) => ({
    ...{ how: 'deployment', revision: 'one', target, outcome: 'succeeds', takes: '8m' },
  })),
};
const inUpdate = { ...slowly, alarms: [{ alarm: 'web-errors', is: 'ALARM', at: '13m' }] };
const unheard = {
  events: [lost('aws.cloudformation'), lost('aws.cloudwatch'), lost('aws.states')],
};
const stopped = (at: string, execution: string) => ({
  people: [{ at, does: 'stop', revision: 'one', execution }],
});
const fails = { misbehaviours: [{ how: 'deployment', revision: 'one', target: 'web' }] };

export const stackDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, ...inUpdate },
  { baseline: 'old', builds, ...fails },
  { baseline: 'old', builds, ...slowly, ...stopped('13m', 'release') },
  { baseline: 'old', builds, ...slowly, ...stopped('13m', 'wave') },
  { baseline: 'old', builds, ...slowly, ...stopped('13m', 'release'), ...unheard },
  { baseline: 'old', builds, moves: [{ at: '17m', target: 'web', to: 'theirs', by: 'anna' }] },
  { baseline: 'old', builds, templates: [{ revision: 'one', like: 'old' }] },
];
