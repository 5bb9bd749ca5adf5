// The recent releases: each with its track through the waves, its outcome and the reason.

import type { ReleaseView } from '../core/board/release-view.ts';
import { waveTexts } from '../core/board/status-texts.ts';
import { formatDuration } from '../core/duration.ts';
import { outcomeAppearances, outcomeTexts, waveAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import type { Links } from './links.ts';
import { signAt, signOf } from './sign.ts';
import { revision } from './target.ts';
import { timeElement, told } from './times.ts';

export function releaseList(releases: readonly ReleaseView[], links?: Links): Html {
  if (releases.length === 0) return html`<p class="tg-muted">None yet.</p>`;
  return html`<ol class="tg-releases">${releases.map((release) => releaseRow(release, links))}</ol>`;
}

function releaseRow(release: ReleaseView, links?: Links): Html {
  const { id, kind, label, attempt, startedAt, seconds, outcome, reason, quarantined, track } =
    release;
  const took = formatDuration(seconds);
  return html`<li><h3>${kind === 'rollback' && 'rollback of '}${links ? html`<a href="${links.release(id)}">${revision(label)}</a>` : revision(label)}${attempt > 1 && html` <span class="tg-muted">attempt ${attempt}</span>`}</h3>
<p class="tg-status ${outcome ? `tg-${outcomeAppearances[outcome].tone}` : 'tg-tide'}">${signOf(outcome ? outcomeAppearances[outcome].sign : 'half')}<span>${
    outcome
      ? `${outcomeTexts[outcome]} after ${took}`
      : html`${foreign(release.place)}; started ${took} ago`
  }</span></p>
${trackOf(track)}
<p class="tg-muted">started ${timeElement(startedAt)}${quarantined && html` · <strong class="tg-bad">quarantined</strong>`}</p>
${outcome && outcome !== 'Promoted' && reason !== '' && html`<p class="tg-reason">${told(reason)}</p>`}</li>`;
}

const STEP = 26;
const STEPS_SHOWN = 40;

/** A sign for each wave, on a line. */
function trackOf(track: ReleaseView['track']): Html | undefined {
  if (track.length === 0) return undefined;
  const shown = track.slice(0, STEPS_SHOWN);
  const width = (shown.length - 1) * STEP + 16;
  const said = shown.map(({ name, status }) => `${name} ${waveTexts[status]}`).join(', ');
  const steps = shown.map(
    ({ status }, index) =>
      html`<g class="tg-${waveAppearances[status].tone}">${index > 0 && html`<path class="tg-link" d="M${index * STEP - 8} 8h6"/>`}${signAt(waveAppearances[status].sign, index * STEP, 0)}</g>`,
  );
  return html`<svg class="tg-track" viewBox="0 0 ${width} 16" width="${width}" height="16" role="img" aria-label="Waves: ${said}">${steps}</svg>`;
}
