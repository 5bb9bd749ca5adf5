// Jobs of CodeBuild on days on which they say less than they seem to, or somebody else runs them.

import type { BuildOutcome } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const pipeline = (job: string) =>
  oneTarget({
    of: `{ name: live, account: "111122223333", region: us-east-1, job: ${job}, alarms: [live-errors] }`,
    bake: '{ for: 40m, answerWithin: 30m }',
  });
const SAYING = '{ project: deploys, rollback: back, runs: runs }';

const playOn = (scenario: ScenarioInput, prepare?: (world: World) => void, job = SAYING) =>
  play(
    pipeline(job),
    { baseline: 'old', builds: [build('new')], ...scenario },
    { prepare: async (world) => prepare?.(world) },
  );

/** How the builds of `runs` end, from the first of them on. */
const saying = (outcomes: readonly (BuildOutcome | undefined)[]) => (world: World) => {
  let count = 0;
  world.aws.codeBuild.script(({ project }) => {
    if (project.name !== 'runs') return undefined;
    count += 1;
    return outcomes[count - 1];
  });
};
const other = { exportedVariables: { TIDEGATE_RUNS: `sha256:${'0'.repeat(64)}` } };
const nothing = { exportedVariables: {} };
type Day = Awaited<ReturnType<typeof play>>;
const builds = ({ world }: Day, project: string) => world.aws.codeBuild.builds(project, PLACE);
const told = ({ report }: Day) => report.ledger.map(({ text }) => text).join('\n');

test('what runs is asked after a job, and again before its wave passes, each within seconds', async () => {
  const played = await playOn({});

  const [, deployed] = builds(played, 'deploys');
  const [first, second] = builds(played, 'runs');
  const after = (one: Date | undefined, other: Date | undefined) =>
    (other!.getTime() - one!.getTime()) / 1000;
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(builds(played, 'runs')).toHaveLength(2);
  expect(after(deployed!.endedAt, first!.startedAt)).toBeLessThan(10);
  expect(after(first!.endedAt, second!.startedAt)).toBeGreaterThan(2_300);
});

test('an answer to a start that is lost starts no second job', async () => {
  const played = await playOn({
    calls: [
      { call: 'codebuild:StartBuild', how: 'failsAfterEffect', function: 'DeployTarget', times: 2 },
    ],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  // The first is what was there.
  expect(builds(played, 'deploys')).toHaveLength(2);
});

test('a job that went well, after which other bytes are said to run, is taken back', async () => {
  const played = await playOn({}, saying([other, other]));

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(told(played)).toContain(`sha256:${'0'.repeat(64)} is said to run`);
  expect(builds(played, 'back')).toHaveLength(1);
});

test('a build that says nothing is asked once more, and that is enough', async () => {
  const played = await playOn({}, saying([nothing]));

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(builds(played, 'runs')).toHaveLength(3);
});

test('a wave does not pass on which other bytes are said to run in the end', async () => {
  const played = await playOn({}, saying([undefined, other]));

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(told(played)).toContain(`says that sha256:${'0'.repeat(64)} runs`);
});

test('without a project that says what runs, the ledger says that it is believed', async () => {
  const played = await playOn({}, undefined, '{ project: deploys }');

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(told(played)).toContain('that is believed, for no project says what runs');
});

test('without a project for the way back, the same one deploys the earlier revision again', async () => {
  const bad = { how: 'alarm', revision: 'new', target: 'live', after: '5m' };

  const played = await playOn({ misbehaviours: [bad] }, undefined, '{ project: deploys }');

  expect(played.outcomes()).toEqual(['RolledBack']);
  const does = builds(played, 'deploys').map(
    (each) => each.environmentVariables.find(({ name }) => name === 'TIDEGATE_DOES')?.value,
  );
  expect(does).toEqual([undefined, 'deploy', 'rollBack']);
});

test('somebody else’s job that is under way is not waited for, and nothing is put in its place', async () => {
  const played = await playOn({ moves: [{ at: '10m1s', target: 'live', to: 'theirs' }] });

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(played.report.targets).toEqual({ live: 'theirs' });
  expect(await played.leftBehind()).toEqual([]);
});

test('an alarm stops a job that is under way, and the way back begins', async () => {
  const played = await playOn({
    misbehaviours: [
      { how: 'deployment', revision: 'new', target: 'live', outcome: 'succeeds', takes: '10m' },
    ],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '14m' }],
  });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(builds(played, 'deploys').map(({ status }) => status)).toEqual(['SUCCEEDED', 'STOPPED']);
  expect(played.report.targets).toEqual({ live: 'old' });
});
