// tidegate logs --traces, and the logs of services, jobs and state machines, on a deployed Tidegate.

import { reportOf } from '../../simulation/report.ts';
import { standing } from './standing.ts';

const PIPELINE = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 30m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors]
      - name: tasks
        account: "222233334444"
        region: eu-west-1
        ecs: { cluster: shop, service: web }
        strategy: rolling
        alarms: [web-errors]
      - name: script
        account: "222233334444"
        region: eu-west-1
        job: { project: shop-deploys }
        alarms: [script-errors]
      - name: flow
        account: "222233334444"
        region: eu-west-1
        machine: { name: orders, alias: live }
        strategy: all-at-once
        alarms: [orders-errors]
      - name: hosts
        account: "222233334444"
        region: eu-west-1
        ec2: { application: shop, deploymentGroup: hosts }
        alarms: [hosts-errors]
`;

const { ask, playUntil, close, world } = await standing(PIPELINE, {
  builds: [{ at: '0s', revision: 'new' }],
  traces: [{ target: 'box' }],
});
await playUntil(40);
const release = (await reportOf(world)).releases[0]!.id;

afterAll(close);

interface Said {
  readonly lines: readonly { of: string; resource: string; text: string }[];
  readonly traces: readonly { target: string; seconds: number; bad?: string; link: string }[];
  readonly notices: readonly string[];
}

async function told(...words: string[]): Promise<Said> {
  const { printed } = await ask('logs', release, ...words, '--json');
  return JSON.parse(printed) as Said;
}

test('traces are those of the version alone, each with a link, and what is left out is said', async () => {
  const { traces, notices } = await told('--traces', '--target', 'box');

  expect(traces).toHaveLength(20);
  expect(traces.every(({ link }) => link.includes('region=eu-west-1#xray:traces/1-'))).toBe(true);
  const ranks = traces.map(({ bad, seconds }) => (bad ? 1_000 : 0) + seconds);
  expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  expect(notices).toContainEqual(expect.stringMatching(/^box: \d+ more, which went better$/));
});

test('what X-Ray cannot tell apart is said', async () => {
  const { traces, notices } = await told('--traces', '--target', 'tasks');

  expect(traces).toEqual([]);
  expect(notices[0]).toMatch(/^tasks: X-Ray tells its revisions apart only by an annotation/);
});

test('the tasks that run the task definition are shown, and no other', async () => {
  const { lines, notices } = await told('--target', 'tasks');

  expect(lines.length).toBeGreaterThan(3);
  expect(new Set(lines.map(({ resource }) => resource.split(' ')[0]))).toEqual(new Set(['web:3']));
  expect(lines.some(({ text }) => text === 'listening, of web:3')).toBe(true);
  expect(notices).toEqual([]);
});

test('a job is shown by its build', async () => {
  const { lines } = await told('--target', 'script');

  expect(lines[0]?.resource).toMatch(/^build shop-deploys:/);
  expect(lines.at(-1)?.text).toContain('SUCCEEDED');
});

test('a version of a state machine has had no executions, which is no failure', async () => {
  const { lines, notices } = await told('--target', 'flow');

  expect({ lines, notices }).toEqual({ lines: [], notices: [] });
});

test('of instances it is said why nothing is told', async () => {
  const { notices } = await told('--target', 'hosts');

  expect(notices).toEqual([expect.stringMatching(/^hosts: nothing is told of it: what instances/)]);
});

test.each([
  [['--traces', '--follow'], 'expected --follow or --traces, got both'],
  [['--traces', '--filter', 'x'], 'expected --filter or --traces, got both'],
])('wrong words are refused: %j', async (words, problem) => {
  await expect(ask('logs', release, ...words)).rejects.toThrow(problem);
});
