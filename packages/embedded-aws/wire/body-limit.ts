// How large a request's body may be: AWS's own limit for the service, or what this process can bear.

import { own } from '../own.ts';
import { addressOf } from '../transport/address.ts';
import type { HttpRequest } from '../transport/http.ts';

export const MEBIBYTE = 1024 * 1024;

/** Bytes. DynamoDB's, Lambda's and Step Functions' limits are AWS's; S3's part of 5 GB is not for a laptop. */
const LIMITS: Readonly<Record<string, number>> = {
  dynamodb: 16 * MEBIBYTE,
  'execute-api': 10 * MEBIBYTE,
  lambda: 70_167_211,
  s3: 64 * MEBIBYTE,
};

const INVOKE_BYTES = 6 * MEBIBYTE;
const USUAL_BYTES = 2 * MEBIBYTE;

export function bodyLimitOf(head: HttpRequest): number {
  const { serviceId } = addressOf(head);
  if (serviceId === 'lambda' && head.path.endsWith('/invocations')) return INVOKE_BYTES;
  if (serviceId === 's3' && head.method !== 'PUT') return USUAL_BYTES;
  return own(LIMITS, serviceId) ?? USUAL_BYTES;
}
