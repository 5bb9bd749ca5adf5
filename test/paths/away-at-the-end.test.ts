// A release that somebody ends while the region of one of its targets is away: the others are sent back at once.

import { build, target } from './pipelines.ts';
import { play } from './played.ts';

/** More than are asked at once: the first of them is away. */
const NAMES = Array.from({ length: 11 }, (_, index) => `t${String(index + 1).padStart(2, '0')}`);
const LAST = NAMES.at(-1)!;

const pipeline = `
pipeline: shop
source: { project: shop-build }
gateTimeout: 2h
stages:
  - name: prod
    bake: { for: 10m, judge: { mode: off } }
    targets:
${NAMES.map((name, index) => `      - ${target(name, index === 0 ? { region: 'eu-west-1' } : {})}`).join('\n')}
`;

test('all that can be asked is stopped and sent back, and barred where it has proven harm', async () => {
  const played = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    deployments: NAMES.map((each) => ({
      target: each,
      configuration: 'LambdaCanary10Percent15Minutes',
    })),
    people: [{ at: '12m', does: 'stop' }],
    alarms: [{ alarm: `${LAST}-errors`, is: 'ALARM', at: '11m50s', for: '3h' }],
    events: [{ source: 'aws.cloudwatch', how: 'lost', times: 9 }],
    regions: [{ region: 'eu-west-1', from: '11m30s', for: '30m' }],
  });

  const barred = played.report.ledger.find(({ event }) => event === 'RevisionQuarantined');
  expect(played.report.targets).toMatchObject(
    Object.fromEntries(NAMES.slice(1).map((name) => [name, 'old'])),
  );
  const stopped = played.calls.filter(
    ({ operation, at }) => operation === 'StopDeployment' && at < 900,
  );
  expect(stopped).toHaveLength(10);
  expect(barred?.at).toMatch(/^2026-11-23T09:12/);
});
