// Days of jobs of CodeBuild, bad enough that the functions that look at one do what they do there.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** One in a member account, one at home. */
export const jobs = oneTarget({
  of: [
    '{ name: live, account: "222233334444", region: eu-west-1, job: { project: deploys, rollback: back, runs: runs }, alarms: [live-errors] }',
    '{ name: box, account: "111122223333", region: us-east-1, job: { project: box-deploys, runs: box-runs }, alarms: [box-errors] }',
  ].join(', '),
  bake: '{ for: 20m }',
});

const lost = (source: string) => ({ source, how: 'lost', from: '12m', times: 999 });
const builds = [build('one')];
const slowly = {
  misbehaviours: ['live', 'box'].map((target) => ({
    ...{ how: 'deployment', revision: 'one', target, outcome: 'succeeds', takes: '8m' },
  })),
};
const unheard = {
  events: [lost('aws.codebuild'), lost('aws.cloudwatch'), lost('aws.states')],
};
const stopped = (at: string) => ({
  people: [{ at, does: 'stop', revision: 'one', execution: 'release' }],
});

export const jobDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, ...unheard },
  { baseline: 'old', builds, ...slowly, alarms: [{ alarm: 'box-errors', is: 'ALARM', at: '13m' }] },
  { baseline: 'old', builds, ...slowly, ...stopped('13m') },
];
