// Deployments as vertical lines on a dashboard that a person may have changed.

import { dashboardOf } from '../../core/board/dashboard.ts';
import { type Mark, marksIn, withMarks } from '../../core/board/deployment-marks.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { oneTarget } from '../paths/pipelines.ts';

const shop = parsePipeline(oneTarget(), 'tidegate.yml');
const BOARD = 'arn:aws:lambda:us-east-1:111122223333:function:tidegate-prod-Board';
const idOf = (number: number) => `shop-${`${number}`.padStart(12, '0')}-1`;
const markOf = (number: number, outcome?: Mark['outcome']): Mark => ({
  release: idOf(number),
  at: new Date(Date.UTC(2026, 10, 30, 8, number)).toISOString(),
  label: `#${number} 4c81e09`,
  ...(outcome && { outcome }),
});

interface Body {
  readonly widgets: readonly {
    readonly type: string;
    readonly properties: {
      readonly annotations?: { readonly vertical?: readonly { label: string; color: string }[] };
    };
  }[];
}

const linesOn = (body: object | undefined, widget: number) =>
  (body as Body | undefined)?.widgets[widget]?.properties.annotations?.vertical ?? [];

test('a release is a line with its id, its revision and how it ended, in a colour', () => {
  const body = withMarks(dashboardOf(shop, BOARD), [markOf(1, 'Promoted'), markOf(2)]);

  const lines = linesOn(body, 2);
  expect(lines.map(({ label }) => label)).toEqual([
    `deployment ${idOf(1)} · #1 4c81e09 · Promoted`,
    `deployment ${idOf(2)} · #2 4c81e09 · running`,
  ]);
  expect(lines[0]?.color).not.toBe(lines[1]?.color);
  expect(marksIn(body)).toEqual([markOf(1, 'Promoted'), markOf(2)]);
});

test('one that has ended since takes the place of its own line, and the same again changes nothing', () => {
  const running = withMarks(dashboardOf(shop, BOARD), [markOf(1)]);
  const ended = withMarks(running, [markOf(1, 'RolledBack')]);

  expect(linesOn(ended, 2)).toHaveLength(1);
  expect(marksIn(ended)).toEqual([markOf(1, 'RolledBack')]);
  expect(withMarks(ended, [markOf(1, 'RolledBack')])).toBeUndefined();
});

test('what a person has added stays as it is, but for our lines on their graphs', () => {
  const theirs = {
    type: 'metric',
    properties: {
      metrics: [['Shop', 'Orders']],
      annotations: {
        horizontal: [{ value: 5 }],
        vertical: [{ label: 'sale begins', value: '2026-11-27T00:00:00Z' }],
      },
    },
  };
  const number = { type: 'metric', properties: { view: 'singleValue', metrics: [['Shop', 'X']] } };
  const note = { type: 'text', properties: { markdown: '# hello' } };
  const { widgets } = dashboardOf(shop, BOARD) as { widgets: object[] };
  const before = { start: '-PT3H', widgets: [note, theirs, ...widgets, number] };

  const body = withMarks(before, [markOf(1, 'Promoted')]) as Body & { start: string };

  expect(body.start).toBe('-PT3H');
  expect(body.widgets[0]).toEqual(note);
  expect(body.widgets.at(-1)).toEqual(number);
  expect(body.widgets[1]).toEqual({
    ...theirs,
    properties: {
      ...theirs.properties,
      annotations: {
        horizontal: [{ value: 5 }],
        vertical: [
          { label: 'sale begins', value: '2026-11-27T00:00:00Z' },
          {
            label: `deployment ${idOf(1)} · #1 4c81e09 · Promoted`,
            value: markOf(1).at,
            color: '#2ca02c',
          },
        ],
      },
    },
  });
});

test('of many releases the newest are marked', () => {
  const all = Array.from({ length: 50 }, (_, index) => markOf(index, 'Promoted'));

  const lines = linesOn(withMarks(dashboardOf(shop, BOARD), all), 2);

  expect(lines).toHaveLength(20);
  expect(lines.at(-1)?.label).toContain(idOf(49));
});

test('of many graphs each has fewer', () => {
  const graph = { type: 'metric', properties: { metrics: [['Shop', 'Orders']] } };
  const all = Array.from({ length: 50 }, (_, index) => markOf(index, 'Promoted'));

  const body = withMarks({ widgets: Array(200).fill(graph) }, all);

  expect(linesOn(body, 199)).toHaveLength(5);
  expect(JSON.stringify(body).length).toBeLessThan(200_000);
});

test.each([undefined, null, 'text', [], { widgets: 'none' }, { widgets: [null, 1, { type: 2 }] }])(
  'what is no dashboard as we know it is left alone: %j',
  (body) => {
    expect(withMarks(body, [markOf(1)])).toBeUndefined();
    expect(marksIn(body)).toEqual([]);
  },
);

test('applied again, ours are as they are made now, where a person has put them, with their lines', () => {
  const first = withMarks(dashboardOf(shop, BOARD), [markOf(1, 'Promoted')]) as Body;
  const [board, alarms, graph] = first.widgets;
  const note = { type: 'text', properties: { markdown: '# hello' } };
  const moved = { ...graph, x: 3, y: 40, width: 12 };
  const old = { ...alarms, properties: { ...alarms?.properties, alarms: ['arn:gone'] } };

  const again = dashboardOf(shop, BOARD, { start: '-P1D', widgets: [moved, note, old, board] });

  expect(again).toMatchObject({ start: '-P1D' });
  const { widgets } = again as { widgets: object[] };
  expect(widgets).toHaveLength(4);
  expect(widgets[0]).toMatchObject({ type: 'metric', x: 3, y: 40, width: 12 });
  expect(marksIn(again)).toEqual([markOf(1, 'Promoted')]);
  expect(widgets[1]).toEqual(note);
  expect(widgets[2]).toEqual(alarms);
});
