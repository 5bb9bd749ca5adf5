// What a person reads when a simulation has ended.

import { formatDuration } from '../core/duration.ts';
import type { ReleaseReport, Report } from '../local/report.ts';

/** AWS's prices in us-east-1, in USD; see docs/decisions. */
const PRICES = { transition: 0.000025, invocation: 0.0000002, gigabyteSecond: 0.0000133334 };

export function costInUsd({ cost }: Report, gigabyteSeconds = cost.invocations * 0.05): number {
  return (
    cost.transitions * PRICES.transition +
    cost.invocations * PRICES.invocation +
    gigabyteSeconds * PRICES.gigabyteSecond
  );
}

export function summaryOf(report: Report): string {
  const { cost } = report;
  return [
    '',
    ...report.releases.flatMap(releaseLines),
    `${cost.transitions} state transitions, ${cost.invocations} Lambda calls, ${cost.apiCalls} API calls: $${costInUsd(report).toFixed(4)}`,
    '',
  ].join('\n');
}

function releaseLines(release: ReleaseReport): string[] {
  const { id, revision, outcome, startedAt, endedAt, waves, reason } = release;
  const seconds = endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : 0;
  return [
    `${outcome ?? 'unfinished'}  ${revision}  (${id})`,
    `  in real life it would have taken ${formatDuration(seconds)}`,
    ...(reason ? [`  ${reason}`] : []),
    ...waves.map(
      (wave) =>
        `  ${wave.outcome.padEnd(11)} ${wave.stage}/${wave.wave}${wave.targets.length ? `: ${wave.targets.join(', ')}` : ''}`,
    ),
    ...exposureLines(release),
    '',
  ];
}

/** Who ran a revision that did not make it, and for how long. */
function exposureLines({ outcome, endedAt, waves }: ReleaseReport): string[] {
  if (outcome === 'Promoted' || endedAt === null) return [];
  return waves
    .filter(
      ({ stage, deployedAt, outcome: ended }) =>
        stage === 'prod' && deployedAt && ended !== 'NotStarted',
    )
    .map(({ wave, targets, deployedAt }) => {
      const seconds = (Date.parse(endedAt) - Date.parse(deployedAt!)) / 1000;
      return `  exposed: ${targets.join(', ')} (${wave}) for ${formatDuration(seconds)}`;
    });
}
