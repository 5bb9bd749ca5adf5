// What a person reads when a run has ended.

import { formatDuration } from '../core/duration.ts';
import { harmless } from '../core/harmless.ts';
import { type Exposure, exposuresOf } from '../core/measures/exposure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import { productionStagesOf } from '../core/practice/production.ts';
import type { Safe } from '../core/time-to-safe.ts';
import {
  labelsOf,
  neverBegunIn,
  type ReleaseReport,
  type Report,
  spentOf,
} from '../simulation/report.ts';
import type { World } from '../simulation/world/world.ts';
import { type CostInUsd, costInUsd, type Usage } from './cost.ts';
import { timeOf } from './terminal/ledger-line.ts';
import { outcomeMark } from './terminal/marks.ts';
import { type Paint, paintFor, plain } from './terminal/paint.ts';

export interface Summary {
  readonly report: Report;
  readonly pipelines: readonly PipelineDefinition[];
  /** What each release's build is called, by the release's id. */
  readonly labels: ReadonlyMap<string, string>;
  /** See `neverBegunIn`. */
  readonly neverBegun?: ReadonlySet<string>;
  /** Beyond what the report counts. */
  readonly spent: Pick<Usage, 'gigabyteSeconds' | 'apiCalls' | 'metricReads'>;
  readonly paint?: Paint;
}

/** Of a world, coloured for standard output. */
export async function summaryOf(world: World, report: Report): Promise<string[]> {
  const { pipelines } = world;
  const labels = await labelsOf(world);
  const neverBegun = await neverBegunIn(world);
  const paint = paintFor(process.stdout);
  return summaryLines({ report, pipelines, labels, neverBegun, spent: spentOf(world), paint });
}

export function summaryLines(summary: Summary): string[] {
  const { report, pipelines, labels, spent, paint = plain } = summary;
  const { cost, ledger, releases } = report;
  const endedAt = ledger.at(-1)?.at ?? '';
  const production = new Set(
    pipelines.flatMap((pipeline) => [...productionStagesOf(planOf(pipeline))]),
  );
  const usage = { transitions: cost.transitions, invocations: cost.invocations, ...spent };
  return [
    '',
    ...releases.flatMap((release) => [
      ...releaseLines(release, labels.get(release.id), paint),
      ...exposureLines(
        exposuresOf(release, ledger, endedAt, summary.neverBegun),
        production,
        paint,
      ),
      '',
    ]),
    ...toldLines(report, paint),
    ...turnedAwayLines(report, paint),
    `${cost.transitions} state transitions, ${cost.invocations} Lambda calls, ${cost.apiCalls} calls of AWS, ${spent.metricReads.metrics} metrics read`,
    costLine(costInUsd(usage)),
    '',
  ];
}

function releaseLines(release: ReleaseReport, label: string | undefined, paint: Paint): string[] {
  const { id, revision, outcome, startedAt, endedAt, waves, reason, timeToSafe } = release;
  const { symbol, style } = outcomeMark(outcome ?? undefined);
  const took = endedAt
    ? `in real life it would have taken ${formatDuration(secondsBetween(startedAt, endedAt))}`
    : 'it had not ended when the run did';
  return [
    `${paint(style, `${symbol} ${outcome ?? 'unfinished'}`)}  ${paint('bold', harmless(label ?? revision))}  (${harmless(label === undefined ? id : `${id}, revision ${revision}`)})`,
    `  ${took}`,
    ...(reason ? [`  ${harmless(reason)}`] : []),
    ...(timeToSafe ? [`  ${safeText(timeToSafe)}`] : []),
    ...waves.map(
      ({ stage, wave, outcome: ended, targets }) =>
        `  ${ended.padEnd(10)}  ${stage === wave ? stage : `${stage}/${wave}`}${targets.length ? `: ${targets.join(', ')}` : ''}`,
    ),
  ];
}

/** Each message of its own; what was changed in place is counted. */
function toldLines({ messages = [] }: Report, paint: Paint): string[] {
  if (messages.length === 0) return [];
  const isOwn = ({ as }: (typeof messages)[number]) => as === 'post' || as === 'reply';
  const own = messages.filter(isOwn);
  const changes = messages.length - own.length;
  return [
    paint(
      'bold',
      `${own.length} messages${changes > 0 ? `, ${changes} times changed in place` : ''}:`,
    ),
    ...own.flatMap(({ at, channel, level, title, text }) => [
      `  ${timeOf(at)}  ${level.padEnd(6)}  ${harmless(channel)}: ${harmless(title)}`,
      ...(level === 'update' ? [] : [`    ${harmless(text)}`]),
    ]),
    '',
  ];
}

/** Who was refused, and which builds were no releases: a group each, where there are any. */
function turnedAwayLines(
  { refusedDeeds = [], ignoredBuilds = [], refusals = [] }: Report,
  paint: Paint,
): string[] {
  const group = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [paint('bold', title), ...lines.map((line) => `  ${harmless(line)}`), ''];
  return [
    ...group(
      'not applied:',
      refusals.map(({ pipeline, reason }) => `${pipeline}: ${reason}`),
    ),
    ...group(
      'refused:',
      refusedDeeds.map(
        ({ at, by, does, what, pipeline, reason }) =>
          `${timeOf(at)}  ${by} asked to ${does} ${what} of ${pipeline}: ${reason}`,
      ),
    ),
    ...group(
      'builds that are no releases:',
      ignoredBuilds.map(({ at, build, revision, reason, pipeline }) => {
        const whose = pipeline === null ? '' : ` of ${pipeline}`;
        const name = revision === null ? build : `${revision} (${build})`;
        return `${timeOf(at)}  ${name}${whose}: ${reason}`;
      }),
    ),
  ];
}

/** `harm since 2026-11-23 09:15:00; safe 42s later, at 2026-11-23 09:15:42` */
function safeText({ seconds, since, at }: Safe): string {
  const took = seconds < 1 ? 'within a second' : `${formatDuration(Math.ceil(seconds))} later`;
  return `harm since ${timeOf(since)}; safe ${took}, at ${timeOf(at)}`;
}

function exposureLines(
  exposures: readonly Exposure[],
  production: ReadonlySet<string>,
  paint: Paint,
): string[] {
  const inProduction = exposures.filter(({ stage }) => production.has(stage));
  const before = exposures.filter(({ stage }) => !production.has(stage));
  if (exposures.length === 0) return [];
  const head =
    inProduction.length > 0
      ? [paint('bold', '  exposed in production:'), ...inProduction.map(exposureLine)]
      : ['  nobody in production was exposed'];
  const names = before.map(({ target }) => target).join(', ');
  return [...head, ...(names ? [`  reached before production: ${names}`] : [])];
}

function exposureLine({ target, from, until, seconds }: Exposure): string {
  const took = formatDuration(seconds);
  const when = `from ${timeOf(from)}`;
  return until === undefined
    ? `    ${target}: ${took} ${when}, and it still runs it`
    : `    ${target}: ${took} ${when} to ${timeOf(until)}`;
}

function costLine({ total, stepFunctions, lambda, dynamoDb, cloudWatch, xray }: CostInUsd): string {
  const parts = [
    `Step Functions ${usd(stepFunctions)}`,
    `Lambda ${usd(lambda)}`,
    `DynamoDB ${usd(dynamoDb)}`,
    `CloudWatch ${usd(cloudWatch)}`,
    `X-Ray ${usd(xray)}`,
  ];
  return `about ${usd(total)} on AWS: ${parts.join(', ')}`;
}

function usd(amount: number): string {
  return `$${amount.toFixed(4)}`;
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
