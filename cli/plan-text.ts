// A plan as a person reads it.

import { formatDuration } from '../core/duration.ts';
import { waveName } from '../core/wave.ts';
import type { PlanReport } from './plan.ts';

type WaveReport = PlanReport['waves'][number];

const COLUMNS = ['wave', 'starts', 'ends', 'bake', 'looks', 'what'];

export function planText(report: PlanReport): string {
  const { pipeline, waves, totalSeconds, assumed, bounds, cost } = report;
  const targets = waves.reduce((count, wave) => count + wave.targets.length, 0);
  return [
    `${pipeline}: ${waves.length} waves, ${targets} targets`,
    '',
    ...table([COLUMNS, ...waves.map(rowOf)]),
    '',
    `A release takes ${formatDuration(totalSeconds)} at the earliest, where a deployment takes ` +
      `${formatDuration(assumed.deploymentSeconds)}, a test ${formatDuration(assumed.testSeconds)}, and every gate is open.`,
    `It costs ${cost.transitions} state transitions, about ${cost.invocations} Lambda calls, ${cost.cloudWatchCalls} of CloudWatch and ${cost.metricsRead} metrics read: $${cost.usd.toFixed(4)}.`,
    `Bounds of an execution: ${bounds.historyEvents} of 25000 history events, ${Math.ceil(bounds.payloadBytes / 1024)} of 256 KiB.`,
    '',
  ].join('\n');
}

function rowOf(wave: WaveReport): string[] {
  const { bake, targets, tests } = wave;
  const what = [
    ...targets.map(({ name }) => name),
    ...(tests.length > 0 ? [`tests ${tests.map(({ name }) => name).join(', ')}`] : []),
  ];
  return [
    waveName(wave),
    formatDuration(wave.startsAtSeconds),
    formatDuration(wave.endsAtSeconds),
    bake ? formatDuration(bake.seconds) : '-',
    bake ? String(bake.looks) : '-',
    what.join(', '),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
