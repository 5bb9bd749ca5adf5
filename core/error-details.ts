// What a log says of an error: its code, what caused it, and where it was thrown.

export type ErrorDetails = {
  readonly code: string;
  /** The error that caused it, the one that caused that, and so on: AWS's own words are among them. */
  readonly causes?: readonly string[];
  readonly stack?: string;
};

const MOST_CAUSES = 5;

export function errorDetails(thrown: unknown): ErrorDetails {
  if (!(thrown instanceof Error)) return { code: typeof thrown };
  const causes: string[] = [];
  let { cause } = thrown;
  while (cause instanceof Error && causes.length < MOST_CAUSES) {
    causes.push(`${cause.name}: ${cause.message}`);
    cause = cause.cause;
  }
  const { name: code, stack } = thrown;
  return { code, ...(causes.length > 0 && { causes }), ...(stack && { stack }) };
}
