// A small chart: how a metric went before a deployment, and how it goes since.

import type { ExplainedMetric } from '../core/judging/explanation.ts';
import { type Html, html } from './html.ts';

type Series = ExplainedMetric['before'];

const WIDTH = 320;
const HEIGHT = 44;
const POINTS = 160;

/** Before on the left, since on the right, on one scale; what it says is said in words beside it. */
export function chartOf({ before, after, expected }: ExplainedMetric): Html {
  const recent = before.slice(-Math.max(POINTS / 2, after.length));
  const left = thinned(recent, POINTS / 2);
  const right = thinned(after, POINTS / 2);
  const known = [...left, ...right, expected].filter((it) => it !== null);
  const least = Math.min(...known);
  const range = Math.max(...known) - least || 1;
  const step = WIDTH / Math.max(1, left.length + right.length - 1);
  const y = (value: number) => (HEIGHT - 3 - ((value - least) / range) * (HEIGHT - 6)).toFixed(1);
  const from = left.length;
  return html`<svg class="tg-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
<path class="tg-chart-since" d="M${(from * step).toFixed(1)} 0V${HEIGHT}"/>
${expected !== null && html`<path class="tg-chart-expected" d="M0 ${y(expected)}H${WIDTH}"/>`}
<path class="tg-chart-before" d="${pathOf(left, 0, step, y)}"/><path class="tg-chart-after" d="${pathOf(right, from, step, y)}"/></svg>`;
}

/** Means of parts of equal length. */
function thinned(series: Series, most: number): (number | null)[] {
  const count = Math.min(most, series.length);
  return Array.from({ length: count }, (_, part) => {
    const own = series
      .slice(
        Math.floor((part * series.length) / count),
        Math.floor(((part + 1) * series.length) / count),
      )
      .filter((it) => it !== null);
    return own.length === 0 ? null : own.reduce((sum, it) => sum + it, 0) / own.length;
  });
}

/** A gap where nothing is known. */
function pathOf(
  values: readonly (number | null)[],
  from: number,
  step: number,
  y: (value: number) => string,
): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDrawing = false;
        return '';
      }
      const command = isDrawing ? 'L' : 'M';
      isDrawing = true;
      return `${command}${((from + index) * step).toFixed(1)} ${y(value)}h.1`;
    })
    .join('');
}
