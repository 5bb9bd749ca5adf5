// What a picture says of the ledger, on a terminal and where none is.

import { plain } from '../../cli/terminal/paint.ts';
import { pictureOf } from '../../cli/terminal/picture.ts';
import { pipelineView } from '../../core/board/view.ts';
import { items, NOW } from '../board/items.ts';

function viewOf(subject: string, text: string) {
  const at = new Date(NOW).toISOString();
  const entry = {
    at,
    pipeline: 'shop',
    release: 'shop-1',
    event: 'WaveEnded' as const,
    subject,
    text,
  };
  return pipelineView(items({ ledger: [entry] }), NOW);
}

test('what is said is cut to fit a terminal, and not cut where none is', () => {
  const text = `slow since ${'noon and '.repeat(40)}ended`;
  const view = viewOf('prod/one', text);
  const size = { columns: 80, rows: 40 };

  const onTerminal = pictureOf(view, plain, size);
  const elsewhere = pictureOf(view, plain, { ...size, isUncut: true });

  expect(Math.max(...onTerminal.map((line) => line.length))).toBeLessThan(80);
  expect(onTerminal.at(-1)).toMatch(/…$/);
  expect(elsewhere.at(-1)).toContain(text);
});

test('what a text names already is not told twice', () => {
  const lines = pictureOf(viewOf('pipeline:shop', 'pipeline:shop held by ada: a fair'), plain, {
    columns: 120,
    rows: 40,
  });

  expect(lines.at(-1)).toMatch(/^\S+ {2}pipeline:shop held by ada: a fair$/);
});

test('what is quarantined is told by its name, and not by a digest that nobody reads', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;
  const text = `revision #1 1abcdef (${digest}) quarantined by ada: it loses orders`;

  const lines = pictureOf(viewOf(digest, text), plain, { columns: 120, rows: 40 });

  expect(lines.at(-1)).toMatch(
    /^\d\d:00:00 {2}revision #1 1abcdef \(sha256:abababababab…\) quarantined by ada: it loses orders$/,
  );
});
