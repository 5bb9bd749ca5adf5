// The recent releases: each with its track through the waves, its outcome and the reason.

import type { ReleaseView } from '../core/board/release-view.ts';
import { outcomeAppearances, waveAppearances } from './appearances.ts';
import { type Html, html } from './html.ts';
import type { Links } from './links.ts';
import { type Reader, timeElement, told } from './reader.ts';
import { signAt, signOf } from './sign.ts';
import { revision } from './target.ts';

export function releaseList(releases: readonly ReleaseView[], reader: Reader, links?: Links): Html {
  if (releases.length === 0) return html`<p class="tg-muted">${reader.words.noReleases}</p>`;
  return html`<ol class="tg-releases">${releases.map((release) => releaseRow(release, reader, links))}</ol>`;
}

function releaseRow(release: ReleaseView, reader: Reader, links?: Links): Html {
  const { words } = reader;
  const { id, kind, label, attempt, startedAt, seconds, outcome, reason, quarantined, track } =
    release;
  const took = words.duration(seconds);
  const name = revision(label, reader);
  const named = links ? html`<a href="${links.release(id)}">${name}</a>` : name;
  return html`<li><h3>${kind === 'rollback' ? words.rollbackOf(named) : named}${attempt > 1 && html` <span class="tg-muted">${words.attempt(attempt)}</span>`}</h3>
<p class="tg-status ${outcome ? `tg-${outcomeAppearances[outcome].tone}` : 'tg-tide'}">${signOf(outcome ? outcomeAppearances[outcome].sign : 'half')}<span>${
    outcome
      ? words.endedAfter(words.outcomes[outcome], took)
      : words.startedAgo(told(reader, release.place), took)
  }</span></p>
${trackOf(track, reader)}
<p class="tg-muted">${words.started(timeElement(reader, startedAt))}${quarantined && html` · <strong class="tg-bad">${words.quarantined}</strong>`}</p>
${outcome && outcome !== 'Promoted' && reason !== '' && html`<p class="tg-reason">${told(reader, reason)}</p>`}</li>`;
}

const STEP = 26;
const STEPS_SHOWN = 40;

/** A sign for each wave, on a line. */
function trackOf(track: ReleaseView['track'], { words }: Reader): Html | undefined {
  if (track.length === 0) return undefined;
  const shown = track.slice(0, STEPS_SHOWN);
  const width = (shown.length - 1) * STEP + 16;
  const said = shown.map(({ name, status }) => `${name} ${words.waves[status]}`).join(', ');
  const steps = shown.map(
    ({ status }, index) =>
      html`<g class="tg-${waveAppearances[status].tone}">${index > 0 && html`<path class="tg-link" d="M${index * STEP - 8} 8h6"/>`}${signAt(waveAppearances[status].sign, index * STEP, 0)}</g>`,
  );
  return html`<svg class="tg-track" viewBox="0 0 ${width} 16" width="${width}" height="16" role="img" aria-label="${words.track(said)}">${steps}</svg>`;
}
