// Every way Tidegate itself can fail, by name: state machines match these names in `ErrorEquals`.

import { harmless } from './harmless.ts';

/** The closed list of codes; each has a paragraph in `docs/errors.md`. */
export const failureCodes = [
  'Refused',
  'NotAllowed',
  'Stale',
  'NotReady',
  'TargetBusy',
  'TryAgain',
  'UnderWay',
  'Shifting',
  'ConsentAwaited',
  'FollowsNow',
  'LeaseLost',
  'Ended',
  'Contended',
  'WrongInput',
  'Missing',
  'Unreadable',
  'ServiceFailed',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** What is wrong with a file, at its place. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What was expected, what was got. */
  readonly text: string;
}

/** A failure with a code that survives Lambda and minifying: Step Functions sees `name` as the error's name. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** Where it is a file that is wrong: each thing that is, in the file's order. The text tells the same. */
  readonly problems: readonly Problem[];

  /** The text says what was expected, what was got, and what to do. */
  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, options);
    this.code = code;
    this.name = code;
    this.problems = options.problems ?? [];
  }
}

interface FailureOptions {
  readonly cause?: unknown;
  readonly problems?: readonly Problem[];
}

/** A file that is refused, with a line for each problem: `file:line:column: what was expected, what was got`. */
export function refusedFile(problems: readonly Problem[]): Failure {
  return new Failure('Refused', problemLines(problems).join('\n'), { problems });
}

/** One line, whatever the file's name and its words hold: a newline in them begins no other problem. */
export function problemText({ file, line, column, text }: Problem): string {
  return harmless(`${file}:${line}:${column}: ${text}`);
}

const ALIKE_SHOWN = 3;

/**
 * The problems as lines, in order. A slip that was copied to forty places is told at three of them, and how often it is
 * there besides: each place is in the JSON.
 */
export function problemLines(problems: readonly Problem[]): string[] {
  const tallies = new Map<string, { count: number }>();
  const lines = problems.flatMap((problem) => {
    const kind = kindOf(problem);
    const alike = tallies.get(kind) ?? { count: 0 };
    tallies.set(kind, alike);
    alike.count += 1;
    const place = alike.count;
    return place > ALIKE_SHOWN ? [] : [{ alike, place, line: problemText(problem) }];
  });
  return lines.map(({ alike, place, line }) => {
    const more = alike.count - ALIKE_SHOWN;
    return place === ALIKE_SHOWN && more > 0 ? `${line} (and ${more} more like it)` : line;
  });
}

/** Two are alike that differ by the numbers in their paths alone. */
function kindOf({ file, text }: Problem): string {
  return `${file}\n${text.replace(/\.\d+\./g, '.')}`;
}

/** Whether something thrown is a Failure with this code. */
export function isFailure(thrown: unknown, code: FailureCode): thrown is Failure {
  return thrown instanceof Failure && thrown.code === code;
}
