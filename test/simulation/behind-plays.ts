// A wave that may go on without some of its targets: those that fail to deploy are taken back and left behind, whether
// one execution carries it or slices do. What is not known, or harms, is never among them.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { type Report, reportOf } from '../../simulation/report.ts';
import { parseWorld } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

/** Eight targets shift in so many steps that one execution carries them all, or only some. */
export const [WHOLE, SLICED] = [10, 3] as const;
/** Of those a deployment can fail. */
const BY_CODEDEPLOY = [1, 4, 6];

export function pipelineOf(percent: number, minHealthy: string, more = ''): string {
  const targets = Array.from(
    { length: 8 },
    (_, index) => `      - name: t${index}
        account: "111111111111"
        region: ${['eu-west-1', 'us-east-1'][index % 2]}
        alarms: [big-${index}]
        ${
          BY_CODEDEPLOY.includes(index)
            ? `lambda: { function: f${index}, alias: live, application: big, deploymentGroup: g${index} }`
            : `lambda: { function: f${index}, alias: live }
        strategy: { linear: { percent: ${percent}, every: 1m } }`
        }`,
  );
  return `pipeline: big
source: { project: big-build, branches: [main] }
stages:
  - name: prod
    ${minHealthy}
    bake: { for: 15m }
    tests: [{ name: smoke, project: big-smoke }]
    targets:
${targets.join('\n')}
${more}`;
}

const AFTER = `  - name: after
    bake: { for: 15m }
    targets:
      - { name: last, account: "111111111111", region: eu-west-1, alarms: [last],
          lambda: { function: last, alias: live }, strategy: { linear: { percent: 50, every: 1m } } }
`;

async function play(file: string, scenario: string): Promise<Report> {
  const pipeline = parsePipeline(file, 'tidegate.yml');
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

const fails = (target: string, revision = 'good') =>
  `{ how: deployment, revision: ${revision}, target: ${target} }`;
const FAILS_TWICE = '{ how: deployment, revision: good, target: t1, times: 2 }';
const GOOD = 'builds: [{ at: 0s, revision: good }]';

const behindIn = ({ releases }: Report, at = 0) =>
  releases[at]?.waves.flatMap(({ behind = [] }) => behind.map(({ target }) => target)).sort();

/** Plays what leaves targets behind where so many percent are shifted at a time. */
export function leavesBehind(percent: number): void {
  test('two of eight fail where a quarter may: all others go on, and they are named', async () => {
    const file = pipelineOf(percent, 'minHealthy: 75%', AFTER);

    const report = await play(file, `${GOOD}\nmisbehaviours: [${fails('t1')}, ${fails('t6')}]`);

    const [release] = report.releases;
    expect(release?.outcome).toBe('Promoted');
    expect(release?.reason).toMatch(/left behind: t1 \(.*\), t6 \(|left behind: t6 \(.*\), t1 \(/);
    expect(behindIn(report)).toEqual(['t1', 't6']);
    expect(report.targets).toMatchObject({
      ...{ t0: 'good', t1: 'previous', t2: 'good', t5: 'good', t6: 'previous', last: 'good' },
    });
    const lines = report.ledger.filter(({ event }) => event === 'LeftBehind');
    expect(lines.map(({ text }) => text).join()).toContain('goes on without t');
  });

  test('three fail where a quarter may: all is taken back', async () => {
    const file = pipelineOf(percent, 'minHealthy: 6');

    const report = await play(
      file,
      `${GOOD}\nmisbehaviours: [${['t1', 't4', 't6'].map((it) => fails(it)).join(', ')}]`,
    );

    expect(report.releases[0]?.outcome).toBe('RolledBack');
    expect(report.releases[0]?.reason).toContain('more failed than minHealthy: 6 allows');
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['previous']));
  });

  test('an alarm that fires later takes back all that has got it', async () => {
    const file = pipelineOf(percent, 'minHealthy: 75%');

    const report = await play(
      file,
      `${GOOD}\nmisbehaviours: [${fails('t1')}, { how: alarm, revision: good, target: t5, after: 5m }]`,
    );

    expect(report.releases[0]?.outcome).toBe('RolledBack');
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['previous']));
  });

  test('without the key one that fails takes all back', async () => {
    const report = await play(pipelineOf(percent, ''), `${GOOD}\nmisbehaviours: [${fails('t1')}]`);

    expect(report.releases[0]?.outcome).toBe('RolledBack');
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['previous']));
  });
}

/** Plays who catches them up. */
export function catchesUp(percent: number): void {
  test('the next release catches them up', async () => {
    const file = pipelineOf(percent, 'minHealthy: 75%');

    const report = await play(
      file,
      `builds: [{ at: 0s, revision: good }, { at: 6h, revision: better }]\nmisbehaviours: [${fails('t1')}]`,
    );

    expect(report.releases.map(({ outcome }) => outcome)).toEqual(['Promoted', 'Promoted']);
    expect(behindIn(report, 1)).toEqual([]);
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['better']));
  });

  test('a person catches them up, in waves of their own', async () => {
    const file = pipelineOf(percent, 'minHealthy: 75%', AFTER);

    const report = await play(
      file,
      `${GOOD}
misbehaviours: [${FAILS_TWICE}]
people: [{ at: 6h, does: retry, behind: true, as: ada, reason: the hosts are replaced }]`,
    );

    const [first, again] = report.releases;
    expect(behindIn(report)).toEqual(['t1']);
    expect([first?.outcome, again?.outcome]).toEqual(['Promoted', 'Promoted']);
    expect(again?.waves.map(({ targets, outcome }) => [targets, outcome])).toEqual([
      [['t1'], 'Passed'],
    ]);
    expect(again?.waves[0]?.bakedAt).not.toBeNull();
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
  });

  test.each([
    ['leaves it behind as well', [fails('t1', 'better')]],
    ['has caught it up', []],
  ])('a release that %s, and is taken back, lets nobody forget it', async (_what, more) => {
    const file = pipelineOf(percent, 'minHealthy: 75%', AFTER);
    const harm = more.length > 0 ? 't5, after: 5m' : 'last, after: 5m';
    const whole = file.replace('  - name: after', '  - name: after\n    rollback: release');

    const report = await play(
      whole,
      `builds: [{ at: 0s, revision: good }, { at: 6h, revision: better }]
misbehaviours: [${[FAILS_TWICE, ...more].join(', ')}, { how: alarm, revision: better, target: ${harm} }]
people: [{ at: 12h, does: retry, behind: true, as: ada, reason: the hosts are replaced }]`,
    );

    expect(report.releases.map(({ outcome }) => outcome)).toEqual([
      ...['Promoted', 'RolledBack', 'Promoted'],
    ]);
    expect(report.releases[2]?.waves.map(({ targets }) => targets)).toEqual([['t1']]);
    expect(new Set(Object.values(report.targets))).toEqual(new Set(['good']));
  });
}
