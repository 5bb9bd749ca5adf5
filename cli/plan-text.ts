// A plan as a person reads it.

import { exactDuration } from '../core/duration.ts';
import { elsewhereText } from '../core/pipeline/test-schema.ts';
import { formatPercent } from '../core/planner/findings.ts';
import { limitTexts } from '../core/stage-limits.ts';
import { waveName } from '../core/wave-name.ts';
import { frozenLines, hoursLines } from './plan-hours.ts';
import type { PlanReport } from './plan-report.ts';
import { minuteOf, setTimesLines } from './plan-set-times.ts';
import { tableLines } from './table.ts';

type WaveReport = PlanReport['waves'][number];

const COLUMNS = ['wave', 'traffic', 'starts', 'ends', 'bake', 'looks', 'what'];

export function planLines(report: PlanReport): string[] {
  const { pipeline, waves, limits, notes, assumed, bounds, cost } = report;
  const targets = waves.reduce((count, wave) => count + wave.targets.length, 0);
  return [
    `${pipeline}: ${waves.length} waves, ${targets} targets`,
    '',
    ...tableLines([COLUMNS, ...waves.map(rowOf)]),
    '',
    ...notes.map(({ stage, text }) => `Note on stage ${stage}: ${text}.`),
    ...(notes.length > 0 ? [''] : []),
    ...setTimesLines(report.schedule),
    ...hoursLines(report.hours ?? []),
    ...frozenLines(report.frozen ?? []),
    ...limitTexts(limits).map(sentence),
    ...waves.flatMap(approvalLines),
    ...waves.flatMap(behindLines),
    endText(report),
    ...fixLines(report),
    `A deployment is taken to last ${exactDuration(assumed.deploymentSeconds)}${shiftText(waves)}, a test ` +
      `${exactDuration(assumed.testSeconds)}, and every gate to be open${report.hours ? ' within its hours' : ''}.`,
    `It costs ${cost.transitions} state transitions, about ${cost.invocations} Lambda calls, ${cost.cloudWatchCalls} of CloudWatch and ${cost.metricsRead} metrics read: $${cost.usd.toFixed(4)}.`,
    `Bounds of an execution: ${bounds.historyEvents} of 25000 history events, ${Math.ceil(bounds.payloadBytes / 1024)} of 256 KiB.`,
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Where groups were not read, nothing is known of what their traffic takes. */
function shiftText(waves: readonly WaveReport[]): string {
  const deploying = waves.filter(({ targets }) => targets.length > 0);
  const isKnown = deploying.some(({ shiftSeconds }) => shiftSeconds !== undefined);
  return isKnown ? ' and as much more as its traffic shift takes' : '';
}

function endText({ deployedSeconds, totalSeconds, deployedAt, endsAt }: PlanReport): string {
  const at = (seconds: number, moment: string | undefined) =>
    `${exactDuration(seconds)}${moment === undefined ? '' : ` (${minuteOf(moment)})`}`;
  return (
    `Complete after ${at(totalSeconds, endsAt)} at the earliest, with the last bake; ` +
    `every target has the revision after ${at(deployedSeconds, deployedAt)}.`
  );
}

function approvalLines({ stage, approvals }: WaveReport): string[] {
  if (approvals === undefined) return [];
  const { by, quorum, expiresSeconds } = approvals;
  const count = quorum === 1 ? '1 approval' : `${quorum} approvals`;
  const good = exactDuration(expiresSeconds);
  return [`Stage ${stage} waits for ${count} by ${by.join(', ')}; an approval counts for ${good}.`];
}

/** Without what it goes on. */
function behindLines(wave: WaveReport): string[] {
  const { mayFail, skipAwaySeconds, targets } = wave;
  const name = waveName(wave);
  const many = mayFail && mayFail.targets > 1;
  return [
    ...(mayFail
      ? [
          `Wave ${name} goes on where ${many ? `up to ${mayFail.targets}` : '1'} of its ${targets.length} targets ` +
            `${many ? 'fail' : 'fails'} to deploy (minHealthy: ${mayFail.minHealthy}): left behind, and named.`,
        ]
      : []),
    ...(skipAwaySeconds === undefined
      ? []
      : [
          `Wave ${name} goes on without a region that cannot be reached for ${exactDuration(skipAwaySeconds)}.`,
        ]),
  ];
}

/** What of a fix is otherwise than of every release. */
function fixLines({ fix }: PlanReport): string[] {
  if (fix === undefined) return [];
  const { hours, bake, approvals, isApproved, totalSeconds } = fix;
  const words = [
    ...(hours === 'any' ? ['waits for no hours'] : []),
    ...(bake === undefined ? [] : [`bakes for at most ${bake}`]),
    ...(approvals && isApproved
      ? [`is approved by ${approvals.quorum} of ${approvals.by.join(', ')}`]
      : []),
    ...(approvals && !isApproved
      ? [
          'needs nobody’s approval (its lane’s approvals count where a stage asks for some, and none does)',
        ]
      : []),
  ];
  return [
    `A fix (start --fixes) ${words.join(', ') || 'goes as every release'}; it is complete after ${exactDuration(totalSeconds)} at the earliest.`,
  ];
}

function rowOf(wave: WaveReport): string[] {
  const { bake, targets, startsAt, endsAt } = wave;
  return [
    waveName(wave),
    targets.length > 0 ? `${formatPercent(wave.trafficPercent)}%` : '-',
    startsAt ? minuteOf(startsAt) : exactDuration(wave.startsAtSeconds),
    endsAt ? minuteOf(endsAt) : exactDuration(wave.endsAtSeconds),
    bake ? exactDuration(bake.seconds) : '-',
    bake ? String(bake.looks) : '-',
    whatOf(wave),
  ];
}

const NAMES_SHOWN = 8;

function whatOf({ targets, tests, slices }: WaveReport): string {
  const shown = targets.slice(0, NAMES_SHOWN).map(({ name }) => name);
  const more = targets.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`${more} more`] : []),
    ...(slices === undefined ? [] : [`in ${slices} slices`]),
    ...(tests.length > 0
      ? [`tests ${tests.map((test) => `${test.name}${elsewhereText(test)}`).join(', ')}`]
      : []),
  ].join(', ');
}
