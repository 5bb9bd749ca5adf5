// A release as a page: how it ended, why each wave was judged as it was, and one timeline of all that happened.

import type { ReleaseStory, StoryWave } from '../core/board/release-story.ts';
import type { StoryLine } from '../core/board/story-lines.ts';
import type { Explained, ExplainedMetric } from '../core/judging/explanation.ts';
import { valueText } from '../core/judging/judgement-texts.ts';
import { outcomeAppearances } from './appearances.ts';
import { chartOf } from './chart.ts';
import { foreign, type Html, html } from './html.ts';
import { type Links, linked } from './links.ts';
import { anyReader, type Reader, timeElement, told, written, zoneElement } from './reader.ts';
import { storyStyle } from './release-style.ts';
import { signOf } from './sign.ts';
import { style } from './style.ts';
import { revision } from './target.ts';
import { logo } from './tide.ts';
import { waveStrip } from './wave-strip.ts';

export function renderRelease(story: ReleaseStory, links?: Links, reader = anyReader): string {
  const { words } = reader;
  const { id, pipeline, kind, label, at, outcome, waves, lines, more } = story;
  const { sign, tone } = outcome ? outcomeAppearances[outcome] : MOVING;
  const name = revision(label, reader);
  return html`<style>${{ markup: style + storyStyle }}</style>
<div class="tg">
<header class="tg-head">${logo()}<div class="tg-title"><h1>${kind === 'rollback' ? words.bigRollbackOf(name) : name}</h1><p class="tg-muted">${linked(pipeline, links?.pipeline(pipeline))} · ${foreign(id)}</p></div>
<p class="tg-headline tg-${tone}">${signOf(sign)}<span>${endOf(story, reader)}</span></p>
<p class="tg-now tg-muted">${words.asOf(timeElement(reader, at), zoneElement(reader))}</p></header>
${outcome && outcome !== 'Promoted' && story.reason !== '' && html`<p class="tg-story-why">${told(reader, story.reason)}</p>`}
${factsOf(story, reader)}
<section aria-labelledby="tg-why"><h2 id="tg-why">${words.why}</h2>${
    waves.length > 0
      ? waves.map((wave) => waveOf(wave, reader))
      : html`<p class="tg-muted">${words.noBake}</p>`
  }</section>
<section aria-labelledby="tg-timeline"><h2 id="tg-timeline">${words.timeline}</h2>${waveStrip(story, reader)}${timelineOf(lines, reader)}${more > 0 && html`<p class="tg-muted">${words.moreLines(more)}</p>`}</section>
</div>`.markup;
}

const MOVING = { sign: 'half', tone: 'tide' } as const;

function endOf({ outcome, startedAt, endedAt, at }: ReleaseStory, { words }: Reader): string {
  const took = (Date.parse(endedAt ?? at) - Date.parse(startedAt)) / 1000;
  return outcome
    ? words.endedAfter(words.outcomes[outcome], words.duration(took))
    : words.onItsWay(words.duration(took));
}

function factsOf(
  { commit, author, build, startedAt, endedAt }: ReleaseStory,
  reader: Reader,
): Html {
  const { words } = reader;
  return html`<dl class="tg-facts"><div><dt>${words.commit}</dt><dd>${foreign(commit)}</dd></div>
${author !== undefined && html`<div><dt>${words.author}</dt><dd>${foreign(author)}</dd></div>`}
<div><dt>${words.build}</dt><dd>${foreign(build)}</dd></div>
<div><dt>${words.startedAt}</dt><dd>${timeElement(reader, startedAt)}</dd></div>
${endedAt !== undefined && html`<div><dt>${words.endedAt}</dt><dd>${timeElement(reader, endedAt)}</dd></div>`}</dl>`;
}

const VERDICT_TONES = { pass: 'good', fail: 'bad', inconclusive: 'warn' } as const;

function waveOf(
  { name, verdict, reasons, suspects, correction, judged }: StoryWave,
  reader: Reader,
): Html {
  const { words } = reader;
  return html`<article class="tg-story-wave"><h3>${foreign(name)} <span class="tg-${verdict ? VERDICT_TONES[verdict] : 'tide'}">${verdict ? words.verdicts[verdict] : words.undecided}</span></h3>
${reasons.map((reason) => html`<p class="tg-reason">${told(reader, reason)}</p>`)}
${suspects.length > 0 && html`<ol class="tg-suspects">${suspects.map(({ what, reason }) => html`<li>${words.suspect(told(reader, what), told(reader, reason))}</li>`)}</ol>`}
${correction && html`<p class="tg-reason tg-warn">${words.corrected(words.corrections[correction.is], foreign(correction.by), written(reader, correction.reason))}</p>`}
${judged.length === 0 ? html`<p class="tg-muted">${words.judgeOff}</p>` : judged.map((each) => judgedOf(each, reader))}</article>`;
}

/** Of a judgement without any metric worth showing: the nearest to it. */
const NEAREST = 3;

function judgedOf(judged: Explained, reader: Reader): Html {
  const { words } = reader;
  const { target, of, mode, sensitivity, verdict, reasons, causes, sayings, metrics } = judged;
  const what = of === 'shift' ? words.whileShifted : words.bakeWord;
  const shadow = mode === 'shadow' ? words.inShadow : '';
  const shown = metrics.filter((metric) => metric.shown);
  const nearest = verdict === 'fail' ? shown : metrics.slice(0, Math.max(NEAREST, shown.length));
  return html`<h4>${foreign(target)}, ${what}: <span class="tg-${VERDICT_TONES[verdict]}">${words.verdicts[verdict]}</span> <span class="tg-muted">${words.sensitivities[sensitivity]}${shadow}${words.lookedAt(timeElement(reader, judged.lookedAt))}</span></h4>
${verdict === 'inconclusive' && reasons.map((reason) => html`<p class="tg-reason">${told(reader, reason)}</p>`)}
${sayings.map((saying) => html`<p class="tg-reason">${told(reader, saying)}</p>`)}
${causes.length > 0 && html`<p class="tg-reason">${words.likelyCause(foreign(causes.join(words.nextCause)))}</p>`}
${nearest.length > 0 && html`<div class="tg-wide"><table class="tg-metrics"><thead><tr><th scope="col">${words.metric}</th><th scope="col">${words.expected}</th><th scope="col">${words.observed}</th><th scope="col">${words.beforeAndSince}</th></tr></thead><tbody>${nearest.map((metric) => metricRow(metric, reader))}</tbody></table></div>`}`;
}

function metricRow(metric: ExplainedMetric, reader: Reader): Html {
  const { words } = reader;
  const value = (of: number | null) => (of === null ? words.unknown : valueText(of, unit));
  const unit = metric.of === 'failure rate' ? 'rate' : metric.unit;
  const since =
    metric.shown && metric.since !== null
      ? html` <span class="tg-muted">${words.since(timeElement(reader, metric.since))}</span>`
      : undefined;
  return html`<tr><th scope="row">${foreign(words.metricOf(metric.metric, metric.node))}${since}</th><td>${value(metric.expected)}</td><td class="${metric.shown ? 'tg-bad' : ''}">${value(metric.observed)}</td><td>${chartOf(metric)}</td></tr>`;
}

function timelineOf(lines: readonly StoryLine[], reader: Reader): Html {
  const { words } = reader;
  if (lines.length === 0) return html`<p class="tg-muted">${words.nothingHappened}</p>`;
  return html`<table class="tg-ledger tg-story"><thead><tr><th scope="col">${words.when(zoneElement(reader))}</th><th scope="col">${words.source}</th><th scope="col">${words.where}</th><th scope="col">${words.what}</th></tr></thead><tbody>${lines.map((line) => lineOf(line, reader))}</tbody></table>`;
}

/** What is only of the same time is said to be so: not by its colour alone. */
function lineOf({ at, source, subject, text, isOwn }: StoryLine, reader: Reader): Html {
  const { words } = reader;
  const what = text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text;
  const line = told(reader, what);
  return html`<tr${!isOwn && html` class="tg-muted"`}><td>${timeElement(reader, at)}</td><td>${words.sources[source]}</td><td>${foreign(subject || words.release)}</td><td>${isOwn ? line : words.meanwhile(line)}</td></tr>`;
}
