// Every way Tidegate itself can fail, by name: state machines match these names in `ErrorEquals`.

/** The closed list of codes; each has a paragraph in `docs/errors.md`. */
export const failureCodes = [
  'Refused',
  'NotReady',
  'TargetBusy',
  'LeaseLost',
  'Contended',
  'WrongInput',
  'Missing',
  'ServiceFailed',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** A failure with a code that survives Lambda and minifying: Step Functions sees `name` as the error's name. */
export class Failure extends Error {
  readonly code: FailureCode;

  /** The text says what was expected, what was got, and what to do. */
  constructor(code: FailureCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = code;
  }
}

/** Whether something thrown is a Failure with this code. */
export function isFailure(thrown: unknown, code: FailureCode): thrown is Failure {
  return thrown instanceof Failure && thrown.code === code;
}
