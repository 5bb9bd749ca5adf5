// An explanation as a person reads it in a terminal.

import type { Power } from '@tidegate/judge/power';
import { type ExplainedWave, foundOf } from '../core/board/release-story.ts';
import type { ToldDrill } from '../core/drill-story.ts';
import { formatDuration } from '../core/duration.ts';
import { harmless } from '../core/harmless.ts';
import type { Explained, ExplainedMetric } from '../core/judging/explanation.ts';
import { minuteText, valueText } from '../core/judging/judgement-texts.ts';
import { releaseEndOf } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import { decisionOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import type { ExplainedRelease } from '../flows/explain.ts';
import { drillLines } from './explain-drills.ts';
import { chartOf } from './terminal/chart.ts';
import type { Paint } from './terminal/paint.ts';
import { styleOf } from './terminal/verdict-style.ts';
import { padded } from './terminal/width.ts';

/** Metrics of a judgement without any worth showing: the nearest to it. */
const NEAREST = 3;
const BLOCKS = { beforeBlocks: 16, sinceBlocks: 24 };

interface Wish {
  /** Every metric that is watched, not those alone that are worth showing. */
  readonly all: boolean;
}

interface Found extends ExplainedRelease {
  readonly drills?: readonly ToldDrill[];
}

export function explanationLines(found: Found, paint: Paint, wish: Wish): string[] {
  const { release, waves, drills = [] } = found;
  const { id, revision, startedAt } = release;
  const end = releaseEndOf(release);
  const outcome = end ? `${end.outcome}: ${end.reason}` : 'still on its way';
  const head = [
    paint('bold', `${id}  ${labelOf(revision)}`),
    harmless(`started ${minuteText(startedAt)}, ${outcome}`),
  ];
  const body =
    waves.length > 0
      ? waves.flatMap((each) => ['', ...waveLines(each, paint, wish)])
      : [
          '',
          `No bake of it has begun: there is nothing ${drills.length > 0 ? 'more ' : ''}to explain yet.`,
        ];
  return [...head, ...drills.flatMap((each) => ['', ...drillLines(each, paint)]), ...body];
}

function waveLines({ wave, judged, correction }: ExplainedWave, paint: Paint, wish: Wish) {
  const { verdict } = decisionOf(wave);
  const { reasons, suspects } = foundOf(wave);
  const word = verdict ?? 'undecided';
  return [
    `${paint('bold', waveName(wave.plan))}  ${paint(styleOf(word), word)}`,
    ...reasons.map((reason) => `  ${harmless(reason)}`),
    ...suspects.map(({ what, reason }, index) =>
      harmless(`  suspect ${index + 1}: ${what}, ${reason}`),
    ),
    ...(correction
      ? [harmless(`  corrected: ${correction.is}, says ${correction.by}: ${correction.reason}`)]
      : []),
    ...judged.flatMap((each) =>
      judgedLines(each, paint, { ...wish, isCutShort: isCutShort(wave) }),
    ),
    ...(judged.length === 0 ? ['  the judge was off, or had nothing to measure'] : []),
  ];
}

/** Something else than the judge ended the bake: what it had not proven until then, it has not cleared either. */
function isCutShort(wave: ExplainedWave['wave']): boolean {
  const { verdict } = decisionOf(wave);
  return verdict !== undefined && verdict !== 'pass';
}

interface JudgedWish extends Wish {
  readonly isCutShort: boolean;
}

function judgedLines(judged: Explained, paint: Paint, { all, isCutShort }: JudgedWish): string[] {
  const { target, of, mode, sensitivity, verdict, at, reasons, causes, metrics, power } = judged;
  const what = of === 'shift' ? 'traffic shift, new beside old' : 'bake';
  const shadow = mode === 'shadow' ? ', in the shadow: nothing follows' : '';
  const when = verdict === 'fail' ? ` at ${minuteText(at)}` : '';
  const word = verdict === 'pass' && isCutShort ? NOT_PROVEN : verdict;
  const shown = metrics.filter((metric) => metric.shown);
  const nearest = verdict === 'fail' ? shown : metrics.slice(0, Math.max(NEAREST, shown.length));
  return [
    '',
    `  ${paint('bold', `${target}, ${what}`)}: ${paint(styleOf(word), word)}${when} (${sensitivity}${shadow})`,
    ...(verdict === 'inconclusive' ? reasons.map((reason) => harmless(`    ${reason}`)) : []),
    ...judged.sayings.map((saying) => harmless(`    ${saying}`)),
    ...(causes.length > 0 ? [harmless(`    likely cause: ${causes.join(', then ')}`)] : []),
    ...(all ? metrics : nearest).flatMap((metric) => metricLines(metric, paint)),
    ...(word === NOT_PROVEN ? [] : powerLines(power, metrics)),
    ...judged.shadows.map((each) => harmless(`    ${shadowText(each)}`)),
    `    looked at ${minuteText(judged.lookedAt)}, points of ${formatDuration(judged.stepSeconds)}`,
  ];
}

function metricLines(metric: ExplainedMetric, paint: Paint): string[] {
  const { before, after, old, since, shown } = metric;
  const unit = metric.of === 'failure rate' ? 'rate' : metric.unit;
  const value = (it: number | null) => padded(valueText(it, unit), 9);
  const name = `${metric.metric} of ${metric.node}`;
  const isAgainst = shown || metric.e >= WORTH_A_DATE;
  const when = isAgainst && since !== null ? `  since ${minuteText(since).slice(11)}` : '';
  return [
    `    ${paint(shown ? 'yellow' : 'reset', padded(name, 46))} expected ${value(metric.expected)} observed ${value(metric.observed)}${when}`,
    `      ${chartOf(before, after, BLOCKS)}  ${evidenceText(metric)}`,
    ...(old ? [`      ${chartOf(before, old, BLOCKS)}  the old version beside it`] : []),
  ];
}

const NOT_PROVEN = 'nothing proven until then';
/** Evidence that a person would wonder about, though it proves nothing. */
const WORTH_A_DATE = 3;

/** How many times likelier the points are under harm than without, and how much of all the evidence that is. */
function evidenceText({ e, weight, shown }: ExplainedMetric): string {
  if (e < 1) return 'no evidence against it';
  const odds = e < 1e6 ? Math.round(e).toLocaleString('en-US') : e.toExponential(1);
  const proof = shown ? '' : ', no proof';
  return `${odds} to 1 against it${proof}, ${Math.round(100 * weight)}% of the evidence`;
}

function powerLines(power: readonly Power[], metrics: readonly ExplainedMetric[]): string[] {
  const seen = power.flatMap(({ node, metric, of, wouldSee }) => {
    const found = metrics.find((each) => each.node === node && each.metric === metric);
    // Nothing that is counted or measured here is below zero: such a level would never have been seen.
    if (found === undefined || wouldSee === null || wouldSee < 0) return [];
    const isRate = of === 'failure rate';
    const side = wouldSee < (found.expected ?? 0) ? 'below' : 'above';
    const what = isRate ? `a rate of ${metric}` : metric;
    return [`${what} of ${node} ${side} ${valueText(wouldSee, isRate ? 'rate' : found.unit)}`];
  });
  return seen.length > 0
    ? ['    it would have seen', ...seen.map((each) => harmless(`      ${each}`))]
    : [];
}

function shadowText({ sensitivity, judgement }: Explained['shadows'][number]): string {
  const { verdict, reasons } = judgement;
  const why = verdict === 'pass' ? '' : `: ${reasons.join('; ')}`;
  return `in the shadow, ${sensitivity} would say ${verdict}${why}`;
}
