// Reading an operation's input. The wires differ: numbers, booleans and times may arrive as text (Query) or as
// native values (CBOR), so the shapes here take each of them.

import * as z from 'zod';
import { AwsError } from '../service.ts';

/**
 * Parses an input, or throws the service's validation error with a text in AWS's manner. Members that the simulation
 * does not know are dropped, as AWS drops them.
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  errorName = 'ValidationException',
): T {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, MOST_ISSUES)
    .map(
      ({ path, message }) =>
        `Value at '${path.join('.')}' failed to satisfy constraint: ${message}`,
    );
  const count = `${issues.length} validation error${issues.length > 1 ? 's' : ''} detected`;
  throw new AwsError(errorName, `${count}: ${issues.join('; ')}`);
}

const MOST_ISSUES = 20;

export const text = z.string().min(1);
export const number = z.coerce.number();
export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/** Epoch seconds (JSON), a date (CBOR) or ISO 8601 (Query, and people). */
export const time = z.preprocess((value) => {
  if (typeof value === 'number') return new Date(value * 1000);
  if (typeof value === 'string')
    return new Date(/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : value);
  return value;
}, z.date());
