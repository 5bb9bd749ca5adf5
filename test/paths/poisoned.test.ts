// Items of others are damaged, or of a later version: only what they belong to suffers.

import { keys } from '../../core/keys.ts';
import type { Place } from '../../core/noun.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';
import { putRaw } from './raw-item.ts';

const OTHER = 'other-000000000000-1';
const alarm = { ...home, name: 'live-errors' };
/** One of every kind that more than one pipeline's items lie beside, in the way of whoever reads them all. */
const poisoned: readonly Place[] = [
  keys.bakeWait(OTHER, 0),
  keys.gateWait(OTHER, 1),
  keys.testWait('arn:other'),
  keys.deploymentWait({ ...home, deployment: 'd-other' }),
  keys.open('arn:aws:states:us-east-1:111122223333:execution:tidegate-release-local:other'),
  keys.pipelineName('aardvark'),
  keys.project(home.account, home.region, 'shop-build', 'aardvark'),
  keys.watcher(alarm, { kind: 'bake', release: OTHER, wave: 0 }),
  keys.watcher(alarm, { kind: 'gate', release: OTHER, wave: 1 }),
];

const damaged = { item: { kind: 'what', alarms: 7 } };
const later = { item: { shape: 'of tomorrow' }, schema: 99 };

/** What can be read of another pipeline, and leads to what cannot. */
async function halfPoisoned(world: World): Promise<void> {
  const bake = { kind: 'bake', token: 't', pipeline: 'other', release: OTHER, wave: 3 };
  await putRaw(world, keys.bakeWait(OTHER, 3), {
    item: { ...bake, lastLook: true, alarms: [alarm] },
  });
  const watcher = { kind: 'bake' as const, release: OTHER, wave: 3 };
  await putRaw(world, keys.watcher(alarm, watcher), { item: watcher });
  await putRaw(world, keys.wave(OTHER, 3), damaged);
  const gate = { ...bake, kind: 'gate', wave: 4, alarms: [] };
  await putRaw(world, keys.gateWait(OTHER, 4), { item: gate });
  await putRaw(world, keys.release('other', OTHER), damaged);
  await putRaw(world, keys.pipelineName('abacus'), { item: { pipeline: 'abacus' } });
  await putRaw(world, keys.definition('abacus'), damaged);
}

test.each([
  ['damaged', damaged],
  ['of a later version', later],
])(
  'items of others that are %s keep no event and no sweep from a release',
  async (_what, stored) => {
    const { outcomes, report, of, wave } = await play(
      oneTarget({ bake: '{ for: 1h }' }),
      {
        baseline: 'old',
        builds: [build('bad'), build('good', '3h')],
        misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m', for: '10m' }],
        // FindBuilds starts the second, and the sweep finds the end of its deployment.
        events: [
          { source: 'aws.codebuild', how: 'lost', from: '2h', times: 9 },
          { source: 'aws.codedeploy', how: 'lost', from: '2h', times: 9 },
        ],
      },
      {
        prepare: async (world) => {
          for (const place of poisoned) await putRaw(world, place, stored);
          await halfPoisoned(world);
        },
      },
    );

    const bad = wave('bad', 0).visits;
    const decided = bad.find(({ state }) => state === 'Healthy?')!;

    expect(outcomes()).toEqual(['RolledBack', 'Promoted']);
    expect(report.targets).toEqual({ live: 'good' });
    // The looks were at minutes 4 and 8 of the bake: the alarm's event came between them.
    expect(decided.at - bad.find(({ state }) => state === 'WatchBake')!.at).toBeLessThan(6 * 60);
    expect(of('release')).toHaveLength(2);
  },
);
