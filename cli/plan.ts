// tidegate plan: the waves of a release, when each would run at the earliest, its bounds and what it costs.

import { historyBoundOf } from '../core/bounds.ts';
import { countsOf, looksOf, transitionsOfWave, usdOf } from '../core/cost.ts';
import { parseDuration } from '../core/duration.ts';
import { payloadBoundOf } from '../core/payload.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { type PlannedWave, planOf } from '../core/plan.ts';
import { type Assumed, type Slot, timetableOf } from '../core/timetable.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import { planText } from './plan-text.ts';

const USAGE = 'tidegate plan FILE [--deployment 5m] [--test 5m] [--json]';

export type PlanReport = ReturnType<typeof planReport>;

export async function plan(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      deployment: { type: 'string', default: '5m' },
      test: { type: 'string', default: '5m' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw refuseUsage(`expected one pipeline file, got ${positionals.length}`, USAGE);
  const assumed = {
    deploymentSeconds: readDuration('--deployment', values.deployment),
    testSeconds: readDuration('--test', values.test),
  };

  const pipeline = parsePipeline(readText(file), file);
  const report = planReport(pipeline.pipeline, planOf(pipeline), assumed);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : planText(report));
  return 0;
}

function readDuration(option: string, text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw refuseUsage(`expected ${option} to be a duration such as 90s or 5m, got ${text}`, USAGE);
}

function planReport(pipeline: string, waves: readonly PlannedWave[], assumed: Assumed) {
  const slots = timetableOf(waves, assumed);
  const totalSeconds = slots.at(-1)?.endsAt ?? 0;
  const counts = countsOf(waves, totalSeconds);
  return {
    pipeline,
    assumed,
    waves: waves.map((wave, index) => waveReport(wave, slots[index]!)),
    totalSeconds,
    bounds: {
      historyEvents: Math.max(...waves.map(historyBoundOf)),
      payloadBytes: Math.max(...waves.map(payloadBoundOf)),
    },
    cost: { ...counts, usd: Number(usdOf(counts).toFixed(6)) },
  };
}

function waveReport(wave: PlannedWave, { startsAt, bakesFrom, endsAt }: Slot) {
  return {
    stage: wave.stage,
    wave: wave.wave,
    startsAtSeconds: startsAt,
    bakesFromSeconds: bakesFrom,
    endsAtSeconds: endsAt,
    targets: wave.targets.map(({ name, account, region, lambda, alarms }) => ({
      name,
      account,
      region,
      deploys: lambda ? ('lambda' as const) : ('ec2' as const),
      alarms,
    })),
    tests: wave.tests,
    bake: wave.bake ? { ...wave.bake, looks: looksOf(wave) } : null,
    onBakeFailure: wave.onBakeFailure,
    rollback: wave.rollback,
    bounds: { historyEvents: historyBoundOf(wave), payloadBytes: payloadBoundOf(wave) },
    transitions: transitionsOfWave(wave),
  };
}
