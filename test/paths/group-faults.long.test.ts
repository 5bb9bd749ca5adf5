// Groups that have two of everything, while functions die at their calls, a person stops, and an alarm fires at any
// moment: a sample of all.

import type { World } from '../../simulation/world/world.ts';
import { shareOf } from '../share.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const place = { account: '111122223333', region: 'us-east-1' };
const TASKS = 'ecs: { cluster: shop, service: shop, application: shop, deploymentGroup: live }';
const COPIED = 'ec2: { application: shop, deploymentGroup: live }';
const waits = { target: 'live', ready: '1h', keeps: '6h' };
const held: Readonly<Record<string, object>> = {
  [TASKS]: { ...waits, configuration: 'ECSCanary10Percent5Minutes' },
  [COPIED]: { ...waits, configuration: 'AllAtOnce', fleet: 'copied' },
};

async function playOn(
  kind: string,
  scenario: ScenarioInput,
  prepare: (world: World) => Promise<void> = async () => {},
) {
  const of = `{ name: live, account: "111122223333", region: us-east-1, ${kind}, alarms: [live-errors] }`;
  const given = {
    baseline: 'old',
    builds: [build('new')],
    deployments: [held[kind]!],
    ...scenario,
  };
  const played = await play(oneTarget({ of, bake: '{ for: 10m }' }), given, { prepare });
  const { codeDeploy, ecs } = played.world.aws;
  const open = codeDeploy
    .deployments(place)
    .filter(({ status }) => /Created|InProgress|Baking|Ready/.test(status));
  const sets = kind === TASKS ? ecs.find('shop', 'shop', place).taskSets.slice(1) : [];
  return { ...played, left: [...open, ...sets] };
}

test.each(
  shareOf(
    [
      [TASKS, 'DeployTarget', 'codedeploy:CreateDeployment', 'after'],
      [TASKS, 'DeployTarget', 'ecs:RegisterTaskDefinition', 'after'],
      [TASKS, 'OnDeployment', 'codedeploy:ContinueDeployment', 'after'],
      [COPIED, 'OnDeployment', 'codedeploy:ContinueDeployment', 'before'],
      [TASKS, 'FinishWave', 'codedeploy:ContinueDeployment', 'after'],
      [COPIED, 'FinishWave', 'codedeploy:ContinueDeployment', 'before'],
    ],
    3,
  ),
)('%s goes its way though %s dies at %s, %s it took effect', async (kind, name, call, dies) => {
  const played = await playOn(kind, { deaths: [{ function: name, call, dies }] } as ScenarioInput);

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(played.report.targets.live).toBe('new');
  expect(played.left).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

const inShift = { from: 'shift', after: '90s' };
const inBake = { after: '8m' };

test.each(
  shareOf(
    [
      [TASKS, 'OnAlarm', 'codedeploy:StopDeployment', 'after', inShift],
      [TASKS, 'RollBackTarget', 'codedeploy:StopDeployment', 'before', inBake],
      [COPIED, 'RollBackTarget', 'codedeploy:StopDeployment', 'after', inBake],
      [
        COPIED,
        'OnAlarm',
        'codedeploy:ListDeploymentTargets',
        'before',
        { from: 'shift', after: '30s' },
      ],
    ],
    3,
  ),
)('%s goes back though %s dies at %s, %s it took effect', async (kind, name, call, dies, when) => {
  const played = await playOn(kind, {
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', ...when }],
    deaths: [{ function: name, call, dies }],
  } as ScenarioInput);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.left).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(
  shareOf(
    [
      [TASKS, 605],
      [TASKS, 662],
      [TASKS, 700],
      [TASKS, 1300],
      [COPIED, 650],
      [COPIED, 675],
      [COPIED, 1200],
    ],
    3,
  ),
)(
  'of %s, an alarm %d seconds after the start leaves all of the traffic where it was within seconds',
  async (kind, at) => {
    const alarms = [{ alarm: 'live-errors', is: 'ALARM' as const, at: `${at}s`, for: '5m' }];
    const played = await playOn(kind, { alarms });

    const back = played.report.ledger.findLast(({ event }) => event === 'DeploymentEnded')!;
    const firedAt = Date.parse('2026-11-23T09:00:00Z') + at * 1000;
    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets.live).toBe('old');
    expect(Date.parse(back.at) - firedAt).toBeLessThan(20_000);
  },
);

test('a deployment that a person only stops has its traffic brought back by another one', async () => {
  const played = await playOn(TASKS, {}, async ({ aws, clock }) => {
    clock.at(Date.parse('2026-11-23T09:13:20Z'), () =>
      aws.codeDeploy.stop(aws.codeDeploy.group('shop', 'live', place)),
    );
  });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.left).toEqual([]);
});
