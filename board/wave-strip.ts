// The waves of a release over time, with what spoke against it: a drawing beside the timeline, which says the same.

import type { ReleaseStory } from '../core/board/release-story.ts';
import { type Html, html } from './html.ts';
import { type Reader, shortTime } from './reader.ts';

const [WIDTH, ROW, NAMES] = [640, 18, 150] as const;
const MOST_WAVES = 24;

/** A row for each wave: what is deployed and tested thin, what bakes thick; a mark where an alarm or a metric spoke. */
export function waveStrip(story: ReleaseStory, reader: Reader): Html | undefined {
  const { spans, lines, startedAt, endedAt, at } = story;
  if (spans.length === 0) return undefined;
  const [begin, end] = [Date.parse(startedAt), Date.parse(endedAt ?? at)];
  const x = (time: string) => {
    const share = (Date.parse(time) - begin) / Math.max(1, end - begin);
    return NAMES + Math.min(1, Math.max(0, share)) * (WIDTH - NAMES);
  };
  const shown = spans.slice(0, MOST_WAVES);
  const rows = shown.map(({ name, from, bakedFrom, until }, index) => {
    const y = index * ROW;
    const last = until ?? endedAt ?? at;
    const bar = (since: string, to: string, height: number, part: string) =>
      html`<rect class="tg-strip-${part}" x="${x(since).toFixed(1)}" y="${y + (ROW - height) / 2}" width="${Math.max(1.5, x(to) - x(since)).toFixed(1)}" height="${height}"/>`;
    return html`<text x="0" y="${y + 13}">${name}</text>${bar(from, bakedFrom ?? last, 4, 'way')}${bakedFrom !== undefined && bar(bakedFrom, last, 10, 'bake')}`;
  });
  const height = shown.length * ROW;
  const marks = lines
    .filter(({ source, isOwn }) => isOwn && (source === 'alarm' || source === 'metric'))
    .map(
      ({ at: when }) =>
        html`<path class="tg-strip-mark" d="M${x(when).toFixed(1)} 0V${height}m-4 0h8l-4 -6z"/>`,
    );
  const said = shown
    .map(
      ({ name, from, until }) =>
        `${name} ${shortTime(reader, from)} – ${until === undefined ? '' : shortTime(reader, until)}`,
    )
    .join(', ');
  return html`<svg class="tg-strip" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${reader.words.track(said)}">${rows}${marks}</svg>`;
}
