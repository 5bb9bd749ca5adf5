import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { goodDay, RELEASED } from '../../../simulation/bad-days/draw-bad-day.ts';
import { playDay } from '../../../simulation/bad-days/play-day.ts';
import type { ScenarioInput } from '../../../simulation/world/scenario.ts';

/** A one-box of a tenth of the traffic, and the rest; CodeDeploy shifts the one-box at once. */
function shop(words: { readonly rollback?: string; readonly answerWithin?: string } = {}) {
  const { rollback = 'release', answerWithin = '0s' } = words;
  return parsePipeline(
    `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    rollback: ${rollback}
    bake: { for: 10m, answerWithin: ${answerWithin}, judge: { mode: 'off' } }
    waves:
      - name: one-box
        targets:
          - { name: a, account: "222233334444", region: eu-west-1, weight: 10, alarms: [a-errors],
              lambda: { function: shop, alias: live, application: shop, deploymentGroup: a } }
      - name: rest
        targets:
          - { name: b, account: "222233334444", region: eu-north-1, weight: 90, alarms: [b-errors],
              lambda: { function: shop, alias: live, application: shop, deploymentGroup: b } }
`,
    'shop.yml',
  );
}

const played = (scenario: ScenarioInput, pipeline = shop()) =>
  playDay({ pipeline, scenario, seed: 1, readFile: () => '' });

const alarmAt = (target: string, after: string): ScenarioInput => ({
  ...goodDay,
  misbehaviours: [{ how: 'alarm', revision: RELEASED, target, after }],
});

test('on a good day the release is promoted, and nothing is asked of anybody', async () => {
  expect(await played(goodDay)).toMatchObject({
    outcome: 'Promoted',
    safeSeconds: null,
    pages: [],
    toDo: [],
    exposed: { targets: ['a', 'b'], mostOfTraffic: 1, goesOn: true },
  });
});

test('exposure is the share of production’s traffic, for as long as it met the revision', async () => {
  const { outcome, exposed, safeSeconds } = await played(alarmAt('a', '5m'));

  expect(outcome).toBe('RolledBack');
  expect(exposed).toMatchObject({ targets: ['a'], mostOfTraffic: 0.1, goesOn: false });
  // A tenth of the traffic, for five minutes and until it is back.
  expect(exposed.trafficMinutes).toBeGreaterThan(0.5);
  expect(exposed.trafficMinutes).toBeLessThan(0.6);
  expect(safeSeconds).toBeGreaterThan(0);
});

test('a canary exposes the share that it shifts', async () => {
  const canary: ScenarioInput = {
    ...goodDay,
    deployments: [{ target: 'a', configuration: 'c', canary: { percent: 20, after: '5m' } }],
    misbehaviours: [{ how: 'alarm', revision: RELEASED, target: 'a', after: '1m', from: 'shift' }],
  };

  const { exposed } = await played(canary);

  expect(exposed.mostOfTraffic).toBeCloseTo(0.02);
});

test('what earlier waves keep after a failed one is told, with who is woken and what is left to do', async () => {
  const { outcome, exposed, pages, toDo } = await played(
    alarmAt('b', '1m'),
    shop({ rollback: 'wave' }),
  );

  expect(outcome).toBe('RolledBack');
  expect(exposed).toMatchObject({ targets: ['a', 'b'], goesOn: true });
  expect(pages).toEqual(['quarantined code still runs']);
  expect(toDo).toEqual([expect.stringContaining('tidegate rollback shop --stage prod')]);
});

test('a bake that waits for an answer wakes somebody', async () => {
  const silent: ScenarioInput = {
    ...goodDay,
    alarms: [{ alarm: 'a-errors', is: 'INSUFFICIENT_DATA', at: '3m' }],
  };

  const { outcome, pages } = await played(silent, shop({ answerWithin: '20m' }));

  expect(outcome).toBe('Stopped');
  expect(pages).toEqual(['an answer is awaited']);
});
