// What happened in a run, one line each, for a person to read: what went wrong, what was done, how it ended.

import { clockText } from './clock-text.ts';
import type { RunRecord } from './record/run-record.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Calls that change something in AWS; those of the table are too many, and told by the ledger. */
const CHANGES =
  /^(codedeploy:(Create|Stop)|ecs:(Update|Stop|Continue|Register)|lambda:(Update|Publish)|codebuild:StartBuild|states:(Start|Stop))/;

export function timelineOf(record: RunRecord, problems: readonly string[]): string {
  const { violations, startAt } = record;
  const lines = [
    ...violations.map(({ at, what }) => ({ at, text: `WRONG  ${what}` })),
    ...happenings(record),
    ...record.report.ledger.map(({ at, event, release, subject, text }) => ({
      at: Date.parse(at),
      text: `ledger: ${event} ${subject ?? ''} (${release}) ${text ?? ''}`.trim(),
    })),
  ].sort((a, b) => a.at - b.at);
  return [
    ...problems.map((problem) => `WRONG  ${problem}`),
    '',
    ...untilLastWrong(lines, record, problems).map(
      ({ at, text }) => `${clockText(at, startAt)}  ${text}`,
    ),
    '',
    ...record.report.releases.map(
      ({ id, revision, outcome, reason }) => `END    ${id} (${revision}): ${outcome}, ${reason}`,
    ),
    ...Object.entries(record.report.targets).map(([name, runs]) => `RUNS   ${name}: ${runs}`),
    '',
  ].join('\n');
}

/** What goes wrong at a step and holds at the end is told as far as there: what comes after it is another story. */
function untilLastWrong(
  lines: readonly Line[],
  { violations }: RunRecord,
  problems: readonly string[],
): readonly Line[] {
  const last = violations.at(-1)?.at;
  if (last === undefined || problems.length > violations.length) return lines;
  const told = lines.filter(({ at }) => at <= last + AFTERWARDS_MILLIS);
  const left = lines.length - told.length;
  return left === 0 ? told : [...told, { at: last, text: `… and ${left} lines more` }];
}

const AFTERWARDS_MILLIS = 60_000;

function happenings({ faults, calls, executions, steps, alarms, deployments }: RunRecord): Line[] {
  return [
    ...faults.map(({ at, how, of }) => ({ at, text: `FAULT  ${how}: ${of}` })),
    ...calls.flatMap(({ at, functionName, call, input }) =>
      CHANGES.test(call)
        ? [{ at, text: `call   ${functionName ?? 'somebody'} ${call} ${named(input)}` }]
        : [],
    ),
    ...executions.flatMap(({ name, startedAt, stoppedAt, status, error }) => [
      { at: startedAt, text: `begins ${name}` },
      ...(stoppedAt === undefined
        ? []
        : [{ at: stoppedAt, text: `ends   ${name}: ${status} ${error ?? ''}`.trim() }]),
    ]),
    ...executions.flatMap(({ name, visits }) =>
      visits.map(({ state, at }) => ({ at, text: `state  ${name}: ${state}` })),
    ),
    ...steps.map(({ at, running }) => ({ at, text: `AWS    ${runningText(running)}` })),
    ...alarms.flatMap(({ name, changes = [] }) =>
      changes.map(({ at, to }) => ({ at, text: `alarm  ${name} is ${to}` })),
    ),
    ...deployments.flatMap(({ id, target, revision, status, completedAt }) =>
      completedAt === undefined
        ? []
        : [
            {
              at: completedAt,
              text: `AWS    deployment ${id} of ${revision} on ${target}: ${status}`,
            },
          ],
    ),
  ];
}

function runningText(running: Readonly<Record<string, string | null>>): string {
  return Object.entries(running)
    .map(([name, runs]) => `${name} runs ${runs ?? 'a mixture, or nothing'}`)
    .join(', ');
}

const LONGEST = 120;

function named(input: unknown): string {
  const text = JSON.stringify(input) ?? '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
