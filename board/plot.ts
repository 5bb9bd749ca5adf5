// Plots without a script. Each stands beside a table that says the same, so that nobody has to see it.

import { type Html, html } from './html.ts';

/** A bar beside a value: its share of the greatest in the column. */
export function meter(value: number | null, most: number): Html | undefined {
  if (value === null || most <= 0) return undefined;
  const width = Math.max(value > 0 ? 1 : 0, Math.round((value / most) * 84));
  return html`<svg class="tg-meter" viewBox="0 0 84 5" aria-hidden="true"><rect width="84" height="5" rx="2"/><rect width="${width}" height="5" rx="2"/></svg>`;
}

const STACKED = 240;

/** Parts one after the other, each `[place among the parts, size]`, of the greatest sum. */
export function stacked(parts: readonly number[], most: number): Html | undefined {
  if (most <= 0) return undefined;
  let x = 0;
  const drawn = parts.map((part, index) => {
    const width = (part / most) * STACKED;
    const left = x;
    x += width;
    return width < 0.5
      ? undefined
      : html`<rect class="tg-part-${index}" x="${left.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
  });
  return html`<svg class="tg-stacked" viewBox="0 0 ${STACKED} 10" aria-hidden="true">${drawn}</svg>`;
}

/** The colour of a part, beside its name. */
export function keyOf(index: number): Html {
  return html`<svg class="tg-key" viewBox="0 0 10 10" aria-hidden="true"><rect class="tg-part-${index}" width="10" height="10"/></svg>`;
}

export interface Column {
  readonly label: string;
  readonly up: number;
  readonly down: number;
  /** A point of the line; null where there is none. */
  readonly line: number | null;
}

const WIDTH = 640;
const HALF = 60;
const FOOT = 18;

/** Columns above and below a line, so that they are told apart without their colours; and a line across. */
export function columns(all: readonly Column[], title: string): Html {
  const most = Math.max(1, ...all.map(({ up, down }) => Math.max(up, down)));
  const top = Math.max(...all.map(({ line }) => line ?? 0)) || 1;
  const step = WIDTH / Math.max(1, all.length);
  const width = Math.max(2, step * 0.6);
  const every = Math.ceil(all.length / 7);
  const drawn = all.map(({ label, up, down }, index) => {
    const x = (index * step + (step - width) / 2).toFixed(1);
    const [high, deep] = [(up / most) * HALF, (down / most) * HALF];
    return html`<rect class="tg-plot-good" x="${x}" y="${(HALF - high).toFixed(1)}" width="${width.toFixed(1)}" height="${high.toFixed(1)}"/><rect class="tg-plot-bad" x="${x}" y="${HALF}" width="${width.toFixed(1)}" height="${deep.toFixed(1)}"/>${index % every === 0 && html`<text x="${x}" y="${2 * HALF + FOOT - 4}">${label}</text>`}`;
  });
  const points = all.flatMap(({ line }, index) =>
    line === null
      ? []
      : [`${(index * step + step / 2).toFixed(1)} ${(HALF - (line / top) * HALF).toFixed(1)}`],
  );
  const line = points.length > 1 && html`<path class="tg-plot-line" d="M${points.join('L')}"/>`;
  return html`<svg class="tg-plot" viewBox="0 0 ${WIDTH} ${2 * HALF + FOOT}" role="img" aria-label="${title}"><line x1="0" x2="${WIDTH}" y1="${HALF}" y2="${HALF}"/>${drawn}${line}</svg>`;
}
