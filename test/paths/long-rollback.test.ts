// A way back that takes longer than any wave goes on to its end.

import { build, target } from './pipelines.ts';
import { play } from './played.ts';

const names = (wave: string) => Array.from({ length: 21 }, (_, at) => `${wave}${at}`);
const wave = (name: string) =>
  `{ name: ${name}, targets: [${names(name)
    .map((each) => target(each, { ec2: true, alarms: [`${name}-errors`] }))
    .join(', ')}] }`;

const PIPELINE = `pipeline: shop
source: { project: shop-build }
gateTimeout: 1h
stages:
  - name: prod
    rollback: release
    deployTimeout: 4h
    retries: 0
    answerWithin: 10m
    bake: { for: 10m, judge: { mode: off } }
    waves: [${wave('a')}, ${wave('b')}]
`;

test('42 targets that take most of four hours each come back, two rounds after another', async () => {
  const slow = { how: 'deployment' as const, revision: 'old', outcome: 'succeeds' as const };
  const all = [...names('a'), ...names('b')];
  const { of, release, report, outcomes } = await play(PIPELINE, {
    baseline: 'old',
    builds: [build('bad', '0s')],
    misbehaviours: [
      { how: 'alarm', revision: 'bad', target: 'b0', alarm: 'b-errors', after: '2m' },
      ...all.map((each) => ({ ...slow, target: each, takes: '3h55m' })),
    ],
  });

  expect(release('bad').reason).toContain('alarm b-errors');
  // It would have been aborted after 7.2 hours, the longest that a wave may take.
  expect(of('rollback')[0]!.path.at(-1)).toBe('RolledBack');
  expect(outcomes()).toEqual(['RolledBack']);
  expect(report.targets).toEqual(Object.fromEntries(all.map((each) => [each, 'old'])));
});
