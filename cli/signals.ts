// tidegate signals: how often each alarm, metric and shadow of a pipeline was right.

import {
  BAKES_TO_EARN,
  type ShadowScore,
  type SignalScore,
  shadowScoresOf,
  signalScoresOf,
} from '../core/judging/scores.ts';
import { readDefinition } from '../flows/definitions.ts';
import { readJudged } from '../flows/read-judged.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { tableLines } from './table.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly last: number;
  readonly json: boolean;
}

export async function signals({ pipeline, last, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  await readDefinition(ports, pipeline);
  const bakes = await readJudged(ports, pipeline, last);
  const report = {
    pipeline,
    bakes: bakes.length,
    signals: signalScoresOf(bakes),
    shadows: shadowScoresOf(bakes),
  };
  if (json) printJson(report);
  else print(linesOf(report));
  return 0;
}

function linesOf(report: {
  readonly pipeline: string;
  readonly bakes: number;
  readonly signals: readonly SignalScore[];
  readonly shadows: readonly ShadowScore[];
}): string[] {
  const { pipeline, bakes } = report;
  const count = bakes === 1 ? '1 bake' : `${bakes} bakes`;
  const rows = report.signals.map(({ by, name, target, failed, harmless, missed }) => [
    `${by} ${name}`,
    target,
    String(failed),
    String(harmless),
    String(missed),
  ]);
  return [
    ...(rows.length > 0
      ? [
          `${count} of ${pipeline}; what is not listed has failed none, and missed none.`,
          '',
          ...tableLines([['signal', 'target', 'failed', 'harmless', 'missed'], ...rows], 2),
        ]
      : [
          `${count} of ${pipeline}: none was failed by a signal, and nobody has called one missed.`,
        ]),
    ...report.shadows.flatMap((shadow) => ['', shadowText(shadow)]),
  ];
}

function shadowText(shadow: ShadowScore): string {
  const { sensitivity, bakes, wouldFail, right, wrong, missed, budget, earned } = shadow;
  const standing = earned
    ? 'It has earned to act.'
    : bakes < BAKES_TO_EARN
      ? `It needs ${BAKES_TO_EARN} bakes before it may act.`
      : `Its budget is ${100 * budget}% of bakes: it has not earned to act.`;
  return `In the shadow, ${sensitivity} judged ${bakes} bakes and would have failed ${wouldFail}: ${right} rightly, ${wrong} wrongly; it missed ${missed}. ${standing}`;
}
