// A release as a page: how it ended, why each wave was judged as it was, and one timeline of all that happened.

import type { ReleaseStory, StoryLine, StoryWave } from '../core/board/release-story.ts';
import { formatDuration } from '../core/duration.ts';
import type { Explained, ExplainedMetric } from '../core/judging/explanation.ts';
import { valueText } from '../core/judging/judgement-texts.ts';
import { outcomeAppearances, outcomeTexts } from './appearances.ts';
import { chartOf } from './chart.ts';
import { foreign, type Html, html } from './html.ts';
import { type Links, linked } from './links.ts';
import { storyStyle } from './release-style.ts';
import { signOf } from './sign.ts';
import { style } from './style.ts';
import { revision } from './target.ts';
import { logo } from './tide.ts';
import { timeElement, told } from './times.ts';

export function renderRelease(story: ReleaseStory, links?: Links): string {
  const { id, pipeline, kind, label, at, outcome, waves, lines, more } = story;
  const { sign, tone } = outcome ? outcomeAppearances[outcome] : MOVING;
  return html`<style>${{ markup: style + storyStyle }}</style>
<div class="tg">
<header class="tg-head">${logo()}<div class="tg-title"><h1>${kind === 'rollback' && 'Rollback of '}${revision(label)}</h1><p class="tg-muted">${linked(pipeline, links?.pipeline(pipeline))} · ${foreign(id)}</p></div>
<p class="tg-headline tg-${tone}">${signOf(sign)}<span>${endOf(story)}</span></p>
<p class="tg-now tg-muted">as of ${timeElement(at)} UTC</p></header>
${outcome && outcome !== 'Promoted' && story.reason !== '' && html`<p class="tg-story-why">${told(story.reason)}</p>`}
${factsOf(story)}
<section aria-labelledby="tg-why"><h2 id="tg-why">Why</h2>${
    waves.length > 0
      ? waves.map(waveOf)
      : html`<p class="tg-muted">No bake of it has begun: there is nothing to explain yet.</p>`
  }</section>
<section aria-labelledby="tg-timeline"><h2 id="tg-timeline">Timeline</h2>${timelineOf(lines)}${more > 0 && html`<p class="tg-muted">and ${more} more: tidegate ledger shows them</p>`}</section>
</div>`.markup;
}

const MOVING = { sign: 'half', tone: 'tide' } as const;

function endOf({ outcome, startedAt, endedAt, at }: ReleaseStory): string {
  const took = (Date.parse(endedAt ?? at) - Date.parse(startedAt)) / 1000;
  return outcome
    ? `${outcomeTexts[outcome]} after ${formatDuration(took)}`
    : `on its way for ${formatDuration(took)}`;
}

function factsOf({ commit, build, startedAt, endedAt }: ReleaseStory): Html {
  return html`<dl class="tg-facts"><div><dt>Commit</dt><dd>${foreign(commit)}</dd></div>
<div><dt>Build</dt><dd>${foreign(build)}</dd></div>
<div><dt>Started</dt><dd>${timeElement(startedAt)}</dd></div>
${endedAt !== undefined && html`<div><dt>Ended</dt><dd>${timeElement(endedAt)}</dd></div>`}</dl>`;
}

const VERDICT_TONES = { pass: 'good', fail: 'bad', inconclusive: 'warn' } as const;

function waveOf({ name, verdict, reasons, suspects, correction, judged }: StoryWave): Html {
  return html`<article class="tg-story-wave"><h3>${foreign(name)} <span class="tg-${verdict ? VERDICT_TONES[verdict] : 'tide'}">${verdict ?? 'undecided'}</span></h3>
${reasons.map((reason) => html`<p class="tg-reason">${told(reason)}</p>`)}
${suspects.length > 0 && html`<ol class="tg-suspects">${suspects.map(({ what, reason }) => html`<li>suspect: ${told(what)}, ${told(reason)}</li>`)}</ol>`}
${correction && html`<p class="tg-reason tg-warn">corrected: ${correction.is}, says ${foreign(correction.by)}: ${told(correction.reason)}</p>`}
${judged.length === 0 ? html`<p class="tg-muted">the judge was off, or had nothing to measure</p>` : judged.map(judgedOf)}</article>`;
}

/** Of a judgement without any metric worth showing: the nearest to it. */
const NEAREST = 3;

function judgedOf(judged: Explained): Html {
  const { target, of, mode, sensitivity, verdict, reasons, causes, sayings, metrics } = judged;
  const what = of === 'shift' ? 'while traffic shifted, new beside old' : 'bake';
  const shadow = mode === 'shadow' ? ', in the shadow: nothing follows' : '';
  const shown = metrics.filter((metric) => metric.shown);
  const nearest = verdict === 'fail' ? shown : metrics.slice(0, Math.max(NEAREST, shown.length));
  return html`<h4>${foreign(target)}, ${what}: <span class="tg-${VERDICT_TONES[verdict]}">${verdict}</span> <span class="tg-muted">${sensitivity}${shadow}; looked at ${timeElement(judged.lookedAt)}</span></h4>
${verdict === 'inconclusive' && reasons.map((reason) => html`<p class="tg-reason">${told(reason)}</p>`)}
${sayings.map((saying) => html`<p class="tg-reason">${told(saying)}</p>`)}
${causes.length > 0 && html`<p class="tg-reason">likely cause: ${foreign(causes.join(', then '))}</p>`}
${nearest.length > 0 && html`<div class="tg-wide"><table class="tg-metrics"><thead><tr><th scope="col">Metric</th><th scope="col">Expected</th><th scope="col">Observed</th><th scope="col">Before, and since</th></tr></thead><tbody>${nearest.map(metricRow)}</tbody></table></div>`}`;
}

function metricRow(metric: ExplainedMetric): Html {
  const unit = metric.of === 'failure rate' ? 'rate' : metric.unit;
  const since =
    metric.shown && metric.since !== null
      ? html` <span class="tg-muted">since ${timeElement(metric.since)}</span>`
      : undefined;
  return html`<tr><th scope="row">${foreign(`${metric.metric} of ${metric.node}`)}${since}</th><td>${valueText(metric.expected, unit)}</td><td class="${metric.shown ? 'tg-bad' : ''}">${valueText(metric.observed, unit)}</td><td>${chartOf(metric)}</td></tr>`;
}

function timelineOf(lines: readonly StoryLine[]): Html {
  if (lines.length === 0) return html`<p class="tg-muted">Nothing has happened yet.</p>`;
  return html`<table class="tg-ledger"><thead><tr><th scope="col">When (UTC)</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>${lines.map(lineOf)}</tbody></table>`;
}

/** What is only of the same time is said to be so: not by its colour alone. */
function lineOf({ at, subject, text, isOwn }: StoryLine): Html {
  const what = text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text;
  return html`<tr${!isOwn && html` class="tg-muted"`}><td>${timeElement(at)}</td><td>${foreign(subject || 'release')}</td><td>${!isOwn && 'meanwhile: '}${told(what)}</td></tr>`;
}
