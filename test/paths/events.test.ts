import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const pipeline = oneTarget({
  of: `${target('live')}, ${target('box', { ec2: true })}`,
  more: `tests: [${aTest('smoke')}]`,
});

test('the end of a test that nobody is told of is found by the sweep', async () => {
  const { outcomes, of } = await play(pipeline, {
    baseline: 'old',
    builds: [build('good')],
    // The service's own build is heard of; its test's end is not.
    events: [{ source: 'aws.codebuild', how: 'lost', from: '10m5s', times: 9 }],
  });

  const visits = of('wave')[0]!.visits;
  const seconds =
    visits.find(({ state }) => state === 'Tested?')!.at -
    visits.find(({ state }) => state === 'RunTest')!.at;

  expect(outcomes()).toEqual(['Promoted']);
  expect(seconds).toBeGreaterThan(60);
  expect(seconds).toBeLessThan(305);
});

test('an alarm that nobody is told of is found by the sweep, between two looks', async () => {
  const { wave, release } = await play(oneTarget({ bake: '{ for: 12h }' }), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '260m' }],
    events: [{ source: 'aws.cloudwatch', how: 'lost', times: 999 }],
  });

  const healthy = wave('bad', 0).visits.find(({ state }) => state === 'Healthy?')!;

  // The looks were at minutes 256 and 512.
  expect(healthy.at).toBeLessThan(600 + 270 * 60);
  expect(release('bad').outcome).toBe('RolledBack');
});

test('a build that nobody is told of is released within the hour', async () => {
  const { release, of } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    events: [{ source: 'aws.codebuild', how: 'lost', times: 9 }],
    people: [{ at: '90m', does: 'start', input: {} }],
  });

  expect(release('good').outcome).toBe('Promoted');
  expect(of('release')[0]!.visits[0]!.at).toBeLessThan(600 + 3_660);
});

test('of two builds that nobody is told of the newer is released, and of the older it is said why not', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('older'), build('newer', '15m')],
    events: [{ source: 'aws.codebuild', how: 'lost', times: 9 }],
  });

  expect(report.releases).toMatchObject([{ revision: 'newer', outcome: 'Promoted' }]);
  expect(report.ignoredBuilds).toMatchObject([
    {
      revision: 'older',
      pipeline: 'shop',
      reason: expect.stringMatching(/its event was lost, .* of #2, which is newer .*--step-back/),
    },
  ]);
});

test('a build that somebody has started by hand starts nothing more as its event comes', async () => {
  const { of, outcomes } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    events: [{ source: 'aws.codebuild', how: 'late', by: '30m' }],
    people: [{ at: '15m', does: 'start', as: 'ada' }],
  });

  expect(of('release')).toHaveLength(1);
  expect(outcomes()).toEqual(['Promoted']);
});

test('a build event that comes twice starts one release', async () => {
  const { of, calls } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    events: [{ source: 'aws.codebuild', how: 'doubled', times: 9 }],
  });

  const heard = calls.filter(({ functionName }) => functionName === 'OnBuild');

  expect(new Set(heard.map(({ invocation }) => invocation)).size).toBe(2);
  expect(of('release')).toHaveLength(1);
});

test('the same build started under two names is claimed once', async () => {
  const input = { pipeline: 'shop', revision: '1' };
  const { of, outcomes, report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    people: [
      { at: '10m', does: 'start', input },
      { at: '10m1s', does: 'start', input },
    ],
  });

  expect(of('release')).toHaveLength(2);
  expect(outcomes().toSorted()).toEqual(['Promoted', 'Refused']);
  expect(report.targets).toEqual({ live: 'good' });
});

const rawBuild = (more: object) =>
  JSON.stringify({
    source: 'aws.codebuild',
    'detail-type': 'CodeBuild Build State Change',
    account: '111122223333',
    region: 'us-east-1',
    time: '2026-11-23T09:00:00Z',
    ...more,
  });

test.each([
  ['no detail', 'as CodeBuild writes it', rawBuild({})],
  [
    'another shape',
    'project-name',
    rawBuild({ detail: { 'build-status': 'SUCCEEDED', 'project-name': 5, 'build-id': 'x' } }),
  ],
  [
    'a project without a pipeline',
    'no pipeline releases builds of project bakery',
    rawBuild({
      detail: {
        'build-status': 'SUCCEEDED',
        'project-name': 'bakery',
        'build-id': 'arn:aws:codebuild:us-east-1:111122223333:build/bakery:1-2-3',
        'additional-information': { 'build-number': 1 },
      },
    }),
  ],
])('a build event of %s is ignored with a reason, without an error', async (_what, why, text) => {
  const { executions, report, world } = await play(
    oneTarget(),
    { builds: [{ at: '10m', event: 'raw.json' }] },
    { files: { 'raw.json': text } },
  );

  expect(executions).toEqual([]);
  expect(world.aws.statistics().functionErrors).toBe(0);
  expect(report.ignoredBuilds).toMatchObject([{ reason: expect.stringContaining(why) }]);
});
