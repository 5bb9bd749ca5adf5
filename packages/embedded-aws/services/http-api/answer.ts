// What an API makes of what its function answers.

import * as z from 'zod';
import { AwsError } from '../../service.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const Whole = z.looseObject({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** A function says its answer whole, with a status; anything else that it gives is the body of a good one. */
export function answerOf(payload: unknown): ApiAnswer {
  const hasStatus = typeof payload === 'object' && payload !== null && 'statusCode' in payload;
  if (!hasStatus) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { data } = Whole.safeParse(payload);
  if (data === undefined)
    throw new AwsError('InternalServerErrorException', 'Internal Server Error', 500);
  const { statusCode: status, headers, body, isBase64Encoded } = data;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: text,
  };
}
