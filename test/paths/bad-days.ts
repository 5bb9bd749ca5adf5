// Days bad enough that every function does all it ever does. A day stands here only where one of them does something
// on it that none does on the others: each costs the tests some tenths of a second.

import { commanded } from './commanded.ts';
import { configurationDays, configurations } from './configurations.ts';
import { groupDays, groups } from './group-days.ts';
import { jobDays, jobs } from './job-days.ts';
import { machineDays, machines } from './machines.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';
import { pushed } from './pushed.ts';
import { serviceDays, services } from './service-days.ts';
import { setDays, sets } from './set-days.ts';
import { siteDays, sites } from './sites.ts';
import { stackDays, stacks } from './stack-days.ts';
import { canary } from './strategies.ts';
import {
  imageDay,
  imaged,
  requestDay,
  requested,
  stored,
  tested,
  testedDays,
  testedElsewhere,
} from './tested-days.ts';
import { warm, warmDays } from './warm-days.ts';

interface BadDay {
  readonly day: ScenarioInput;
  readonly of: string;
}

// The instances are in another region than the artifact, which is copied to them.
const pipeline = oneTarget({
  bake: '{ for: 40m, traffic: shop-traffic }',
  of: `${target('live', { account: '"222233334444"', atLeast: 2 })}, ${target('box', { ec2: true, region: 'eu-west-1' })}`,
  more: `tests: [${aTest('smoke')}], deployTimeout: 10m, calendars: ["arn:aws:ssm:eu-west-1:222233334444:document/Freeze", "arn:aws:ssm:us-east-1:111122223333:document/Freeze"]`,
});

const lost = (source: string) => ({ source, how: 'lost', times: 999 });
const builds = [build('one'), build('two', '10m1s')];
/** All that the judge can read is there to be read. */
const signals = {
  traces: [{ target: 'live', calls: ['payments'] }],
  objectives: [{ target: 'live', spentPercent: 10 }],
};
const notFound = {
  deaths: [{ function: 'DeployTarget', call: 'codedeploy:CreateDeployment', dies: 'after' }],
  calls: [
    {
      function: 'DeployTarget',
      call: 'codedeploy:BatchGetDeployments',
      how: 'throttled',
      times: 99,
    },
  ],
};
const shifting = {
  deployments: [{ target: 'live', configuration: 'LambdaCanary10Percent5Minutes' }],
};
const stopsAt = (at: string, execution: string) => [
  { at, does: 'stop', revision: 'one', execution },
];
const stopped = (execution: string) => [{ at: '10m8s', does: 'stop', revision: 'one', execution }];

const days: readonly ScenarioInput[] = [
  // Nobody asks anything of it: synthetic traffic is sent.
  {
    baseline: 'old',
    builds: [build('one')],
    ...signals,
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
  },
  // A deployment hangs and is stopped.
  {
    baseline: 'old',
    builds: [build('one')],
    misbehaviours: [{ how: 'deployment', revision: 'one', target: 'live', outcome: 'hangs' }],
  },
  // An alarm fires before the start and clears.
  { baseline: 'old', builds, alarms: [{ alarm: 'box-errors', is: 'ALARM', at: '9m', for: '4m' }] },
  // A person stops what deploys before anybody knows its deployment, with the event of that end and without.
  { baseline: 'old', builds, people: stopped('release'), ...notFound },
  { baseline: 'old', builds, people: stopped('wave'), ...notFound },
  {
    baseline: 'old',
    builds,
    people: stopped('release'),
    ...notFound,
    events: [lost('aws.states')],
  },
  // Somebody stops it in mid-shift; an alarm of which no event comes had fired a moment before, and recovered.
  ...['release', 'wave'].map((execution) => ({
    baseline: 'old',
    builds: [build('one')],
    ...shifting,
    alarms: [{ alarm: 'box-errors', is: 'ALARM', at: '10m50s', for: '3s' }],
    events: [lost('aws.cloudwatch')],
    people: stopsAt('11m', execution),
  })),
  // The same without an alarm, and without the event of that end.
  {
    baseline: 'old',
    builds: [build('one')],
    ...shifting,
    people: stopsAt('11m', 'release'),
    events: [lost('aws.states')],
  },
  // An organisation's policy judges the release as it starts, and a test of it has to be run again.
  {
    baseline: 'old',
    builds: [build('one')],
    policies: [{ file: 'policy.yml' }],
    misbehaviours: [{ how: 'test', revision: 'one', test: 'smoke', status: 'FAULT', times: 1 }],
  },
];

/** A day that one target is enough for. */
const smallDay: ScenarioInput = {
  // Nobody hears of a build that is overwritten before a person starts it, nor of a batch’s end.
  baseline: 'old',
  builds: [
    { ...build('one', '1m'), key: 'shop.zip' },
    { ...build('two', '4m'), key: 'shop.zip', status: 'FAILED' },
    { ...build('three', '20m'), batch: 'all' },
    // What it changed is asked: of one that is heard of, found, and started by hand.
    { ...build('told', '40m'), changes: ['docs/a.md'] },
    // Nobody hears of this one either: it is found, and what it made among the versions.
    { ...build('four', '44m'), key: 'again.zip' },
    { ...build('five', '47m'), key: 'again.zip', status: 'FAILED' },
  ],
  events: [
    { source: 'aws.codebuild', how: 'lost', times: 2 },
    { source: 'aws.codebuild', how: 'lost', from: '41m', times: 4 },
  ],
  people: [
    { at: '7m', does: 'start', input: { pipeline: 'shop', revision: '1' } },
    { at: '1h', does: 'start', input: {} },
    { at: '65m', does: 'start', input: { pipeline: 'shop', revision: '4' } },
  ],
};
/** The newest at set times: a batch, one that its pipeline's paths do not want, and one whose bytes are another's. */
const setTimes: ScenarioInput = {
  baseline: 'old',
  builds: [
    { ...build('three', '10m'), batch: 'all' },
    { ...build('told', '30m'), changes: ['docs/a.md'] },
    { ...build('four', '44m'), key: 'again.zip' },
    { ...build('five', '47m'), key: 'again.zip', status: 'FAILED' },
  ],
};
const ofPaths = oneTarget().replace('shop-build }', 'shop-build, paths: ["services/**"] }');

/** Somebody moves an alias of a member account, whose alarm has just changed, beside servers. */
const moved: ScenarioInput = {
  baseline: 'old',
  builds: [build('one', '1m')],
  alarms: [{ alarm: 'live-errors', is: 'INSUFFICIENT_DATA', at: '4m', for: '1m' }],
  moves: [{ at: '6m', target: 'live', to: 'old', by: 'anna' }],
};
/** Somebody moves an alias while it shifts. */
const movedInShift: ScenarioInput = {
  baseline: 'old',
  builds: [build('one', '1m')],
  deployments: [{ target: 'live', configuration: 'LambdaCanary10Percent5Minutes' }],
  moves: [{ at: '2m', target: 'live', to: 'hotfix', by: 'anna' }],
};
export const beside = oneTarget({
  // Whoever is let on by a command has its gate looked at, with its calendars.
  more: 'calendars: ["arn:aws:ssm:us-east-1:111122223333:document/Freeze"]',
  of: `${target('live', { account: '"222233334444"' })}, ${target('box', { ec2: true })}`,
});

/** It is taken back, with a hook before, and people are told. */
const hooked: ScenarioInput = {
  baseline: 'old',
  builds: [build('one')],
  alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '14m', for: '20s' }],
  // Its alarms do not act meanwhile.
  pagers: [{ alarm: 'live-errors' }],
};

const hook = 'hooks: { beforeRollback: { project: shop-mute } }';
const told = `messages:
  - sns: { topic: "arn:aws:sns:us-east-1:111122223333:tidegate-pager" }
  - teams: { webhook: /tidegate/messages/teams }
  - eventBridge: { bus: "arn:aws:events:us-east-1:111122223333:event-bus/tidegate-all" }`;

const byTidegate = oneTarget({ of: canary });

/** Each with the pipeline that is played on it. */
export const badDays: readonly BadDay[] = [
  ...days.map((day) => ({ day, of: pipeline })),
  ...[{ day: smallDay, of: ofPaths }, pushed(ofPaths)],
  { day: setTimes, of: ofPaths.replace('paths:', 'schedule: { at: rate(20 minutes) }, paths:') },
  { day: moved, of: beside },
  { day: commanded, of: beside },
  { day: movedInShift, of: oneTarget() },
  { day: hooked, of: oneTarget({ pipeline: `${hook}\n${told}` }) },
  ...serviceDays.map((day) => ({ day, of: services })),
  ...stackDays.map((day) => ({ day, of: stacks })),
  ...setDays.map((day) => ({ day, of: sets })),
  ...jobDays.map((day) => ({ day, of: jobs })),
  ...siteDays.map((day) => ({ day, of: sites })),
  ...configurationDays.map((day) => ({ day, of: configurations })),
  ...groupDays.map((day) => ({ day, of: groups })),
  ...machineDays.map((day) => ({ day, of: machines })),
  ...testedDays.map((day) => ({ day, of: tested })),
  ...testedDays.map((day) => ({ day, of: testedElsewhere })),
  ...[
    { day: imageDay, of: imaged },
    { day: requestDay, of: requested },
    { day: requestDay, of: stored },
  ],
  ...warmDays.map((day) => ({ day, of: warm })),
  // An alias without CodeDeploy goes its way.
  { day: { baseline: 'old', builds: [build('one')] }, of: byTidegate },
];
