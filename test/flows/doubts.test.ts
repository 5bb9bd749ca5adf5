// A wave that asks about its tests: what is no answer to it, and who may no longer ask.

import { isAsking } from '../../core/asking.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { WaveOf } from '../../core/wave.ts';
import { awaitAnswer } from '../../flows/await-answer.ts';
import { answer } from '../../flows/command/answer.ts';
import { endWave } from '../../flows/end-wave.ts';
import { giveWay } from '../../flows/give-way.ts';
import type { World } from '../../simulation/world/world.ts';
import { test as aTest, oneTarget, target } from '../paths/pipelines.ts';
import { ADA, closeAll, ledgerOf, playOn, shop } from './command/commanded.ts';

afterAll(closeAll);

const HARM = { at: '2026-11-23T09:30:00.000Z', reason: 'live-errors was in ALARM', charges: [] };
const ANSWERED = { by: ADA, name: 'ada', reason: 'seen', at: '2026-11-23T09:31:00.000Z' };

/** After half an hour it waits for a person: about its tests, or its bake. */
async function asking(about: 'tests' | 'bake') {
  const world =
    about === 'tests'
      ? await shop(
          { misbehaviours: [{ how: 'test', revision: 'new', test: 'smoke', status: 'STOPPED' }] },
          oneTarget({ more: `tests: [${aTest('smoke')}]`, bake: '{ for: 1h }' }),
        )
      : await shop(
          { traffic: [{ target: 'live', requestsPerMinute: 0 }] },
          oneTarget({ of: target('live', { atLeast: 9 }), bake: '{ for: 5m }' }),
        );
  await playOn(world, 45);
  const [open] = await world.onlooker.table.list(ranges.open());
  const { release } = open!;
  const wave = () => world.onlooker.table.get(keys.wave(release, 0));
  if (!isAsking((await wave())!)) throw new Error('Expected a wave that asks, got none.');
  return { world, release, wave };
}

async function changed(
  { onlooker }: World,
  release: string,
  change: (wave: WaveOf<'open'>) => WaveOf<'open'>,
): Promise<void> {
  await onlooker.table.change(keys.wave(release, 0), (wave) => ({
    item: change(wave as WaveOf<'open'>),
  }));
}

const sealed = { sealedAt: '2026-11-23T09:30:00.000Z' };

test.each(['tests', 'bake'] as const)(
  'a release that is being ended gives way to no fix any more: about its %s it is as it was',
  async (about) => {
    const { world, release, wave } = await asking(about);
    await changed(world, release, (item) => ({ ...item, ...sealed }));
    const before = await wave();

    await giveWay(world.onlooker, release, 'the fix');

    expect(await wave()).toEqual(before);
  },
);

test.each(['tests', 'bake'] as const)(
  'one that waits for an answer about its %s gives way to a fix, and says so once',
  async (about) => {
    const { world, release, wave } = await asking(about);

    await giveWay(world.onlooker, release, 'the fix');
    const once = await wave();
    await giveWay(world.onlooker, release, 'the fix');

    expect(isAsking(once!)).toBe(false);
    expect(await wave()).toEqual(once);
    expect(JSON.stringify(once)).toContain('nobody has answered yet, and the fix takes its place');
  },
);

test('what is proven while it asks is no question any more', async () => {
  const { world, release, wave } = await asking('tests');

  await changed(world, release, (item) => ({ ...item, harm: HARM }));

  expect(isAsking((await wave())!)).toBe(false);
});

test('what is proven before it could ask is not asked', async () => {
  const { world, release, wave } = await asking('tests');
  const pages = await ledgerOf(world, 'AnswerAwaited');
  await changed(world, release, ({ doubt: _, ...item }) => ({ ...item, harm: HARM }));
  const of = { token: 'late', pipeline: 'shop', release, wave: 0, reason: 'nothing said' };

  const { workflows } = world.onlooker;
  const told: unknown[] = [];
  const ports = {
    ...world.onlooker,
    workflows: {
      ...workflows,
      answer: async (_: string, output: object) => void told.push(output),
    },
  };
  await awaitAnswer(ports, { ...of, about: 'tests', retests: 0 });

  expect(told).toEqual([{ verdict: 'fail', reason: HARM.reason, answer: 'none' }]);
  expect(await ledgerOf(world, 'AnswerAwaited')).toEqual(pages);
  expect((await wave()) as WaveOf<'open'>).not.toHaveProperty('doubt');
});

test('an answer to another question is none to this', async () => {
  const { world, release, wave } = await asking('tests');
  const before = await wave();
  const question = { release, wave: 0, at: '2026-11-23T09:00:00.000Z' };

  await answer(world.onlooker, {
    question,
    answered: { says: 'override', ...ANSWERED },
    event: 'VerdictOverridden',
    text: 'overridden',
    person: { by: ADA, name: 'ada', door: '/let/override' },
  });

  expect(await wave()).toEqual(before);
});

test('what was let through as its time ran out, and has not baked, does not end as if it had', async () => {
  const { world, release } = await asking('tests');
  const doubt = { status: 'answered' as const, reason: 'test undecided', retries: 0 };
  await changed(world, release, (item) => ({
    ...item,
    doubt: { ...doubt, answered: { says: 'override', ...ANSWERED } },
  }));
  const end = { pipeline: 'shop', release, wave: 0, failedIn: 'bake', verdict: 'inconclusive' };

  const { ended } = await endWave(world.onlooker, {
    ...(end as Parameters<typeof endWave>[1]),
    ended: 'Stopped',
    reason: 'nobody has answered in time',
  });

  expect(ended).toBe('Stopped');
});
