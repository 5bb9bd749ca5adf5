// A stack while functions die at their calls, and an alarm fires at any moment of its update: a sample of all of them.

import { shareOf } from '../share.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const of =
  '{ name: live, account: "111122223333", region: us-east-1, stack: { name: shop }, alarms: [live-errors] }';

async function playOn(scenario: ScenarioInput) {
  const played = await play(oneTarget({ bake: '{ for: 4m }', of }), {
    baseline: 'old',
    builds: [build('new')],
    ...scenario,
  });
  const { status, changeSets } = played.world.aws.cloudFormation.find('shop', PLACE);
  const prepared = changeSets.filter(({ name }) => name.startsWith('tidegate-'));
  return { ...played, left: [...prepared, ...(await played.leftBehind())], status };
}

test.each(
  shareOf(
    [
      ['DeployTarget', 'cloudformation:CreateChangeSet', 'after'],
      ['DeployTarget', 'cloudformation:ExecuteChangeSet', 'before'],
      ['DeployTarget', 'cloudformation:ExecuteChangeSet', 'after'],
      ['OnStack', 'states:SendTaskSuccess', 'after'],
    ],
    4,
  ),
)('a stack goes its way though %s dies at %s, %s it took effect', async (name, call, dies) => {
  const played = await playOn({ deaths: [{ function: name, call, dies }] });

  expect(played.calls.some(({ functionName }) => functionName === name)).toBe(true);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(played.report.targets.live).toBe('new');
  expect(played.left).toEqual([]);
});

/** The first try fails, and so does the second: its way back takes its place. */
const fails = { misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live' }] };
const harm = { alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '12m', for: '5m' }] };

test.each(
  shareOf(
    [
      ['what fails twice', 'OnStack', 'states:SendTaskFailure', 'after', fails],
      ['what fails twice', 'OnStack', 'dynamodb:DeleteItem', 'before', fails],
      ['harm in its bake', 'OnAlarm', 'states:SendTaskSuccess', 'after', harm],
      ['harm in its bake', 'RollBackTarget', 'cloudformation:CreateChangeSet', 'after', harm],
      ['harm in its bake', 'RollBackTarget', 'cloudformation:ExecuteChangeSet', 'before', harm],
      ['harm in its bake', 'RollBackTarget', 'cloudformation:ExecuteChangeSet', 'after', harm],
      ['harm in its bake', 'OnStack', 'states:SendTaskSuccess', 'after', harm],
    ] as const,
    4,
  ),
)('of %s nothing stays behind though %s dies at %s, %s it took effect', async (...row) => {
  const [, name, call, dies, day] = row;

  const played = await playOn({ ...day, deaths: [{ function: name, call, dies }] });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets.live).toBe('old');
  expect(played.left).toEqual([]);
});

/** Its change set is prepared, it is updated, it is cleaned up, it bakes, and it has baked for most of its time. */
test.each(shareOf([602, 607, 612, 622, 633, 640, 780], 4))(
  'an alarm %d seconds after the start leaves the stack as it was, and whole',
  async (at) => {
    const alarms = [{ alarm: 'live-errors', is: 'ALARM', at: `${at}s`, for: '5m' }];

    const played = await playOn({ alarms });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.targets.live).toBe('old');
    expect(played.status).toMatch(/^UPDATE(_ROLLBACK)?_COMPLETE$|^CREATE_COMPLETE$/);
    expect(played.left).toEqual([]);
  },
);
