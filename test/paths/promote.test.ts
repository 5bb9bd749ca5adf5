import { DEPLOYED, looks, PASSED } from './known-paths.ts';
import { build, oneTarget, wholeWay } from './pipelines.ts';
import { play } from './played.ts';

const good = await play(wholeWay(), { baseline: 'old', builds: [build('good')] });

test('a good release passes every stage and wave in turn, and is promoted', () => {
  const { release, of, report } = good;

  const { outcome, waves } = release('good');

  expect(outcome).toBe('Promoted');
  expect(waves.map(({ stage, wave, outcome }) => [stage, wave, outcome])).toEqual([
    ['verify', 'verify', 'Passed'],
    ['beta', 'beta', 'Passed'],
    ['gamma', 'gamma', 'Passed'],
    ['prod', 'one-box', 'Passed'],
    ['prod', 'rest', 'Passed'],
  ]);
  expect(report.targets).toEqual({
    beta: 'good',
    gamma: 'good',
    'one-box': 'good',
    west: 'good',
    east: 'good',
    south: 'good',
  });
  expect(of('release').map(({ path, status }) => ({ path, status }))).toEqual([
    {
      status: 'SUCCEEDED',
      path: [
        'ClaimRelease',
        ...Array.from({ length: 5 }, () => ['RunWave', 'WavePassed?']).flat(),
        'SettleRelease',
        'Outcome?',
        'Promoted',
      ],
    },
  ]);
  expect(of('rollback')).toEqual([]);
});

test('a stage of tests alone deploys nothing, and one without a bake ends with its tests', () => {
  const { wave } = good;

  const [verify, beta] = [wave('good', 0), wave('good', 1)];

  expect(verify.path).toEqual([
    'OpenGate',
    'GateOpen?',
    'RunTests',
    'RunTest',
    'Tested?',
    ...PASSED,
  ]);
  expect(beta.path).toEqual([...DEPLOYED(1), 'RunTests', 'RunTest', 'Tested?', ...PASSED]);
});

test('no wave starts before the bake of the one before it has passed', () => {
  const waves = good.of('wave');

  expect(waves).toHaveLength(5);
  for (const [index, { visits }] of waves.slice(1).entries()) {
    const before = waves[index]!.visits.at(-1)!;
    expect(before.state).toBe('FinishWave');
    expect(visits[0]!.at).toBeGreaterThanOrEqual(before.at);
  }
});

test('a bake looks at minutes 0, 1, 2, 4, 8 and at its end', async () => {
  const { wave } = await play(oneTarget(), { baseline: 'old', builds: [build('good')] });

  const { path, visits } = wave('good', 0);

  expect(path).toEqual([...DEPLOYED(1), ...looks(6), 'Healthy?', ...PASSED]);
  const at = visits.filter(({ state }) => state === 'WatchBake').map((visit) => visit.at);
  expect(at.map((seconds) => Math.round((seconds - at[0]!) / 60))).toEqual([0, 1, 2, 4, 8, 10]);
});

test('a bake of twelve hours costs eleven looks and the answer', async () => {
  const { release, wave } = await play(oneTarget({ bake: '{ for: 12h }' }), {
    baseline: 'old',
    builds: [build('good')],
  });

  const { path } = wave('good', 0);

  expect(release('good').outcome).toBe('Promoted');
  expect(path).toEqual([...DEPLOYED(1), ...looks(12), 'Healthy?', ...PASSED]);
});

test('a first release, with nothing to return to, is promoted like any other', async () => {
  const { outcomes, report } = await play(oneTarget(), { builds: [build('first')] });

  expect(outcomes()).toEqual(['Promoted']);
  expect(report.targets).toEqual({ live: 'first' });
});

test('a build that failed, or was stopped, starts nothing', async () => {
  const { executions } = await play(oneTarget(), {
    baseline: 'old',
    builds: [
      { ...build('bad'), status: 'FAILED' },
      { ...build('halted', '20m'), status: 'STOPPED' },
    ],
  });

  expect(executions).toEqual([]);
});

test.each([
  ['the pipeline alone', { pipeline: 'shop' }, 'two'],
  ['a build number', { pipeline: 'shop', revision: 1 }, 'one'],
  ['a build number with its sign', { pipeline: 'shop', revision: '#1' }, 'one'],
])('a release is started by hand with %s', async (_what, input, revision) => {
  const { report, of } = await play(oneTarget(), {
    baseline: 'old',
    // Nobody hears of the builds, and within the hour only a person starts them.
    events: [{ source: 'aws.codebuild', how: 'lost', times: 9 }],
    builds: [build('one'), build('two', '20m')],
    people: [{ at: '25m', does: 'start', input }],
  });

  expect(of('release')[0]!.visits[0]).toEqual({ state: 'ClaimRelease', at: 1_500 });
  expect(report.releases[0]).toMatchObject({ revision, outcome: 'Promoted' });
});

test.each([
  ['no pipeline', {}, 'expected input such as { "pipeline": "checkout" }'],
  ['a misspelt pipeline', { pipeline: 'shpo' }, 'did you mean shop?'],
  ['a pipeline of no known name', { pipeline: 'bakery' }, 'known are: shop'],
  ['a key too many', { pipeline: 'shop', revison: 1 }, 'revison'],
  ['an unknown build number', { pipeline: 'shop', revision: 77 }, 'a successful build that is 77'],
  ['an unknown commit', { pipeline: 'shop', revision: 'abcdef0' }, 'build that is abcdef0'],
  ['a commit too short to be sure of', { pipeline: 'shop', revision: 'f36' }, 'that is f36'],
  [
    'a build of another project',
    {
      pipeline: 'shop',
      revision: 'arn:aws:codebuild:us-east-1:111122223333:build/other:1-2-3-4',
    },
    'none of that id',
  ],
])('a start by hand with %s is refused, and says why', async (_what, input, why) => {
  const { of, report } = await play(oneTarget(), {
    baseline: 'old',
    people: [{ at: '1m', does: 'start', input }],
  });

  const [execution] = of('release');

  expect(execution!.path).toEqual(['ClaimRelease', 'Refused']);
  expect(execution!.error).toBe('Refused');
  expect(execution!.cause).toContain(why);
  expect(report.targets).toEqual({ live: 'old' });
});

test('a build that made no artifact is refused, and says what to give its project', async () => {
  const { of } = await play(oneTarget(), {
    baseline: 'old',
    people: [{ at: '1m', does: 'start', input: { pipeline: 'shop' } }],
  });

  expect(of('release')[0]!.cause).toContain('expected a successful build of project shop-build');
});
