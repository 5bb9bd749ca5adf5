import { jest } from '@jest/globals';
import { plan } from '../../cli/plan.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

async function run(...args: string[]) {
  let printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const code = await plan(args);
  return { code, printed };
}

test('a plan says its waves in order, with times, cost and bounds', async () => {
  const { code, printed } = await run('examples/minimal/tidegate.yml');

  expect(code).toBe(0);
  expect(printed).toBe(`hello: 3 waves, 2 targets

wave    starts  ends   bake  looks  what
verify  0s      5m     -     -      tests dependencies
beta    5m      15m    -     -      beta, tests smoke
prod    15m     1h20m  1h    8      prod

A release takes 1h20m at the earliest, where a deployment takes 5m, a test 5m, and every gate is open.
It costs 50 state transitions, about 41 Lambda calls, 29 of CloudWatch and 183 metrics read: $0.0035.
Bounds of an execution: 372 of 25000 history events, 4 of 256 KiB.
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

test.each([
  [['a.yml', 'b.yml'], /expected one pipeline file, got 2/],
  [['a.yml', '--test', '5'], /expected --test to be a duration such as 90s or 5m, got 5/],
  [['a.yml', '--jsn'], /unknown option --jsn; did you mean --json\?/],
])('%j is refused with a way out', async (args, expected) => {
  await expect(run(...args)).rejects.toThrow(expected);
});
