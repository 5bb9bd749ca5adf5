// A service of ECS while functions die at their calls, and an alarm fires at any moment of its shift: a sample of all.

import { shareOf } from '../share.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const service = (strategy: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: shop }, strategy: ${strategy}, alarms: [live-errors] }`;

async function playOn(strategy: string, scenario: ScenarioInput) {
  const of = service(strategy);
  const played = await play(oneTarget({ of }), {
    baseline: 'old',
    builds: [build('new')],
    ...scenario,
  });
  const place = { account: '111122223333', region: 'us-east-1' };
  const { runs, configuration } = played.world.aws.ecs.find('shop', 'shop', place);
  const open = runs.filter(({ status }) => /PENDING|PROGRESS|REQUESTED/.test(status));
  return { ...played, left: [...open, ...(configuration.lifecycleHooks ?? [])] };
}

const harm = {
  misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', from: 'shift', after: '90s' }],
};
const LINEAR = '{ linear: { percent: 40, every: 3m } }';

test.each(
  shareOf(
    [
      [LINEAR, 'DeployTarget', 'ecs:UpdateService', 'after'],
      [LINEAR, 'DeployTarget', 'ecs:RegisterTaskDefinition', 'after'],
      [LINEAR, 'OnService', 'ecs:ContinueServiceDeployment', 'after'],
      [LINEAR, 'OnService', 'ecs:ContinueServiceDeployment', 'before'],
      ['blue-green', 'FinishWave', 'ecs:ContinueServiceDeployment', 'after'],
      ['blue-green', 'FinishWave', 'ecs:UpdateService', 'before'],
    ],
    3,
  ),
)('%s goes its way though %s dies at %s, %s it took effect', async (strategy, name, call, dies) => {
  const deaths = [{ function: name, call, dies }];
  const played = await playOn(strategy, { deaths });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(played.report.targets.live).toBe('new');
  expect(played.left).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(
  shareOf(
    [
      ['canary', 'OnService', 'states:SendTaskSuccess', 'after'],
      ['canary', 'OnService', 'dynamodb:DeleteItem', 'before'],
      [LINEAR, 'OnAlarm', 'ecs:StopServiceDeployment', 'after'],
      ['rolling', 'RollBackTarget', 'ecs:UpdateService', 'after'],
    ],
    3,
  ),
)('%s goes back though %s dies at %s, %s it took effect', async (strategy, name, call, dies) => {
  const deaths = [{ function: name, call, dies }];
  const played = await playOn(strategy, { ...harm, deaths });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.left).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(shareOf([604, 662, 672, 680, 850, 1060, 1080], 3))(
  'an alarm %d seconds after the start sends all of the traffic back within seconds',
  async (at) => {
    const alarms = [{ alarm: 'live-errors', is: 'ALARM', at: `${at}s`, for: '5m' }];
    const played = await playOn(LINEAR, { alarms });

    const back = played.report.ledger.findLast(({ event }) => event === 'DeploymentEnded')!;
    const firedAt = Date.parse('2026-11-23T09:00:00Z') + at * 1000;
    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets.live).toBe('old');
    expect(Date.parse(back.at) - firedAt).toBeLessThan(20_000);
  },
);
