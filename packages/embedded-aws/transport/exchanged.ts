// What every protocol makes of a request.

import type { AwsError } from '../service.ts';
import type { HttpAnswer } from './http.ts';

/** One request, read: what it asks for, and how to answer it in its own protocol. */
export interface Exchange {
  readonly operation: string;
  readonly input: unknown;
  answer(output: unknown, requestId: string): HttpAnswer;
  readonly refuse: Refuse;
}

export type Refuse = (error: AwsError, requestId: string) => HttpAnswer;
