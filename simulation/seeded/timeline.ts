// What happened in a run, one line each, for a person to read: what went wrong, what was done, how it ended.

import type { RunRecord } from './record/run-record.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Calls that change something in AWS; those of the table are too many, and told by the ledger. */
const CHANGES =
  /^(codedeploy:(Create|Stop)|ecs:(Update|Stop|Continue|Register)|lambda:(Update|Publish)|codebuild:StartBuild|states:(Start|Stop))/;

export function timelineOf(record: RunRecord, problems: readonly string[]): string {
  const lines = [
    ...happenings(record),
    ...record.report.ledger.map(({ at, event, release, subject, text }) => ({
      at: Date.parse(at),
      text: `ledger: ${event} ${subject ?? ''} (${release}) ${text ?? ''}`.trim(),
    })),
  ].sort((a, b) => a.at - b.at);
  return [
    ...problems.map((problem) => `WRONG  ${problem}`),
    '',
    ...lines.map(({ at, text }) => `${clockText(at, record.startAt)}  ${text}`),
    '',
    ...record.report.releases.map(
      ({ id, revision, outcome, reason }) => `END    ${id} (${revision}): ${outcome}, ${reason}`,
    ),
    ...Object.entries(record.report.targets).map(([name, runs]) => `RUNS   ${name}: ${runs}`),
    '',
  ].join('\n');
}

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

/** Hours, minutes and seconds since the scenario's start. */
function clockText(at: number, startAt: number): string {
  const seconds = (at - startAt) / 1000;
  const sign = seconds < 0 ? '-' : '+';
  const whole = Math.abs(seconds);
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = (whole % 60).toFixed(3).padStart(6, '0');
  return `${sign}${pad(whole / 3600)}:${pad((whole / 60) % 60)}:${rest}`;
}
