// A wave that one execution carries, and the same in slices: what becomes of a release is the same.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { type Report, reportOf } from '../../simulation/report.ts';
import { parseWorld } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { shareOf } from '../share.ts';
import { tablesOfFile } from '../tables.ts';

/** Eight targets shift in so many steps that one execution carries only seven of them, or all. */
const [WHOLE, SLICED] = [5, 3];

function pipelineOf(percent: number): string {
  const targets = Array.from(
    { length: 8 },
    (_, index) => `      - name: t${index}
        account: "111111111111"
        region: ${['eu-west-1', 'us-east-1'][index % 2]}
        lambda: { function: f${index}, alias: live }
        strategy: { linear: { percent: ${percent}, every: 1m } }
        alarms: [big-${index}]`,
  );
  return `pipeline: big
source: { project: big-build, branches: [main] }
stages:
  - name: prod
    bake: { for: 15m }
    tests: [{ name: smoke, project: big-smoke }]
    targets:
${targets.join('\n')}
`;
}

async function play(
  percent: number,
  scenario: string,
  changed = (file: string) => file,
): Promise<Report> {
  const pipeline = parsePipeline(changed(pipelineOf(percent)), 'tidegate.yml');
  const world = await makeWorld({
    ...parseWorld(`baseline: previous\n${scenario}`, 'scenario.yml', [pipeline], () => []),
    seed: 1,
    sweeps: 'needed',
    tables: tablesOfFile(),
    readFile: () => '',
  });
  await world.play();
  const report = await reportOf(world);
  await world.close();
  return report;
}

const BAD = 'builds: [{ at: 0s, revision: bad }]';
const GOOD = 'builds: [{ at: 0s, revision: good }]';

test('eight targets are one wave, or its gate, two slices and its tests', () => {
  const plans = [WHOLE, SLICED].map((percent) => planOf(parsePipeline(pipelineOf(percent), 'x')));

  expect(plans.map((plan) => plan.map(({ targets }) => targets.length))).toEqual([
    [8],
    [0, 4, 4, 0],
  ]);
});

test.each(
  shareOf(
    [
      [
        'an alarm in a shift',
        'RolledBack',
        `${BAD}\nmisbehaviours: [{ how: alarm, revision: bad, target: t2, from: shift, after: 5m }]`,
      ],
      [
        'a failed test',
        'RolledBack',
        `${BAD}\nmisbehaviours: [{ how: test, revision: bad, test: smoke }]`,
      ],
      [
        'a good release, doubled events and functions that die',
        'Promoted',
        `${GOOD}
events: [{ source: aws.codebuild, how: doubled, times: 10 }, { source: aws.cloudwatch, how: doubled, times: 10 }]
deaths:
  - { function: OpenGate, call: "dynamodb:PutItem", dies: after, onCall: 4 }
  - { function: DeployTarget, call: "lambda:UpdateAlias", dies: after, onCall: 3 }
  - { function: WatchBake, call: "dynamodb:PutItem", dies: after, onCall: 2 }
  - { function: FinishWave, call: "dynamodb:PutItem", dies: before, onCall: 3 }`,
      ],
      [
        'an alarm in a bake, and functions that die on the way back',
        'RolledBack',
        `${BAD}
misbehaviours: [{ how: alarm, revision: bad, target: t5, after: 5m }]
deaths:
  - { function: FinishWave, call: "dynamodb:PutItem", dies: after, onCall: 6 }
  - { function: PlanRollback, call: "dynamodb:PutItem", dies: after, onCall: 2 }
  - { function: RollBackTarget, call: "lambda:UpdateAlias", dies: after, onCall: 2 }`,
      ],
      [
        'a release that is stopped in the middle',
        'Stopped',
        `${GOOD}\npeople: [{ at: 10m, does: stop, as: ada, release: good, reason: it loses orders }]`,
      ],
      [
        'an execution that is stopped in the console',
        'Stopped',
        `${GOOD}\npeople: [{ at: 10m, does: stop, revision: good }]`,
      ],
      [
        'a promoted release that a person takes back',
        'Promoted',
        `${BAD}\npeople: [{ at: 6h, does: rollback, as: ada, reason: it loses orders }]`,
      ],
    ] as const,
    4,
  ),
)('of %s', async (_what, outcome, scenario) => {
  const [whole, sliced] = [await play(WHOLE, scenario), await play(SLICED, scenario)];

  expect(whole.releases[0]?.outcome).toBe(outcome);
  expect(sliced.releases.map((release) => release.outcome)).toEqual(
    whole.releases.map((release) => release.outcome),
  );
  expect(sliced.targets).toEqual(whole.targets);
});

test('a person skips a region while slices of its wave wait, each in front of its own gate', async () => {
  const report = await play(
    SLICED,
    `${GOOD}
regions: [{ region: us-east-1, from: 0s, for: 6h }]
people:
  - { at: 20m, does: skip-region, region: us-east-1, as: ada, reason: it is away }
  - { at: 8h, does: retry, behind: true, as: ada, reason: it is back }`,
  );

  const [first, again] = report.releases;
  expect(report.refusedDeeds ?? []).toEqual([]);
  expect([first?.outcome, again?.outcome]).toEqual(['Promoted', 'Promoted']);
  const behind = first?.waves.flatMap((wave) => wave.behind ?? []).map(({ target }) => target);
  expect(behind?.sort()).toEqual(['t1', 't3', 't5', 't7']);
  expect(again?.waves.flatMap(({ targets }) => targets).sort()).toEqual(['t1', 't3', 't5', 't7']);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
});

test('a region of which all has begun is not skipped in the slices that have', async () => {
  const report = await play(
    SLICED,
    `${GOOD}
people: [{ at: 5m, does: skip-region, region: us-east-1, as: ada, reason: it is slow }]`,
  );

  expect(report.refusedDeeds?.map(({ reason }) => reason).join()).toContain(
    'of which nothing has begun, got none',
  );
  expect(report.releases[0]?.outcome).toBe('Promoted');
});

test('a person who ends the wait of a wave for its hours ends that of all its slices', async () => {
  const shut =
    '    windows: [{ zone: UTC, days: [sat], from: "00:00", until: "24:00" }]\n    bake:';
  const report = await play(
    SLICED,
    `${GOOD}\npeople: [{ at: 1h, does: skip-wait, as: ada, reason: customers wait }]`,
    (file) => file.replace('    bake:', shut),
  );

  expect(report.releases[0]?.outcome).toBe('Promoted');
  const opened = report.ledger.filter(({ event }) => event === 'WaveStarted');
  expect(new Set(opened.map(({ at }) => at.slice(0, 10)))).toEqual(new Set(['2026-11-23']));
});
