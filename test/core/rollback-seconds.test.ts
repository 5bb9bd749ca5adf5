// A rollback has time for all that it takes back.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { rollbackSecondsOf } from '../../core/rollback-seconds.ts';

const place = 'account: "111122223333", region: eu-west-1, alarms: [a]';
const targets = (wave: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const name = `t${wave}-${index}`;
    return `{ name: ${name}, ${place}, ec2: { application: s, deploymentGroup: ${name} } }`;
  }).join(', ');
const waves = (count: number, size: number) =>
  Array.from(
    { length: count },
    (_, wave) => `{ name: w${wave}, targets: [${targets(wave, size)}] }`,
  ).join(', ');
const secondsOf = (stage: string, pipeline = '') =>
  rollbackSecondsOf(
    planOf(
      parsePipeline(
        `{ pipeline: s, source: { project: b }, ${pipeline} stages: [{ name: prod, ${stage} }] }`,
        's.yml',
      ),
    ),
  );

const HOUR = 3_600;

test.each([
  ['a wave of 40', `deployTimeout: 4h, waves: [${waves(4, 40)}]`, '', 11 * HOUR],
  ['a wave of 41', `deployTimeout: 4h, waves: [${waves(1, 41)}]`, '', 21 * HOUR],
  [
    'a release of 4 × 40',
    `rollback: release, deployTimeout: 4h, waves: [${waves(4, 40)}]`,
    '',
    41 * HOUR,
  ],
  [
    'a stage of 4 × 40 by a test',
    `tests: [{ name: t, project: p }], deployTimeout: 4h, waves: [${waves(4, 40)}]`,
    '',
    41 * HOUR,
  ],
  [
    '181 in parts',
    `rollback: release, deployTimeout: 4h, waves: [${waves(1, 181)}]`,
    '',
    31 * HOUR,
  ],
  [
    'with its hooks',
    `deployTimeout: 4h, waves: [${waves(1, 1)}]`,
    'hooks: { beforeRollback: { project: d, timeout: 5m }, afterRollback: { project: r, timeout: 30m } },',
    11 * HOUR + 35 * 60,
  ],
])('the way back of %s has its time', (_, stage, pipeline, seconds) => {
  expect(secondsOf(stage, pipeline)).toBe(seconds);
});

test('groups whose times are theirs may get slower ones on the way', () => {
  expect(secondsOf(`waves: [${waves(1, 1)}]`)).toBe(2 * 50 * HOUR + 3 * HOUR);
});
