// What a service has answered: the SDK's types let each field be absent, and what is needed must be there.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';

/** The answer as far as it is needed. Throws `ServiceFailed` where that is not all there. */
export function answerOf<Answer>(what: string, needed: z.ZodType<Answer>, answer: unknown): Answer {
  const read = needed.safeParse(answer);
  if (read.success) return read.data;
  const problem = z.prettifyError(read.error).replaceAll('\n', ' ');
  throw new Failure('ServiceFailed', `expected ${what} to be answered whole, got ${problem}`);
}
