// tidegate logs on a deployed Tidegate: a local one, over the wire.

import { reportOf } from '../../simulation/report.ts';
import { standing } from './standing.ts';

const PIPELINE = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 20m }
    tests: [{ name: smoke, project: shop-smoke, timeout: 10m }]
    waves:
      - name: one-box
        targets:
          - name: box
            account: "222233334444"
            region: eu-west-1
            lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
            alarms: [shop-errors]
      - name: rest
        targets:
          - name: other
            account: "111122223333"
            region: us-east-1
            lambda: { function: shop, alias: live }
            strategy: all-at-once
            alarms: [other-errors]
`;

const { ask, playUntil, close, world } = await standing(PIPELINE, {
  builds: [{ at: '0s', revision: 'new' }],
});
await playUntil(15);
const release = (await reportOf(world)).releases[0]!.id;

afterAll(close);

interface Said {
  readonly lines: readonly { at: string; of: string; resource: string; text: string }[];
  readonly notices: readonly string[];
}

async function told(...words: string[]): Promise<Said> {
  const { printed } = await ask('logs', release, ...words, '--json');
  return JSON.parse(printed) as Said;
}

test('the lines are those of the version that bakes and of the tests, in the order of their times', async () => {
  const { lines, notices } = await told('--wave', 'one-box');

  const ofBox = lines.filter(({ of }) => of === 'box');
  expect(ofBox.length).toBeGreaterThan(50);
  expect(new Set(ofBox.map(({ resource }) => resource.slice(0, 'shop:2'.length)))).toEqual(
    new Set(['shop:2']),
  );
  expect(ofBox.filter(({ text }) => text.includes('Version: 1'))).toEqual([]);
  expect(lines.some(({ of, text }) => of === 'test smoke' && text.includes('BUILD'))).toBe(true);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
  expect(notices).toEqual([]);
});

test('only lines with a text are shown, and only of one target', async () => {
  const { lines } = await told('--target', 'box', '--filter', 'Version: 2');

  expect(lines.length).toBeGreaterThan(5);
  expect(lines.every(({ of, text }) => of === 'box' && text.startsWith('START'))).toBe(true);
});

test('since when is said by how long ago', async () => {
  const { lines } = await told('--target', 'box', '--since', '2m');
  const ago = world.clock.millis() - 120_000;

  expect(lines.length).toBeGreaterThan(5);
  expect(lines.every(({ at }) => Date.parse(at) >= ago - 2_000)).toBe(true);
});

test('a wave that has not begun is named, and why nothing is told of it', async () => {
  const { lines, notices } = await told('--wave', 'prod/rest');

  expect(lines).toEqual([]);
  expect(notices).toEqual(['prod/rest: nothing of it is there: its gate has not opened yet']);
});

test('each line stands with its target, where it was logged, and its time', async () => {
  const { code, printed } = await ask('logs', 'shop', 'latest', '--wave', 'one-box');

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^2026-11-23T09:\d\d:\d\d\.\d{3}Z {2}box {2}shop:2 [0-9a-f]{8} {2}START RequestId: \S+ Version: 2$/m,
  );
});

test('what a line holds does nothing to a terminal, and each of its lines has its head', async () => {
  const at = world.clock.millis() - 60_000;
  const place = { account: '222233334444', region: 'eu-west-1' };
  const text = 'red\u001b[31m\n::add-mask::x\n';
  world.aws.logs.put(place, '/aws/lambda/shop', { stream: '2026/11/23/[2]zz', at, text });

  const { printed } = await ask('logs', release, '--target', 'box', '--filter', '31m');

  const head = `${new Date(at).toISOString()}  box  shop:2 zz  `;
  expect(printed).toBe(`${head}red\\u{1b}[31m\n${head}::add-mask::x\n`);
});

test.each([
  [['--wave', 'beta'], 'that are wave beta, got none; its waves are prod/one-box, prod/rest'],
  [
    ['--target', 'bx'],
    'with bx, got none; its waves are prod/one-box, prod/rest, their targets box, other',
  ],
  [['--filter', ''], 'expected --filter to be some text'],
  [['--since', 'now'], 'expected --since to be how long ago'],
])('wrong words are refused, and a way out is told: %j', async (words, problem) => {
  await expect(ask('logs', release, ...words)).rejects.toThrow(problem);
});

test('whoever may not read logs in an account is told so, by the exit code too', async () => {
  const { code, printed } = await ask(
    'logs',
    release,
    '--target',
    'box',
    '--role',
    'nobody',
    '--json',
  );

  expect(code).toBe(4);
  expect((JSON.parse(printed) as Said).notices[0]).toMatch(
    /^box: nothing is told of it just now: expected assuming role nobody in account 222233334444/,
  );
});

test('following ends once the wave has, and says how', async () => {
  await playUntil(45);

  const { code, printed } = await ask('logs', release, '--wave', 'one-box', '--follow', '--json');

  const said = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  expect(said.at(-1)).toEqual({ ended: [{ wave: 'prod/one-box', outcome: 'Passed' }] });
  expect(said.length).toBeGreaterThan(50);
  expect(new Set(said.map((it) => JSON.stringify(it))).size).toBe(said.length);
}, 60_000);
