// Whoever renames or removes meets others who do the same, dies half-way, and says it again.

import type { Failure } from '../../core/failure.ts';
import { keys, ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { removePipeline } from '../../flows/leave.ts';
import { meantBy } from '../../flows/meant-revision.ts';
import type { Ports } from '../../flows/ports.ts';
import { quarantineByHand } from '../../flows/quarantine-by-hand.ts';
import { renamePipeline } from '../../flows/rename.ts';
import { intendStart } from '../../flows/start-by-hand.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';
import { anna } from './anna.ts';
import { dyingAt } from './dying.ts';

const project = ranges.project('111122223333', 'us-east-1', 'shop-build');
const owners = ranges.owners('111122223333', 'us-east-1');
const refusal = (run: Promise<unknown>) => run.catch((thrown: Failure) => thrown.message);
const another = (name: string) =>
  parsePipeline(
    oneTarget()
      .replace('pipeline: shop', `pipeline: ${name}`)
      .replace('project: shop-build', `project: ${name}-build`)
      .replaceAll('function: shop', `function: ${name}`)
      .replaceAll('deploymentGroup: live', `deploymentGroup: ${name}`),
    'other.yml',
  );

/** Plays a quiet world in which somebody acts; resolves to what they come to. */
async function acted<T>(act: (ports: Ports) => Promise<T>): Promise<T> {
  const heard: T[] = [];
  const prepare = async ({ clock, onlooker }: World) => {
    clock.at(clock.millis() + 60_000, () => {
      clock.track(async () => void heard.push(await act(onlooker)));
    });
  };
  await play(oneTarget(), { baseline: 'old', builds: [] }, { prepare });
  return heard[0]!;
}

test.each([
  ['Shop', 'lower-case'],
  ['', 'lower-case'],
  ['a'.repeat(41), 'at most 40 characters'],
  ['a#b', 'lower-case'],
  ['shop', 'no pipeline has had'],
])('nothing changes for the name %j, which cannot be', async (name, why) => {
  const [said, before, after] = await acted(async (ports) => {
    const read = () => ports.table.get(keys.definition('shop'));
    const first = await read();
    return [await refusal(renamePipeline(ports, 'shop', name, anna())), first, await read()];
  });

  expect(said).toContain(why);
  expect(after).toEqual(before);
});

test('who speaks of a pipeline by its former name is told the present one', async () => {
  const [removed, renamed, started, again] = await acted(async (ports) => {
    await renamePipeline(ports, 'shop', 'store', anna());
    const present = await ports.table.get(keys.definition('store'));
    await applyPipeline(ports, { ...present!.pipeline!, owner: 'somebody' });
    return [
      await refusal(removePipeline(ports, 'shop', anna())),
      await refusal(renamePipeline(ports, 'shop', 'market', anna())),
      await refusal(meantBy(ports, { pipeline: 'shop', what: '1' })),
      await refusal(renamePipeline(ports, 'shop', 'store', anna())),
    ];
  });

  for (const said of [removed, renamed]) {
    expect(said).toMatch(/^expected a pipeline that is there, got shop, that was renamed to store/);
    expect(said).toMatch(/: say store$/);
  }
  expect(started).toContain('that was renamed to store');
  expect(again).toEqual({ pipeline: 'store', version: 2 });
});

test('of two that take one name the faster has it, and the other stays what it was', async () => {
  const names = await acted(async (ports) => {
    await applyPipeline(ports, another('cafe'));
    const said = await Promise.all(
      ['shop', 'cafe'].map((name) => refusal(renamePipeline(ports, name, 'store', anna()))),
    );
    const stored = await ports.table.get(keys.definition('store'));
    const [loser] = ['shop', 'cafe'].filter((name) => name !== stored?.renamedFrom);
    const left = await ports.table.get(keys.definition(loser!));
    const targets = await ports.table.list(ranges.targets('store'));
    return { said, loser, left, stored, targets };
  });

  expect(names.said.filter((each) => typeof each === 'string')).toEqual([
    'expected a name that no pipeline has had, got store',
  ]);
  expect(names.left).not.toHaveProperty('leaving');
  expect(names.stored).not.toHaveProperty('leaving');
  expect(names.targets).toHaveLength(names.loser === 'cafe' ? 1 : 0);
});

test('a name that a pipeline is just getting is nobody else’s to apply, remove or rename', async () => {
  const said = await acted(async (ports) => {
    const heard: unknown[] = [];
    for (let write = 0; ; write += 1) {
      const died = await refusal(renamePipeline(dyingAt(ports, write), 'shop', 'store', anna()));
      const stored = await ports.table.get(keys.definition('store'));
      if (died !== 'dead') return heard;
      if (stored?.leaving === undefined) continue;
      heard.push(await refusal(applyPipeline(ports, another('store'))));
      heard.push(await refusal(removePipeline(ports, 'store', anna())));
      heard.push(await refusal(renamePipeline(ports, 'store', 'market', anna())));
    }
  });

  expect(said.length).toBeGreaterThan(9);
  for (const each of said) expect(each).toContain('finish it by tidegate rename shop store');
});

test('whoever removes may die at any write: the same command finishes it, and it may be applied again', async () => {
  const left = await acted(async (ports) => {
    const definition = (await ports.table.get(keys.definition('shop')))!.pipeline!;
    const heard: unknown[] = [];
    for (let write = 0; ; write += 1) {
      const died = await refusal(removePipeline(dyingAt(ports, write), 'shop', anna(write + 1)));
      await removePipeline(ports, 'shop', anna(write + 1));
      heard.push(...(await ports.table.list(project)), ...(await ports.table.list(owners)));
      await applyPipeline(ports, definition);
      if (died !== 'dead') return { heard, write };
    }
  });

  expect(left.heard).toEqual([]);
  expect(left.write).toBeGreaterThan(3);
});

test('a build that had its release under a former name has no second one', async () => {
  const heard: unknown[] = [];
  const prepare = async ({ clock, onlooker: ports }: World) => {
    clock.at(clock.millis() + 4 * 3_600_000, () => {
      clock.track(async () => {
        await renamePipeline(ports, 'shop', 'store', anna());
        await renamePipeline(ports, 'store', 'market', anna());
        const wish = { pipeline: 'market', wanted: '1', admit: false, stepBack: false };
        const at = ports.clock.now().toISOString();
        const more = { retry: false, reason: '', permitSeconds: 60, by: 'anna', at };
        const who = { name: 'anna', door: '/let/start' };
        heard.push(await refusal(intendStart(ports, { ...wish, ...more, ...who })));
        const what = { pipeline: 'market', what: '1', reason: 'it leaks', by: 'anna' };
        heard.push(await quarantineByHand(ports, what, at));
      });
    });
  };
  const { of, report } = await play(
    oneTarget(),
    {
      baseline: 'old',
      builds: [build('new')],
      events: [{ source: 'aws.codebuild', how: 'doubled', by: '6h', times: 9 }],
      people: [{ at: '5h', does: 'start', input: { pipeline: 'market', revision: 1 } }],
    },
    { prepare },
  );

  expect(heard[0]).toContain('expected a build that had no release, got #1');
  expect(heard[1]).toMatchObject({ pipeline: 'market' });
  expect(of('release').filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(1);
  expect(report.targets).toEqual({ live: 'new' });
});
