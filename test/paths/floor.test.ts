// A floor below which nothing goes back, where it holds for some of the targets that a rollback would return.

import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import { keys } from '../../core/keys.ts';
import type { Target } from '../../core/target.ts';
import { readBoard } from '../../flows/read-board.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, target } from './pipelines.ts';
import { play } from './played.ts';

const FLOORED = `pipeline: shop
source: { project: shop-build }
rollbackFloor: 5
stages:
  - { name: prod, bake: { for: 10m }, rollback: release, targets: [${target('high')}, ${target('low')}] }
`;
const HARM = { how: 'alarm', revision: 'new', target: 'low', after: '2m' };

/** What baked on `high` is no older than the floor; on `low` it is. */
async function raise({ onlooker }: World): Promise<void> {
  await onlooker.table.change(keys.target('shop', 'high'), (item) => {
    const { baked, running } = item!;
    const raised = { ...baked!, revision: withNumber(baked!, 5) };
    return {
      item: { ...item!, baked: raised, running: { ...running!, revision: raised.revision } },
    };
  });
}

function withNumber({ revision }: NonNullable<Target['baked']>, number: number) {
  return { ...revision, build: { ...revision.build, number } };
}

const scenario = { baseline: 'old', builds: [build('new')], misbehaviours: [HARM] };

test('of a wave, what may go back does; what may not stays, is named, and freezes nothing', async () => {
  const { release, report, of, world, leftBehind } = await play(FLOORED, scenario, {
    prepare: raise,
  });

  expect(report.targets).toEqual({ high: 'old', low: 'new' });
  expect(release('new')).toMatchObject({
    outcome: 'RolledBack',
    waves: [{ outcome: 'RolledBack', verdict: 'fail' }],
  });
  expect(of('rollback')[0]?.path.at(-1)).toBe('RolledBack');
  expect(release('new').reason).toMatch(
    /left as it is: low \(#0 .*below the pipeline’s rollbackFloor, 5: release a fix instead, or lower/,
  );
  // Quarantined code that production still runs is somebody's business.
  expect(release('new').reason).toContain('still run');
  const stage = await world.onlooker.table.get(keys.stage('shop', 'prod'));
  expect(stage).toMatchObject({ hold: { reason: expect.stringContaining('ALARM') } });
  expect(stage?.frozen).toBeUndefined();
  expect(await leftBehind()).toEqual([]);
});

test('where all that has baked is below it, no way back is offered that would be refused', async () => {
  const { release, world } = await play(FLOORED, {
    ...scenario,
    builds: [build('first'), build('new', '1h')],
  });

  const { reason } = release('new');
  expect(reason).toContain('high; low still run it, though it is quarantined; nothing else that');
  expect(reason).not.toContain('tidegate rollback');
  const needs = needsOf(
    pipelineView(await readBoard(world.onlooker, 'shop'), world.clock.now().getTime()),
  );
  expect(needs.map(({ command }) => command)).toEqual(['tidegate start shop']);
});

test('a fix is let in after that, and takes the place of both', async () => {
  const { outcomes, report } = await play(
    FLOORED,
    {
      ...scenario,
      builds: [build('new'), build('fix', '2h')],
      people: [
        {
          ...{
            at: '2h20m',
            as: 'arn:aws:sts::111122223333:assumed-role/keepers/ada',
            does: 'start',
          },
          ...{ release: 'fix', fixes: 'low-errors', reason: 'low still runs what it mends' },
        },
      ],
    },
    { prepare: raise },
  );

  expect(outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(report.targets).toEqual({ high: 'fix', low: 'fix' });
});

test('the same where the machine of the rollback is stopped before it can say so', async () => {
  const { release, report, leftBehind } = await play(
    FLOORED,
    {
      ...scenario,
      calls: [{ call: 'lambda:Invoke', how: 'fails', function: 'SettleRelease', for: '20m' }],
    },
    { prepare: raise },
  );

  expect(report.targets).toEqual({ high: 'old', low: 'new' });
  expect(release('new').outcome).toBe('RolledBack');
  expect(await leftBehind()).toEqual([]);
});

test.each(['before', 'after'] as const)(
  'the same where RollBackTarget dies %s each of its writes',
  async (dies) => {
    for (const onCall of [1, 2, 3]) {
      const { release, report, leftBehind } = await play(
        FLOORED,
        {
          ...scenario,
          deaths: [{ function: 'RollBackTarget', call: 'dynamodb:PutItem', dies, onCall }],
        },
        { prepare: raise },
      );

      expect(report.targets).toEqual({ high: 'old', low: 'new' });
      expect(release('new').outcome).toBe('RolledBack');
      expect(release('new').reason).toContain('rollbackFloor');
      expect(await leftBehind()).toEqual([]);
    }
  },
);

test('what was never anywhere before stays, and the others of its wave go back', async () => {
  const { release, report, of } = await play(FLOORED.replace('rollbackFloor: 5\n', ''), scenario, {
    prepare: ({ onlooker }) =>
      onlooker.table
        .change(keys.target('shop', 'low'), (item) => {
          const { baked: _, ...rest } = item!;
          return { item: rest };
        })
        .then(() => {}),
  });

  expect(report.targets).toEqual({ high: 'old', low: 'new' });
  expect(release('new').outcome).toBe('RolledBack');
  expect(of('rollback')[0]?.output.reason).toMatch(
    /^left as it is: low \(nothing else has ever baked there/,
  );
});
