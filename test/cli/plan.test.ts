import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as runWords } from './run-words.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const run = (...words: string[]) => runWords('plan', ...words);

test('a plan says its waves in order, with times, cost and bounds', async () => {
  const { code, printed } = await run('examples/minimal/tidegate.yml');

  expect(code).toBe(0);
  expect(printed).toContain(`hello: 3 waves, 2 targets

wave    traffic  starts  ends   bake  looks  what
verify  -        0s      5m     -     -      tests dependencies
beta    100%     5m      15m    -     -      beta, tests smoke
prod    100%     15m     1h20m  1h    8      prod

A deployment of beta, prod may take 1h, and as much more as its group’s deployment configuration takes.
Complete after 1h20m at the earliest, with the last bake; every target has the revision after 20m.
A deployment is taken to last 5m, a test 5m, and every gate to be open.
It costs 40 state transitions, about 51 Lambda calls, 53 of CloudWatch and 85 metrics read: $0.0028.
Bounds of an execution: 600 of 25000 history events, 4 of 256 KiB.
`);
});

test('the times follow from how long a deployment and a test are said to take', async () => {
  const { printed } = await run(
    'examples/minimal/tidegate.yml',
    '--deployment',
    '10m',
    '--test',
    '90s',
    '--json',
  );

  const { totalSeconds, waves } = JSON.parse(printed) as {
    totalSeconds: number;
    waves: { endsAtSeconds: number }[];
  };
  expect(waves.map(({ endsAtSeconds }) => endsAtSeconds)).toEqual([90, 780, 4980]);
  expect(totalSeconds).toBe(4980);
});

test('a strategy says by itself what its traffic takes, a step at a time', async () => {
  const { printed } = await run('examples/strategy/tidegate.yml');

  // 5m besides 15m of a canary; then 5m besides three waits of 5m.
  expect(printed).toMatch(/^prod\/first .* 10m +1h30m /m);
  expect(printed).toMatch(/^prod\/rest .* 1h30m +2h50m /m);
  expect(printed).toContain(
    'A deployment of beta may take 1h.\n' +
      'A deployment of prod may take 1h15m: an hour beyond the 15m that eu-central-1 takes with canary, and more ' +
      'where the deployment group of ap-northeast-1 takes longer.',
  );
});

test('a start makes moments of the times, in UTC', async () => {
  const start = ['--start', '2026-11-25T09:00+01:00'];
  const { printed } = await run('examples/minimal/tidegate.yml', ...start);
  const { printed: json } = await run('examples/minimal/tidegate.yml', ...start, '--json');

  expect(printed).toMatch(/^prod +100% +2026-11-25 08:15Z +2026-11-25 09:20Z +1h /m);
  expect(printed).toContain('Complete after 1h20m (2026-11-25 09:20Z) at the earliest');
  expect(JSON.parse(json)).toMatchObject({
    startsAt: '2026-11-25T08:00:00.000Z',
    endsAt: '2026-11-25T09:20:00.000Z',
    deployedAt: '2026-11-25T08:20:00.000Z',
    waves: [
      { startsAt: '2026-11-25T08:00:00.000Z' },
      {},
      { bakesFrom: '2026-11-25T08:20:00.000Z' },
    ],
  });
});

test('a planner’s waves are shown with their share of the traffic, and what they could not keep', async () => {
  const { printed } = await run('test/pipelines/allowed/planner.yml');

  expect(printed).toMatch(/^prod\/one-box +1.9% .* a$/m);
  expect(printed).toContain('Note on stage prod: expected wave wave-3 to change at most 25% of');
});

test.each([
  [
    ['a.yml', '--start', 'tomorrow'],
    /expected --start to be a time with its zone, such as .*, got tomorrow/,
  ],
  [['a.yml', '--start', '2026-13-40T09:00Z'], /expected --start to be a time with its zone/],
  [['a.yml', 'b.yml'], /expected one pipeline file, got 2/],
  [['a.yml', '--test', '5'], /expected --test to be a duration such as 90s or 5m, got 5/],
  [['a.yml', '--jsn'], /unknown option --jsn; did you mean --json\?/],
])('%j is refused with a way out', async (args, expected) => {
  await expect(run(...args)).rejects.toThrow(expected);
});

test('the rules that a pipeline breaks stand below its plan, and in its JSON', async () => {
  const file = 'examples/minimal/tidegate.yml';

  const text = await run(file);
  const json = await run(file, '--json', '--policy', 'examples/policy.yml');

  expect(text.printed).toContain(
    `Good practice: 3 warnings. tidegate lint says what to write.\n  ${file}:24:5: warning beta-and-gamma: expected beta and gamma with targets before prod, got beta: gamma is missing`,
  );
  const { findings } = JSON.parse(json.printed) as { findings: { rule: string; level: string }[] };
  expect(json.code).toBe(0);
  expect(findings[0]).toMatchObject({ rule: 'beta-and-gamma', level: 'enforce', line: 24 });
});

test('what a policy freezes stands in the plan, and its waves start before or after it', async () => {
  const { printed } = await run(
    'examples/minimal/tidegate.yml',
    ...['--start', '2026-11-23T07:30Z', '--policy', 'examples/freeze-policy.yml', '--json'],
  );

  const { waves, frozen } = JSON.parse(printed) as {
    waves: { stage: string; startsAt: string }[];
    frozen: { stage: string; expires: string }[];
  };
  expect(frozen.length).toBeGreaterThan(0);
  const [{ stage, expires }] = frozen as [{ stage: string; expires: string }];
  const wave = waves.find((each) => each.stage === stage);
  expect(Date.parse(wave!.startsAt)).toBeGreaterThanOrEqual(Date.parse(expires));
});

test('a plan says who must approve, and that nobody must a fix where no stage asks for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  const approved = await readFile('examples/approved/tidegate.yml', 'utf8');
  const lane = approved.replace(
    'stages:',
    'fixLane: { approvals: { by: [on-call], quorum: 1 } }\nstages:',
  );
  const file = join(folder, 'tidegate.yml');

  try {
    await writeFile(file, lane);
    const asked = await run(file);
    await writeFile(file, lane.replace(/ {4}approvals: .*\n/, ''));
    const unasked = await run(file);

    expect(asked.printed).toContain(
      'Stage prod waits for 1 approval by release-manager; an approval counts for 8h.',
    );
    expect(asked.printed).toContain('A fix (start --fixes) is approved by 1 of on-call;');
    expect(unasked.printed).not.toContain('waits for 1 approval');
    expect(unasked.printed).toContain('A fix (start --fixes) needs nobody’s approval (its lane’s');
  } finally {
    await rm(folder, { recursive: true });
  }
});
