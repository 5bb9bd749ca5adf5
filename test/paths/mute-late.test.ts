// A mute rule that comes after its rollback has ended mutes nobody.

import { play, type ScenarioInput } from './played.ts';

const pipeline = `
pipeline: shop
source: { project: shop-build }
mute: { for: 4h }
stages:
  - name: prod
    bake: { for: 30m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: box, alias: live, application: shop, deploymentGroup: box }
        alarms: [box-errors, box-latency]
`;

/** Put behind a call that takes three quarters of a minute; the rollback takes a quarter, and is over before. */
const LATE: ScenarioInput = {
  baseline: 'old',
  builds: [{ at: '0s', revision: 'bad' }],
  misbehaviours: [
    { how: 'alarm', revision: 'bad', target: 'box', after: '10m', alarm: 'box-errors' },
  ],
  pagers: [{ alarm: 'box-errors' }, { alarm: 'box-latency' }],
  calls: [
    { call: 'cloudwatch:PutAlarmMuteRule', function: 'MuteAlarms', how: 'slow', by: '45s' },
    { call: 'dynamodb:GetItem', function: 'RollBackTarget', how: 'slow', by: '15s' },
  ],
};

test.each([
  ['comes late', []],
  [
    'comes late, and whose hand dies behind it',
    [{ function: 'MuteAlarms', call: 'cloudwatch:PutAlarmMuteRule', dies: 'after' }],
  ],
])('a rule that %s is taken away again', async (_what, deaths) => {
  const played = await play(pipeline, { ...LATE, deaths });
  const { clock, aws } = played.world;
  const end = clock.millis() + 600_000;
  await clock.play(() => clock.millis() >= end);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.calls.some(({ operation }) => operation === 'PutAlarmMuteRule')).toBe(true);
  expect(aws.cloudWatch.alarms.muteRules({ account: '222233334444', region: 'eu-west-1' })).toEqual(
    [],
  );
});
