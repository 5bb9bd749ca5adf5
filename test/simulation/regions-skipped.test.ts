// A region is away as a wave is about to start: a person, or a rule, lets the release go on without it, and it is
// caught up later. Nothing is skipped that answers, that is all of a wave, or the first to show anything.

import { readFileSync } from 'node:fs';
import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { type Report, reportOf } from '../../simulation/report.ts';
import { parseWorld } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

function target(name: string, region: string, strategy: boolean): string {
  const lambda = strategy
    ? `{ function: ${name}, alias: live }, strategy: all-at-once`
    : `{ function: ${name}, alias: live, application: shop, deploymentGroup: ${name} }`;
  return `{ name: ${name}, account: "333344445555", region: ${region}, alarms: [${name}-errors], lambda: ${lambda} }`;
}

const pipelineOf = (more = '', strategy = false) => `pipeline: shop
source: { project: shop-build, branches: [main] }
${more}
stages:
  - name: prod
    bake: { for: 30m }
    waves:
      - { name: one-box, targets: [${target('north', 'eu-north-1', strategy)}] }
      - name: rest
        targets:
          - ${target('west', 'eu-west-1', strategy)}
          - ${target('east', 'us-east-2', strategy)}
          - ${target('east-too', 'us-east-2', strategy)}
`;

type OnCall = (call: FaultedCall, at: number) => void;

async function play(file: string, scenario: string, onCall: OnCall = () => {}): Promise<Report> {
  const pipeline = parsePipeline(file, 'tidegate.yml');
  const world = await makeWorld({
    ...parseWorld(`baseline: previous\n${scenario}`, 'scenario.yml', [pipeline], () => []),
    seed: 1,
    sweeps: 'needed',
    tables: tablesOfFile(),
    readFile: () => '',
    onCall,
  });
  await world.play();
  const report = await reportOf(world);
  await world.close();
  return report;
}

const behindIn = ({ releases }: Report, at = 0) =>
  releases[at]?.waves.flatMap(({ behind = [] }) => behind.map((each) => each.target)).sort();
const outcomes = ({ releases }: Report) => releases.map(({ outcome }) => outcome);

const GOOD = 'builds: [{ at: 0s, revision: good }]';
const away = (from: string, lasts: string) =>
  `regions: [{ region: us-east-2, from: ${from}, for: ${lasts} }]`;
const skips = (at: string) =>
  `{ at: ${at}, does: skip-region, region: us-east-2, as: ada, reason: it is away }`;
/** What holds the gate of the wave for five hours, while a region is away that long. */
const held = (by: readonly string[], lasts: string) => `${GOOD}
${away('20m', lasts)}
people:
  - { at: 15m, does: hold, as: eve, reason: a fair }
${by.map((each) => `  - ${each}`).join('\n')}
  - { at: 5h, does: resume, as: eve, reason: it is over }`;
const catchesUp = (at: string) =>
  `{ at: ${at}, does: retry, behind: true, as: ada, reason: it is back }`;

describe.each([
  ['by groups of CodeDeploy', false],
  ['by strategies', true],
])('%s', (_how, strategy) => {
  test('a person goes on without a region that is away, and catches it up', async () => {
    const report = await play(
      pipelineOf('', strategy),
      `${GOOD}\n${away('20m', '6h')}\npeople: [${skips('50m')}, ${catchesUp('8h')}]`,
    );

    expect(outcomes(report)).toEqual(['Promoted', 'Promoted']);
    expect(behindIn(report)).toEqual(['east', 'east-too']);
    expect(report.releases[0]?.reason).toContain('us-east-2 cannot be reached');
    expect(report.releases[1]?.waves.map(({ targets, outcome }) => [targets, outcome])).toEqual([
      [['east', 'east-too'], 'Passed'],
    ]);
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
  });

  test('a rule does after half an hour, and says so', async () => {
    const report = await play(
      pipelineOf('skipUnreachableAfter: 30m', strategy),
      `${GOOD}\n${away('20m', '3d')}`,
    );

    expect(outcomes(report)).toEqual(['Promoted']);
    expect(behindIn(report)).toEqual(['east', 'east-too']);
    expect(report.targets).toEqual({
      ...{ north: 'good', west: 'good', east: 'previous', 'east-too': 'previous' },
    });
    const text = report.ledger.find(({ event }) => event === 'LeftBehind')?.text;
    expect(text).toContain('skipped after 30m, as skipUnreachableAfter says');
  });

  test.each([
    ['a rule', 'skipUnreachableAfter: 30m', []],
    ['a person', '', [skips('50m')]],
  ])(
    '%s skips nothing that is back before all else lets the wave start',
    async (_who, rule, by) => {
      const report = await play(pipelineOf(rule, strategy), held(by, '3h'));

      expect(outcomes(report)).toEqual(['Promoted']);
      expect(behindIn(report)).toEqual([]);
      expect(report.ledger.filter(({ event }) => event === 'LeftBehind')).toEqual([]);
      expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
    },
  );

  test.each([
    ['a rule', 'skipUnreachableAfter: 30m', []],
    ['a person', '', [skips('50m')]],
  ])('%s skips what is still away then', async (_who, rule, by) => {
    const report = await play(pipelineOf(rule, strategy), held(by, '3d'));

    expect(outcomes(report)).toEqual(['Promoted']);
    expect(behindIn(report)).toEqual(['east', 'east-too']);
    const [skipped] = report.ledger.filter(({ event }) => event === 'LeftBehind');
    // It was held for five hours.
    expect(skipped?.at.slice(11, 13)).toBe('14');
  });

  test('a rule does, though alarms may keep a gate shut for less than that', async () => {
    const rule = 'skipUnreachableAfter: 30m\nalarmsClearWithin: 5m';
    const report = await play(pipelineOf(rule, strategy), `${GOOD}\n${away('20m', '3d')}`);

    expect(outcomes(report)).toEqual(['Promoted']);
    expect(behindIn(report)).toEqual(['east', 'east-too']);
  });

  test('what answers before that is deployed to as ever', async () => {
    const report = await play(
      pipelineOf('skipUnreachableAfter: 30m', strategy),
      `${GOOD}\n${away('20m', '25m')}`,
    );

    expect(outcomes(report)).toEqual(['Promoted']);
    expect(behindIn(report)).toEqual([]);
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
  });
});

test('how long deployments take in a region that is back is asked before the wave starts', async () => {
  const asked: { readonly region: string; readonly at: number }[] = [];
  const file = pipelineOf('skipUnreachableAfter: 30m');
  const report = await play(file, held([], '3h'), (call, at) => {
    if (call.functionName === 'OpenGate' && call.operation === 'BatchGetDeploymentGroups')
      asked.push({ region: call.call.region, at });
  });

  const [last] = asked.filter(({ region }) => region === 'us-east-2').slice(-1);
  expect(outcomes(report)).toEqual(['Promoted']);
  // It was away for three of the five hours, and then its state began anew: seconds since the start.
  expect(last?.at).toBeGreaterThan(5 * 3_600);
});

test('a gate waits its longest from when it was first asked, however often its state begins anew', async () => {
  const file = pipelineOf('skipUnreachableAfter: 30m\ngateTimeout: 8h');
  // It begins anew as the region that it was looked at without is back, and is held again at once.
  const more = ['{ at: 18001s, does: hold, as: eve, reason: another fair, until: 2d }'];
  const report = await play(file, held(more, '3h'));

  const [ended] = report.ledger.filter(({ event }) => event === 'WaveEnded').slice(-1);
  const hours = (Date.parse(ended!.at) - Date.parse(report.releases[0]!.startedAt)) / 3_600_000;
  expect(outcomes(report)).toEqual(['Stopped']);
  expect(report.releases[0]?.reason).toContain('the gate did not open in time');
  expect(report.releases[0]?.reason).toContain('another fair');
  // Its first wave has baked for half an hour before.
  expect(hours).toBeGreaterThan(8.5);
  expect(hours).toBeLessThan(8.8);
});

test('what begins anew since a region is back has tries of its own', () => {
  const { States } = JSON.parse(readFileSync('statemachines/wave.asl.json', 'utf8')) as {
    States: Record<string, { Retry?: { ErrorEquals: string[]; MaxAttempts: number }[] }>;
  };
  const own = States.OpenGate?.Retry?.filter(({ ErrorEquals: on }) => on.includes('TryAgain'));

  expect(own).toMatchObject([{ ErrorEquals: ['TryAgain'], MaxAttempts: 20 }]);
});

test('without a rule, and without a person, a region that is away stops the release', async () => {
  const report = await play(pipelineOf(), `${GOOD}\n${away('20m', '3d')}`);

  expect(outcomes(report)).toEqual(['Stopped']);
  expect(report.targets).toMatchObject({ north: 'good', west: 'previous', east: 'previous' });
});

test('no rule skips the first wave of a stage, nor a person the only region of a wave', async () => {
  const report = await play(
    pipelineOf('skipUnreachableAfter: 30m'),
    `${GOOD}
regions: [{ region: eu-north-1, from: 0s, for: 3d }]
people: [{ at: 10m, does: skip-region, region: eu-north-1, as: ada, reason: it is away }]`,
  );

  expect(outcomes(report)).toEqual(['Stopped']);
  expect(behindIn(report)).toEqual([]);
  expect(report.refusedDeeds?.map(({ reason }) => reason).join()).toContain(
    'expected a wave of several regions',
  );
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['previous']));
});

test('an alarm takes back all that has got it while the region is away; the next release gets there', async () => {
  const report = await play(
    pipelineOf('skipUnreachableAfter: 30m'),
    `builds: [{ at: 0s, revision: bad }, { at: 12h, revision: better }]
${away('20m', '6h')}
misbehaviours: [{ how: alarm, revision: bad, target: west, after: 10m }]`,
  );

  expect(outcomes(report)).toEqual(['RolledBack', 'Promoted']);
  expect(behindIn(report)).toEqual(['east', 'east-too']);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['better']));
});

test('a rollback by hand while the region is away leaves nothing behind', async () => {
  const report = await play(
    pipelineOf('skipUnreachableAfter: 30m'),
    `${GOOD}
${away('20m', '3d')}
people: [{ at: 10h, does: rollback, as: ada, reason: it loses orders }, ${catchesUp('12h')}]`,
  );

  expect(outcomes(report)).toEqual(['Promoted', 'RolledBack']);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['previous']));
  // What is taken back leaves nothing to be caught up.
  expect(report.refusedDeeds?.map(({ reason }) => reason).join()).toContain('that are behind');
});
