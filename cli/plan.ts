// tidegate plan: the waves of a release, when each would run at the earliest, its bounds and what it costs.

import { parseDuration } from '../core/duration.ts';
import { planOf } from '../core/plan.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { readText } from './files.ts';
import { findingsIn, findingsText, judgedBy } from './findings.ts';
import { parsePipelineFile } from './pipeline-file.ts';
import { planReport } from './plan-report.ts';
import { planText } from './plan-text.ts';

const USAGE =
  'tidegate plan FILE [--start TIME] [--deployment 5m] [--test 5m] [--policy FILE] [--json]';

export async function plan(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      start: { type: 'string' },
      deployment: { type: 'string', default: '5m' },
      test: { type: 'string', default: '5m' },
      policy: { type: 'string' },
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
  const start = values.start === undefined ? undefined : readMoment('--start', values.start);

  const text = readText(file);
  const pipeline = parsePipelineFile(text, file);
  const report = planReport(pipeline, planOf(pipeline), { assumed, ...(start && { start }) });
  const findings = findingsIn(file, text, pipeline, judgedBy(values.policy));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...report, findings }, null, 2)}\n`
      : `${planText(report)}${findingsText(findings)}`,
  );
  return 0;
}

function readDuration(option: string, text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw refuseUsage(`expected ${option} to be a duration such as 90s or 5m, got ${text}`, USAGE);
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** With its zone said: the same plan on every machine. */
function readMoment(option: string, text: string): Date {
  const moment = new Date(text);
  if (MOMENT.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw refuseUsage(
    `expected ${option} to be a time with its zone, such as 2026-11-25T09:00Z or 2026-11-25T09:00+01:00, got ${text}`,
    USAGE,
  );
}
