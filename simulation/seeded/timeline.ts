// What happened in a run, one line each, for a person to read: what went wrong, what was done, how it ended.

import { clockText } from './clock-text.ts';
import { brokenBy } from './invariants.ts';
import type { RunRecord } from './record/run-record.ts';
import { seventeen } from './seventeen.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Calls that change something in AWS; those of the table are too many, and told by the ledger. */
const CHANGES =
  /^(codedeploy:(Create|Stop|Continue)|appconfig:(Start|Stop|Create)|cloudfront:(Update|Create)|ecs:(Update|Stop|Continue|Register)|cloudformation:(Create|Execute|Delete|Cancel)|lambda:(Update|Publish)|codebuild:StartBuild|states:(Start|Stop))/;

export function timelineOf(record: RunRecord, problems: readonly string[]): string {
  const { violations, startAt, report } = record;
  const lines = [
    ...violations.map(({ at, what }) => ({ at, text: `WRONG  ${what}` })),
    ...happenings(record),
    ...report.ledger.map(({ at, event, release, subject, text }) => ({
      at: Date.parse(at),
      text: `ledger ${event} ${subject ?? ''} (${release}) ${text ?? ''}`.trim(),
    })),
  ].sort((a, b) => a.at - b.at || placeOf(a) - placeOf(b));
  return [
    ...problems.map((problem) => `WRONG  ${problem}`),
    ...rulesOf(record).map((rule) => `RULE   ${rule}`),
    '',
    ...LEGEND,
    '',
    ...untilLastWrong(lines, record, problems).map(
      ({ at, text }) => `${clockText(at, startAt)}  ${text}`,
    ),
    '',
    ...report.releases.map(
      ({ id, revision, outcome, reason }) => `END    ${id} (${revision}): ${outcome}, ${reason}`,
    ),
    ...Object.entries(report.targets).map(([name, runs]) => `RUNS   ${name}: ${runs}`),
    '',
  ].join('\n');
}

const LEGEND = [
  'Hours, minutes and seconds since the scenario began; before that, what was there already.',
  'begins, state, ends   an execution of a state machine: of a release, one of its waves, a way back',
  'ledger                what Tidegate wrote down',
  'call                  what a function asked AWS to change; of its writes in its own table the ledger tells',
  'AWS, alarm            what is so in AWS, whatever Tidegate knows of it',
  'FAULT                 what the scenario let go wrong',
];

/** Of what falls on the same moment: what led to it before what came of it. */
const ORDER = ['begins', 'state', 'alarm', 'AWS', 'FAULT', 'ledger', 'call', 'WRONG', 'ends'];

function placeOf({ text }: Line): number {
  return ORDER.indexOf(text.split(' ')[0] ?? '');
}

/** What should have held, with the one of the seventeen things that it is a part of. */
function rulesOf(record: RunRecord): string[] {
  return brokenBy(record).map((holds) => {
    const thing = seventeen.find(({ seenBy, seenAtStepsBy }) =>
      [...seenBy, ...seenAtStepsBy].some((each) => each.holds === holds),
    );
    return thing ? `${holds} (${thing.number}: ${thing.mustHold})` : holds;
  });
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
  return left === 0
    ? told
    : [...told, { at: last, text: `…      ${left} lines more, of what came after it` }];
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
