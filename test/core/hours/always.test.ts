// What can be told of windows alone: for how long they are shut, and whether they leave a wave room.

import { missingRoomOf, shutSecondsOf } from '../../../core/hours/always.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';

const weekdays =
  '{ zone: Europe/Berlin, days: [mon, tue, wed, thu], from: "09:00", until: "16:00" }';
const target =
  '{ name: live, account: "111122223333", region: us-east-1, alarms: [errors], ' +
  'lambda: { function: shop, alias: live, application: shop, deploymentGroup: live } }';
const pipelineOf = (windows: string, more = '') =>
  parsePipeline(
    `pipeline: shop\nsource: { project: b }\nstages:\n  - name: prod\n    targets: [${target}]\n` +
      `    bake: { for: 4h }\n    windows: [${windows}]\n${more}`,
    'shop.yml',
  );

test('a week-end is the longest that these windows are shut, and is no part of the wait', () => {
  const [wave] = planOf(pipelineOf(weekdays));

  // From Thursday 14:55 to Monday 09:00: a deployment of 5m and an hour of the bake must end by 16:00.
  expect(shutSecondsOf(wave!)).toBe((3 * 24 + 18) * 3_600 + 5 * 60);
  expect(wave).toMatchObject({ shutSeconds: 324_300, gateSeconds: 14 * 86_400 + 324_300 });
});

test('windows that are open at all times are never shut', () => {
  const [wave] = planOf(pipelineOf('{ zone: UTC, from: "00:00", until: "24:00" }'));

  expect(shutSecondsOf(wave!)).toBe(0);
});

test.each([
  [
    '{ zone: UTC, from: "09:00", until: "10:09" }',
    /leave wave prod 1h10m at a stretch .*, got at most 1h9m/,
  ],
  [
    '{ zone: UTC, days: [sat], from: "23:30", until: "00:30" }, { zone: UTC, days: [sun], from: "00:30", until: "00:39" }',
    /got at most 1h9m/,
  ],
])('windows that never leave room are an error: %s', (windows, expected) => {
  expect(() => pipelineOf(windows)).toThrow(expected);
});

test.each([
  ['{ zone: UTC, from: "09:00", until: "10:10" }', ''],
  ['{ zone: UTC, from: "09:00", until: "09:10" }', '    lookAhead: 0s\n'],
  [
    '{ zone: UTC, days: [sun], from: "23:30", until: "00:30" }, { zone: UTC, days: [mon], from: "00:30", until: "00:40" }',
    '',
  ],
])('and those that do are none: %s', (windows, more) => {
  const [wave] = planOf(pipelineOf(windows, more));

  expect(missingRoomOf(wave!)).toBeUndefined();
});
