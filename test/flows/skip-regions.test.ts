// A region that is skipped: what a hand that has died leaves half done, and what one that comes late cannot do.

import { withMark } from '../../core/behind-marks.ts';
import type { WaveOf } from '../../core/wave.ts';
import { openWave } from '../../flows/open-wave.ts';
import { type Going, goingWithout } from '../../flows/regions-away.ts';
import { sealRelease } from '../../flows/seal.ts';
import { skip } from '../../flows/skip-regions.ts';
import {
  AT,
  FENCE,
  item,
  kept,
  leftBehind,
  open,
  plan,
  releaseOf,
  revisionOf,
  stageOf,
  waiting,
} from './behind-items.ts';

const release = releaseOf(1);
const skipped = [leftBehind(2), leftBehind(3)];
const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
const mark = {
  ...{ release: 'r1', revision: revisionOf(1), stage: 'p', since: AT, reason: 'away' },
  fence: FENCE,
};

async function world(more: Parameters<typeof kept>[0] = {}) {
  const made = await kept({ waves: [waiting()], stage: stageOf(1), ...more });
  const { ports, run, wave } = made;
  return {
    ...made,
    going: async () => {
      const its = (await wave()) as WaveOf<'waiting'>;
      return (await run(() => goingWithout(ports, release, its))) as Going;
    },
    skips: (fence = FENCE, all = skipped) =>
      run(() => skip(ports, release, waiting() as WaveOf<'waiting'>, { fence, skipped: all })),
    opens: async (of: readonly number[]) =>
      run(() =>
        openWave(
          ports,
          release,
          waiting({ plan: { ...plan, targets: of.map((at) => plan.targets[at]!) } }),
          { fence: FENCE, calendars: [], skips: [], notes: [] },
        ),
      ),
  };
}

test('each target is marked, then the wave goes on without them; again changes nothing', async () => {
  const { skips, wave, target } = await world();

  await skips();
  const after = await wave();
  await skips();

  expect(names(after.plan.targets)).toEqual(['t0', 't1']);
  expect(after.behind).toEqual(skipped);
  expect(after).not.toHaveProperty('skipping');
  expect(await wave()).toEqual(after);
  expect(await target(2)).toMatchObject({ behind: mark, fence: FENCE });
  expect(await target(0)).toBeUndefined();
});

test('what is said twice is skipped once, and more of it besides', async () => {
  const one = await world({ waves: [waiting({ skipping: [leftBehind(2)] })] });
  const more = await world({ waves: [waiting({ skipping: [leftBehind(2)] })] });

  await one.skips(FENCE, [leftBehind(2)]);
  await more.skips(FENCE, skipped);

  expect((await one.wave()).behind).toEqual([leftBehind(2)]);
  expect((await more.wave()).behind).toEqual(skipped);
});

test('nothing of a wave that has started is skipped', async () => {
  const { skips, wave, target } = await world({ waves: [open()] });

  await skips();

  expect(await wave()).toEqual(open());
  expect(await target(2)).toBeUndefined();
});

test('where nothing is skipped the table is not asked', async () => {
  const { skips, calls } = await world();
  const before = calls.length;

  await skips(FENCE, []);

  expect(calls).toHaveLength(before);
});

test('what a hand that has died has begun to skip stays skipped, though its region answers', async () => {
  const { going, skips, wave, target } = await world({
    waves: [waiting({ skipping: skipped })],
    items: [withMark(item(2), mark)],
  });

  const { wave: its, skipped: found } = await going();
  await skips(FENCE, [...found]);

  expect(names(its.plan.targets)).toEqual(['t0', 't1']);
  expect(found).toEqual(skipped);
  expect((await wave()).behind).toEqual(skipped);
  expect((await target(3))?.behind).toMatchObject({ release: 'r1' });
});

test('no gate opens while one is half-way, nor for other targets than were looked at', async () => {
  const half = await world({ waves: [waiting({ skipping: skipped })] });
  const whole = await world();

  await half.opens([0, 1, 2, 3]);
  await whole.opens([0, 1]);

  expect((await half.wave()).status).toBe('waiting');
  expect((await whole.wave()).status).toBe('waiting');
  await whole.opens([0, 1, 2, 3]);
  expect((await whole.wave()).status).toBe('open');
});

test('nothing is skipped that would leave nothing of a wave', async () => {
  const all = [0, 1, 2, 3].map((at) => leftBehind(at));
  const { skips, wave, target } = await world({ waves: [waiting({ skipping: skipped })] });
  const none = await world();

  await skips(FENCE, all);
  await none.skips(FENCE, all);

  expect(names((await wave()).plan.targets)).toEqual(['t0', 't1']);
  expect(await target(0)).toBeUndefined();
  expect(await none.wave()).toEqual(waiting());
});

test.each([
  ['is being ended', { sealedAt: AT }],
  ['was stopped with another slice', { halted: { at: AT, reason: 'another', stops: true } }],
] as const)('a hand that comes late marks nothing of a wave that %s', async (_what, more) => {
  const { skips, target, wave } = await world({ waves: [waiting(more as object)] });

  await skips();

  expect(await target(2)).toBeUndefined();
  expect(await wave()).toEqual(waiting(more as object));
});

test('a hand that had said so before its release was ended marks nothing any more', async () => {
  const { ports, run, skips, target, stage } = await world({
    waves: [waiting({ skipping: skipped, behind: [leftBehind(1)] })],
  });

  await run(() => sealRelease(ports, release));
  const { fence } = (await stage()).sealed!.r1!;
  const late = await skips();

  expect(fence).toBeGreaterThan(FENCE);
  expect(late).toBeUndefined();
  for (const at of [1, 2, 3]) expect(await target(at)).toEqual({ ...item(at), fence });
  expect(await target(0)).toBeUndefined();
});

test('a target that another release has come to is not marked', async () => {
  const { skips, target, wave } = await world({ items: [item(2, { fence: FENCE + 1 })] });

  expect(await skips()).toMatchObject({ code: 'LeaseLost' });
  expect(await target(2)).toEqual(item(2, { fence: FENCE + 1 }));
  expect(names((await wave()).plan.targets)).toHaveLength(4);
});
