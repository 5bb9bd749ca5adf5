// Lines of several places as one: in order, each once, by the streams of one version.

import { type LogLine, merged, streamsOfVersion, unseen } from '../../../core/logs/log-line.ts';

const line = (id: string, at: number, of = 'box'): LogLine => ({
  id,
  at,
  of,
  resource: 'shop:7',
  text: id,
});

test('lines of several places stand in the order of their times, and each once', () => {
  const told = merged([
    { lines: [line('a', 3), line('b', 5)], notices: ['x'] },
    { lines: [line('c', 4, 'other'), line('a', 3)], notices: ['x', 'y'] },
  ]);

  expect(told.lines.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  expect(told.notices).toEqual(['x', 'y']);
});

test('a name that two places gave is two lines', () => {
  const told = merged([{ lines: [line('a', 3), line('a', 3, 'other')], notices: [] }]);

  expect(told.lines).toHaveLength(2);
});

test('what was given is not given again; what comes late is', () => {
  const fresh = unseen(1_000);
  fresh.take({ lines: [line('a', 100), line('c', 300)], notices: ['x'] });

  const again = fresh.take({
    lines: [line('a', 100), line('b', 200), line('c', 300)],
    notices: ['x', 'y'],
  });

  expect(again.lines.map(({ id }) => id)).toEqual(['b']);
  expect(again.notices).toEqual(['y']);
});

test('what cannot be read again is forgotten', () => {
  const fresh = unseen(1_000);
  fresh.take({ lines: [line('a', 0)], notices: [] });
  fresh.take({ lines: [line('b', 5_000)], notices: [] });

  expect(fresh.take({ lines: [line('a', 0)], notices: [] }).lines).toHaveLength(1);
});

test.each([
  [false, ['2026/11/29/[7]', '2026/11/30/[7]']],
  [true, ['2026/11/29/shop[7]', '2026/11/30/shop[7]']],
])(
  'streams of a version begin with the days of its environments: shared %s',
  (isShared, expected) => {
    const from = Date.parse('2026-11-30T08:00:00Z');

    expect(
      streamsOfVersion({ name: 'shop', version: '7', isShared }, { from, until: from + 1_000 }),
    ).toEqual(expected);
  },
);

test('a look over midnight has the streams of each day', () => {
  const from = Date.parse('2026-11-30T23:00:00Z');

  const streams = streamsOfVersion(
    { name: 'shop', version: '7', isShared: false },
    { from, until: from + 7_200_000 },
  );

  expect(streams.map((it) => it.slice(0, 10))).toEqual(['2026/11/29', '2026/11/30', '2026/12/01']);
});
