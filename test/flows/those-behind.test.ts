// The targets that are behind: whom a release catches up, and what is said where there is nobody.

import { withMark } from '../../core/behind-marks.ts';
import { buildBehind, caughtUpSince, ownPlan } from '../../flows/those-behind.ts';
import { AT, FENCE, item, kept, plan, releaseOf, revisionOf, waiting } from './behind-items.ts';

const behind = (at: number, number: number) =>
  withMark(item(at), {
    ...{ release: `r${number}`, revision: revisionOf(number), stage: 'p', since: AT },
    ...{ reason: 'a host was lost', fence: FENCE },
  });

test('without a name it is the newest revision that any are behind, with one its own', async () => {
  const { ports, run } = await kept({
    items: [behind(0, 1), behind(1, 2), behind(2, 2), item(3)],
    releases: [releaseOf(1), releaseOf(2)],
  });

  expect(await run(() => buildBehind(ports, 's', undefined))).toEqual({
    build: 'arn:build:2',
    names: ['t1', 't2'],
  });
  expect(await run(() => buildBehind(ports, 's', 'r1'))).toEqual({
    build: 'arn:build:1',
    names: ['t0'],
  });
});

test.each([
  [undefined, [item(0)], 'targets of s that are behind what their stage runs, got none'],
  ['r2', [behind(0, 1)], 'targets of s that are behind r2, got t0, behind #1 c0ffee'],
])('where nobody is behind %s, it is refused and said who is', async (named, items, text) => {
  const { ports, run } = await kept({ items, releases: [releaseOf(1), releaseOf(2)] });

  expect(await run(() => buildBehind(ports, 's', named))).toMatchObject({
    code: 'Refused',
    message: expect.stringContaining(`expected ${text}`),
  });
});

test('a release that catches up has the waves of those behind it, also once some are not any more', async () => {
  const of = { pipeline: 's', id: 'r1', revision: revisionOf(1), behind: true };
  const { ports, run } = await kept({
    items: [behind(1, 1), behind(2, 2)],
    releases: [releaseOf(1, { only: ['t1', 't3'] })],
  });
  const names = (found: unknown) =>
    (found as Awaited<ReturnType<typeof ownPlan>>).own.map(({ targets }) =>
      targets.map(({ name }) => name),
    );

  expect(names(await run(() => ownPlan(ports, of, [plan])))).toEqual([['t1', 't3']]);
  expect(names(await run(() => ownPlan(ports, { ...of, id: 'r5' }, [plan])))).toEqual([['t1']]);
  expect(names(await run(() => ownPlan(ports, { ...of, behind: false }, [plan])))).toEqual([
    ['t0', 't1', 't2', 't3'],
  ]);
});

test('a release that catches up is refused where nobody is behind it, and where its definition has them no more', async () => {
  const of = { pipeline: 's', id: 'r5', revision: revisionOf(1), behind: true };
  const { ports, run } = await kept({ items: [behind(0, 2)] });
  const gone = await kept({ items: [{ ...behind(0, 1), name: 'former' }] });

  expect(await run(() => ownPlan(ports, of, [plan]))).toMatchObject({
    code: 'Refused',
    message: expect.stringContaining('got t0, behind #2 c0ffee'),
  });
  expect(await gone.run(() => ownPlan(gone.ports, of, [plan]))).toMatchObject({
    code: 'Refused',
    message: expect.stringContaining('got former, which it has no more'),
  });
});

test('it goes to nothing that another release has come to since', async () => {
  const only = ['t0', 't1', 't2', 't3'];
  const all = [0, 1, 2, 3].map((at) => behind(at, 1));
  const [others] = [[...all.slice(0, 2), item(2), behind(3, 2)]];
  const asked = async (items: typeof all, of = releaseOf(1, { only })) => {
    const { ports, run } = await kept({ items });
    return run(() => caughtUpSince(ports, of, waiting()));
  };

  expect(await asked(all)).toBeUndefined();
  expect(await asked(others)).toBe('t2, t3: not behind #1 c0ffee any more');
  expect(await asked(others, releaseOf(1))).toBeUndefined();
});
